"""Turn the rows of a file into rows of its table, links and evidence, each with the line it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from us_russia_relations.curate.changes import Edit
from us_russia_relations.curate.intake import Intake, Line, check_header, evidence_of, links_of
from us_russia_relations.curate.proposals import propose_fields, propose_id, propose_scope
from us_russia_relations.definitions import LINK_TABLES, raw_table
from us_russia_relations.definitions.links import EVIDENCE
from us_russia_relations.definitions.model import Table
from us_russia_relations.errors import CallError
from us_russia_relations.raw.dataset import Dataset, Key
from us_russia_relations.rules.cells import REQUIRED
from us_russia_relations.rules.files import MISSING_CELL
from us_russia_relations.rules.references import PRIMARY_KEY

# Separators of several links in one cell, and of several locators in one source.
_BETWEEN = ";"
_JOINT = "; "

# A row of a table: the table's name, and the cells in the order of its header.
NewRow = tuple[str, Key]


@dataclass
class _Proof:
    """What one source says of one field of one record: its locators, and the value that it claims."""

    claimed: str
    locators: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)


@dataclass
class Entered:
    """The rows that a file makes, with the lines that say them; for those beside its table also the column."""

    table: Table
    lines: dict[NewRow, list[int]] = field(default_factory=dict)
    columns: dict[NewRow, str] = field(default_factory=dict)
    removed: list[tuple[str, Key]] = field(default_factory=list)

    def __str__(self) -> str:
        count = sum(name == self.table.name for name, _ in self.lines)
        return f"{count} row{'' if count == 1 else 's'} of {self.table.name}"

    @property
    def owner(self) -> str:
        """The column that says whose row it is, and what the evidence beside it is about."""
        return self.table.owner or self.table.id

    def change(self) -> Edit:
        """The rows as a change of the tables."""
        added = ((name, dict(zip(raw_table(name).header, cells, strict=True))) for name, cells in self.lines)
        return Edit(tuple(added), tuple(self.removed))

    def add(self, table: Table, cells: Mapping[str, str], lines: Sequence[int], column: str = "") -> None:
        new_row = (table.name, tuple(cells.get(name, "") for name in table.header))
        self.lines.setdefault(new_row, []).extend(lines)
        if column:
            self.columns.setdefault(new_row, column)


class Entering:
    """Takes the lines of a file one after the other; what is wrong with them is added to the file's problems."""

    def __init__(self, intake: Intake, table: Table, dataset: Dataset) -> None:
        self._intake, self._dataset = intake, dataset
        self._entered = Entered(table)
        self._taken = {*dataset.records, *dataset.retired}
        # Lines that say the same of a record and differ in its evidence are of one record.
        self._records: dict[Key, dict[str, str]] = {}
        self._proofs: dict[Key, _Proof] = {}

    def run(self) -> Entered:
        """All rows that the file makes."""
        check_header(self._intake, self._entered.table)
        seen: dict[tuple[tuple[str, str], ...], int] = {}
        for line in self._intake.lines:
            before = seen.setdefault(tuple(sorted(line.cells.items())), line.number)
            if before == line.number:
                self._take(line)
            else:
                message = f"line {before} says the same"
                self._intake.problem(PRIMARY_KEY, line.number, "", message, "keep one of the two")
        self._prove()
        return self._entered

    def _take(self, line: Line) -> None:
        entered = self._entered
        cells = self._completed(tuple(line.cells.get(name, "") for name in entered.table.header))
        entered.add(entered.table, cells, [line.number])
        tied = self._tie(line, cells[entered.owner])
        self._cite(line, cells, tied)

    def _completed(self, values: Key) -> dict[str, str]:
        """The cells with what follows from them: the scope, and for a record an id that is free."""
        if values not in self._records:
            table = self._entered.table
            cells = dict(zip(table.header, values, strict=True))
            if "scope" in cells:
                cells["scope"] = cells["scope"] or propose_scope(table, cells)
            if table not in LINK_TABLES:
                key = table.primary_key[0]
                cells[key] = cells[key] or propose_id(table, cells, self._taken)
                self._taken.add(cells[key])
            self._records[values] = cells
        return self._records[values]

    def _tie(self, line: Line, record_id: str) -> set[str]:
        """Add the links that stand beside a record; returns their tables."""
        tied = set()
        for link in links_of(self._entered.table):
            # A journal's issue is a cell of the citation itself.
            own = link.flag in self._entered.table.header
            for part in () if own else line.cells.get(link.flag, "").split(_BETWEEN):
                if not part.strip():
                    continue
                try:
                    answers = link.parse(part.strip())
                except CallError:
                    message = f"a part lacks something; each is written {link.form()}, with {_BETWEEN} between them"
                    self._intake.problem(MISSING_CELL, line.number, link.flag, message, value=part.strip())
                    continue
                cells = {link.own: record_id, **link.fixed, **dict(zip(link.asked, answers, strict=True))}
                self._entered.add(raw_table(link.table), cells, [line.number], link.flag)
                tied.add(link.table)
        return tied

    def _cite(self, line: Line, cells: Mapping[str, str], tied: set[str]) -> None:
        """Note what the source beside a row says."""
        table = self._entered.table
        given = {name: line.cells.get(name, "") for name in evidence_of(table)}
        if not given.get("source"):
            for name in [name for name, value in given.items() if value][:1]:
                self._intake.problem(REQUIRED, line.number, "source", f"there is {name}, and no source")
            return
        usual = (table.name,) if table in LINK_TABLES else propose_fields(table, cells, tied)
        fields = [name.strip() for name in given["field"].split(",")] if given["field"] else usual
        for name in fields:
            key = (cells[self._entered.owner], name, given["source"], given["stance"] or "supports")
            proof = self._proofs.setdefault(key, _Proof(given["claimed_value"]))
            if proof.claimed != given["claimed_value"]:
                message = f"line {proof.lines[0]} has another value from the same source"
                self._intake.problem(PRIMARY_KEY, line.number, "claimed_value", message, value=given["claimed_value"])
            proof.lines.append(line.number)
            if given["locator"] not in proof.locators:
                proof.locators.append(given["locator"])

    def _prove(self) -> None:
        """Add the rows of evidence. One source supports one field once: its locators are in one cell."""
        evidence, known = EVIDENCE, {row.key: row for row in self._dataset.rows(EVIDENCE.name)}
        for key, proof in self._proofs.items():
            cells = {**dict(zip(evidence.primary_key, key, strict=True)), "claimed_value": proof.claimed}
            locators, before = proof.locators, known.get(key)
            if before is not None and before["claimed_value"] == proof.claimed:
                # The locators that were there before stay.
                self._entered.removed.append((EVIDENCE.name, key))
                cells["note"] = before["note"]
                locators = [*before["locator"].split(_JOINT), *locators]
            self._entered.add(evidence, {**cells, "locator": _JOINT.join(dict.fromkeys(locators))}, proof.lines)
