"""Where exports go: all files or none, nothing overwritten unasked, and what the command says about it."""

import subprocess
import sys
from pathlib import Path

import pytest
from support.export import made

import us_russia_relations as usrr
from us_russia_relations.__main__ import main
from us_russia_relations.analysis import load
from us_russia_relations.analysis.export.place import placed
from us_russia_relations.errors import CallError, ExportError, MissingExtraError, UnknownNameError

VERSION = load.release().version


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below the folder, hidden ones too, by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_command_names_every_file_that_it_wrote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "a" / "b"
    assert main(["export", "--to", "stata", str(out), "--table", "treaties", "--table", "terms"]) == 0
    assert capsys.readouterr().out.splitlines() == [str(out / "treaties.dta"), str(out / "terms.dta")]
    assert sorted(tree(tmp_path)) == ["a/b/terms.dta", "a/b/treaties.dta"]
    assert main(["export", "--to", "xlsx", str(out), "--table", "terms", "--version", VERSION]) == 0
    assert capsys.readouterr().out.splitlines() == [str(out / f"us-russia-relations-{VERSION}.xlsx")]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--to", "sata"], "did you mean 'stata'?"),
        (["--to", "stata", "--table", "event"], "did you mean 'events'?"),
        (["--to", "xlsx", "--version", "9.9.9"], "release 9.9.9 is not here"),
    ],
)
def test_a_wrong_call_is_answered_with_the_way_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    assert main(["export", *arguments, str(tmp_path / "out")]) == 2
    assert told in capsys.readouterr().err
    assert tree(tmp_path) == {}


def test_a_folder_that_cannot_be_written_is_told_with_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    for target in (tmp_path / "file", tmp_path / "file" / "below"):
        assert main(["export", "--to", "stata", str(target), "--table", "terms"]) == 1
        assert "Not a directory; nothing was changed" in capsys.readouterr().err
    assert tree(tmp_path) == {"file": b"mine"}


def test_nothing_is_overwritten_unasked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "terms.dta").write_text("mine", encoding="utf-8")
    (tmp_path / "analysis.do").write_text("use terms", encoding="utf-8")
    call = ["export", "--to", "stata", str(tmp_path), "--table", "treaties", "--table", "terms"]
    assert main(call) == 2
    assert "has terms.dta already" in capsys.readouterr().err
    assert tree(tmp_path) == {"terms.dta": b"mine", "analysis.do": b"use terms"}
    assert main([*call, "--force"]) == 0
    written = tree(tmp_path)
    assert sorted(written) == ["analysis.do", "terms.dta", "treaties.dta"]
    assert written["terms.dta"].startswith(b"<stata_dta>")
    assert written["analysis.do"] == b"use terms"


def test_a_folder_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "terms.dta").mkdir()
    (tmp_path / "terms.dta" / "kept").write_text("mine", encoding="utf-8")
    with pytest.raises(CallError, match=r"terms\.dta is no file"):
        usrr.export("stata", tmp_path, tables="terms", force=True)
    assert tree(tmp_path) == {"terms.dta/kept": b"mine"}


def test_an_export_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    out = tmp_path / "out"
    bad = made(tmp_path / "release", {"count": ("integer", ())}, [(2**60,)])
    with pytest.raises(ExportError):
        usrr.export("stata", out, release=bad)
    assert not out.exists()
    out.mkdir()
    (out / "made.dta").write_text("mine", encoding="utf-8")
    with pytest.raises(ExportError):
        usrr.export("stata", out, release=bad, force=True)
    assert tree(out) == {"made.dta": b"mine"}


def test_a_move_that_fails_is_taken_back(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("old one", encoding="utf-8")

    def write_two_of_three() -> None:
        with placed(tmp_path, ["one", "two", "never-written"], force=True) as work:
            (work / "one").write_text("new one", encoding="utf-8")
            (work / "two").write_text("new two", encoding="utf-8")

    with pytest.raises(ExportError, match="nothing was changed"):
        write_two_of_three()
    assert tree(tmp_path) == {"one": b"old one"}


def test_a_kill_leaves_no_half_of_a_new_folder(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from us_russia_relations.analysis.export.place import placed\n"
        "with placed(Path(sys.argv[1]), ['one', 'two'], force=False) as work:\n"
        "    (work / 'one').write_text('new'); os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "out")], check=False)
    assert done.returncode == -9
    assert not (tmp_path / "out").exists()


def test_a_workbook_needs_its_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    monkeypatch.setitem(sys.modules, "xlsxwriter.exceptions", None)
    with pytest.raises(MissingExtraError, match=r"us-russia-relations\[excel\]"):
        usrr.export("xlsx", tmp_path / "out", tables="terms")
    assert main(["export", "--to", "xlsx", str(tmp_path / "out")]) == 2
    assert "us-russia-relations[excel]" in capsys.readouterr().err
    assert tree(tmp_path) == {}


def test_stata_needs_pandas_alone(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['xlsxwriter'] = None; import us_russia_relations as usrr\n"
        "print(usrr.export('stata', sys.argv[1], tables=['terms'])[0].name)\n"
        "assert not {'pandera', 'frictionless', 'us_russia_relations.schema'} & set(sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "out")], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "terms.dta\n"), done.stderr


def test_a_version_and_a_release_are_too_much(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="not both"):
        usrr.export("stata", tmp_path, version=VERSION, release=load.release())
    with pytest.raises(UnknownNameError, match="there are stata, xlsx"):
        usrr.export("spss", tmp_path)
