"""The README's examples run as they are printed."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd

import us_russia_relations as usrr

ROOT = Path(__file__).parent.parent
SECTIONS = re.split(r"^## ", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]


def block(heading: str) -> str:
    (section,) = (section for section in SECTIONS if section.startswith(heading))
    (code,) = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
    return str(code)


LOAD = block("Load it")


def run(code: str, tmp_path: Path) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_three_lines_load_a_typed_table(tmp_path: Path) -> None:
    lines = [line for line in LOAD.splitlines() if line]
    assert len(lines) == 3
    shown = run("\n".join([*lines[:2], f"print({lines[2]})"]), tmp_path)
    assert "2020-05-22" in shown


def test_the_questions_are_answered(tmp_path: Path) -> None:
    asked = re.sub(r"^usrr.*?(?=  #|$)", r"print(len(\g<0>))", block("Ask it"), flags=re.MULTILINE)
    assert [int(count) > 0 for count in run(LOAD + asked, tmp_path).split()] == [True] * 3


def test_the_sources_of_the_strikes_are_cited(tmp_path: Path) -> None:
    shown = run(LOAD + block("Cite it"), tmp_path)
    assert "@misc{dod-2017-shayrat" in shown
    assert "\nTY  - " in shown


def test_the_figure_is_drawn(tmp_path: Path) -> None:
    code = block("A figure")
    assert len(code.splitlines()) <= 5
    run(LOAD + code, tmp_path)
    assert "measures-in-force.svg" in code
    assert "<!-- United States against Russia, by type -->" in (tmp_path / "measures-in-force.svg").read_text("utf-8")


def test_ten_minutes_give_a_table_a_figure_a_bibliography_and_a_merged_panel(tmp_path: Path) -> None:
    shutil.copy(ROOT / "tests" / "foreign" / "mid.csv", tmp_path)
    shown = run(block("Ten minutes"), tmp_path)
    notices = usrr.load("events").query("type == 'treaty_withdrawal_notice'")
    assert all(title in shown for title in notices["title"])
    assert usrr.cite() in shown
    assert (tmp_path / "sources.bib").read_text(encoding="utf-8") == usrr.bibliography(notices)
    assert "</svg>" in (tmp_path / "measures.svg").read_text(encoding="utf-8")
    worst = pd.read_csv(tmp_path / "mid.csv").query("ccode1 == 2 and ccode2 == 365 and year == 2013")["hostlev1"].max()
    assert re.search(rf"usa +russia +2013 +\d+ +\d+ +{worst:.1f}\n", shown)
