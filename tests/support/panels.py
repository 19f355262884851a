"""Made-up raw tables for the panels: any date at any precision, any cast, and much that falls on one day."""

from __future__ import annotations

import random
import shutil
from datetime import date, timedelta
from pathlib import Path

from us_russia_relations.definitions import RAW_TABLES
from us_russia_relations.definitions.values import render

VOCABULARIES = Path(__file__).parent.parent.parent / "raw" / "vocabularies"
# Of the last three states one lacks the number by which countries are counted, one a code, and one everything.
STATES = {
    "usa": {"cow": "2", "gw": "2", "iso3": "USA"},
    "russia": {"cow": "365", "gw": "365", "iso3": "RUS"},
    "germany": {"cow": "255", "gw": "260", "iso3": "DEU"},
    "kosovo": {"cow": "347", "gw": "347"},
    "empire": {"iso3": "SUN"},
    "nowhere": {"cow": "999"},
}
ACTORS = {**dict.fromkeys(STATES, "state"), "league": "igo", "ivan": "person"}
# What takes part in anything; nowhere does not.
CAST = ("usa", "usa", "russia", "russia", "germany", "kosovo", "empire", "league", "ivan")
# Few names, so that several measures list the same.
NAMES = ("IVANOV, Ivan", "Ivan & Co.", "NORTH STAR", "RA-1", "Петров")
EVENT_ROLES = ("initiator", "target", "participant", "host", "mediator", "affected", "disputed_by")
EDGES = (
    "2008-12-31", "2009-01-01", "2014-12-31", "2016-02-29", "2016-03-01", *["2021-01-20"] * 3, "2021-01-31",
    "2021-02-01",
)  # fmt: skip
STEPS = (
    "treaty_entry_into_force", "treaty_suspension", "treaty_withdrawal_notice", "treaty_withdrawal_effective",
    "treaty_expiry", "treaty_ratification",
)  # fmt: skip
CERTAINTIES = ("established", "reported", "alleged", "refuted")


class Maker:
    """Rows from a seed: the same seed gives the same rows."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 (repeatable, not secret)
        self.rows: dict[str, set[tuple[str, ...]]] = {table.name: set() for table in RAW_TABLES}

    def write(self, raw: Path) -> None:
        """Write raw tables, with the vocabularies of the dataset itself, into a new folder."""
        shutil.copytree(VOCABULARIES, raw / "vocabularies")
        self.make(raw)
        for table in RAW_TABLES:
            path = raw / table.path
            path.parent.mkdir(exist_ok=True)
            if table.folder != "vocabularies":
                path.write_text(render([table.header, *sorted(self.rows[table.name])]), encoding="utf-8", newline="\n")

    def make(self, raw: Path) -> None:
        for actor, kind in ACTORS.items():
            self.add("actors", actor_id=actor, name=actor, kind=kind, description="Made up.")
        for state, codes in STATES.items():
            for scheme, code in codes.items():
                self.add("identifiers", record_id=state, scheme=scheme, identifier=code)
        types = self.ambiguous(raw)
        for number in range(250):
            self.event(f"event-{number:03}", self.chance.choice(types))
        for number in range(150):
            self.measure(f"measure-{number:03}")
        for number in range(50):
            self.treaty(f"treaty-{number:03}")

    def ambiguous(self, raw: Path) -> list[str]:
        """The types of events, after some of them were given a second quad class and score."""
        path = raw / "vocabularies" / "crosswalk.csv"
        header, *lines = path.read_text(encoding="utf-8").splitlines()
        types = sorted({line.split(",")[1] for line in lines if line.startswith("event_type,")})
        for kind in self.chance.sample(types, 10):
            second = (f"event_type,{kind},{code}," for code in ("quad_class,4", "goldstein,9.5"))
            lines += [f"{key}broad," for key in second if not any(line.startswith(key) for line in lines)]
        path.write_text("\n".join((header, *sorted(set(lines)), "")), encoding="utf-8", newline="\n")
        return types

    def add(self, name: str, /, **cells: str) -> None:
        table = next(table for table in RAW_TABLES if table.name == name)
        assert cells.keys() <= {*table.header}
        self.rows[name].add(tuple(cells.get(column, "") for column in table.header))

    def day(self) -> date:
        # Most things happen on few days, at the edges of months, years and the window, so that they meet there.
        if self.chance.random() < 0.6:
            return date.fromisoformat(self.chance.choice(EDGES))
        return date(2008, 1, 1) + timedelta(days=self.chance.randint(0, 5200))

    def date(self) -> str:
        """An EDTF text of any shape."""
        day, later = sorted((self.day(), self.day()))
        year = f"{day.year:04}"
        month = f"{year}-{day.month:02}"
        season = f"{year}-{self.chance.randint(21, 24)}"
        shapes = (
            *[f"{day}"] * 8, f"{day}~", f"{day}/{later}", f"{day}/..", f"../{day}", "../..", month, f"{month}?",
            f"{month}/{later:%Y-%m}", season, year, f"{year}~", f"{year}-XX", f"{year}/{later.year:04}", f"{year[:3]}X",
        )  # fmt: skip
        return self.chance.choice(shapes)

    def maybe_date(self) -> str:
        return self.date() if self.chance.random() < 0.5 else ""

    def take_part(self, record: str, roles: tuple[str, ...]) -> None:
        for _ in range(self.chance.randint(0, 6)):
            self.add(
                "participants", record_id=record, actor_id=self.chance.choice(CAST), role=self.chance.choice(roles)
            )

    def event(self, event_id: str, kind: str, roles: tuple[str, ...] = EVENT_ROLES) -> None:
        certainty = self.chance.choice(CERTAINTIES)
        told = {"title": event_id, "scope": "core", "summary": "Made up."}
        self.add("events", event_id=event_id, date=self.date(), type=kind, certainty=certainty, **told)
        self.take_part(event_id, roles)

    def measure(self, measure_id: str) -> None:
        dates = {"adopted": self.date(), "effective": self.maybe_date(), "ended": self.maybe_date()}
        if self.chance.random() < 0.2:
            # Ended on the day on which it began.
            dates["effective"] = dates["ended"] = f"{self.day()}"
        told = {"title": measure_id, "scope": "core", "summary": "Made up.", "level": "action", "instrument": "statute"}
        self.add("measures", measure_id=measure_id, certainty=self.chance.choice(CERTAINTIES), **dates, **told)
        self.take_part(measure_id, ("imposer", "target", "affected"))
        for term in self.chance.sample(("asset_freeze", "travel_ban", "tariff"), self.chance.randint(0, 2)):
            self.add("tags", record_id=measure_id, vocabulary="measure_type", term=term)
        for name in self.chance.sample(NAMES, self.chance.randint(0, 4)):
            kind = self.chance.choice(("person", "organization", "vessel", "aircraft"))
            actor = self.chance.choice((*STATES, "ivan", "", ""))
            delisted = self.chance.choice((self.maybe_date(), dates["ended"]))
            listing = {"listed": self.date(), "delisted": delisted, "end_reason": "removed" if delisted else ""}
            for programme in self.chance.sample(("ukraine_eo13661", "ukraine_eo13662"), self.chance.randint(1, 2)):
                cells = {"name": name, "kind": kind, "programme": programme, "actor_id": actor, **listing}
                self.add("listings", measure_id=measure_id, **cells)

    def treaty(self, treaty_id: str) -> None:
        dates = {"in_force": self.maybe_date() or "2010-03", "ended": self.maybe_date()}
        told = {"name": treaty_id, "legal_form": "treaty", "scope": "core", "summary": "Made up."}
        self.add("treaties", treaty_id=treaty_id, **dates, **told)
        self.take_part(treaty_id, self.chance.choice((("party", "signatory"), ("signatory",), ("participant",))))
        for number in range(self.chance.randint(0, 5)):
            event = f"step-{treaty_id}-{number}"
            self.event(event, self.chance.choice(STEPS), ("initiator", "initiator", "target"))
            self.add("relations", subject_id=event, relation="acts_on", object_id=treaty_id)
