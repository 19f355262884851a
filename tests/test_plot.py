"""What the figures show, against the same facts asked of the release with SQL."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from support.plot import arrows, asked, bars, day, texts
from support.questions_sql import PAIRS

import us_russia_relations as usrr
from us_russia_relations.errors import CallError, UnknownNameError
from us_russia_relations.release.release import Release

ROOT = Path(__file__).parent.parent
FIRST = ROOT / "dist" / "0.1.0"


@pytest.fixture(scope="module", params=["published", "candidate"])
def release(request: pytest.FixtureRequest, packages: Callable[[str], Path]) -> Release:
    """The first release, and what the raw tables give today."""
    return usrr.open(FIRST if request.param == "published" else packages("real"))


# Events


ENTRIES = """
    SELECT entry_id, t.date_start, t.date_end, t.certainty,
        CASE WHEN e.event_id IS NOT NULL THEN coalesce(code, '') ELSE r."table" END
    FROM timeline t JOIN records r USING (record_id) LEFT JOIN events e ON e.event_id = record_id
    LEFT JOIN crosswalk ON vocabulary = 'event_type' AND term = e.type AND scheme = 'quad_class'
    WHERE t.certainty IN ('established', 'well_supported', 'reported') AND coalesce(t.date_start, '') <= ?
    AND coalesce(t.date_end, '9999') >= ?"""


def marks(ax: Axes) -> Iterator[tuple[str, date, date, bool]]:
    """Of each mark: its entry, first and last day, and whether it is hollow."""
    for point in ax.lines:
        if point.get_gid():
            x = day(point.get_xdata()[0])
            yield point.get_gid(), x, x, point.get_markerfacecolor() == "white"
    for bar in bars(ax):
        first, last = day(bar.get_x()), day(bar.get_x() + bar.get_width() - 1)
        yield bar.get_gid(), first, last, to_hex(bar.get_facecolor()) == "#ffffff"


def test_the_timeline_has_each_entry_where_its_date_is(release: Release) -> None:
    (ax,) = usrr.plot.timeline(release=release).axes
    wanted = {
        (entry, start or "2009-01-01", end or "2021-01-31", False)
        for entry, start, end, *_ in asked(release, ENTRIES, "2021-01-31", "2009-01-01")
    }
    drawn = [(entry, str(start), str(end), hollow) for entry, start, end, hollow in marks(ax)]
    assert len(drawn) == len(wanted) > 500
    assert {*drawn} == wanted
    points = {line.get_gid() for line in ax.lines if line.get_gid()}
    assert points == {entry for entry, start, end, _ in wanted if start == end}


def test_what_is_alleged_is_hollow_and_what_is_refuted_crossed_out(release: Release) -> None:
    events = release.load("events").head(40).assign(certainty=["alleged", "refuted"] * 20)
    (ax,) = usrr.plot.timeline(events, between=("1900", "2100"), release=release).axes
    assert {hollow for *_, hollow in marks(ax)} == {True}
    drawn = {line.get_gid(): line.get_marker() for line in ax.lines if line.get_gid()}
    drawn |= {bar.get_gid(): "X" if bar.get_hatch() else "o" for bar in bars(ax)}
    assert drawn == {row.event_id: "X" if row.certainty == "refuted" else "o" for row in events.itertuples()}
    assert {text.get_text() for text in ax.get_legend().get_texts()} >= {"alleged", "refuted"}


def test_the_lanes_of_the_timeline_are_quad_classes_measures_and_treaties(release: Release) -> None:
    (ax,) = usrr.plot.timeline(between=("2014", "2018"), release=release).axes
    lanes = {row[0]: row[-1] for row in asked(release, ENTRIES, "2018-12-31", "2014-01-01")}
    classes = Counter(lanes.values())
    ticks = dict(label.get_text().split("\n") for label in ax.get_yticklabels())
    named = {
        "1": "Verbal cooperation",
        "2": "Material cooperation",
        "3": "Verbal conflict",
        "4": "Material conflict",
        "": "No quad class",
        "measures": "Measures",
        "treaties": "Treaties",
    }
    assert [*ticks] == [*named.values()][::-1]
    assert [ticks[name] for name in named.values()] == [f"({classes[code]})" for code in named]
    edges = [line.get_ydata()[0] for line in ax.lines if [*line.get_xdata()] == [0, 1]]
    order = {code: index for index, code in enumerate(reversed(named))}
    for line in ax.lines:
        if line.get_gid():
            assert sum(edge < line.get_ydata()[0] for edge in edges) == order[lanes[line.get_gid()]]


def test_the_timeline_draws_what_was_kept_of_a_frame(release: Release) -> None:
    events = release.load("events")
    vetoes = events[events["type"] == "un_veto"]
    (ax,) = usrr.plot.timeline(vetoes, release=release).axes
    wanted = asked(release, "SELECT event_id FROM events WHERE type = 'un_veto' AND date_end >= '2009'")
    assert {mark[0] for mark in marks(ax)} == {row[0] for row in wanted} != set()
    entries = usrr.timeline(between=("2009", "2020"), release=release)
    treaties = entries[entries["record_id"].isin(release.load("treaties")["treaty_id"])]
    (ax,) = usrr.plot.timeline(treaties, release=release).axes
    assert {mark[0] for mark in marks(ax)} == {*treaties["entry_id"]} != set()
    with pytest.raises(CallError, match="leave out actor, certainty"):
        usrr.plot.timeline(vetoes, actor="usa", certainty=None, release=release)


def test_named_events_have_a_number_and_its_meaning(release: Release) -> None:
    named = ["shayrat-strike-2017", "crimea-referendum-2014"]
    figure = usrr.plot.timeline(mark=named, release=release)
    (key,) = [text for text in texts(figure) if text.startswith("1  ")]
    rows = asked(release, "SELECT date, title FROM events WHERE event_id IN (?, ?) ORDER BY date", *named)
    assert key == "\n".join(f"{number}  {when}  {title}" for number, (when, title) in enumerate(rows, start=1))
    with pytest.raises(UnknownNameError, match="did you mean 'shayrat-strike-2017'"):
        usrr.plot.timeline(mark=["shayrat-strike-2018"], release=release)
    with pytest.raises(CallError, match=r"no type, date, date_start, .*; keep the columns of usrr\.events"):
        usrr.plot.timeline(release.load("events")[["event_id", "title"]], release=release)


def test_coverage_counts_by_year(release: Release) -> None:
    figure = usrr.plot.coverage(release=release)
    counts = {
        "events": "SELECT substr(date_start, 1, 4), count(*) FROM events WHERE certainty <> 'refuted'"
        " AND date_start BETWEEN '2009-01-01' AND '2021-01-31' GROUP BY 1",
        "measures": "SELECT substr(adopted_start, 1, 4), count(*) FROM measures"
        " WHERE adopted_start BETWEEN '2009-01-01' AND '2021-01-31' GROUP BY 1",
    }
    for ax, query in zip(figure.axes, counts.values(), strict=False):
        tops: Counter[int] = Counter()
        for bar in bars(ax):
            tops[round(bar.get_x() + bar.get_width() / 2)] += round(bar.get_height())
        assert {str(year): top for year, top in tops.items() if top} == dict(asked(release, query))
    each = asked(
        release,
        "SELECT substr(date_start, 1, 4), (SELECT count(DISTINCT citation_id) FROM evidence"
        " WHERE record_id = event_id AND stance = 'supports') FROM events"
        " WHERE certainty <> 'refuted' AND date_start BETWEEN '2009-01-01' AND '2021-01-31'",
    )
    medians = {year: median(count for one, count in each if one == year) for year, _ in each}
    assert {str(round(bar.get_x() + 0.35)): bar.get_height() for bar in figure.axes[2].patches} == medians
    assert [bar.get_x() + 0.35 for bar in figure.axes[1].patches if bar.get_hatch()] == [2021]


# Months


def test_cooperation_and_conflict_are_those_of_the_months(release: Release) -> None:
    figure = usrr.plot.cooperation_and_conflict(between=("2014", "2019-06"), release=release)
    columns = "verbal_cooperation, material_cooperation, -verbal_conflict, -material_conflict"
    query = f"SELECT year, month, {columns} FROM dyad_month WHERE source_id = ? AND year BETWEEN 2014 AND 2019"
    for ax, actor in zip(figure.axes, ("usa", "russia"), strict=True):
        drawn: dict[tuple[int, int], Counter[str]] = {}
        for group in ax.containers:
            for bar in group:
                first = day(bar.get_x())
                drawn.setdefault((first.year, first.month), Counter())[group.get_label()] = round(bar.get_height())
        labels = ["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]
        wanted = {tuple(row[:2]): [*row[2:]] for row in asked(release, query, actor) if row[:2] <= (2019, 6)}
        assert {month: [counts[label] for label in labels] for month, counts in drawn.items()} == wanted
    assert figure.axes[0].get_title("left") == "United States toward Russia"
    assert [tick.get_text() for tick in figure.axes[0].get_legend().get_texts()] == labels


def test_no_bar_of_a_month_hides_another() -> None:
    for ax in usrr.plot.cooperation_and_conflict(release=usrr.open(FIRST)).axes:
        spans: dict[float, list[tuple[float, float]]] = {}
        for bar in bars(ax):
            ends = sorted((bar.get_y(), bar.get_y() + bar.get_height()))
            spans.setdefault(bar.get_x(), []).append((ends[0], ends[1]))
        for stack in spans.values():
            assert all(before[1] <= after[0] for before, after in pairwise(sorted(stack)))


def blocks(ax: Axes) -> dict[tuple[str, date], int]:
    """The least number that the shade of each type and month stands for."""
    found = {}
    for block in ax.collections:
        kind, _, least = str(block.get_gid()).partition(":")
        (path,) = block.get_paths()
        months = pd.date_range(day(path.vertices[:, 0].min()), day(path.vertices[:, 0].max()), freq="MS")
        found |= {(kind, month.date()): int(least) for month in months[:-1]}
    return found


def test_measures_in_force_by_type_and_imposer(release: Release) -> None:
    figure = usrr.plot.measures_in_force(release=release)
    lines, *panels = figure.axes
    for line, actor in zip(lines.lines, ("usa", "russia"), strict=True):
        query = "SELECT measures_in_force FROM dyad_month WHERE source_id = ? ORDER BY year, month"
        assert [*line.get_ydata()][:-1] == [row[0] for row in asked(release, query, actor)]
    bounds = (1, 2, 5, 10, 20)
    query = """SELECT measure_type, year, month, measures FROM measures_in_force
               WHERE imposer_id = ? AND target_id = ? AND measures > 0"""
    for ax, pair in zip(panels, (("usa", "russia"), ("russia", "usa")), strict=True):
        rows = asked(release, query, *pair)
        wanted = {
            (kind, date(year, month, 1)): max(bound for bound in bounds if bound <= count)
            for kind, year, month, count in rows
        }
        assert blocks(ax) == wanted != {}
        most = Counter(max(row[3] for row in rows if row[0] == kind) for kind in {row[0] for row in rows})
        assert Counter(int(text.get_text()) for text in ax.texts if text.get_text() != "most") == most
        labels = {row[0] for row in asked(release, "SELECT label FROM terms WHERE vocabulary = 'measure_type'")}
        assert {tick.get_text() for tick in ax.get_yticklabels()} <= labels


def test_measures_of_others(release: Release) -> None:
    figure = usrr.plot.measures_in_force(imposer="european-union", release=release)
    panel = release.load("measures_in_force")
    against = {*panel.loc[(panel["imposer_id"] == "european-union") & (panel["measures"] > 0), "target_id"]}
    actors = release.load("actors").set_index("actor_id")["name"]
    names = [ax.get_title("left") for ax in figure.axes]
    assert {"russia", "syria"} <= against
    assert sorted(names) == sorted(f"European Union against {actors[one]}, by type" for one in against)
    with pytest.raises(UnknownNameError, match="did you mean 'european-union'"):
        usrr.plot.measures_in_force(imposer="european-unoin", release=release)
    with pytest.raises(CallError, match="no measure by european-union against turkey"):
        usrr.plot.measures_in_force(imposer="european-union", target="turkey", release=release)


def test_months_that_there_are_not(release: Release) -> None:
    for draw in (usrr.plot.cooperation_and_conflict, usrr.plot.measures_in_force):
        with pytest.raises(CallError, match="covers 2009-01-01 to 2021-01-31"):
            draw(between=("1990", "1995"), release=release)


# Treaties


@pytest.mark.parametrize(("party", "between"), [(("usa", "russia"), None), (None, ("1960", "2030")), ("iran", None)])
def test_treaties_live_as_their_status_says(release: Release, party: Any, between: Any) -> None:
    (ax,) = usrr.plot.treaty_lives(party=party, between=between, release=release).axes
    first, last = (f"{between[0]}-01-01", f"{between[1]}-12-31") if between else ("2009-01-01", "2021-01-31")
    query = "SELECT treaty_id, actor_id, status, start, end, start_event FROM treaty_status WHERE start <= ?"
    parties = {party} if isinstance(party, str) else {*party} if party else None
    rows = [row for row in asked(release, query, last) if not parties or row[1] in parties]
    rows = [row for row in rows if row[4] is None or row[4] > first]
    end = date.fromisoformat(last).toordinal() + 1
    wanted = Counter((row[2], row[3], row[4] or str(date.fromordinal(end))) for row in rows if row[2] != "ended")
    drawn = Counter((bar.get_gid(), str(day(bar.get_x())), str(day(bar.get_x() + bar.get_width()))) for bar in bars(ax))
    assert drawn == wanted
    crosses = [line for line in ax.lines if line.get_gid() == "ended"]
    changed = [row for row in rows if row[2] != "in_force" and first <= row[3]]
    assert len(crosses) == len([row for row in changed if row[5] is None])
    assert {line.get_label() for line in ax.get_legend().get_lines()} >= {"by this event"}


def test_the_exits_of_parties_are_told(release: Release) -> None:
    figure = usrr.plot.treaty_lives(treaty=["inf-treaty", "open-skies-treaty"], release=release)
    query = """SELECT DISTINCT date, title FROM treaty_status JOIN events ON event_id = start_event
        WHERE treaty_id IN ('inf-treaty', 'open-skies-treaty') AND status <> 'in_force' AND start < '2021-02'"""
    (key,) = [text for text in texts(figure) if text.startswith("1  ")]
    assert {line.split("  ", 1)[1] for line in key.splitlines()} == {"  ".join(row) for row in asked(release, query)}
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["United States", "Russia"] * 2
    numbers = [text for text in texts(figure) if text.isdigit() and len(text) < 3]
    assert Counter(numbers) == Counter(["1", "2", "3", "3", "4", "5"])
    with pytest.raises(UnknownNameError, match="did you mean 'inf-treaty'"):
        usrr.plot.treaty_lives(treaty="inf-treat", release=release)


# Observations


def test_forces_are_those_declared_and_no_line_spans_a_gap(release: Release) -> None:
    figure = usrr.plot.new_start(release=release)
    query = "SELECT date_start, value FROM observations WHERE record_id = 'new-start' AND series = ? AND {} ORDER BY 1"
    for ax, series in zip(figure.axes, ("deployed_warheads", "deployed_launchers"), strict=True):
        for actor in ("usa", "russia"):
            wanted = asked(release, query.format("actor_id = ?"), series, actor)
            (line,) = [line for line in ax.lines if line.get_gid() == actor]
            assert [(str(day(x)), y) for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)] == wanted != []
        ((since, limit),) = asked(release, query.format("true"), f"{series}_limit")
        (line,) = [line for line in ax.lines if line.get_gid() == "limit"]
        assert (str(day(line.get_xdata()[0])), {*line.get_ydata()}) == (since, {limit})
        assert f"limit {limit:,.0f} from {since}" in [text.get_text() for text in ax.texts]
        joined = [pairwise(line.get_xdata()) for line in ax.lines if line.get_gid() == "joined"]
        # Declarations are due twice a year; the longest regular distance is from 5 February to 1 September.
        assert max(after - before for line in joined for before, after in line) < 215


def test_polls_are_bars_over_the_days_they_can_mean(release: Release) -> None:
    figure = usrr.plot.polls(viewed="russia", release=release)
    query = """SELECT observation_id, date_start, date_end, value FROM observations
        WHERE series IN ('threat_perception', 'favourable_view') AND record_id = 'russia'"""
    wanted = {row[0]: row[1:] for row in asked(release, query)}
    drawn = {}
    for ax in figure.axes:
        for line in ax.lines:
            (start, end), (value, _) = line.get_xdata(), line.get_ydata()
            drawn[line.get_gid()] = (str(day(start)), str(day(end - 1)), value)
    assert drawn == wanted
    legends = " ".join(text.get_text() for ax in figure.axes for text in ax.get_legend().get_texts())
    told = " ".join(legends.split())
    notes = asked(release, "SELECT DISTINCT note FROM observations WHERE observation_id IN (SELECT value FROM "
                  "json_each(?))", pd.Series([*wanted]).to_json(orient="values"))  # fmt: skip
    assert all(" ".join(note.split()) in told for (note,) in notes)
    with pytest.raises(UnknownNameError, match="did you mean 'russia'"):
        usrr.plot.polls(viewed="rusia", release=release)
    with pytest.raises(CallError, match=r"no such observations in between=.*1990"):
        usrr.plot.polls(between=("1990", "1991"), release=release)


# Who acts toward whom


SURE = "('established', 'well_supported', 'reported')"
STATE = "coalesce((SELECT actor_id FROM actors s WHERE s.kind = 'state' AND s.country = a.country), a.actor_id)"
ACTS = f"""
    WITH pairs AS ({PAIRS}), acting AS (
        SELECT DISTINCT record_id, {{source}} AS one, {{target}} AS other
        FROM pairs JOIN actors a ON a.actor_id = source_id JOIN actors b ON b.actor_id = target_id)
    SELECT one, other, count(*) FROM acting JOIN events ON event_id = record_id
    WHERE one <> other AND certainty IN {SURE} AND (SELECT kind FROM actors WHERE actor_id = one) IN {{kinds}}
    AND (SELECT kind FROM actors WHERE actor_id = other) IN {{kinds}} GROUP BY 1, 2 HAVING count(*) >= ?"""


@pytest.mark.parametrize(
    ("arguments", "source", "kinds", "at_least"),
    [
        ({}, "a.actor_id", "('state', 'igo')", 3),
        ({"kind": "person"}, "a.actor_id", "('person')", 2),
        ({"by": "country"}, STATE, "('state', 'igo')", 2),
    ],
)
def test_the_network_has_an_arrow_for_each_pair(
    release: Release, arguments: dict[str, Any], source: str, kinds: str, at_least: int
) -> None:
    (ax,) = usrr.plot.network(at_least=at_least, release=release, **arguments).axes
    places = {line.get_gid(): (line.get_xdata()[0], line.get_ydata()[0]) for line in ax.lines}
    target = source.replace("a.", "b.")
    wanted = asked(release, ACTS.format(source=source, target=target, kinds=kinds), at_least)
    ends = [(places[one], places[other], str(count)) for one, other, count in wanted]
    assert sorted((*arrow._posA_posB, arrow.get_gid()) for arrow in ax.patches) == sorted(ends) != []
    assert {*places} == {actor for pair in wanted for actor in pair[:2]}
    names = dict(asked(release, "SELECT actor_id, name FROM actors"))
    assert sorted(text.get_text().replace("\n", " ") for text in ax.texts) == sorted(names[one] for one in places)
    if kinds != "('person')":
        assert places["usa"][0] < -0.9
        assert places["russia"][0] > 0.9


def test_the_network_of_a_frame_counts_its_rows(release: Release) -> None:
    events = release.load("events")
    kept = events[events["date_start"] >= "2017"]
    shuffled = kept.sample(frac=1, random_state=7)
    one, other = (usrr.plot.network(frame, at_least=2, release=release) for frame in (kept, shuffled))
    assert [(*line.get_xydata()[0], line.get_gid()) for line in one.axes[0].lines] == [
        (*line.get_xydata()[0], line.get_gid()) for line in other.axes[0].lines
    ]
    edges = usrr.network(between="2018", release=release)
    of_edges, of_events, of_question = (
        usrr.plot.network(frame, at_least=1, release=release)
        for frame in (edges, usrr.events(between="2018", release=release), None)
    )
    assert (
        arrows(of_edges) == arrows(of_events) == arrows(usrr.plot.network(between="2018", at_least=1, release=release))
    )
    assert arrows(of_edges) != arrows(of_question)
    with pytest.raises(CallError, match=r"the most is \d+: lower at_least"):
        usrr.plot.network(kept, at_least=10_000, release=release)
    with pytest.raises(CallError, match="leave out between, when"):
        usrr.plot.network(kept, between="2018", when="certain", release=release)
    with pytest.raises(CallError, match=r"no source_id, .*; keep the columns of usrr\.network"):
        usrr.plot.network(release.load("actors"), release=release)
    with pytest.raises(UnknownNameError, match="actor, country"):
        usrr.plot.network(by="side", release=release)  # type: ignore[arg-type]
