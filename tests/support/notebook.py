"""Other data for the notebook on the paper, and what a notebook says."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Mapping
from copy import deepcopy
from io import StringIO
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from nbformat.v4 import new_code_cell, new_notebook

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "docs"))
import run_notebook  # noqa: E402 - a script beside the package

Frames = dict[str, pd.DataFrame]
# Where the kernel finds its releases; the notebook itself asks for the newest one.
_PLACE = "from pathlib import Path; from us_russia_relations import paths; paths.data_root = lambda: Path({!r})"


def executed(notebook: Any, version: str | None = None, place: Path | None = None) -> Any:
    """A copy of the notebook, executed with that version, from the releases in that place."""
    copy = deepcopy(notebook)
    if version is not None:
        source = copy.cells[1].source
        copy.cells[1].source = source.replace("VERSION = None", f"VERSION = {version!r}")
        assert copy.cells[1].source != source
    if place is not None:
        copy.cells.insert(1, new_code_cell(_PLACE.format(str(place))))
    run_notebook.execute(copy)
    if place is not None:
        del copy.cells[1]
    return copy


def printed(number: int) -> str:
    """What a notebook of one cell prints that prints a number, slowly."""
    notebook = new_notebook(cells=[new_code_cell(f"import time; time.sleep(1); print({number})")])
    run_notebook.execute(notebook)
    return str(notebook.cells[0].outputs[0].text)


def texts(cell: Any) -> list[dict[str, str]]:
    """The outputs of a cell, without pictures: of each its kind, and its text in every form that it has."""
    return [
        {"kind": one.output_type, **{form: said for form, said in _forms(one) if not form.startswith("image/")}}
        for one in cell.outputs
    ]


def _forms(output: Any) -> list[tuple[str, str]]:
    if output.output_type == "stream":
        return [(output.name, output.text)]
    return [*output.data.items()]


def said(notebook: Any) -> dict[str, str]:
    """The verdict on each claim, as the table at the end has it."""
    (table,) = pd.read_html(StringIO(notebook.cells[-1].outputs[0].data["text/html"]))
    return dict(zip(table.iloc[:, 0], table.iloc[:, 1], strict=True))


def altered(release: Path, place: Path, changes: Callable[[Frames], None]) -> Path:
    """A place with a copy of the release in which tables say something else."""
    copy = place / "dist" / release.name
    shutil.copytree(release, copy)
    shutil.copy(release / "datapackage.json", place / "datapackage.json")
    schemas = {path.stem: pq.read_schema(path) for path in (copy / "parquet").glob("*.parquet")}
    frames = {name: pd.read_parquet(copy / "parquet" / f"{name}.parquet") for name in schemas}
    changes(frames)
    for name, frame in frames.items():
        made = pa.Table.from_pandas(frame, schema=schemas[name], preserve_index=False)
        pq.write_table(made, copy / "parquet" / f"{name}.parquet")
    return place


def swapped(column: pd.Series[Any], *pairs: tuple[str, str]) -> pd.Series[Any]:
    """The column with each pair of values exchanged."""
    turn: Mapping[str, str] = {**dict(pairs), **{other: one for one, other in pairs}}
    return column.map(lambda value: turn.get(value, value))


def turned_over(frames: Frames) -> None:
    """Each side does what the other did; parties, rivals, votes exchanged; many troops are few, early talks late."""
    cast, events = frames["participants"], frames["events"]
    moves = events["type"].str.contains("treaty|accusation|noncompliance|withdrawal")
    theirs = cast["record_id"].isin(events.loc[moves, "event_id"])
    cast.loc[theirs, "actor_id"] = swapped(cast.loc[theirs, "actor_id"], ("usa", "russia"))
    numbers = frames["observations"]
    numbers["actor_id"] = swapped(numbers["actor_id"], ("democratic-party", "republican-party"))
    numbers["series"] = swapped(numbers["series"], ("votes_for", "votes_against"))
    early = pd.to_datetime(events["date_start"])
    talks = events["type"].isin(["meeting", "peace_conference", "resolution_adopted", "summit", "visit"])
    events.loc[talks & early.between("2015-10-01", "2016-12-31"), "date_start"] = pd.Timestamp("2019-03-01").date()
    polled = numbers["series"] == "threat_perception"
    numbers.loc[polled, "record_id"] = swapped(numbers.loc[polled, "record_id"], ("china", "russia"))
    troops = numbers["series"] == "troop_level"
    numbers.loc[troops, "value"] = 50_000 - numbers.loc[troops, "value"]


def told_otherwise(frames: Frames) -> None:
    """The presidents exchanged; Congress and China where they were not."""
    offices = frames["affiliations"]
    offices["actor_id"] = swapped(offices["actor_id"], ("barack-obama", "donald-trump"))
    events, cast, listings = frames["events"], frames["participants"], frames["listings"]
    cast["actor_id"] = swapped(cast["actor_id"], ("us-department-of-the-treasury", "us-congress"))
    vetoes = events.loc[events["type"] == "un_veto", "event_id"]
    china = pd.DataFrame({"record_id": vetoes, "actor_id": "china", "role": "initiator"})
    frames["participants"] = pd.concat([cast, china]).drop_duplicates()
    early = listings["actor_id"] == "oleg-deripaska"
    listings.loc[early, "listed_start"] = pd.Timestamp("2016-03-01").date()
    events.loc[events["type"] == "treaty_extension_offer", "type"] = "statement_neutral"
    events.loc[events["event_id"] == "gazprom-cnpc-contract-2014", "type"] = "arms_sale_contract"
    second = events["event_id"] == "russia-china-air-patrol-2020"
    events.loc[second, ["date_start", "date_end"]] = pd.Timestamp("2020-10-01").date()


def without_places(text: str) -> str:
    """The text without the places in the paper, in which digits may stand."""
    return re.sub(r"p\. \d+ (para\.|n\.) \d+", "", text)
