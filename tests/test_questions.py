"""Asking questions: dates and names in a call, what an answer carries, what is refused, and the page on it."""

import doctest
import re
import warnings
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from pybtex.database import parse_string
from support.questions import Made, built, month, sql

import us_russia_relations as usrr
from us_russia_relations import paths
from us_russia_relations.definitions import PUBLISHED_TABLES
from us_russia_relations.errors import CallError, RetiredIdWarning, UnknownNameError, UnknownVersionError
from us_russia_relations.release.release import Release

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "questions.md"
QUESTIONS: dict[str, tuple[Callable[..., pd.DataFrame], tuple[Any, ...]]] = {
    "in_force": (usrr.in_force, ("2018-12-31",)),
    "listings": (usrr.listings, ("2018-12-31",)),
    "treaty_status": (usrr.treaty_status, ("2019-03-01",)),
    "events": (usrr.events, ()),
    "timeline": (usrr.timeline, ()),
    "dyad_month": (usrr.dyad_month, ()),
    "network": (usrr.network, ("2018-12-31",)),
    "chain": (usrr.chain, ("caatsa-2017",)),
}
OF_TABLES = {
    "in_force": "measures",
    **{name: name for name in QUESTIONS if name not in {"in_force", "network", "chain"}},
}


def ids(frame: pd.DataFrame) -> list[str]:
    return [*frame.iloc[:, 0]]


@pytest.mark.parametrize(
    ("coarse", "fine"),
    [
        ("2018-12-31", date(2018, 12, 31)),
        ("2018-12-31", datetime(2018, 12, 31, 23, 59, tzinfo=UTC)),
        ("2018-12-31", pd.Timestamp("2018-12-31")),
        ("2018", 2018),
    ],
)
def test_the_same_date_in_other_words(coarse: str, fine: Any) -> None:
    assert ids(usrr.in_force(coarse)) == ids(usrr.in_force(fine))
    assert ids(usrr.events(between=coarse)) == ids(usrr.events(between=(fine, fine)))
    assert ids(usrr.events(between=coarse))


def test_a_period_runs_from_the_first_day_to_the_last() -> None:
    first, last = "2014-01-01", "2016-06-30"
    found = usrr.events(between=("2014", "2016-06"))
    assert ids(found) == ids(usrr.events(between=(first, last))) == ids(usrr.events(between=[date(2014, 1, 1), last]))
    assert {*ids(usrr.events(between=(None, "2013")))} | {*ids(usrr.events(between=("2014", None)))} == {
        *ids(usrr.events())
    }
    # All that lasts still lasts in a period without an end.
    assert "donbas-rebellion-2014" in ids(usrr.events(between=("2014-04", None), when="certain"))
    assert "donbas-rebellion-2014" not in ids(usrr.events(between=("2014-04", "2019"), when="certain"))


@pytest.mark.parametrize(
    "value",
    [
        "2018-13",
        "2018-02-29",
        "18",
        "2018-1",
        "2014-21",
        "2018~",
        "2014/2015",
        "",
        "0000",
        "２０１８",
        pd.NaT,
        True,
        3.5,
        20188,
    ],
)
def test_what_is_no_date_is_refused(value: Any) -> None:
    with pytest.raises(CallError, match=r"no date|missing"):
        usrr.in_force(value)
    with pytest.raises(CallError):
        usrr.events(between=(value, None))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (usrr.in_force, "say when"),
        (lambda: usrr.in_force("2018", between="2018"), "not both"),
        (lambda: usrr.network("2018", between="2018"), "not both"),
        (lambda: usrr.events(between=("2016", "2014")), "ends before it begins"),
        (lambda: usrr.events(between=("2014", "2015", "2016")), "no period"),
        (lambda: usrr.events(actor=[]), "names nothing"),
        (lambda: usrr.events(actor=[365]), "wants names"),
        (lambda: usrr.chain("caatsa-2017", depth=0), "depth"),
        (lambda: usrr.events(version="0.1.0", release=Release(ROOT / "dist" / "0.1.0")), "not both"),
    ],
)
def test_calls_that_ask_nothing_are_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(CallError, match=message):
        call()


@pytest.mark.parametrize(
    ("call", "nearest"),
    [
        (lambda: usrr.in_force("2018", imposer="Russia"), "'russia'"),
        (lambda: usrr.in_force("2018", target="russa"), "'russia'"),
        (lambda: usrr.in_force("2018", type="asset_freze"), "'asset_freeze'"),
        (lambda: usrr.in_force("2018", issue="Arms control"), "'arms_control'"),
        (lambda: usrr.in_force("2018", level="actions"), "'action'"),
        (lambda: usrr.in_force("2018", when="certainly"), "'certain'"),  # type: ignore[arg-type]
        (lambda: usrr.listings(programme="magnitt"), "'magnit'"),
        (lambda: usrr.listings(actor="Rusal"), "'rusal'"),
        (lambda: usrr.listings(imposer="usaa"), "'usa'"),
        (lambda: usrr.listings(measure="caatsa2017"), "'caatsa-2017'"),
        (lambda: usrr.treaty_status(treaty="inf-treat"), "'inf-treaty'"),
        (lambda: usrr.treaty_status(party="rusia"), "'russia'"),
        (lambda: usrr.treaty_status(status="in force"), "'in_force'"),
        (lambda: usrr.events(actor="Vladimir Putin"), "'vladimir-putin'"),
        (lambda: usrr.events(actor=["usa", "ukrain"]), "'ukraine'"),
        (lambda: usrr.events(type="sumit"), "'summit'"),
        (lambda: usrr.events(certainty="aleged"), "'alleged'"),
        (lambda: usrr.events(actor="inf-treaty"), "in treaties and not in actors"),
        (lambda: usrr.timeline(toward="rusia"), "'russia'"),
        (lambda: usrr.dyad_month("usa-russia"), "'usa>russia'"),
        (lambda: usrr.network(kind="states"), "'state'"),
        (lambda: usrr.chain("caatsa2017"), "'caatsa-2017'"),
        (lambda: usrr.chain("caatsa-2017", relation="answers_to"), "responds_to"),
        (lambda: usrr.events(actor="qqqq"), r"load\('actors'\)"),
    ],
)
def test_an_unknown_name_is_never_an_empty_answer(call: Callable[[], object], nearest: str) -> None:
    with pytest.raises(UnknownNameError, match=nearest):
        call()


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_takes_a_version_or_a_release(name: str) -> None:
    ask, arguments = QUESTIONS[name]
    release = Release(ROOT / "dist" / "0.1.0")
    of_version, of_release = ask(*arguments, version="0.1.0"), ask(*arguments, release=release)
    pd.testing.assert_frame_equal(of_version, of_release)
    assert of_version.attrs == of_release.attrs
    with pytest.raises(UnknownVersionError):
        ask(*arguments, version="99.0.0")


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_answer_says_where_it_is_from(name: str) -> None:
    ask, arguments = QUESTIONS[name]
    found = ask(*arguments)
    assert found.attrs["version"] == usrr.__version__
    assert [*found.index] == [*range(len(found))]
    if name in OF_TABLES:
        table = usrr.load(OF_TABLES[name])
        assert found.attrs == table.attrs
        assert found[table.columns].dtypes.equals(table.dtypes)
        own = found[table.columns].merge(table.astype(found[table.columns].dtypes), how="inner")
        assert len(own) == len(found)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("in_force", "measure_id"),
        ("treaty_status", "treaty_id"),
        ("events", "event_id"),
        ("timeline", "record_id"),
        ("chain", "record_id"),
    ],
)
def test_an_answer_is_cited_by_what_is_left_in_it(name: str, key: str) -> None:
    ask, arguments = QUESTIONS[name]
    found = ask(*arguments)
    cited = {*parse_string(usrr.bibliography(found), "bibtex").entries}
    names = ", ".join(f"'{one}'" for one in found[key])
    release = usrr.open(ROOT / "dist" / usrr.__version__)
    assert cited == {row[0] for row in sql(release, f"SELECT citation_id FROM evidence WHERE record_id IN ({names})")}
    assert cited


def test_listings_are_cited_by_the_evidence_for_listings() -> None:
    found = usrr.listings("2018-12-31", programme="magnit")
    release = usrr.open(ROOT / "dist" / usrr.__version__)
    names = ", ".join(f"'{one}'" for one in found["measure_id"])
    query = f"SELECT citation_id FROM evidence WHERE record_id IN ({names}) AND field IN ('*', 'listings')"
    assert {*parse_string(usrr.bibliography(found), "bibtex").entries} == {row[0] for row in sql(release, query)}


@pytest.mark.parametrize("name", ["dyad_month", "network"])
def test_counts_have_no_sources_of_their_own(name: str) -> None:
    ask, arguments = QUESTIONS[name]
    with pytest.raises(CallError, match="names records"):
        usrr.bibliography(ask(*arguments))


def test_several_values_are_alternatives() -> None:
    one, other = ({*ids(usrr.in_force("2018", imposer=imposer))} for imposer in ("usa", "european-union"))
    assert {*ids(usrr.in_force("2018", imposer=("usa", "european-union")))} == one | other
    assert {*ids(usrr.in_force("2018", imposer=pd.Series(["usa", "european-union"])))} == one | other
    assert one - other
    assert other - one


def test_a_retired_id_is_answered_for_its_successor() -> None:
    made = Made(events={"made-a-event": month(3)}, types={"made-a-event": "meeting"})
    made.relations = {("made-a-event", "responds_to", "example-meeting-2013")}
    with built(made) as release:
        with pytest.warns(RetiredIdWarning, match="example-meeting-2013"):
            found = usrr.chain("example-tea-2013", release=release)
        assert ids(found[["record_id"]]) == ["made-a-event"]
        with pytest.warns(RetiredIdWarning), pytest.raises(UnknownNameError, match="in events and not in actors"):
            usrr.events(actor="example-tea-2013", release=release)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert "made-a-event" in ids(usrr.events(between="2014-03", release=release))


def test_the_functions_of_the_name_of_a_table_stay_functions() -> None:
    tables = {table.name for table in PUBLISHED_TABLES}
    named = [name for name in QUESTIONS if name in tables]
    assert named
    for name in named:
        assert callable(getattr(usrr, name))
        assert f'load("{name}")' in str(getattr(usrr, name).__doc__)


BLOCKS = re.findall(r"```pycon\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def test_the_page_prints_what_the_calls_print(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "latest", lambda: "0.1.0")
    test = doctest.DocTestParser().get_doctest("\n".join(BLOCKS), {}, PAGE.name, str(PAGE), 0)
    report: list[str] = []
    result = doctest.DocTestRunner(optionflags=doctest.REPORT_UDIFF).run(test, out=report.append)
    assert not result.failed, "".join(report)
    assert result.attempted >= len(QUESTIONS)


def test_the_page_shows_every_question() -> None:
    for name in QUESTIONS:
        assert any(f"usrr.{name}(" in block for block in BLOCKS), name
