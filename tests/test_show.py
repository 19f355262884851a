"""`usrr show` and `usrr find`: all that is known of an id, and the id of what is known."""

import argparse
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import us_russia_relations
from us_russia_relations.cli import find, show
from us_russia_relations.definitions import RECORD_TABLES
from us_russia_relations.errors import CallError
from us_russia_relations.raw.read import read_raw


def call(command: ModuleType, raw: Path, *arguments: str) -> int:
    parser = argparse.ArgumentParser()
    command.add(parser)
    return int(command.run(parser.parse_args([*arguments, "--raw", str(raw)])))


@pytest.mark.parametrize(
    ("record_id", "told"),
    [
        ("example-ban", "effective       2014-04-01"),
        ("example-intrusion-2016", "date            2016-05~ (month: 2016-05-01 to 2016-05-31)"),
        ("example-intrusion-2016", "attributed_by   example-agency: Example Agency"),
        ("example-ban", "adopted         - contradicts example-journal-2020, p. 115 n. 2; says 2014-03-21"),
        ("example-ban", "issue           sanctions, trade"),
        ("example-ban", "responds_to     2014-03-17 example-designation"),
        ("example-designation", "< responds_to   2014-03-20 example-ban"),
        ("example-designation", "2014-03-17 to 2016-05-01 (removed) Ivan Example"),
        ("example-designation", "share_price_change -5 percent [example-price-2014]"),
        ("ivan-example", "2014-03-17 to 2016-05-01 (removed)"),
        ("ivan-example", "name_native     Иван Пример"),
        ("jane-example", "director, example-agency: Example Agency"),
        ("example-ministry", "part of, example-bureau: Example Bureau"),
        ("russia", "cow             365"),
        ("russia", "imposer         2014-03-20 example-ban"),
        ("example-gazette-2010", "signed          + supports example-treaty, art. I"),
        ("example-meeting-2013", "example-tea-2013 merged: It told the same invented meeting twice."),
        ("example-tea-2013", "replaced_by     example-meeting-2013"),
        ("example-poll-2014", "actor_id        usa (United States)"),
    ],
)
def test_show_tells(tiny: Path, record_id: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(show, tiny, record_id) == 0
    assert told in capsys.readouterr().out.replace("\n" + " " * 18, " ")


def test_every_id_fits_80_columns_and_loses_no_word(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dataset, _ = read_raw(tiny)
    assert len(dataset.records) > len(RECORD_TABLES)
    for record_id, row in dataset.records.items():
        assert call(show, tiny, record_id) == 0
        text = capsys.readouterr().out
        assert max(map(len, text.splitlines())) <= 80
        words = " ".join(text.split())
        assert all(" ".join(value.split()) in words for value in row.cells.values())


def test_a_line_without_spaces_still_fits(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tiny / "citations.csv"
    long = f"https://example.org/{'a' * 300}"
    path.write_text(path.read_text(encoding="utf-8").replace("https://example.org/list", long), encoding="utf-8")
    assert call(show, tiny, "example-list-2017") == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 80


def test_unknown_id_names_the_nearest(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(show, tiny, "exampel-ban") == 1
    captured = capsys.readouterr()
    assert not captured.out
    assert "example-ban" in captured.err


def test_no_folder_is_a_wrong_call(tmp_path: Path) -> None:
    for command in (show, find):
        with pytest.raises(CallError, match="not a folder"):
            call(command, tmp_path / "nowhere", "usa")


def test_first_version_comes_from_the_newest_release(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for version, first in (("0.9.0", "0.1.0"), ("0.10.0", "0.2.0")):
        release = tiny.parent / "dist" / version
        (release / "csv").mkdir(parents=True)
        (release / "datapackage.json").write_text("{}", encoding="utf-8")
        (release / "csv" / "records.csv").write_text(f"record_id,first_version\nusa,{first}\n", encoding="utf-8")
    call(show, tiny, "usa")
    assert "first published in version 0.2.0; newest release 0.10.0" in capsys.readouterr().out
    call(show, tiny, "russia")
    assert "not published yet; newest release 0.10.0" in capsys.readouterr().out


def test_a_broken_file_hides_only_itself(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tiny / "links" / "tags.csv").write_bytes(b"\xff\xfe")
    assert call(show, tiny, "example-ban") == 0
    captured = capsys.readouterr()
    assert "links/tags.csv" in captured.err
    assert "responds_to" in captured.out


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("example-ban", "example-ban"),
        ("EXAMPLE treaty", "example-treaty"),
        ("999-1", "example-act"),
        ("ИВАН", "ivan-example"),
        ("emile muster", "example-herald-2014"),
        ("drank tea", "example-meeting-2013"),
        ("tea village", "example-meeting-2013"),
        ("example-tea-2013", "example-tea-2013"),
    ],
)
def test_find_puts_the_best_first(tiny: Path, text: str, first: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(find, tiny, text) == 0
    assert capsys.readouterr().out.split()[0] == first


def test_find_tells_id_table_date_and_title(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(find, tiny, "drinks", "drank") == 1
    assert call(find, tiny, "suspension") == 0
    line = capsys.readouterr().out.splitlines()[0]
    assert line.split(maxsplit=3) == [
        "example-suspension-2015", "events", "2015-03-11", "Russia suspends the Example Treaty",
    ]  # fmt: skip


def test_nothing_found(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(find, tiny, "example ministri") == 1
    assert "example-ministry" in capsys.readouterr().err
    with pytest.raises(CallError):
        call(find, tiny, " ")


def test_a_look_pays_for_no_frame(tiny: Path) -> None:
    code = (
        "import argparse, sys\nfrom us_russia_relations.cli import find, show\n"
        "for command, text in ((show, 'usa'), (find, 'treaty')):\n"
        "    parser = argparse.ArgumentParser(); command.add(parser)\n"
        "    command.run(parser.parse_args([text, '--raw', sys.argv[1]]))\n"
        "print(*sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(us_russia_relations.__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", code, str(tiny)], capture_output=True, text=True, check=True, env=environment
    )
    loaded = done.stdout.splitlines()[-1].split()
    assert not {"pandas", "pandera", "numpy", "pyarrow"} & {*loaded}
