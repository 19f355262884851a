"""`show`: everything about a record, from the published release alone."""

import html.parser
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from support.loading import LATEST, ROOT, TINY, asked, candidate
from support.publishing import Checkout

import us_russia_relations as usrr
from us_russia_relations.__main__ import main
from us_russia_relations.errors import CallError, DataNotFoundError, UnknownNameError
from us_russia_relations.raw.read import read_raw
from us_russia_relations.release.release import Release
from us_russia_relations.report.record import as_record


@pytest.fixture(scope="module")
def real(packages: Callable[[str], Path]) -> Release:
    return Release(packages("real"))


def told(text: str) -> str:
    """What is shown without its history."""
    return text.partition("\n\nHistory\n")[0]


def test_a_release_tells_what_its_raw_tables_do(real: Release, packages: Callable[[str], Path]) -> None:
    tiny = Release(packages("tiny"))
    for release, raw, step in ((real, ROOT / "raw", 40), (tiny, TINY, 1)):
        dataset, _ = read_raw(raw)
        for record_id in sorted([*dataset.records, *dataset.retired])[::step]:
            assert told(str(usrr.show(record_id, release=release))) == told(as_record(dataset, record_id)), record_id


# What each frame of a record holds, asked of the SQLite file: columns, tables, and which rows in which order.
QUERIES = {
    "participants": (
        "role, actor_id, name",
        "participants JOIN actors USING (actor_id)",
        "record_id = ? ORDER BY 1, 2",
    ),
    "tags": ("vocabulary, term", "tags", "record_id = ? ORDER BY 1, 2"),
    "listings": (
        "programme, listed, delisted, end_reason, name, name_native, kind, country, list_number, actor_id",
        "listings",
        "measure_id = ? ORDER BY name, programme",
    ),
    "listed_by": (
        "programme, listed_as, list_number, measure_id, title",
        "(SELECT *, name AS listed_as FROM listings) JOIN measures USING (measure_id)",
        "actor_id = ? ORDER BY measure_id, listed_as, programme",
    ),
    "positions": (
        "held, position, organisation_id, name",
        "affiliations AS tie JOIN actors AS body ON organisation_id = body.actor_id",
        "tie.actor_id = ? ORDER BY held, organisation_id, position",
    ),
    "members": (
        "held, position, actor_id, name",
        "affiliations JOIN actors USING (actor_id)",
        "organisation_id = ? ORDER BY held, actor_id, position",
    ),
    "identifiers": ("scheme, identifier", "identifiers", "record_id = ? ORDER BY 1, 2"),
    "evidence": (
        "field, stance, citation_id, locator, claimed_value, note",
        "evidence",
        "record_id = ? ORDER BY field, citation_id, stance",
    ),
    "sources": (
        "citation_id, title, issued",
        "citations",
        "citation_id IN (SELECT citation_id FROM evidence WHERE record_id = ?) ORDER BY 1",
    ),
    "cited_by": (
        "field, stance, record_id, locator, claimed_value",
        "evidence",
        "citation_id = ? ORDER BY record_id, field, stance",
    ),
    "took_part": (
        "record_id, role, title",
        "participants JOIN records USING (record_id)",
        "actor_id = ? ORDER BY 1, 2",
    ),
}


@pytest.mark.parametrize(
    "record_id",
    ["caatsa-2017", "russia", "oleg-deripaska", "inf-treaty", "demaio-dreyfus-2020", "rusal", "us-congress"],
)
def test_frames_hold_what_the_database_does(record_id: str, real: Release) -> None:
    record = usrr.show(record_id, release=real)
    assert record.title == asked(real, "SELECT title FROM records WHERE record_id = ?", record_id)[0][0]
    for name, (columns, tables, which) in QUERIES.items():
        frame: pd.DataFrame = getattr(record, name)
        shown = frame[columns.replace("title", "title" if name == "sources" else "name").split(", ")]
        found = [tuple(None if pd.isna(cell) else cell for cell in row) for row in shown.itertuples(index=False)]
        wanted = asked(real, f"SELECT {columns} FROM {tables} WHERE {which}", record_id)
        assert (sorted(found) if name == "took_part" else found) == wanted, name


def test_relations_run_both_ways(real: Release) -> None:
    frame = usrr.show("inf-treaty", release=real).relations
    to = {(row.relation, row.record_id) for row in frame[frame["direction"] == "to"].itertuples()}
    assert to == {*asked(real, "SELECT relation, object_id FROM relations WHERE subject_id = 'inf-treaty'")}
    come = frame[frame["direction"] == "from"]
    assert {(row.relation, row.record_id) for row in come.itertuples()} == {
        *asked(real, "SELECT relation, subject_id FROM relations WHERE object_id = 'inf-treaty'")
    }
    acts = come[come["relation"] == "acts_on"]["date"]
    assert len(acts) > 3
    assert acts.is_monotonic_increasing


def test_numbers_are_those_of_the_record_and_of_the_actor(real: Release) -> None:
    for record_id in ("caatsa-2017", "us-senate"):
        query = "SELECT observation_id FROM observations WHERE ? IN (record_id, actor_id) ORDER BY date, 1"
        frame = usrr.show(record_id, release=real).observations
        assert [(one,) for one in frame["observation_id"]] == asked(real, query, record_id)
        assert frame["value"].dtype == float


def test_fields_are_the_filled_columns(real: Release) -> None:
    record = usrr.show("caatsa-2017", release=real)
    row = real.load("measures").set_index("measure_id").loc["caatsa-2017"].dropna()
    assert [*record.fields.index[1:]] == [*row.index]
    assert record.fields.loc["adopted_start", "value"] == str(row["adopted_start"].date())
    assert (record.id, record.table, record.cells["level"]) == ("caatsa-2017", "measures", "authority")


def test_a_retired_id_is_shown_as_its_tombstone(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path)
    checkout.publish()
    release = checkout.release("0.1.0")
    gone = usrr.show("example-tea-2013", release=release)
    assert (gone.table, gone.cells["replaced_by"]) == ("retired", "example-meeting-2013")
    assert "replaced_by     example-meeting-2013" in str(gone)
    assert [*usrr.show("example-meeting-2013", release=release).replaces["retired_id"]] == ["example-tea-2013"]
    assert "first published in version 0.1.0" in str(usrr.show("usa", release=release))


class _Balance(html.parser.HTMLParser):
    """Holds whether each element that is opened is closed, and what is written."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert {name for name, _ in attrs} <= {"style"}
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def test_a_notebook_shows_the_same_and_nothing_hostile(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for path in TINY.rglob("*.csv"):
        target = raw / path.relative_to(TINY)
        target.parent.mkdir(exist_ok=True)
        text = path.read_text(encoding="utf-8").replace("Example Agency", "<script>alert(1)</script> & Agency")
        target.write_text(text, encoding="utf-8")
    dataset, _ = read_raw(raw)
    assert "<script>" in as_record(dataset, "example-agency")
    (tmp_path / "hostile").mkdir()
    record = usrr.show("example-agency", release=candidate(raw, tmp_path / "hostile"))
    page = record._repr_html_()
    assert "<script" not in page
    parser = _Balance()
    parser.feed(page)
    assert not parser.open
    for line in str(record).split():
        assert line in parser.words


def test_an_unknown_id_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'caatsa-2017'"):
        usrr.show("caatsa2017")
    with pytest.raises(CallError, match="not both"):
        usrr.show("usa", version="0.1.0", release=Release(LATEST))


def test_a_release_without_its_database_says_so(tmp_path: Path, packages: Callable[[str], Path]) -> None:
    release = Release(Path(shutil.copytree(packages("tiny"), tmp_path / "candidate")))
    (release.folder / "us-russia-relations.sqlite").unlink()
    with pytest.raises(DataNotFoundError, match=r"us-russia-relations\.sqlite"):
        usrr.show("usa", release=release)


def test_the_command_shows_a_release(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "inf-treaty", "--release", usrr.__version__]) == 0
    assert capsys.readouterr().out == f"{usrr.show('inf-treaty')}\n"
    assert main(["show", "inf-treat", "--release", usrr.__version__]) == 1
    assert "did you mean 'inf-treaty'" in capsys.readouterr().err
    assert main(["show", "usa", "--release", "0.1.0", "--raw", "raw"]) == 2
