"""usrr diff: what its arguments may name, and reports that stay short and hold hostile values as text."""

import argparse
import json
import re
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import marko
import pytest
from support.difference import TINY, Rows, between, edited, read, state, write

from us_russia_relations import paths
from us_russia_relations.check.validate import validate
from us_russia_relations.cli import diff
from us_russia_relations.definitions.package import Edition
from us_russia_relations.errors import CallError
from us_russia_relations.publish.build import build
from us_russia_relations.publish.difference import Difference, compare
from us_russia_relations.publish.states import alike, find_state
from us_russia_relations.report.difference import as_text
from us_russia_relations.report.difference_html import as_html
from us_russia_relations.report.difference_markdown import as_markdown

HOSTILE = (
    "`` ` <script>alert(1)</script> <img src=x onerror=y> [a](javascript:b) ![c](https://example.org/d.png) @user "
    "#1 www.example.org a@example.org | cell \\| **bold** <!-- x --> &lt; ~~s~~ $`m`$ 4ccaef8 \u202e \u200b end`"
)


def usrr_diff(*arguments: object) -> int:
    parser = argparse.ArgumentParser()
    diff.add(parser)
    return diff.run(parser.parse_args([str(argument) for argument in arguments]))


def many(folder: Path) -> tuple[Path, Path]:
    """Two states with 5,000 changes between them."""
    rows = read(TINY)
    actor = rows["actors"][0]
    for number in range(5000):
        rows["actors"].append({**actor, "actor_id": f"actor-{number}", "name": f"Actor {number}"})
    a = write(folder / "a", rows)
    for row in rows["actors"][-5000:]:
        row["description"] = f"another {row['name']}"
    return a, write(folder / "b", rows)


def test_markdown_of_5000_changes_fits_in_a_comment_and_says_what_is_left_out(tmp_path: Path) -> None:
    a, b = many(tmp_path)
    out, page = tmp_path / "report.md", tmp_path / "report.html"
    assert usrr_diff(a, b, "--format", "markdown", "--out", out, "--html", page) == 0
    text = out.read_text(encoding="utf-8")
    assert 50_000 < len(text) < 60_000
    assert "| actors |  |  |  | 5000 |" in text
    shown = text.count("→")
    assert f"{5000 - shown:,} more changes are left out here; all of them are in `report.html`." in text
    assert page.read_text(encoding="utf-8").count("<td>changed</td>") == 5000


def test_markdown_stays_short_whatever_is_in_the_states(tmp_path: Path) -> None:
    def flood(rows: Rows) -> None:
        rows["actors"] += [{**rows["actors"][0], "actor_id": "`|" * 50_000 + str(number)} for number in range(3)]
        rows["events"][0]["summary"] = "x" * 1_000_000

    folder = edited(tmp_path, flood)
    (folder / "events.csv").write_text("event_id\n" + "a,b\n" * 5000, encoding="utf-8")
    for number in range(300):
        (folder / f"{'long' * 50}{number}.csv").touch()
    text = as_markdown(between(TINY, folder), "r" * 100_000)
    assert len(text) < 60_000


class Page(HTMLParser):
    """The tags of a page, their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def hostile(folder: Path) -> Difference:
    def attack(rows: Rows) -> None:
        rows["actors"][0] |= {"name": HOSTILE, "description": HOSTILE + "\n\n# h\n"}
        rows["actors"].append({**rows["actors"][1], "actor_id": HOSTILE})
        rows["evidence"][0] |= {"locator": HOSTILE}
        rows["terms"].append({**rows["terms"][0], "vocabulary": HOSTILE, "term": HOSTILE})

    folder = edited(folder, attack)
    text = (folder / "treaties.csv").read_text(encoding="utf-8")
    cell = '"' + HOSTILE.replace('"', '""') + '"'
    (folder / "treaties.csv").write_text(text.replace("short_name", cell), encoding="utf-8")
    (folder / "x<script>alert(1)</script>@user.csv".replace("/", "")).touch()
    return between(TINY, folder)


def test_hostile_values_stay_text_in_markdown(tmp_path: Path) -> None:
    source = as_markdown(hostile(tmp_path), "all are in `x`.")
    page = Page(marko.Markdown(extensions=["gfm"]).convert(source))
    assert page.tags <= {
        "h3",
        "h4",
        "p",
        "ul",
        "li",
        "code",
        "strong",
        "em",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }
    assert "<script>" in page.text
    assert "\u202e" not in source
    assert r"\u202e" in source


def test_mentions_and_references_stand_in_code_alone(tmp_path: Path) -> None:
    page = marko.Markdown(extensions=["gfm"]).convert(as_markdown(hostile(tmp_path), "all are in `x`."))
    outside = re.sub(r"<code>.*?</code>", "", page, flags=re.DOTALL)
    assert "<code>" in page
    for sign in ("@", "#1", "<script", "&lt;", "example.org", "4ccaef8", "javascript"):
        assert sign not in outside


def test_hostile_values_stay_text_in_html(tmp_path: Path) -> None:
    page = Page(as_html(hostile(tmp_path)))
    assert not page.tags & {"script", "img", "a", "iframe", "form", "object"}
    assert page.attributes <= {"lang", "charset", "http-equiv", "content", "name", "scope"}
    assert "<script>alert(1)</script>" in page.text


def test_hostile_values_do_not_steer_the_terminal(tmp_path: Path) -> None:
    text = as_text(hostile(tmp_path))
    assert all(char.isprintable() for line in text.split("\n") for char in line)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with two commits of the tiny dataset, and an edit that is not committed."""
    root = tmp_path / "checkout"

    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=Example", "-c", "user.email=example@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *identity, "-C", str(root), *arguments], check=True, capture_output=True)

    def rename(name: str) -> Callable[[Rows], None]:
        return lambda rows: rows["actors"][0].update(name=name)

    write(root / "raw", read(TINY))
    git("init", "--quiet", "--initial-branch=main")
    git("add", ".")
    git("commit", "--quiet", "--message=one")
    git("tag", "one")
    edited(root / "raw", rename("Second"))
    # What a contribution writes in its attributes changes nothing of what is read.
    (root / "raw" / ".gitattributes").write_text("*.csv export-ignore export-subst\n", encoding="utf-8")
    (root / "raw" / "treaties.csv").unlink()
    (root / "raw" / "treaties.csv").symlink_to("actors.csv")
    git("add", ".")
    git("commit", "--quiet", "--message=two")
    (root / "raw" / "treaties.csv").unlink()
    edited(root / "raw", rename("Third"))
    monkeypatch.setattr(paths, "checkout", lambda: root)
    return root


def names(printed: str) -> list[tuple[str, str]]:
    return [(change["old"], change["new"]) for change in json.loads(printed)["changes"]]


def test_git_revisions_and_the_working_tree(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert usrr_diff("one", "main", "--format", "json") == 0
    printed = capsys.readouterr().out
    assert names(printed) == [("Example Agency", "Second")]
    assert [fault["file"] for fault in json.loads(printed)["not_compared"]] == ["treaties.csv"]
    assert usrr_diff("--format", "json") == 0
    assert names(capsys.readouterr().out) == [("Second", "Third")]
    assert usrr_diff("one", "--format", "json") == 0
    assert names(capsys.readouterr().out) == [("Example Agency", "Third")]
    assert usrr_diff("one", TINY, "--exit-code") == 0
    assert "no changes" in capsys.readouterr().out
    assert usrr_diff("one", "--exit-code") == 1
    assert usrr_diff("--raw", TINY, "one", "--exit-code") == 0
    assert usrr_diff(repository / "raw", "--exit-code") == 0


def test_a_revision_before_there_was_data_is_empty(repository: Path) -> None:
    tree = subprocess.run(["git", "-C", str(repository), "mktree"], input=b"", check=True, capture_output=True)
    call = [
        "git",
        "-c",
        "user.name=E",
        "-c",
        "user.email=e@example.org",
        "-C",
        str(repository),
        "commit-tree",
        "-m",
        "0",
    ]
    commit = subprocess.run([*call, tree.stdout.decode().strip()], check=True, capture_output=True, text=True)
    found = find_state(commit.stdout.strip(), repository / "dist", repository)
    assert (found.tables, found.faults) == ({}, [])


@pytest.mark.parametrize("argument", ["nowhere", "--output=x", "one:raw", "one..main", ""])
def test_an_unknown_state_is_a_wrong_call_that_names_what_was_tried(repository: Path, argument: str) -> None:
    with pytest.raises(CallError, match=r"no version in dist/ \(there is none\), no folder, and no git revision"):
        find_state(argument, repository / "dist", repository)


def test_a_folder_without_tables_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="neither raw tables"):
        find_state(str(tmp_path), tmp_path, None)


def test_a_file_that_cannot_be_written_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="can't be written"):
        usrr_diff(TINY, TINY, "--out", tmp_path / "missing" / "file")


def test_releases_hold_the_same_facts_as_their_raw_tables(tmp_path: Path) -> None:
    def change(rows: Rows) -> None:
        rows["observations"][0]["value"] = "0.00001"
        rows["events"][0]["title"] = "Another title"

    other = edited(tmp_path / "raw", change)
    releases = tmp_path / "releases"
    for version, raw, previous in (("0.1.0", TINY, None), ("0.2.0", other, "0.1.0")):
        edition = Edition(version, "2026-11-27", previous)
        build(validate(raw).dataset, releases / version, releases, edition)
    one, two = (find_state(version, releases, None) for version in ("0.1.0", "0.2.0"))
    assert one.name == "release 0.1.0"
    for published, raw in ((one, TINY), (two, other)):
        # A release has who is listed among its participants, too.
        _, typed = alike(published, state(raw))
        assert published.tables == typed.tables
    assert [(change.record, change.field, change.new) for change in compare(one, two).changes] == [
        (read(TINY)["events"][0]["event_id"], "title", "Another title"),
        (read(TINY)["observations"][0]["observation_id"], "value", "0.00001"),
    ]
    with pytest.raises(CallError, match=r"0\.1\.0, 0\.2\.0"):
        find_state("0.3.0", releases, None)
