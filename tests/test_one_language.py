"""One analyst's language: an argument means the same, and takes the same values, in every public function."""

import inspect
import itertools
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.dates import num2date
from matplotlib.figure import Figure
from support.loading import LATEST
from support.plot import arrows, drawn

import us_russia_relations as usrr
from us_russia_relations.errors import CallError, RetiredIdWarning, UnknownNameError, UnknownVersionError
from us_russia_relations.release.release import Release

PUBLIC: dict[str, Callable[..., Any]] = {
    name: getattr(usrr, name) for name in dir(usrr) if callable(getattr(usrr, name))
} | {f"plot.{name}": getattr(usrr.plot, name) for name in usrr.plot.__all__}
# Of each shared argument: its type, its default and what the docstring says of it.
RELEASE = "``version`` or ``release`` names the release; without them it is "
SHARED = {
    "on": (
        "Moment | None",
        None,
        "``on`` is one day; a month or year is a day in it of which no more is known.",
    ),
    "between": (
        "Between | None",
        None,
        "``between`` is a year, month or day, or a pair of them, of which None is an open end.",
    ),
    "certainty": (
        "Names | None",
        "reported",
        "``certainty`` is the least certainty that is kept, or several terms; None keeps all.",
    ),
    "when": (
        "When",
        "possible",
        '``when`` is "possible" for what some reading of coarse dates makes true, or "certain" for what every',
    ),
    "actor": ("Names | None", None, "``actor`` is the id of an actor, or several"),
    "together": (
        "bool",
        True,
        "``together`` counts joint acts that are no meetings (signings, exercises, statements) as toward each other",
    ),
    "version": ("str | None", None, RELEASE),
    "release": ("Release | None", None, RELEASE),
}
# What reads no release, or two.
WITHOUT_RELEASE = {"open", "versions", "changes"}
# What a function wants beside the argument that is tried.
NEEDED: dict[str, Callable[[Release], dict[str, Any]]] = {
    "bibliography": lambda release: {"frame": release.load("treaties").head(3)},
    "chain": lambda _: {"record_id": "caatsa-2017"},
    "describe": lambda _: {"name": "certainty"},
    "load": lambda _: {"table": "treaties"},
    "resolve": lambda _: {"record_id": "caatsa-2017"},
    "schema": lambda _: {"table": "treaties"},
    "search": lambda _: {"text": "caatsa"},
    "show": lambda _: {"record_id": "caatsa-2017"},
    "sources": lambda _: {"record_id": "caatsa-2017"},
    "plot.network": lambda _: {"at_least": 1},
}
# What in_force wants where neither ``on`` nor ``between`` is tried.
SOME_TIME = {"in_force": {"on": "2018"}}


def having(argument: str) -> list[str]:
    return [name for name, function in PUBLIC.items() if argument in inspect.signature(function).parameters]


def asked(name: str, release: Release | None = None, **arguments: Any) -> Any:
    """The outcome of a call in a form that can be compared."""
    named = {"release": release} if release else {}
    needed = NEEDED.get(name, lambda _: {})(release if isinstance(release, Release) else Release(LATEST))
    if not {"on", "between"} & arguments.keys():
        needed |= SOME_TIME.get(name, {})
    answer = PUBLIC[name](**needed, **named, **arguments)
    if isinstance(answer, pd.DataFrame):
        return answer.astype(str).to_csv(), answer.attrs
    return drawn(answer) if isinstance(answer, Figure) else str(answer)


@pytest.mark.parametrize("argument", SHARED)
def test_an_argument_has_one_type_one_default_and_one_meaning(argument: str) -> None:
    annotation, default, meaning = SHARED[argument]
    assert len(having(argument)) > 3
    for name in having(argument):
        parameter = inspect.signature(PUBLIC[name]).parameters[argument]
        assert (parameter.annotation, parameter.default) == (annotation, default), name
        assert meaning in " ".join(str(PUBLIC[name].__doc__).split()), name


def test_the_names_of_types_mean_one_thing() -> None:
    modules = {inspect.getmodule(inspect.unwrap(function)) for function in PUBLIC.values()}
    for kind in ("Moment", "Between", "Names", "When"):
        assert len({str(getattr(module, kind)) for module in modules if hasattr(module, kind)}) == 1


def test_whatever_reads_a_release_takes_its_version_or_itself() -> None:
    assert {*having("version")} == {*having("release")} == {*PUBLIC} - WITHOUT_RELEASE


@pytest.mark.parametrize("name", having("release"))
def test_a_release_is_named_in_the_same_ways(name: str, tmp_path: Path) -> None:
    release = Release(LATEST)
    more = {"to": "stata", "folder": tmp_path, "tables": "treaties", "force": True} if name == "export" else {}
    assert asked(name, release, **more) == asked(name, version=LATEST.name, **more) == asked(name, **more)
    with pytest.raises(CallError, match="not both"):
        asked(name, release, version=LATEST.name, **more)
    with pytest.raises(UnknownVersionError):
        asked(name, version="99.0.0", **more)
    with pytest.raises(CallError, match="is no release"):
        asked(name, release="0.1.0", **more)  # type: ignore[arg-type]


YEAR: tuple[Any, ...] = (
    2018,
    "2018",
    np.int64(2018),
    (2018, 2018),
    ["2018-01", "2018-12-31"],
    (date(2018, 1, 1), pd.Timestamp("2018-12-31 23:00")),
    (datetime(2018, 1, 1, tzinfo=UTC), "2018"),
)
SAME = {"year": YEAR, "from": (("2018", None), (2018, None)), "until": ((None, "2019"), [None, date(2019, 12, 31)])}
NO_PERIOD = ("2018-13", "2018~", "2014/2015", "", pd.NaT, True, 3.5, (2014,), ("2016", "2014"), ("2014", None, "2015"))


@pytest.mark.parametrize("name", having("between"))
@pytest.mark.parametrize("kind", SAME)
def test_a_period_is_written_in_the_same_ways(name: str, kind: str) -> None:
    release = Release(LATEST)
    answers = [asked(name, release, between=value) for value in SAME[kind]]
    assert all(answer == answers[0] for answer in answers)
    assert asked(name, release, between="2016") != answers[0]


@pytest.mark.parametrize("name", having("between"))
def test_what_is_no_period_is_refused_alike(name: str) -> None:
    for value in NO_PERIOD:
        with pytest.raises(CallError) as refused:
            asked(name, between=value)
        with pytest.raises(CallError) as wanted:
            usrr.events(between=value)
        assert str(refused.value) == str(wanted.value)


@pytest.mark.parametrize("name", [name for name in having("between") if name.startswith("plot.")])
def test_an_open_end_of_a_figure_is_the_edge_of_the_full_figure(name: str) -> None:
    release = Release(LATEST)
    assert asked(name, release, between=(None, None)) == asked(name, release)
    if name != "plot.network":
        with pytest.raises(CallError):
            asked(name, release, between=("2035", None))


@pytest.mark.parametrize("name", having("on"))
def test_a_day_is_written_in_the_same_ways(name: str) -> None:
    release = Release(LATEST)
    days = ("2018-12-31", date(2018, 12, 31), pd.Timestamp("2018-12-31"), datetime(2018, 12, 31, 23, tzinfo=UTC))
    answers = [asked(name, release, on=value, certainty=None) if name != "treaty_status"
               else asked(name, release, on=value) for value in days]  # fmt: skip
    assert all(answer == answers[0] for answer in answers)
    assert asked(name, release, on=2018) == asked(name, release, on="2018") != answers[0]
    for value in (*NO_PERIOD[:7], ("2018", "2019")):
        with pytest.raises(CallError, match=r"no date|missing"):
            asked(name, on=value)
    with pytest.raises(CallError, match="not both"):
        asked(name, on="2018", between="2018")


@pytest.mark.parametrize("name", having("actor"))
def test_an_actor_is_named_in_the_same_ways(name: str) -> None:
    release = Release(LATEST)
    one = {"listings": "oleg-deripaska"}.get(name, "russia")
    answers = [asked(name, release, actor=value) for value in (one, [one], (one,), {one}, pd.Series([one]))]
    assert all(answer == answers[0] for answer in answers)
    assert asked(name, release, actor=[one, "igor-sechin"]) != asked(name, release) != answers[0]
    for value, error in (("Russia", UnknownNameError), ("inf-treaty", UnknownNameError), ([], CallError),
                         (365, CallError), ([365], CallError)):  # fmt: skip
        with pytest.raises(error, match="actor"):
            asked(name, release, actor=value)


@pytest.mark.parametrize("name", having("certainty"))
def test_certainty_is_named_in_the_same_ways(name: str) -> None:
    release = Release(LATEST)
    assert asked(name, release) == asked(name, release, certainty="reported")
    assert asked(name, release, certainty="refuted") == asked(name, release, certainty=None)
    if name != "listings":
        assert asked(name, release, certainty=["established"]) != asked(name, release)
    for value, error in (("aleged", UnknownNameError), (["established", "sure"], UnknownNameError), ([], CallError),
                         (3, CallError)):  # fmt: skip
        with pytest.raises(error, match="certainty"):
            asked(name, release, certainty=value)


@pytest.mark.parametrize("name", having("when"))
def test_when_is_named_in_the_same_ways(name: str) -> None:
    release = Release(LATEST)
    # On single days the network has no acts that are certain, and none to draw.
    periods = (("2016-06-13", "2019-03"), *(("2013-01-10", "2014-04-15") if name != "plot.network" else ()))
    answers = [asked(name, release, between=between) for between in periods]
    assert answers == [asked(name, release, between=between, when="possible") for between in periods]
    assert answers != [asked(name, release, between=between, when="certain") for between in periods]
    for value in ("certainly", "", None, True):
        with pytest.raises(UnknownNameError, match="'possible' nor 'certain'"):
            asked(name, release, when=value)


def test_a_retired_actor_stands_for_its_successor_everywhere(packages: Callable[[str], Path]) -> None:
    """In every argument that names records, in questions and figures."""
    release = Release(packages("tiny"))
    retired = release.load("retired").iloc[0]
    for name, argument in (("timeline", "actor"), ("plot.timeline", "actor"), ("plot.treaty_lives", "party"),
                           ("plot.polls", "viewed"), ("plot.measures_in_force", "imposer")):  # fmt: skip
        with (
            pytest.warns(RetiredIdWarning, match=retired["replaced_by"]),
            pytest.raises(UnknownNameError, match=f"{argument}=.* in events and not in actors"),
        ):
            asked(name, release, **{argument: retired["retired_id"]})


# A figure's numbers are the question's.


FIRST = usrr.open(LATEST.with_name("0.1.0"))
ACTORS = st.none() | st.sampled_from(["usa", "russia", "ukraine", "vladimir-putin", ["usa", "european-union"]])
CERTAINTY = st.sampled_from(["reported", "established", "alleged", None, ["alleged", "established"]])
WHEN = st.sampled_from(["possible", "certain"])
ENDS = st.none() | st.sampled_from([2010, "2014-03", date(2016, 2, 29), "2018-07-16", "2020"])
BETWEEN = st.none() | st.tuples(ENDS, ENDS).filter(lambda ends: None in ends or str(ends[0]) <= str(ends[1]))
ISSUE = st.none() | st.sampled_from(["sanctions", "arms_control", ["cyber", "human_rights"]])


@settings(max_examples=25)
@given(
    st.fixed_dictionaries(
        {"actor": ACTORS, "toward": ACTORS, "issue": ISSUE, "certainty": CERTAINTY, "when": WHEN}
        | {"type": st.none() | st.sampled_from(["summit", ["accusation", "denial"]]), "together": st.booleans()}
    ),
    BETWEEN,
)
def test_the_timeline_draws_what_the_question_returns(filters: dict[str, Any], between: Any) -> None:
    (ax,) = usrr.plot.timeline(**filters, between=between, release=FIRST).axes
    first, last = (num2date(edge).date() for edge in (ax.get_xlim()[0], ax.get_xlim()[1] - 1))
    wanted = usrr.timeline(**filters, between=(first, last), release=FIRST)
    if between is not None and None not in between:
        pd.testing.assert_frame_equal(wanted, usrr.timeline(**filters, between=between, release=FIRST))
    marks = {line.get_gid(): (line.get_xdata()[0] - 0.5, 1) for line in ax.lines if line.get_gid()}
    marks |= {bar.get_gid(): (bar.get_x(), bar.get_width()) for bar in ax.patches if bar.get_gid()}
    days = wanted.assign(date_start=wanted["date_start"].fillna(pd.Timestamp(first)),
                         date_end=wanted["date_end"].fillna(pd.Timestamp(last)))  # fmt: skip
    assert {entry: (num2date(start).date(), width) for entry, (start, width) in marks.items()} == {
        row.entry_id: (row.date_start.date(), (row.date_end - row.date_start).days + 1) for row in days.itertuples()
    }
    assert sum(int(label.get_text().split("(")[1][:-1]) for label in ax.get_yticklabels()) == len(wanted)


@settings(max_examples=25)
@given(
    st.fixed_dictionaries(
        {"issue": ISSUE, "certainty": CERTAINTY, "when": WHEN, "together": st.booleans()}
        | {"kind": st.sampled_from([("state", "igo"), "person", None]), "by": st.sampled_from(["actor", "country"])}
    ),
    BETWEEN,
    st.none() | st.sampled_from(["2014-03", 2018, "2019-08-02"]),
    st.integers(1, 4),
)
def test_the_network_draws_what_the_question_counts(
    filters: dict[str, Any], between: Any, on: Any, at_least: int
) -> None:
    times = {"between": between} if on is None else {"on": on}
    counts = usrr.network(**times, **filters, release=FIRST)
    acts = counts.assign(acts=counts["events"] + counts["together"]).query(f"acts >= {at_least}")
    wanted = {(row.source_id, row.target_id): row.acts for row in acts.itertuples()}
    if not wanted:
        with pytest.raises(CallError, match="lower at_least"):
            usrr.plot.network(**times, **filters, at_least=at_least, release=FIRST)
        return
    assert arrows(usrr.plot.network(**times, **filters, at_least=at_least, release=FIRST)) == wanted


def test_the_network_counts_the_rows_of_events() -> None:
    """Of a pair, events and together are the rows that the question for acts of the one toward the other returns."""
    counts = usrr.network(kind=None, between="2018", release=FIRST).set_index(["source_id", "target_id"])
    for one, other in itertools.permutations(("usa", "russia", "ukraine", "united-kingdom", "vladimir-putin"), 2):
        for together, columns in ((True, ["events", "together"]), (False, ["events"])):
            rows = usrr.events(actor=one, toward=other, between="2018", together=together, release=FIRST)
            assert len(rows) == (counts.loc[(one, other), columns].sum() if (one, other) in counts.index else 0)
