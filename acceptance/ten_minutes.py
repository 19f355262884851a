"""Run the README's ten minutes as they are printed, in a folder that holds the wheel and nothing else of the project.

Usage: ten_minutes.py README WHEEL FOREIGN_CSV FOLDER   (FOREIGN_CSV stands for the file of Correlates of War)
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path


def main(readme: Path, wheel: Path, foreign: Path, folder: Path) -> None:
    (section,) = re.findall(r"^## Ten minutes.*?(?=^## )", readme.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    (commands,) = re.findall(r"^```sh\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    (script,) = re.findall(r"^```python\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    folder.mkdir(parents=True)
    shutil.copy(wheel, folder)
    shutil.copy(foreign, folder / "mid.csv")
    (folder / "first.py").write_text(script, encoding="utf-8")
    done = subprocess.run(["bash", "-euc", commands], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"the README's commands fail:\n{done.stdout}{done.stderr}")
    figure, sources = ((folder / name).read_text(encoding="utf-8") for name in ("measures.svg", "sources.bib"))
    assert figure.rstrip().endswith("</svg>"), "no figure"
    assert sources.count("\n@") + sources.startswith("@") > 3, "no bibliography"
    version = wheel.name.split("-")[1]
    assert version in done.stdout, "it does not cite the release"
    merged = re.findall(r"^ *(?:usa +russia|russia +usa) +201[234] +\d+ +\d+ +(NaN|\d\.\d)$", done.stdout, re.MULTILINE)
    assert len(merged) == 6, f"not a row for each direction and year:\n{done.stdout}"
    assert {"NaN"} < {*merged}, f"not merged:\n{done.stdout}"
    print(f"the README's ten minutes: figure, {sources.count('@')} sources, {len(merged)} merged rows")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
