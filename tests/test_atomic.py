"""Writing files and folders: the old or the new state stands, whatever stops the process, and the next run mends it."""

import importlib
import json
import os
import pkgutil
import shutil
import signal
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path

import pytest
from support.publishing import TINY

import us_russia_relations
from us_russia_relations.__main__ import main
from us_russia_relations.atomic import disk, lock
from us_russia_relations.atomic.journal import Journal
from us_russia_relations.atomic.writer import JOURNAL, STAGING, recover, write_files, writing
from us_russia_relations.errors import BusyError, ChangedMeanwhileError, RecoveredWarning, UnfinishedError

OLD = {"one": b"old one", "two": b"old two"}
NEW = {"one": b"new one", "sub/three": b"new three", "two": b"new two"}
# Ends the process by a signal before its n-th call of one of these.
KILLED = """
import os, signal, sys
from pathlib import Path
from us_russia_relations.atomic.writer import write_files
last, number, seen = int(sys.argv[2]), int(sys.argv[3]), 0
def watch(call):
    def watched(*arguments, **options):
        global seen
        seen += 1
        if seen == last:
            os.kill(os.getpid(), number)
        return call(*arguments, **options)
    return watched
for name in ("mkdir", "rename", "replace", "unlink", "rmdir", "fsync"):
    setattr(os, name, watch(getattr(os, name)))
write_files(Path(sys.argv[1]), {"one": b"new one", "sub/three": b"new three", "two": b"new two"}, "the test")
print(seen)
"""


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    for name, content in OLD.items():
        (folder / name).write_bytes(content)
    return folder


def run_until(home: Path, last: int, number: int) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-c", KILLED, str(home), str(last), str(int(number))]
    return subprocess.run(call, capture_output=True, text=True, check=False)


def half_written(home: Path) -> None:
    """The state in which the first of three files was replaced, and the process killed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Journal, "_close", lambda *_: None)
        write_files(home, NEW, "the test")
    journal = home / JOURNAL
    for name in ("sub/three", "two"):
        (journal / "new" / name).parent.mkdir(exist_ok=True)
        (journal / "new" / name).write_bytes(NEW[name])
    (home / "sub" / "three").unlink()
    (home / "two").write_bytes(OLD["two"])


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_at_any_call_leaves_the_old_or_the_new_state(
    tmp_path: Path, home: Path, number: signal.Signals
) -> None:
    whole = shutil.copytree(home, tmp_path / "whole")
    calls = int(run_until(whole, 0, number).stdout)
    assert tree(whole) == NEW
    reached = set()
    for last in range(1, calls + 1):
        copy = shutil.copytree(home, tmp_path / f"copy{last}")
        code = run_until(copy, last, number).returncode
        # Ctrl-C comes too late once the write has begun.
        assert code == -number or (number == signal.SIGINT and code == 0 and tree(copy) == NEW)
        said = recover(copy)
        assert said in {"", "finished the test, which had been cut short", "undid the test, which had been cut short"}
        assert tree(copy) in (OLD, NEW)
        assert not [*copy.glob(".usrr-*")]
        reached.add(len(tree(copy)))
    assert reached == {len(OLD), len(NEW)}


@pytest.mark.skipif(sys.platform != "linux", reason="the names of open files are read from /proc")
def test_a_power_cut_finds_everything_on_the_disk_in_the_order_in_which_it_counts(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[tuple[str, str]] = []
    fsync, rename, unlink = os.fsync, os.rename, os.unlink

    def name(path: str | Path) -> str:
        parts = Path(path).relative_to(home).parts
        return "/".join(part if not part.startswith(STAGING) else JOURNAL for part in parts)

    def flushed(handle: int) -> None:
        steps.append(("flushed", name(Path(f"/proc/self/fd/{handle}").readlink())))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", flushed)

    def watched(call: Callable[..., None]) -> Callable[..., None]:
        def recorded(path: str | Path, *more: object, **options: object) -> None:
            if Path(path).is_absolute():
                steps.append((call.__name__, name(path)))
            call(path, *more, **options)

        return recorded

    for call in (rename, unlink):
        monkeypatch.setattr(os, call.__name__, watched(call))
    write_files(home, NEW, "the test")
    # The rename by its old name, which the list has as the journal's.
    decided = steps.index(("rename", JOURNAL))
    before = {path for step, path in steps[:decided] if step == "flushed"}
    assert before >= {JOURNAL, f"{JOURNAL}/new", f"{JOURNAL}/journal.json", *(f"{JOURNAL}/new/{path}" for path in NEW)}
    assert steps[decided + 1] == ("flushed", "")
    forgotten = steps.index(("unlink", f"{JOURNAL}/journal.json"))
    assert {("flushed", ""), ("flushed", "sub")} <= {*steps[decided + 2 : forgotten]}


def test_a_kill_between_two_renames_is_finished_by_the_next_run(home: Path) -> None:
    half_written(home)
    assert (home / "one").read_bytes() == NEW["one"]
    assert recover(home) == "finished the test, which had been cut short"
    assert tree(home) == NEW
    assert recover(home) == ""


def test_an_undoing_that_was_cut_short_is_undone(home: Path) -> None:
    half_written(home)
    (home / JOURNAL / "journal.json").rename(home / JOURNAL / "undo.json")
    assert recover(home) == "undid the test, which had been cut short"
    assert tree(home) == OLD


def test_the_next_write_finishes_the_last_and_says_so(home: Path) -> None:
    half_written(home)
    with pytest.warns(RecoveredWarning, match="finished the test"):
        write_files(home, {"two": b"newer"}, "another")
    assert tree(home) == NEW | {"two": b"newer"}


@pytest.mark.parametrize("undoing", [False, True])
def test_what_somebody_wrote_after_the_kill_is_not_lost(home: Path, *, undoing: bool) -> None:
    half_written(home)
    if undoing:
        (home / JOURNAL / "journal.json").rename(home / JOURNAL / "undo.json")
    (home / "two").write_bytes(b"mine")
    if undoing:
        # What was never put in place need not be taken back.
        assert recover(home) == "undid the test, which had been cut short"
        assert tree(home) == OLD | {"two": b"mine"}
    else:
        with pytest.raises(ChangedMeanwhileError, match="two was changed while the test waited"):
            recover(home)
        assert (home / "two").read_bytes() == b"mine"


def test_a_stale_temporary_is_swept(home: Path) -> None:
    (home / f"{STAGING}x" / "new").mkdir(parents=True)
    assert recover(home) == ""
    assert [path.name for path in home.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("path", ["../outside", "/etc/outside", "link/outside"])
def test_a_journal_that_leads_out_of_the_folder_is_not_carried_out(tmp_path: Path, home: Path, path: str) -> None:
    (home / "link").symlink_to(tmp_path)
    (home / JOURNAL / "new").mkdir(parents=True)
    told = {"title": "an attack", "paths": [[path, "", "0"]]}
    (home / JOURNAL / "journal.json").write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(UnfinishedError, match="leads out of"):
        recover(home)


@pytest.mark.parametrize("exchanges", [True, False])
def test_a_folder_takes_the_place_of_another(home: Path, monkeypatch: pytest.MonkeyPatch, *, exchanges: bool) -> None:
    if not exchanges:
        monkeypatch.setattr("us_russia_relations.atomic.writer.exchange", lambda *_: False)
    for text in ("first", "second"):
        with writing(home, "test") as write:
            (write.new / "built").mkdir()
            (write.new / "built" / text).write_text(text, encoding="utf-8")
            write.commit(["built"], "the build")
    assert tree(home) == OLD | {"built/second": b"second"}
    assert not [*home.glob(".usrr-*")]


def test_a_folder_killed_between_its_two_renames_is_put_in_place(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("us_russia_relations.atomic.writer.exchange", lambda *_: False)
    (home / "built").mkdir()
    (home / "built" / "first").write_bytes(b"first")
    with writing(home, "test") as write:
        (write.new / "built").mkdir()
        (write.new / "built" / "second").write_bytes(b"second")
        with monkeypatch.context() as patch:
            patch.setattr(Journal, "carry_out", lambda _: None)
            write.commit(["built"], "the build")
    (home / JOURNAL / "old").mkdir(exist_ok=True)
    (home / "built").rename(home / JOURNAL / "old" / "built")
    assert recover(home) == "finished the build, which had been cut short"
    assert tree(home) == OLD | {"built/second": b"second"}


def test_one_at_a_time(home: Path) -> None:
    with writing(home, "change"), pytest.raises(BusyError, match="another change is at work"):
        write_files(home, NEW, "the test")
    assert tree(home) == OLD


def test_the_lock_of_windows(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held: dict[int, int] = {}

    def locking(handle: int, _: int, __: int) -> None:
        number = os.fstat(handle).st_ino
        owner = held.get(number)
        if owner is not None and owner != handle:
            raise OSError(13, "Permission denied")
        held[number] = handle

    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setitem(sys.modules, "msvcrt", types.SimpleNamespace(locking=locking, LK_NBLCK=2))
    for module in (lock, disk):
        monkeypatch.setattr(module, "sys", types.SimpleNamespace(platform="win32"))
    with writing(home, "change") as write:
        assert (home / lock.LOCK_FILE).is_file()
        with pytest.raises(BusyError):
            write_files(home, NEW, "the test")
        for path, content in NEW.items():
            write.add(path, content)
        write.commit([*NEW], "the test")
    assert tree(home) == NEW


def test_every_module_imports_without_what_only_posix_has() -> None:
    names = [
        module.name
        for module in pkgutil.walk_packages(us_russia_relations.__path__, "us_russia_relations.")
        if not module.name.endswith("__main__")
    ]
    assert len(names) > 100
    blocked = ("fcntl", "resource", "pwd", "grp", "termios", "tty", "readline")
    code = f"import sys, importlib\nsys.modules.update(dict.fromkeys({blocked}))\n"
    code += f"for name in {names}: importlib.import_module(name)\n"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert importlib.util.find_spec("us_russia_relations.atomic") is not None


@pytest.mark.parametrize("command", [["validate"], ["fmt"], ["find", "meeting"]])
def test_commands_finish_what_was_begun_in_the_raw_tables_and_say_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    raw = shutil.copytree(TINY, tmp_path / "raw")
    changed = {
        path: (raw / path).read_bytes().replace(b"drank tea", b"drank coffee") for path in ("actors.csv", "events.csv")
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Journal, "carry_out", lambda _: None)
        write_files(raw, changed, "the change of two tables")
    assert (raw / JOURNAL).is_dir()
    assert main([*command, "--raw", str(raw)]) == 0
    assert "finished the change of two tables, which had been cut short" in capsys.readouterr().err
    assert b"drank coffee" in (raw / "events.csv").read_bytes()
    assert not (raw / JOURNAL).exists()
