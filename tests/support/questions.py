"""What the tests of questions share: releases of made-up rows with coarse dates, and SQL on a release."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from support.difference import Rows, edited
from us_russia_relations.publish.build import build
from us_russia_relations.raw.read import read_raw
from us_russia_relations.release.release import Release
from us_russia_relations.release.resource import DATABASE

# All made-up dates lie in 2014. What is open is open to this horizon, which is wider than any question.
HORIZON = (date(2013, 11, 1), date(2015, 2, 28))
YEAR = date(2014, 1, 1)


@dataclass(frozen=True)
class Dated:
    """A date text, and the first and last day that it can mean."""

    text: str
    first: date
    last: date

    @property
    def days(self) -> list[date]:
        return days(self.first, self.last)


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(number) for number in range((last - first).days + 1)]


def month(number: int) -> Dated:
    first = date(2014, number, 1)
    after = date(2014 + number // 12, number % 12 + 1, 1)
    return Dated(f"2014-{number:02}", first, after - timedelta(1))


# Few days around the end of a month, so that dates meet.
DAYS = st.integers(27, 35).map(lambda number: YEAR + timedelta(number))
EXACT = DAYS.map(lambda day: Dated(day.isoformat(), day, day))
MONTHS = st.integers(1, 3).map(month)
WHOLE = st.just(Dated("2014", YEAR, date(2014, 12, 31)))
QUESTIONS = EXACT | MONTHS | WHOLE
_SPANS = st.tuples(DAYS, st.integers(1, 9)).map(
    lambda span: (span[0], min(span[0] + timedelta(span[1]), date(2014, 12, 31)))
)
SPANS = _SPANS.map(lambda span: Dated(f"{span[0]}/{span[1]}", *span))
ABOUT = MONTHS.map(lambda one: Dated(f"{one.text}~", one.first, one.last))
FROM = DAYS.map(lambda day: Dated(f"{day}/..", day, HORIZON[1]))
UNTIL = DAYS.map(lambda day: Dated(f"../{day}", HORIZON[0], day))
# Dates that have a first day, as a spell of a treaty needs one; and all.
BEGUN = EXACT | MONTHS | SPANS | ABOUT | FROM | WHOLE
COARSE = BEGUN | UNTIL
PERIODS = st.tuples(QUESTIONS, QUESTIONS).map(lambda ends: sorted(ends, key=lambda end: end.first))


@dataclass
class Made:
    """Rows laid over the tiny dataset: measures, listings, events and treaties by their dates."""

    measures: dict[str, tuple[Dated, Dated | None, Dated | None]] = field(default_factory=dict)
    listings: dict[str, tuple[Dated, Dated | None]] = field(default_factory=dict)
    events: dict[str, Dated] = field(default_factory=dict)
    treaties: dict[str, tuple[Dated, Dated | None, Dated | None]] = field(default_factory=dict)
    certainty: dict[str, str] = field(default_factory=dict)
    participants: set[tuple[str, str, str]] = field(default_factory=set)
    relations: set[tuple[str, str, str]] = field(default_factory=set)
    types: dict[str, str] = field(default_factory=dict)

    def lay(self, rows: Rows) -> None:
        for one, (adopted, effective, ended) in self.measures.items():
            cells = {"adopted": adopted.text, "effective": _text(effective), "ended": _text(ended), "announced": ""}
            self._add(rows["measures"], "measure_id", one, **cells)
        for one, (listed, delisted) in self.listings.items():
            self._add(rows["listings"], "measure_id", one, listed=listed.text, delisted=_text(delisted))
        for one, happened in self.events.items():
            self._add(rows["events"], "event_id", one, date=happened.text, type=self.types[one])
        for one, (begun, suspended, ended) in self.treaties.items():
            self._add(
                rows["treaties"], "treaty_id", one, signed="", in_force=begun.text, ended=_text(ended), end_reason=""
            )
            for party in ("russia", "usa"):
                rows["participants"].append({"record_id": one, "actor_id": party, "role": "party"})
            if suspended is not None:
                step = f"{one}-suspended"
                self._add(
                    rows["events"],
                    "event_id",
                    step,
                    date=suspended.text,
                    type="treaty_suspension",
                    certainty="established",
                )
                rows["participants"].append({"record_id": step, "actor_id": "russia", "role": "initiator"})
                rows["relations"].append({"subject_id": step, "relation": "acts_on", "object_id": one})
        for record, actor, role in sorted(self.participants):
            rows["participants"].append({"record_id": record, "actor_id": actor, "role": role})
        for subject, relation, object_ in sorted(self.relations):
            rows["relations"].append({"subject_id": subject, "relation": relation, "object_id": object_})

    def _add(self, rows: list[dict[str, str]], key: str, record_id: str, **cells: str) -> None:
        row = {**rows[0], key: record_id, **cells}
        if record_id in self.certainty and "certainty" in row:
            row["certainty"] = self.certainty[record_id]
        rows.append(row)


def _text(dated: Dated | None) -> str:
    return dated.text if dated else ""


@contextmanager
def built(made: Made) -> Iterator[Release]:
    """A release of the tiny dataset with the rows that were made up, in a folder that goes away."""
    with tempfile.TemporaryDirectory() as folder:
        dataset, problems = read_raw(edited(Path(folder) / "raw", made.lay))
        assert not problems
        build(dataset, Path(folder) / "release", Path(folder) / "releases")
        yield Release(Path(folder) / "release")


def sql(release: Release, query: str, *values: Any) -> list[tuple[Any, ...]]:
    address = f"{(release.folder / DATABASE).resolve().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as database:
        return database.execute(query, values).fetchall()
