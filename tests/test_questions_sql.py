"""Every answer equals that of a query on the SQLite file: of the published release and of raw/ as it is."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from support import questions_sql as asked
from support.questions import sql

import us_russia_relations as usrr
from us_russia_relations.release.release import Release

ROOT = Path(__file__).parent.parent
APRIL = ("2014-04", (date(2014, 4, 1), date(2014, 4, 30)))
QUESTIONS = (
    ("2010-06-15", (date(2010, 6, 15), date(2010, 6, 15))),
    APRIL,
    ("2013-01", (date(2013, 1, 1), date(2013, 1, 31))),
    ("2018-12-31", (date(2018, 12, 31), date(2018, 12, 31))),
    ("2020", (date(2020, 1, 1), date(2020, 12, 31))),
    ("2020-11", (date(2020, 11, 1), date(2020, 11, 30))),
)


@pytest.fixture(scope="module", params=["published", "candidate"])
def release(request: pytest.FixtureRequest, packages: Callable[[str], Path]) -> Release:
    return Release(ROOT / "dist" / "0.1.0" if request.param == "published" else packages("real"))


def rows(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    """The columns of an answer as a query gives them: dates as texts, sorted."""
    texts = frame[[*columns]].astype(str)
    return sorted(texts.itertuples(index=False, name=None))


def certain(found: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [row for row in found if row[-1] == "certain"]


@pytest.mark.parametrize("word", ["on", "between"])
@pytest.mark.parametrize(("question", "days"), QUESTIONS, ids=lambda value: value if isinstance(value, str) else "")
def test_what_was_in_force(release: Release, word: str, question: str, days: tuple[date, date]) -> None:
    found = 0
    for ask, query, keys in (
        (usrr.in_force, asked.in_force, ("measure_id",)),
        (usrr.listings, asked.listings, ("measure_id", asked.listed(release), "programme")),
        (usrr.treaty_status, asked.treaty_status, ("treaty_id", "actor_id", "start")),
    ):
        wanted = query(release, word, days)
        assert rows(ask(**{word: question}, release=release), *keys, "when") == wanted
        sure = ask(**{word: question}, release=release, when="certain")
        assert rows(sure, *keys, "when") == certain(wanted)
        found += len(wanted)
    assert found


def test_measures_by_who_and_what(release: Release) -> None:
    imposed = "EXISTS (SELECT 1 FROM participants WHERE record_id = measure_id AND actor_id IN ({}) AND role = '{}')"
    tag = "EXISTS (SELECT 1 FROM tags WHERE record_id = measure_id AND vocabulary = '{}' AND term IN ({}))"
    cases = (
        (
            {"imposer": "russia", "target": "usa"},
            [imposed.format("'russia'", "imposer"), imposed.format("'usa'", "target")],
        ),
        ({"imposer": ["usa", "european-union"]}, [imposed.format("'usa', 'european-union'", "imposer")]),
        (
            {"type": "asset_freeze", "level": "action"},
            [tag.format("measure_type", "'asset_freeze'"), "level = 'action'"],
        ),
        ({"issue": ["human_rights", "cyber"]}, [tag.format("issue", "'human_rights', 'cyber'")]),
    )
    for arguments, conditions in cases:
        found = usrr.in_force("2018", **arguments, release=release)
        days = (date(2018, 1, 1), date(2018, 12, 31))
        wanted = asked.in_force(release, "on", days, " AND ".join(conditions))
        assert rows(found, "measure_id", "when") == wanted
        assert wanted


def test_listings_by_programme_actor_and_imposer(release: Release) -> None:
    days = (date(2018, 12, 31), date(2018, 12, 31))
    keys = ("measure_id", asked.listed(release), "programme", "when")
    imposed = "measure_id IN (SELECT record_id FROM participants WHERE actor_id = 'usa' AND role = 'imposer')"
    cases = (
        ({"programme": ["ukraine_eo13661", "magnit"]}, "programme IN ('ukraine_eo13661', 'magnit')"),
        ({"actor": "rusal"}, "actor_id = 'rusal'"),
        ({"imposer": "usa"}, imposed),
        ({"measure": "ofac-designations-2018-04-06"}, "measure_id = 'ofac-designations-2018-04-06'"),
        ({"name": "deripaska"}, "actor_id = 'oleg-deripaska'"),
        ({"name": ["Дерипаска", "Пригожин"]}, "actor_id IN ('oleg-deripaska', 'yevgeny-prigozhin')"),
        ({"number": "24283"}, "actor_id = 'oleg-deripaska'"),
        ({"number": ["24283", "16692"]}, "actor_id IN ('oleg-deripaska', 'igor-sechin')"),
    )
    for arguments, condition in cases:
        found = rows(usrr.listings("2018-12-31", **arguments, release=release), *keys)
        assert found == asked.listings(release, "on", days, f"({condition})")
        assert found
    assert len(usrr.listings(release=release)) == sql(release, "SELECT count(*) FROM listings")[0][0]


def test_the_history_of_a_treaty(release: Release) -> None:
    found = usrr.treaty_status(treaty="open-skies-treaty", party=["usa", "russia"], release=release)
    wanted = sql(
        release,
        """SELECT actor_id, status, start, "end" FROM treaty_status
           WHERE treaty_id = 'open-skies-treaty' AND actor_id IN ('russia', 'usa') ORDER BY actor_id, start""",
    )
    assert rows(found, "actor_id", "status", "start") == sorted(row[:3] for row in wanted)
    ended = usrr.treaty_status("2020-12-01", status="ended", release=release)
    days = (date(2020, 12, 1), date(2020, 12, 1))
    assert rows(ended, "treaty_id", "actor_id", "start", "when") == asked.treaty_status(
        release, "on", days, "status = 'ended'"
    )
    assert len(ended)


PAIR = "event_id IN (SELECT record_id FROM p WHERE {})"
EVENTS = (
    ({}, "1"),
    ({"actor": "usa", "toward": "russia"}, PAIR.format("source_id = 'usa' AND target_id = 'russia'")),
    (
        {"actor": "usa", "toward": "russia", "together": False},
        PAIR.format("source_id = 'usa' AND target_id = 'russia' AND NOT together"),
    ),
    (
        {"actor": ["russia", "china"], "toward": "usa"},
        PAIR.format("source_id IN ('russia', 'china') AND target_id = 'usa'"),
    ),
    (
        {"actor": "vladimir-putin"},
        """event_id IN (SELECT record_id FROM participants WHERE actor_id = 'vladimir-putin'
           AND role IN ('initiator', 'imposer', 'participant', 'host', 'mediator', 'party', 'signatory'))""",
    ),
    (
        {"toward": "ukraine"},
        PAIR.format("target_id = 'ukraine'")
        + " OR event_id IN (SELECT record_id FROM participants WHERE actor_id = 'ukraine' AND role = 'target')",
    ),
    ({"type": ["summit", "meeting"]}, "type IN ('summit', 'meeting')"),
    (
        {"issue": "arms_control"},
        "event_id IN (SELECT record_id FROM tags WHERE vocabulary = 'issue' AND term = 'arms_control')",
    ),
)


@pytest.mark.parametrize(
    ("arguments", "condition"), EVENTS, ids=lambda value: str(value) if isinstance(value, dict) else ""
)
def test_events_by_who_toward_whom_and_what(release: Release, arguments: dict[str, Any], condition: str) -> None:
    for between, days in ((("2014-04", "2016-06"), (date(2014, 4, 1), date(2016, 6, 30))), APRIL):
        wanted = asked.events(release, days, f"({condition})")
        assert rows(usrr.events(**arguments, between=between, release=release), "event_id", "when") == wanted
        sure = usrr.events(**arguments, between=between, when="certain", release=release)
        assert rows(sure, "event_id", "when") == certain(wanted)
    everything = asked.events(release, (date(1, 1, 1), date(9999, 12, 31)), f"({condition})")
    found = usrr.events(**arguments, release=release)
    assert rows(found, "event_id") == sorted({(row[0],) for row in everything})
    assert everything


def test_weak_events_are_there_on_demand(release: Release) -> None:
    ever = (date(1, 1, 1), date(9999, 12, 31))
    for argument, words in (
        ("alleged", "('alleged', 'reported', 'well_supported', 'established')"),
        (["alleged", "refuted"], "('alleged', 'refuted')"),
        ("established", "('established')"),
        (None, "('refuted', 'alleged', 'reported', 'well_supported', 'established')"),
    ):
        wanted = [row[:1] for row in asked.events(release, ever, sure=words)]
        assert rows(usrr.events(certainty=argument, release=release), "event_id") == wanted
        assert wanted


def test_the_timeline_is_asked_as_the_events_are(release: Release) -> None:
    found = usrr.timeline(actor="usa", toward="russia", between="2014", issue="sanctions", release=release)
    wanted = sql(
        release,
        f"""WITH p AS ({asked.PAIRS})
            SELECT entry_id, CASE WHEN date_start >= '2014-01-01' AND date_end <= '2014-12-31' THEN 'certain'
                             ELSE 'possible' END
            FROM timeline WHERE certainty IN {asked.SURE} AND date_start <= '2014-12-31'
              AND coalesce(date_end, '~') >= '2014-01-01'
              AND record_id IN (SELECT record_id FROM p WHERE source_id = 'usa' AND target_id = 'russia')
              AND record_id IN (SELECT record_id FROM tags WHERE vocabulary = 'issue' AND term = 'sanctions')
            ORDER BY date_start, coalesce(date_end, ''), entry_id""",
    )
    assert [*found[["entry_id", "when"]].astype(str).itertuples(index=False, name=None)] == wanted
    assert wanted


def test_the_panel_is_that_of_the_release(release: Release) -> None:
    found = usrr.dyad_month("usa>russia", between=("2014-03-18", "2015"), release=release)
    names = [*found.columns]
    query = f"""SELECT {", ".join(f'"{name}"' for name in names)} FROM dyad_month
                WHERE source_id = 'usa' AND target_id = 'russia' AND year * 100 + month BETWEEN 201403 AND 201512
                ORDER BY year, month"""
    plain = found.astype(object).where(found.notna(), None)
    assert [*plain.itertuples(index=False, name=None)] == sql(release, query)
    assert len(found) == 22
    whole = sql(release, "SELECT count(*) FROM dyad_month")[0][0]
    assert len(usrr.dyad_month(release=release)) == whole


@pytest.mark.parametrize("when", ["possible", "certain"])
def test_the_network_counts_by_pair(release: Release, when: Any) -> None:
    for between, days in (("2014", (date(2014, 1, 1), date(2014, 12, 31))), APRIL):
        for kind, kinds in ((("state", "igo"), "('state', 'igo')"), ("person", "('person')")):
            found = usrr.network(between=between, kind=kind, when=when, release=release)
            wanted = asked.network(release, days, kinds, certain=when == "certain")
            assert [*found.itertuples(index=False, name=None)] == wanted
            apart = usrr.network(between=between, kind=kind, when=when, together=False, release=release)
            counts = [*found.columns.drop("together")]
            left = found[(found[counts[2:]] > 0).any(axis=1)].reset_index(drop=True)
            pd.testing.assert_frame_equal(apart[counts], left[counts])
            assert not apart["together"].any()
    assert len(usrr.network(between="2014", when=when, release=release)) > 5


def test_the_network_agrees_with_the_panel(release: Release) -> None:
    """Months in which every date is known to the day: then the two count the same, by the same rule."""
    panel = usrr.dyad_month(release=release).set_index(["source_id", "target_id", "year", "month"])
    # Of a date that is no day, every month that it names: an act that goes on into a month is in it, too.
    texts = release.load("events")["date"].astype(str)
    coarse = {month for text in texts if len(text) != 10 for month in re.findall(r"\d{4}-\d{2}", text)}
    compared = 0
    for year, month in ((2010, 4), (2013, 9), (2014, 3), (2016, 12), (2018, 3), (2019, 2), (2020, 5)):
        if f"{year}-{month:02}" in coarse:
            continue
        text = f"{year}-{month:02}"
        found = usrr.network(between=text, certainty="alleged", when="certain", release=release)
        for source, target in (("usa", "russia"), ("russia", "usa")):
            row = found[(found["source_id"] == source) & (found["target_id"] == target)]
            counted = row.iloc[0] if len(row) else pd.Series(0, index=found.columns)
            told = panel.loc[(source, target, year, month)]
            columns = {"events", "verbal_cooperation", "material_conflict", "meetings", "together", "measures_in_force"}
            # Releases before 1.0.0 do not count joint acts.
            for column in columns & {*panel.columns}:
                assert counted[column] == told[column], (text, source, column)
                compared += 1
    assert compared


def test_joint_acts_are_between_the_two_and_no_meeting(release: Release) -> None:
    """The signing of New START is an act of both, which only together=False leaves out."""
    both = {"actor": "usa", "toward": "russia", "type": "treaty_signing", "between": "2010", "release": release}
    assert "new-start-signing-2010" in {*usrr.events(**both)["event_id"]}
    assert usrr.events(**both, together=False).empty
    assert usrr.timeline(**both, together=False).empty
    counts = usrr.network(between="2010-04-08", certainty=None, release=release).set_index(["source_id", "target_id"])
    for pair in (("usa", "russia"), ("russia", "usa")):
        acts = usrr.events(actor=pair[0], toward=pair[1], between="2010-04-08", certainty=None, release=release)
        assert counts.loc[pair, "events"] + counts.loc[pair, "together"] == len(acts)


DIRECTED = "('acts_on','amends','denies','ends','part_of','responds_to','supersedes','under_authority_of')"


@pytest.mark.parametrize("root", ["caatsa-2017", "inf-treaty", "russia-cuts-us-mission-2017", "dnc-hack-2016", "usa"])
def test_the_chain_of_a_record(release: Release, root: str) -> None:
    for relation, words in (
        (None, DIRECTED),
        (["responds_to", "under_authority_of"], "('responds_to', 'under_authority_of')"),
        (["responds_to", "same_process_as"], "('responds_to', 'same_process_as')"),
    ):
        found = usrr.chain(root, relation=relation, release=release)
        edges = [*found[["subject_id", "relation", "object_id"]].itertuples(index=False, name=None)]
        forth = asked.chain(release, root, words, forward=True)
        back = asked.chain(release, root, words, forward=False)
        assert len(edges) == len({*edges})
        assert {*edges} == {*forth, *back}
        for edge, direction, depth in zip(edges, found["direction"], found["depth"], strict=True):
            assert direction == (
                "both" if edge in forth and edge in back else "outgoing" if edge in forth else "incoming"
            )
            assert depth == min(steps[edge] for steps in (forth, back) if edge in steps)
        near = usrr.chain(root, relation=relation, depth=1, release=release)
        assert rows(near, "subject_id", "object_id") == rows(found[found["depth"] == 1], "subject_id", "object_id")
        dates = dict(
            sql(
                release,
                """SELECT event_id, date FROM events UNION SELECT measure_id, adopted FROM measures
                            UNION SELECT treaty_id, signed FROM treaties""",
            )
        )
        titles = dict(sql(release, "SELECT record_id, title FROM records"))
        for end in ("subject", "object"):
            assert [*found[f"{end}_title"]] == [titles[one] for one in found[f"{end}_id"]]
            assert [one if isinstance(one, str) else None for one in found[f"{end}_date"]] == [
                dates.get(one) for one in found[f"{end}_id"]
            ]
