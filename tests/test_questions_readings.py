"""Coarse dates: possible and certain against an enumeration of every reading, against SQL, and their laws."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from support import questions_sql as asked
from support.questions import BEGUN, COARSE, EXACT, HORIZON, PERIODS, QUESTIONS, Dated, Made, built, days

import us_russia_relations as usrr
from us_russia_relations.release.release import Release

Window = tuple[date, date]
# A release is built for each example: there are few, and a failing one is not made smaller.
few = settings(
    max_examples=settings().max_examples // 8,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
IDS = [f"made-{letter}" for letter in "abcdef"]
CERTAINTIES = st.sampled_from(["refuted", "alleged", "reported", "well_supported", "established"])
TYPES = st.sampled_from(["meeting", "cyber_operation", "treaty_suspension"])
ROLES = st.sampled_from(["initiator", "target", "participant", "host", "affected", "imposer"])
ACTORS = st.sampled_from(["usa", "russia", "example-league", "jane-example"])
RELATIONS = st.sampled_from(["responds_to", "under_authority_of", "part_of", "same_process_as", "denies"])


def lives(dates: st.SearchStrategy[Dated]) -> st.SearchStrategy[Any]:
    """A beginning and two later dates, which may be missing; none lies surely before one that it follows."""

    def ordered(life: tuple[Dated, Dated | None, Dated | None]) -> tuple[Dated | None, ...]:
        filled = iter(sorted((one for one in life if one is not None), key=lambda one: one.first))
        return tuple(next(filled) if one is not None else None for one in life)

    return st.tuples(dates, st.none() | dates, st.none() | dates).map(ordered)


@st.composite
def datasets(
    draw: st.DrawFn, dates: st.SearchStrategy[Dated] = COARSE, begun: st.SearchStrategy[Dated] = BEGUN
) -> Made:
    measures = draw(st.lists(lives(dates), min_size=4, max_size=6))
    made = Made(measures={f"{one}-measure": life for one, life in zip(IDS, measures, strict=False)})
    for one in made.measures:
        listed, _, over = draw(lives(dates))
        made.listings[one] = (listed, over)
    happened = draw(st.lists(dates, min_size=4, max_size=6))
    made.events = {f"{one}-event": day for one, day in zip(IDS, happened, strict=False)}
    made.types = {one: draw(TYPES) for one in made.events}
    made.certainty = {one: draw(CERTAINTIES) for one in [*made.events, *made.measures]}
    records = [*made.events, *made.measures]
    made.participants = draw(st.sets(st.tuples(st.sampled_from(records), ACTORS, ROLES), max_size=25))
    links = draw(st.sets(st.tuples(st.sampled_from(records), RELATIONS, st.sampled_from(records)), max_size=15))
    made.relations = {link for link in links if link[0] != link[2]}
    spells = draw(st.lists(lives(begun), min_size=1, max_size=3))
    for one, steps in zip(IDS, spells, strict=False):
        # Of two steps on one day only the later would make a spell.
        first_days = [step.first for step in steps if step is not None]
        if len(first_days) == len({*first_days}):
            made.treaties[f"{one}-treaty"] = steps
    return made


def held(start: Dated, end: Dated | None, window: Window, word: str) -> str | None:
    """How surely something was in force, by trying every day for its start, its end and the day that is meant."""
    starts = np.array(start.days, dtype="datetime64[D]")[:, None, None]
    never = HORIZON[1] + timedelta(1)
    ends = np.array(end.days if end else [never], dtype="datetime64[D]")[None, :, None]
    on = np.array(days(*window), dtype="datetime64[D]")[None, None, :]
    in_force = (starts <= on) & (on < ends)
    if word == "between":
        in_force = in_force.any(axis=2)
    return "certain" if in_force.all() else "possible" if in_force.any() else None


def inside(happened: Dated, window: Window) -> str | None:
    there = [window[0] <= day <= window[1] for day in happened.days]
    return "certain" if all(there) else "possible" if any(there) else None


def told(frame: pd.DataFrame, *keys: str) -> dict[tuple[str, ...], str]:
    texts = frame[[*keys, "when"]].astype(str)
    return {tuple(row[:-1]): row[-1] for row in texts.itertuples(index=False, name=None)}


def only(verdicts: dict[tuple[str, ...], str | None]) -> dict[tuple[str, ...], str]:
    return {key: word for key, word in verdicts.items() if word}


def made_rows(frame: pd.DataFrame, key: str) -> pd.DataFrame:
    """Without the rows of the tiny dataset."""
    return frame[frame[key].str.startswith("made-")]


@few
@given(datasets(), st.lists(QUESTIONS, min_size=6, max_size=6, unique=True))
def test_in_force_is_what_every_reading_says(made: Made, questions: list[Dated]) -> None:
    with built(made) as release:
        for question in questions:
            for word in ("on", "between"):
                _check_readings(release, made, question, word)


def _check_readings(release: Release, made: Made, question: Dated, word: str) -> None:
    window = (question.first, question.last)
    arguments: dict[str, Any] = {word: question.text}
    measures = made_rows(usrr.in_force(**arguments, certainty=None, release=release), "measure_id")
    listed = made_rows(usrr.listings(**arguments, certainty=None, release=release), "measure_id")
    status = made_rows(usrr.treaty_status(**arguments, release=release), "treaty_id")
    assert told(measures, "measure_id") == only(
        {
            (one,): held(effective or adopted, ended, window, word)
            for one, (adopted, effective, ended) in made.measures.items()
        }
    )
    assert told(listed, "measure_id") == only(
        {(one,): held(begun, over, window, word) for one, (begun, over) in made.listings.items()}
    )
    spells: dict[tuple[str, ...], str | None] = {}
    for one, (begun, suspended, ended) in made.treaties.items():
        steps = {"in_force": begun, "suspended": suspended, "ended": ended}
        for party in ("russia", "usa"):
            own = [(name, step) for name, step in steps.items() if step and (party, name) != ("usa", "suspended")]
            for (name, start), after in zip(own, [*own[1:], (None, None)], strict=True):
                spells[one, party, name] = held(start, after[1], window, word)
    assert told(status, "treaty_id", "actor_id", "status") == only(spells)


@few
@given(datasets(), st.lists(PERIODS, min_size=6, max_size=6))
def test_events_are_where_every_reading_says(made: Made, periods: list[list[Dated]]) -> None:
    with built(made) as release:
        for period in periods:
            _check_periods(release, made, period)


def _check_periods(release: Release, made: Made, period: list[Dated]) -> None:
    window = (period[0].first, period[1].last)
    found = usrr.events(between=[end.text for end in period], certainty=None, release=release)
    sheet = usrr.timeline(between=[end.text for end in period], certainty=None, release=release)
    wanted = only({(one,): inside(day, window) for one, day in made.events.items()})
    for frame, key in ((found, "event_id"), (sheet, "entry_id")):
        assert told(frame[frame[key].isin(made.events)], key) == wanted


@few
@given(datasets(), QUESTIONS, st.sampled_from(["on", "between"]))
def test_the_answers_on_made_up_rows_are_those_of_sql(made: Made, question: Dated, word: str) -> None:
    window = (question.first, question.last)
    arguments: dict[str, Any] = {word: question.text}
    with built(made) as release:
        for ask, query, keys in (
            (usrr.in_force, asked.in_force, ("measure_id",)),
            (usrr.listings, asked.listings, ("measure_id", asked.listed(release), "programme")),
            (usrr.treaty_status, asked.treaty_status, ("treaty_id", "actor_id", "start")),
        ):
            answer = told(ask(**arguments, release=release), *keys)
            assert answer == {row[:-1]: row[-1] for row in query(release, word, window)}
        directed = usrr.events(actor="usa", toward="russia", between=question.text, release=release)
        pair = "event_id IN (SELECT record_id FROM p WHERE source_id = 'usa' AND target_id = 'russia')"
        assert told(directed, "event_id") == {row[:1]: row[1] for row in asked.events(release, window, pair)}
        for when in ("possible", "certain"):
            edges = usrr.network(between=question.text, kind=None, when=when, release=release)  # type: ignore[arg-type]
            kinds = "('state', 'igo', 'person', 'government_body')"
            counted = asked.network(release, window, kinds, certain=when == "certain")
            assert [*edges.itertuples(index=False, name=None)] == counted
        _check_chains(release, made)


def _check_chains(release: Release, made: Made) -> None:
    relations = ["responds_to", "under_authority_of", "part_of", "same_process_as", "denies"]
    words = str(tuple(relations))
    for root in [*made.events, *made.measures][:4]:
        found = usrr.chain(root, relation=relations, release=release)
        edges = [*found[["subject_id", "relation", "object_id"]].itertuples(index=False, name=None)]
        forth = asked.chain(release, root, words, forward=True)
        back = asked.chain(release, root, words, forward=False)
        assert len({*edges}) == len(edges)
        assert dict(zip(edges, found["depth"], strict=True)) == {
            edge: min(steps[edge] for steps in (forth, back) if edge in steps) for edge in {*forth, *back}
        }
        assert {edge for edge, way in zip(edges, found["direction"], strict=True) if way == "both"} == {*forth} & {
            *back
        }


def answers(release: Release, question: str) -> list[tuple[dict[Any, str], dict[Any, str]]]:
    """What each question keeps, of possible and of certain."""
    pairs = []
    for ask, keys in (
        (usrr.in_force, ("measure_id",)),
        (usrr.listings, ("measure_id", "name")),
        (usrr.treaty_status, ("treaty_id", "actor_id", "status")),
        (usrr.events, ("event_id",)),
        (usrr.timeline, ("entry_id",)),
    ):
        for word in ("between",) if ask in {usrr.events, usrr.timeline} else ("on", "between"):
            arguments: Any = {word: question, "release": release}
            pairs.append((told(ask(**arguments), *keys), told(ask(**arguments, when="certain"), *keys)))
    return pairs


@few
@given(datasets(), QUESTIONS)
def test_what_is_certain_is_possible_and_says_so(made: Made, question: Dated) -> None:
    with built(made) as release:
        for possible, certain in answers(release, question.text):
            assert certain == {key: word for key, word in possible.items() if word == "certain"}


@few
@given(datasets(EXACT, EXACT), EXACT)
def test_dates_known_to_the_day_leave_nothing_open(made: Made, question: Dated) -> None:
    with built(made) as release:
        for possible, certain in answers(release, question.text):
            own = {key: word for key, word in possible.items() if key[0].startswith("made-")}
            assert own == {key: word for key, word in certain.items() if key[0].startswith("made-")}


@few
@given(datasets(), QUESTIONS, st.data())
def test_finer_dates_never_add_to_possible_nor_take_from_certain(
    made: Made, question: Dated, data: st.DataObject
) -> None:
    def finer(dated: Dated | None) -> Dated | None:
        if dated is None:
            return None
        first, last = sorted(data.draw(st.lists(st.sampled_from(dated.days), min_size=2, max_size=2)))
        if first == last:
            return Dated(first.isoformat(), first, last)
        return Dated(f"{first}/{last}", first, last)

    narrow = Made(
        measures={one: tuple(map(finer, life)) for one, life in made.measures.items()},  # type: ignore[misc]
        listings={one: (finer(begun), finer(over)) for one, (begun, over) in made.listings.items()},  # type: ignore[misc]
        events={one: finer(day) for one, day in made.events.items()},  # type: ignore[misc]
        types=made.types,
    )
    day = data.draw(st.sampled_from(question.days)).isoformat()
    with built(made) as coarse, built(narrow) as fine:
        for ask, key in ((usrr.in_force, "measure_id"), (usrr.listings, "measure_id")):
            wide, close = (
                told(made_rows(ask(on=on, certainty=None, release=release), key), key)
                for release, on in ((coarse, question.text), (fine, day))
            )
            assert close.keys() <= wide.keys()
            assert {one for one, word in wide.items() if word == "certain"} <= {
                one for one, word in close.items() if word == "certain"
            }
        wide, close = (
            told(found[found["event_id"].isin(made.events)], "event_id")
            for found in (
                usrr.events(between=question.text, certainty=None, release=release) for release in (coarse, fine)
            )
        )
        assert close.keys() <= wide.keys()
        assert {one for one, word in wide.items() if word == "certain"} <= {
            one for one, word in close.items() if word == "certain"
        }
