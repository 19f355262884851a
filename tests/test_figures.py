"""What is true of every figure: nothing leaks, the same data gives the same file, everything can be read."""

import re
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure
from support.plot import shown_texts, texts
from support.rooms import BUILDER

import us_russia_relations as usrr
from us_russia_relations import paths
from us_russia_relations.definitions.package import Edition
from us_russia_relations.errors import CallError, MissingExtraError, UnknownNameError, UnknownVersionError
from us_russia_relations.publish.build import build
from us_russia_relations.raw.read import read_raw

TESTS = Path(__file__).parent
DOCS = TESTS.parent / "docs"
sys.path.insert(0, str(DOCS))
import draw_gallery  # noqa: E402 - a script beside the package

FIRST = usrr.open(TESTS.parent / "dist" / "0.1.0")
NAMES = usrr.plot.__all__
LINE = "US-Russia relations, 2009 to 2021, version 0.1.0; sources: usrr.bibliography"


def python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-c", code]
    return subprocess.run(call, capture_output=True, text=True, check=False, env={**_environment(), **environment})


def _environment() -> dict[str, str]:
    import os

    return {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "MPLBACKEND"}}


# Nothing leaks


@pytest.mark.slow
def test_figures_need_no_pyplot_and_no_display_and_change_no_setting() -> None:
    done = python(f"""
import sys
import us_russia_relations as usrr
usrr.plot
assert "matplotlib" not in sys.modules
import matplotlib
before = matplotlib.rcParams.copy()  # dict() would choose a backend
for name in {NAMES}:
    figure = getattr(usrr.plot, name)(version="0.1.0")
    figure.savefig({"/dev/null"!r}, format="png", dpi=40)
assert matplotlib.rcParams.copy() == before
assert "matplotlib.pyplot" not in sys.modules
assert not {{name.split(".")[1] for name in sys.modules if name.startswith("us_russia_relations.")}} & {BUILDER!r}
""")
    assert done.stderr == ""


def test_settings_of_the_user_do_not_change_the_file(tmp_path: Path) -> None:
    usrr.plot.polls(release=FIRST).savefig(tmp_path / "plain.svg")
    with mpl.rc_context({"font.size": 20, "axes.grid": False, "svg.fonttype": "none", "lines.linewidth": 9}):
        usrr.plot.polls(release=FIRST).savefig(tmp_path / "set.svg")
    assert (tmp_path / "plain.svg").read_bytes() == (tmp_path / "set.svg").read_bytes()


@pytest.mark.slow
def test_the_same_data_gives_the_same_bytes(tmp_path: Path) -> None:
    for seed, zone, place in (("0", "UTC", "one"), ("4242", "Pacific/Auckland", "other")):
        (tmp_path / place).mkdir()
        done = python(
            f"""
import us_russia_relations as usrr
for name in {NAMES}:
    for kind in ("svg", "png", "pdf")[:3 if name == "polls" else 1]:
        getattr(usrr.plot, name)(version="0.1.0").savefig({str(tmp_path / place)!r} + f"/{{name}}.{{kind}}")
""",
            PYTHONHASHSEED=seed,
            TZ=zone,
        )
        assert done.stderr == ""
    files = sorted((tmp_path / "one").iterdir())
    assert len(files) == len(NAMES) + 2
    for file in files:
        assert file.read_bytes() == (tmp_path / "other" / file.name).read_bytes(), file.name
        assert b"<dc:date>" not in file.read_bytes()


def test_without_matplotlib_the_extra_is_named() -> None:
    done = python("""
import sys
sys.modules["matplotlib"] = None
import us_russia_relations as usrr
assert len(usrr.load("events")) > 0
usrr.plot.timeline()
""")
    assert 'MissingExtraError: figures need matplotlib: pip install "us-russia-relations[plot]"' in done.stderr
    assert issubclass(MissingExtraError, ImportError)


# Everything can be read


@pytest.mark.parametrize("name", NAMES)
def test_every_text_stands_on_the_sheet_and_on_no_other(name: str) -> None:
    figure = getattr(usrr.plot, name)(release=FIRST)
    shown = shown_texts(figure)
    assert LINE in texts(figure)
    assert all(ax.get_title("left") for ax in figure.axes)
    boxes = [(text.get_text(), text.get_window_extent()) for text in shown]
    for words, box in boxes:
        assert figure.bbox.x0 - 1 <= box.x0, words
        assert box.x1 <= figure.bbox.x1 + 1, words
        assert figure.bbox.y0 - 1 <= box.y0, words
        assert box.y1 <= figure.bbox.y1 + 1, words
    assert min(text.get_fontsize() for text in shown) >= 5
    if name != "network":  # its names are turned: their boxes meet where they do not
        for (one, box), (other, second) in combinations(boxes, 2):
            assert not box.padded(-1).overlaps(second.padded(-1)), (one, other)


def test_the_texts_of_two_colours_stand_apart_in_grey() -> None:
    """The two sides, and said and done, differ in lightness by more than a tenth of white."""
    from us_russia_relations.plot import style

    def light(colour: str) -> float:
        red, green, blue = mpl.colors.to_rgb(colour)
        return 0.299 * red + 0.587 * green + 0.114 * blue

    for one, other in ((style.BLUE, style.VERMILION), (style.SKY, style.BLUE), (style.ORANGE, style.VERMILION)):
        assert abs(light(one) - light(other)) > 0.1


def test_a_notebook_shows_the_figure() -> None:
    shown = usrr.plot.polls(release=FIRST)._repr_png_()
    assert shown.startswith(b"\x89PNG")


@pytest.mark.parametrize("name", ["timeline", "treaty_lives", "network"])
def test_axes_of_the_user_are_drawn_in(name: str) -> None:
    figure = Figure()
    above, below = figure.subplots(2, 1)
    assert getattr(usrr.plot, name)(ax=below, release=FIRST) is figure
    assert not above.has_data()
    assert below.get_title("left")
    assert any(text.get_text().endswith(LINE) for text in below.texts)


# What is asked for


def test_between_takes_days_months_and_years() -> None:
    for between, first, last in (
        (("2014", "2016"), date(2014, 1, 1), date(2016, 12, 31)),
        (("2014-02", "2014-02"), date(2014, 2, 1), date(2014, 2, 28)),
        ((date(2014, 3, 18), "2014-03-20"), date(2014, 3, 18), date(2014, 3, 20)),
    ):
        (ax,) = usrr.plot.timeline(between=between, release=FIRST).axes
        assert [*ax.get_xlim()] == [mpl.dates.date2num(first), mpl.dates.date2num(last + timedelta(days=1))]


def test_the_release_is_the_one_that_is_meant() -> None:
    with pytest.raises(CallError, match="not both"):
        usrr.plot.polls(version="0.1.0", release=FIRST)
    with pytest.raises(UnknownVersionError):
        usrr.plot.polls(version="9.9.9")
    frame = FIRST.load("events")
    frame.attrs["version"] = "9.9.9"
    with pytest.raises(UnknownVersionError):
        usrr.plot.timeline(frame)


def test_a_dataset_of_few_rows_is_drawn_as_well(tmp_path: Path) -> None:
    build(read_raw(TESTS / "tiny")[0], tmp_path / "0.9.0", tmp_path / "none", Edition("0.9.0", "2026-12-01"))
    release = usrr.open(tmp_path / "0.9.0")
    for name in set(NAMES) - {"new_start"}:
        figure = getattr(usrr.plot, name)(release=release, **{"at_least": 1} if name == "network" else {})
        assert any("version 0.9.0" in text for text in texts(figure))
    with pytest.raises(CallError, match="no such observations"):
        usrr.plot.new_start(release=release)
    with pytest.raises(UnknownNameError):
        usrr.plot.treaty_lives(party="atlantis", release=release)


# Events that nobody has recorded


DAYS = st.dates(date(2008, 1, 1), date(2022, 12, 31))
TYPES = ["summit", "arms_delivery", "accusation", "airstrike", "election"]


@st.composite
def invented(draw: st.DrawFn) -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    for number in range(draw(st.integers(0, 40))):
        start = draw(st.none() | DAYS)
        length = draw(st.none() | st.sampled_from([0, 0, 0, 2, 30, 364, 1500]))
        end = (
            start + timedelta(days=length) if start and length is not None else draw(st.none()) if start else draw(DAYS)
        )
        certainty = draw(st.sampled_from(["established", "alleged", "refuted"]))
        row = {"event_id": f"event-{number}", "title": "An event", "date": "", "type": draw(st.sampled_from(TYPES))}
        rows.append({**row, "date_start": start, "date_end": end, "certainty": certainty})
    frame = pd.DataFrame(rows, columns=["event_id", "title", "date", "type", "date_start", "date_end", "certainty"])
    return frame.astype({"date_start": "datetime64[ms]", "date_end": "datetime64[ms]"})


@given(invented())
def test_each_event_has_one_mark_and_no_mark_hides_another(frame: pd.DataFrame) -> None:
    (ax,) = usrr.plot.timeline(frame, between=("2009", "2020"), release=FIRST).axes
    first, last = date(2009, 1, 1), date(2020, 12, 31)
    wanted = [
        row.event_id
        for row in frame.itertuples()
        if (pd.isna(row.date_start) or row.date_start.date() <= last)
        and (pd.isna(row.date_end) or row.date_end.date() >= first)
    ]
    places = [(line.get_gid(), line.get_xdata()[0], line.get_ydata()[0]) for line in ax.lines if line.get_gid()]
    spans = [(bar.get_gid(), bar.get_x(), bar.get_x() + bar.get_width(), bar.get_y() + bar.get_height() / 2)
             for bar in ax.patches]  # fmt: skip
    assert Counter([one for one, *_ in places] + [one for one, *_ in spans]) == Counter(wanted)
    # A point is as wide as half of the distance that is kept.
    half = (ax.get_xlim()[1] - ax.get_xlim()[0]) / 125 / 2 - 1
    taken = [(x - half, x + half, y) for _, x, y in places] + [(start, end, y) for _, start, end, y in spans]
    for (start, end, y), (other, until, level) in combinations(taken, 2):
        assert abs(y - level) > 0.9 or end <= other + 1e-6 or until <= start + 1e-6


# The gallery


def drawn(svg: str) -> tuple[list[str], Counter[str]]:
    """The texts of a figure, in order, and how many elements of each kind it has."""
    return re.findall(r"<!-- (.*?) -->", svg, re.DOTALL), Counter(re.findall(r"<(\w+)", svg))


@pytest.mark.slow
def test_the_gallery_is_what_its_examples_draw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (DOCS / "gallery.md").read_text(encoding="utf-8")
    images = re.findall(r"!\[[^]]+\]\((figures/[a-z-]+\.svg)\)", page)
    assert sorted(images) == sorted(f"figures/{path.name}" for path in (DOCS / "figures").iterdir())
    assert {*re.findall(r"usrr\.plot\.(\w+)\(", page)} == {*NAMES}
    # A release that came after the figures were drawn does not make them wrong.
    (version,) = {*re.findall(r"version ([0-9.]+); sources", (DOCS / images[0]).read_text(encoding="utf-8"))}
    monkeypatch.setattr(paths, "latest", lambda: version)
    (tmp_path / "figures").mkdir()
    draw_gallery.draw(tmp_path)
    for image in images:
        now, then = ((folder / image).read_text(encoding="utf-8") for folder in (tmp_path, DOCS))
        assert drawn(now) == drawn(then), f"{image}: run make figure"
