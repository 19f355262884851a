"""What a change touches: each kind of change that docs/architecture.md promises to be small, made on a copy."""

import csv
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import us_russia_relations
from us_russia_relations.publish.build import build
from us_russia_relations.raw.read import read_raw
from us_russia_relations.release.release import Release

PACKAGE = Path(us_russia_relations.__file__).parent
LINK = """
VOTES = Table(
    name="votes",
    title="Votes",
    noun="vote",
    row="this member voted in this way on this event",
    folder="links",
    primary_key=("event_id", "member_id"),
    owner="event_id",
    owners=("events",),
    evidence="link",
    foreign_keys=(
        ForeignKey(("event_id",), "events", ("event_id",)),
        ForeignKey(("member_id",), "actors", ("actor_id",)),
    ),
    columns=(
        reference("event_id", "The event on which was voted.", "example-meeting-2013"),
        reference("member_id", "The member that voted.", "usa"),
        Column("vote", "How the member voted.", "yes", required=True, pattern="yes|no|abstained|absent"),
    ),
)

LINK_TABLES = (VOTES, """
RELEASE = """from pathlib import Path
from us_russia_relations.analysis.lookup.record import record
from us_russia_relations.analysis.lookup.source import Published
from us_russia_relations.release.release import Release
"""
COLUMN = 'Column("place", "Where it happened'
NEW_COLUMN = 'Column("venue", "The building in which it happened.", "Hofburg"),\n        '


class Copy:
    """A copy of the package's code, of which a file may be changed, beside a copy of the tiny dataset."""

    def __init__(self, folder: Path, raw: Path) -> None:
        self.raw, self.package = raw, folder / PACKAGE.name
        # The copy names no installed release: every call names its folders.
        shutil.copytree(PACKAGE, self.package, ignore=shutil.ignore_patterns("__pycache__", "_data"))

    def replace(self, path: str, old: str, new: str) -> None:
        file = self.package / path
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1
        file.write_text(text.replace(old, new), encoding="utf-8")

    def usrr(self, *arguments: str, code: int = 0) -> str:
        """What a command of the copy prints; the test fails where it ends with another code."""
        return self.python("-m", "us_russia_relations", *arguments, code=code)

    def python(self, *arguments: str, code: int = 0) -> str:
        environment = {**os.environ, "PYTHONPATH": str(self.package.parent)}
        call = [sys.executable, *arguments]
        done = subprocess.run(call, capture_output=True, text=True, check=False, env=environment, cwd=self.raw.parent)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout


@pytest.fixture
def copy(tmp_path: Path, tiny: Path) -> Copy:
    return Copy(tmp_path / "code", tiny)


def add_line(raw: Path, path: str, line: str) -> None:
    """Puts a row where it sorts."""
    header, *rows = (raw / path).read_text(encoding="utf-8").splitlines()
    text = "".join(f"{row}\n" for row in (header, *sorted([*rows, line])))
    (raw / path).write_text(text, encoding="utf-8", newline="\n")


def replace(raw: Path, path: str, old: str, new: str) -> None:
    text = (raw / path).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (raw / path).write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def built(raw: Path, out: Path) -> Release:
    dataset, problems = read_raw(raw)
    assert not problems
    build(dataset, out, out.parent / "none")
    return Release(out)


def rows(release: Release, table: str) -> list[dict[str, object]]:
    return [dict(row) for row in release.arrow(table).to_pylist()]


def test_an_event_type_that_is_a_meeting_is_rows_of_vocabularies(tiny: Path, tmp_path: Path) -> None:
    before = sum(int(str(row["meetings"])) for row in rows(built(tiny, tmp_path / "before"), "dyad_year"))
    add_line(tiny, "vocabularies/terms.csv", "event_type,sauna,Sauna,Talks in a sauna.,,,")
    replace(tiny, "events.csv", "2013-06-10/2013-06-11,meeting", "2013-06-10/2013-06-11,sauna")
    without = sum(int(str(row["meetings"])) for row in rows(built(tiny, tmp_path / "without"), "dyad_year"))
    add_line(tiny, "vocabularies/term_properties.csv", "event_type,sauna,meeting,true")
    release = built(tiny, tmp_path / "after")
    after = sum(int(str(row["meetings"])) for row in rows(release, "dyad_year"))
    assert without < after == before
    assert "sauna" in release.meaning.terms("event_type", "meeting")


def test_an_event_type_that_ends_a_treaty_is_rows_of_vocabularies(tiny: Path, tmp_path: Path) -> None:
    before = rows(built(tiny, tmp_path / "before"), "treaty_status")
    add_line(tiny, "vocabularies/terms.csv", "event_type,treaty_burial,Burial,The end of a treaty in a garden.,,,")
    add_line(tiny, "vocabularies/term_properties.csv", "event_type,treaty_burial,dates,ended")
    add_line(tiny, "vocabularies/term_properties.csv", "event_type,treaty_burial,party_status,ended")
    text = (tiny / "events.csv").read_text(encoding="utf-8")
    assert ",treaty_withdrawal_effective," in text
    text = text.replace(",treaty_withdrawal_effective,", ",treaty_burial,")
    (tiny / "events.csv").write_text(text, encoding="utf-8", newline="\n")
    assert rows(built(tiny, tmp_path / "after"), "treaty_status") == before


def test_an_optional_column_is_its_definition_and_the_raw_file(copy: Copy) -> None:
    copy.replace("definitions/records.py", COLUMN, NEW_COLUMN + COLUMN)
    with (copy.raw / "events.csv").open(encoding="utf-8", newline="") as file:
        header, *cells = csv.reader(file)
    index = header.index("place")
    venues = ["venue", "Hofburg", *[""] * (len(cells) - 1)]
    with (copy.raw / "events.csv").open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file, lineterminator="\n").writerow
        for venue, row in zip(venues, (header, *cells), strict=True):
            write([*row[:index], venue, *row[index:]])
    copy.usrr("validate", "--raw", str(copy.raw))
    copy.usrr("build", "--raw", str(copy.raw), "--out", "out")
    copy.usrr("verify", "out")
    out = copy.raw.parent / "out"
    assert "events.venue" in (out / "CODEBOOK.md").read_text(encoding="utf-8")
    assert "Hofburg" in copy.usrr("show", cells[0][0], "--raw", str(copy.raw))
    assert "--venue" in copy.usrr("new", "event", "--help")
    loaded = "print(Release(Path('out')).load('events')['venue'].dropna().tolist())"
    assert copy.python("-c", RELEASE + loaded) == "['Hofburg']\n"


def test_a_link_table_is_one_definition_and_its_file(copy: Copy) -> None:
    copy.replace("definitions/links.py", "\nLINK_TABLES = (", LINK)
    lines = "event_id,member_id,vote\nexample-meeting-2013,russia,no\nexample-meeting-2013,usa,yes\n"
    (copy.raw / "links" / "votes.csv").write_text(lines, encoding="utf-8")
    # The duty to have evidence, and the name of the table as a field, follow from the definition.
    assert "no source supports the votes of example-meeting-2013" in copy.usrr("validate", "--raw", "raw", code=1)
    add_line(copy.raw, "links/evidence.csv", "example-meeting-2013,votes,example-journal-2020,supports,p. 105,,")
    copy.usrr("validate", "--raw", "raw")
    copy.usrr("fmt", "--check", "--raw", "raw")
    copy.usrr("build", "--raw", "raw", "--out", "out")
    copy.usrr("verify", "out")
    assert "votes.vote" in (copy.raw.parent / "out" / "CODEBOOK.md").read_text(encoding="utf-8")
    # What a record's page, the entry of a record and its retirement do with links, they do with these.
    for record_id, line in (("example-meeting-2013", "no +russia: Russia"), ("usa", "yes +example-meeting-2013: Dir")):
        page = copy.usrr("show", record_id, "--raw", "raw").partition("Votes")[2]
        assert re.search(line, page), page
    record = "print(len(record(Published(Release(Path('out'))), 'example-meeting-2013').votes))"
    assert copy.python("-c", RELEASE + record) == "2\n"
    assert "--vote MEMBER:VOTE" in copy.usrr("new", "event", "--help")
    retired = ("--because", "withdrawn", "--since", "1.0.0", "--reason", "It was an invention.", "--with-orphans")
    copy.usrr("retire", "example-meeting-2013", *retired, "--raw", "raw")
    assert (copy.raw / "links" / "votes.csv").read_text(encoding="utf-8") == "event_id,member_id,vote\n"


RULE = """
NOISY = Rule(
    name="noisy-title",
    why="An exclamation mark is a judgement.",
    fix="Take it out.",
    file="events.csv",
    columns=("event_id", "title"),
    bad="example-meeting-2013,Directors meet!",
    good="example-meeting-2013,Directors meet",
)


def check_listed(dataset: Dataset) -> Iterator[Problem]:
    yield from (row.problem(NOISY, "title", "it shouts") for row in dataset.rows("events") if "!" in row["title"])
"""


def test_a_rule_is_one_module(copy: Copy) -> None:
    copy.replace("check/listed.py", "\ndef check_listed(dataset: Dataset) -> Iterator[Problem]:\n", RULE)
    copy.replace(
        "check/listed.py", "import Problem\n", "import Problem\nfrom us_russia_relations.rules.rule import Rule\n"
    )
    replace(copy.raw, "events.csv", "Directors meet", "Directors meet!")
    assert "noisy-title" in copy.usrr("validate", "--raw", "raw", code=1)
    assert "An exclamation mark is a judgement." in copy.usrr("explain", "noisy-title")
    assert "noisy-title" in copy.usrr("validate", "--raw", "raw", "--format", "sarif", code=1)
    assert "noisy-title" in copy.usrr("explain", "--markdown").partition("## Logic")[2]


FORMAT = """
import json


def names(release, tables):
    return [f"{table}.json" for table in tables]


def write(release, contents, folder):
    for content in contents:
        (folder / f"{content.name}.json").write_text(json.dumps(content.rows.to_pylist(), default=str))
"""


def test_an_export_format_is_one_module_and_its_line(copy: Copy) -> None:
    copy.usrr("build", "--raw", "raw", "--out", "out")
    (copy.package / "analysis" / "export" / "records.py").write_text(FORMAT, encoding="utf-8")
    copy.replace("analysis/export/__init__.py", '"xlsx": "excel"', '"xlsx": "excel", "json": "records"')
    export = "from us_russia_relations import export; print(*export('json', 'files', release=Release(Path('out'))))"
    files = copy.python("-c", RELEASE + export).split()
    assert "files/events.json" in [Path(file).as_posix() for file in files]
    assert "Directors meet" in (copy.raw.parent / "files" / "events.json").read_text(encoding="utf-8")
    assert "stata or xlsx or json" in copy.usrr("export", "--help")


FIGURE = """
from us_russia_relations.analysis import load
from us_russia_relations.plot import style


@style.styled
def certainties(*, version=None, release=None, ax=None):
    chosen = load.chosen(version, release)
    drawn = style.axes_or_new(ax, 2.0, chosen)
    counts = chosen.load("events")["certainty"].value_counts()
    drawn.bar([*counts.index], [*counts])
    return style.annotated(drawn, chosen, [], given=ax is not None)
"""


def test_a_figure_is_one_module_and_its_name(copy: Copy) -> None:
    copy.usrr("build", "--raw", "raw", "--out", "out")
    (copy.package / "plot" / "certainty.py").write_text(FIGURE, encoding="utf-8")
    line = "from us_russia_relations.plot.actors import network\n"
    copy.replace("plot/__init__.py", line, line + "from us_russia_relations.plot.certainty import certainties\n")
    draw = (
        "import us_russia_relations as usrr\nusrr.plot.certainties(release=Release(Path('out'))).savefig('figure.svg')"
    )
    copy.python("-c", RELEASE + draw)
    assert "0.1.0-candidate" in (copy.raw.parent / "figure.svg").read_text(encoding="utf-8")
