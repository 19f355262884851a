"""The notebook on the paper: what it says is computed, and what it shows is what its cells give."""

import ast
import base64
import re
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from support.notebook import (
    ROOT,
    altered,
    executed,
    printed,
    run_notebook,
    said,
    texts,
    told_otherwise,
    turned_over,
    without_places,
)

import us_russia_relations as usrr
from us_russia_relations.definitions.package import Edition
from us_russia_relations.publish.build import build
from us_russia_relations.raw.read import read_raw

pytestmark = pytest.mark.slow

BOOK = run_notebook.read()
TOLD = [cell for cell in BOOK.cells if cell.cell_type == "markdown"]
CODE = [cell for cell in BOOK.cells if cell.cell_type == "code"]
VERDICTS = {"bear it out", "qualify it", "do not bear it out", "cannot tell"}
# A release that came after the notebook was made does not make it wrong.
(VERSION,) = {*re.findall(r"\(Version ([0-9.]+)\)", str([texts(cell) for cell in CODE]))}
RELEASE = ROOT / "dist" / VERSION
_PLACE = re.compile(r"p\. \d+ (?:para\.|n\.) \d+")


def ids(cell: Any) -> str:
    return str(cell.id)


@pytest.fixture(scope="module")
def fresh() -> Any:
    return executed(BOOK, VERSION)


# What is written and what is computed


@pytest.mark.parametrize("cell", TOLD, ids=ids)
def test_no_number_stands_outside_of_a_claim_and_a_claim_has_its_place(cell: Any) -> None:
    claims = [line for line in cell.source.splitlines() if line.startswith(">")]
    others = [line for line in cell.source.splitlines() if not line.startswith(">")]
    assert not re.search(r"\d", "\n".join(others)), "numbers of the records belong to the output of a code cell"
    cited = usrr.load("evidence", version=VERSION).query("citation_id == 'demaio-dreyfus-2020'")["locator"]
    known = {place for locator in cited for place in _PLACE.findall(locator)}
    for claim in claims:
        assert re.search(r"\((p\. \d+ para\. \d+)(; p\. \d+ para\. \d+)*\)\.$", claim), claim
        assert {*_PLACE.findall(claim)} <= known, claim
        # Years belong to what is claimed, other numbers to what is found.
        assert all(re.fullmatch(r"20\d\d", number) for number in re.findall(r"\d+", without_places(claim))), claim


@pytest.mark.parametrize("cell", CODE, ids=ids)
def test_no_number_and_no_verdict_is_written_into_a_statement(cell: Any) -> None:
    for call in [node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Call)]:
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        if name == "say":
            claim, verdict, text = call.args
            assert isinstance(claim, ast.Constant)
            assert isinstance(verdict, ast.IfExp), "a verdict is chosen from what was computed"
            chosen = [node.value for node in ast.walk(verdict) if isinstance(node, ast.Constant)]
            assert len(VERDICTS.intersection(map(str, chosen))) > 1
        if name in {"say", "Markdown"}:
            text = call.args[-1]
            # The strings that are shown as they are: those outside of every replacement field.
            assert not re.search(r"\d", without_places(" ".join(_shown(text)))), cell.id


def _shown(node: ast.AST) -> list[str]:
    if isinstance(node, ast.FormattedValue | ast.Call | ast.GeneratorExp):
        return []
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    return [text for child in ast.iter_child_nodes(node) for text in _shown(child)]


def test_each_claim_that_is_quoted_has_a_verdict_and_the_other_way_round() -> None:
    quoted = [place for cell in TOLD for line in cell.source.splitlines() if line[:1] == ">"
              for place in _PLACE.findall(line)[:1]]  # fmt: skip
    assert sorted(quoted) == sorted(place for claim in said(BOOK) for place in _PLACE.findall(claim))
    assert {*said(BOOK).values()} <= VERDICTS


# What is committed


def test_the_notebook_tells_nothing_of_the_machine() -> None:
    assert [cell.execution_count for cell in CODE] == [*range(1, len(CODE) + 1)]
    assert {key for cell in BOOK.cells for key in cell.metadata} == set()
    assert {*BOOK.metadata} == {"kernelspec", "language_info"}
    assert len({cell.id for cell in BOOK.cells}) == len(BOOK.cells) <= 30
    plain = str([[cell.source, *texts(cell)] if cell.cell_type == "code" else cell.source for cell in BOOK.cells])
    assert not re.search(r"0x[0-9a-f]{6}|/(home|root|tmp|work|Users)/|\\\\Users", plain)


def test_every_cell_says_something_and_pictures_are_small() -> None:
    for cell in CODE:
        assert [one.output_type for one in cell.outputs] == ["display_data"] * len(cell.outputs), cell.id
        assert all(text.strip() for one in texts(cell) for text in one.values()), cell.id
        assert any("text/markdown" in one for one in texts(cell)), cell.id
        for output in cell.outputs:
            picture = base64.b64decode(output.data.get("image/png", ""))
            assert len(picture) < 150_000, cell.id
    assert sum("image/png" in output.data for cell in CODE for output in cell.outputs) >= 8
    assert run_notebook.NOTEBOOK.stat().st_size < 1_000_000


def test_the_notebook_shows_what_its_cells_give(fresh: Any) -> None:
    for old, new in zip(BOOK.cells, fresh.cells, strict=True):
        if old.cell_type == "code":
            assert texts(new) == texts(old), f"cell {old.id}: run make notebook"
            pictures = [["image/png" in output.data for output in cell.outputs] for cell in (old, new)]
            assert pictures[0] == pictures[1]


def test_two_kernels_at_a_time_do_not_meet() -> None:
    with ProcessPoolExecutor(2, get_context("spawn")) as processes:
        assert [*processes.map(printed, [1, 2])] == ["1\n", "2\n"]


# Other data


def _quiet(notebook: Any) -> None:
    assert {output.output_type for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs} == {
        "display_data"
    }


def test_another_release_is_asked_with_one_variable() -> None:
    made = executed(BOOK, "0.1.0")
    _quiet(made)
    assert "(Version 0.1.0)" in str(texts(made.cells[1]))
    assert {*said(made)} == {*said(BOOK)}


def test_what_the_raw_tables_would_publish_is_asked_without_one(tmp_path: Path) -> None:
    build(read_raw(ROOT / "raw")[0], tmp_path / "dist" / "9.9.9", ROOT / "dist", Edition("9.9.9", "2026-12-01"))
    described = (tmp_path / "dist" / "9.9.9" / "datapackage.json").read_text(encoding="utf-8")
    (tmp_path / "datapackage.json").write_text(described, encoding="utf-8")
    made = executed(BOOK, place=tmp_path)
    _quiet(made)
    assert "(Version 9.9.9)" in str(texts(made.cells[1]))
    assert {*said(made)} == {*said(BOOK)}


def test_no_verdict_stands_whatever_the_records_say(tmp_path: Path) -> None:
    """Each verdict changes in one of two worlds; a verdict that does not is written and not computed."""
    verdicts = {"as recorded": said(BOOK)}
    for changes in (turned_over, told_otherwise):
        made = executed(BOOK, VERSION, altered(RELEASE, tmp_path / changes.__name__, changes))
        _quiet(made)
        verdicts[changes.__name__] = said(made)
    table = pd.DataFrame(verdicts)
    assert table.notna().all(axis=None)
    moved = table.ne(table["as recorded"], axis="index").any(axis="columns")
    assert moved.all(), table[~moved].to_string()
