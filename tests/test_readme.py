"""The README's examples run as they are printed."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
BLOCKS = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)


def run(code: str, tmp_path: Path) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_three_lines_load_a_typed_table(tmp_path: Path) -> None:
    lines = [line for line in BLOCKS[0].splitlines() if line]
    assert len(lines) == 3
    shown = run("\n".join([*lines[:2], f"print({lines[2]})"]), tmp_path)
    assert "2020-05-22" in shown


def test_the_questions_are_answered(tmp_path: Path) -> None:
    shown = run(BLOCKS[0] + re.sub(r"^usrr.*?(?=  #|$)", r"print(len(\g<0>))", BLOCKS[1], flags=re.MULTILINE), tmp_path)
    assert [int(count) > 0 for count in shown.split()] == [True] * 3


def test_the_sources_of_the_strikes_are_cited(tmp_path: Path) -> None:
    shown = run(BLOCKS[0] + BLOCKS[3], tmp_path)
    assert "@misc{dod-2017-shayrat" in shown
    assert "\nTY  - " in shown


def test_the_figure_is_drawn(tmp_path: Path) -> None:
    code = "import matplotlib; matplotlib.use('agg')\n" + BLOCKS[0] + BLOCKS[2]
    run(code + "\nin_force.plot().figure.savefig('figure.svg')\nassert len(in_force) == 145", tmp_path)
    assert (tmp_path / "figure.svg").stat().st_size > 10_000
