"""The dialogue: asks for what a new record still lacks, shows what would be written, and lets answers be mended."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Protocol

from us_russia_relations.curate.answers import AnswerCheck
from us_russia_relations.curate.changes import Plan, plan
from us_russia_relations.curate.entries import LinkFlag, NewRecord, Support
from us_russia_relations.curate.proposals import likely, propose_id, propose_scope
from us_russia_relations.curate.wording import ABOUT, DATES, FEW, INTRODUCTION, holding, shortened, unknown
from us_russia_relations.definitions import raw_table
from us_russia_relations.definitions.links import EVIDENCE, TAGS
from us_russia_relations.definitions.model import Column, Table
from us_russia_relations.definitions.records import CITATIONS
from us_russia_relations.raw.dataset import Dataset

_WIDTH = 80


class Terminal(Protocol):
    """Whoever answers: a person at a terminal, or a test."""

    def ask(self, prompt: str, choices: Collection[str]) -> str:
        """One line of answer; raises EOFError or KeyboardInterrupt where there is none."""

    def show(self, text: str) -> None:
        """Show lines of text."""


class Dialogue:
    """Asks for one record. What the entry holds already is not asked again."""

    def __init__(self, dataset: Dataset, terminal: Terminal) -> None:
        self._dataset = dataset
        self._check = AnswerCheck(dataset)
        self._terminal = terminal
        # The notation of dates is explained once.
        self._dated = False

    def run(self, entry: NewRecord, raw: Path) -> Plan | None:
        """Ask until the result is valid and confirmed; None if the person gives up."""
        self._show(f"A new {entry.kind.name}: {entry.table.row}. {INTRODUCTION}")
        for name in self._parts(entry):
            if not self._answered(entry, name):
                self._ask_part(entry, name)
        while True:
            planned = plan(raw, entry.change())
            for problem in planned.problems:
                where = ":".join(part for part in (problem.file, problem.column) if part)
                hint = f" ({problem.hint})" if problem.hint else ""
                self._show(f"{problem.severity} {problem.rule} in {where}: {problem.message}{hint}")
            self._terminal.show(f"\nThese rows are new:\n\n{planned}\n")
            if planned.allowed and planned.problems:
                self._show("It can be written with the warnings, but they must be gone before it is published.")
            if planned.allowed and self._yes("write this?"):
                return planned
            parts = self._parts(entry)
            names = ", ".join(parts)
            self._show(f"Which answer shall be asked again? One of {names}; Enter alone gives up.")
            part = self._line("again", dict.fromkeys(parts, ""))
            if not part:
                self._terminal.show(f"The answers so far as a command:\n{entry.command()}")
                return None
            self._ask_part(entry, part)

    def _parts(self, entry: NewRecord) -> list[str]:
        key = entry.table.primary_key[0]
        columns = [name for name in entry.table.header if name != key]
        return [*columns, key, *(link.flag for link in entry.kind.links), *["source"] * entry.kind.evidence]

    def _answered(self, entry: NewRecord, part: str) -> bool:
        return part in entry.cells or bool(entry.links.get(part)) or (part == "source" and bool(entry.evidence))

    def _ask_part(self, entry: NewRecord, part: str) -> None:
        links = {link.flag: link for link in entry.kind.links}
        if part in links:
            entry.links[part] = self._ask_links(links[part], entry)
        elif part == "source":
            self._ask_evidence(entry)
        else:
            self._ask_column(entry.table, part, entry.cells, {})

    def _ask_column(self, table: Table, name: str, cells: dict[str, str], taken: Mapping[str, str]) -> None:
        """Ask for one cell of a record and put it into its cells; other new ids are taken, too."""
        if name != table.primary_key[0]:
            default = propose_scope(table, cells) if name == "scope" else ""
            cells[name] = self._ask_cell(table, table.column(name), cells, default)
            return
        known = {*self._dataset.records, *self._dataset.retired, *taken}
        while True:
            cells[name] = self._ask_cell(table, table.column(name), cells, propose_id(table, cells, known))
            fault = self._check.id_fault(cells[name]) or ("duplicate-id" if cells[name] in taken else "")
            if not fault:
                return
            self._show(fault)

    def _ask_cell(
        self,
        table: Table,
        column: Column,
        cells: Mapping[str, str],
        default: str = "",
        *,
        ends: bool = False,
        explained: bool = False,
    ) -> str:
        """A cell that breaks no rule; an empty answer ends a list where that is allowed."""
        choices = self._check.choices(table, column)
        if not explained:
            self._explain(column, choices)
        while True:
            answer = self._line(column.name, choices, default, column)
            if not answer and ends:
                return ""
            problems = self._check.problems(table, {**cells, column.name: answer}, column.name)
            if not problems:
                return answer
            for fault in problems:
                self._show(fault)

    def _explain(self, column: Column, choices: Mapping[str, str] | None) -> None:
        need = "" if column.required else " (optional)"
        dated = f" {DATES}" if column.type == "edtf" and not self._dated else ""
        self._dated = self._dated or bool(dated)
        self._show(f"\n{column.description}{need}{dated} For example: {column.example}")
        if choices and column.vocabulary and len(choices) <= FEW:
            self._show(f"One of: {', '.join(choices)}")
        elif choices:
            self._show(f"One of {len(choices)}; a part of its name will do, ? lists them.")

    def _line(
        self,
        name: str,
        choices: Mapping[str, str] | None,
        default: str = "",
        column: Column | None = None,
        also: Mapping[str, str] | None = None,
    ) -> str:
        """One answer; where there are choices it is empty or one of them, which ``also`` has under other names."""
        while True:
            shown = f"{name} [{default}]> " if default else f"{name}> "
            answer = self._terminal.ask(shown, choices or ()).strip() or default
            if answer.startswith("?") and choices:
                self._list(choices, answer.removeprefix("?").strip(), column)
            elif answer == "?":
                self._show("there is no list of answers here" + (f"; for example: {column.example}" if column else ""))
            elif not choices or not answer or answer in choices:
                return answer
            else:
                # A single letter is near to anything.
                near = (also or {}).get(answer) or (likely(answer, choices) if len(answer) > 1 else "")
                if near and self._yes(f"{shortened(near, choices[near])}?"):
                    return near
                self._show(unknown(answer, [name for name in holding(answer, choices) if name != near]))

    def _list(self, choices: Mapping[str, str], word: str, column: Column | None) -> None:
        """Show the choices that hold the word, or all of them, each with what it means."""
        matching = holding(word, choices)
        for choice in matching:
            label = choices[choice] if choices[choice].casefold().replace(" ", "_") != choice else ""
            meaning = self._check.definition(column, choice) if column else ""
            line = ": ".join(part for part in (choice, label, meaning) if part)
            self._terminal.show(textwrap.fill(line, _WIDTH, subsequent_indent="    ", break_on_hyphens=False))
        if not matching:
            self._show(unknown(word, []))

    def _ask_links(self, link: LinkFlag, entry: NewRecord) -> list[tuple[str, ...]]:
        needed = link.flag in entry.kind.needed
        words = link.flag.replace("-", " ").capitalize()
        about = f"A row is {raw_table(link.table).row}."
        number = "at least one" if needed else "as many as there are, or none"
        self._show(f"\n{words}: {number}; Enter alone ends the list. {ABOUT.get(link.flag) or about}")
        rows: list[tuple[str, ...]] = []
        while True:
            row = self._ask_link(link, entry, ends=bool(rows) or not needed, explained=bool(rows))
            if not row:
                return rows
            rows.append(row)

    def _ask_link(self, link: LinkFlag, entry: NewRecord, *, ends: bool, explained: bool) -> tuple[str, ...]:
        table = raw_table(link.table)
        cells = {link.own: entry.record_id, **link.fixed}
        for index, column in enumerate(link.columns()):
            if table.name == TAGS.name:
                # The cell is coded by the vocabulary that the link fixes, which no column of the table says.
                cells["term"] = self._ask_term(column, ends=ends, explained=explained)
            elif table.name == EVIDENCE.name and column.name == "field":
                cells["field"] = self._ask_fields(cells["record_id"], ("*",), None, one=True)[0]
            else:
                cells[column.name] = self._ask_cell(table, column, cells, ends=ends and not index, explained=explained)
            if not cells[column.name] and not index:
                return ()
        return tuple(cells[name] for name in link.asked)

    def _ask_term(self, column: Column, *, ends: bool, explained: bool) -> str:
        choices = self._check.choices(TAGS, column)
        if not explained:
            self._explain(column, choices)
        while True:
            answer = self._line(column.vocabulary, choices, column=column)
            if answer or ends:
                return answer
            self._show(f"required: at least one {column.vocabulary.replace('_', ' ')}")

    def _ask_evidence(self, entry: NewRecord) -> None:
        entry.evidence.clear()
        entry.sources.clear()
        table, column = EVIDENCE, EVIDENCE.column("citation_id")
        needed = entry.kind.name != "actor" or entry.fields() != ("*",)
        self._show(
            f"\nEvidence: {'at least one source' if needed else 'as many sources as there are, or none'}; "
            "Enter alone ends the list. Answer with the id of the source, words of its title or its address; "
            "answer new for one that the dataset lacks."
        )
        rows = self._dataset.rows(CITATIONS.name)
        addresses = {row[name]: row["citation_id"] for row in rows for name in ("url", "archived_url", "doi")}
        while True:
            known = {"new": "a source that the dataset lacks", **(self._check.choices(table, column) or {})}
            new = {source["citation_id"]: source["title"] for source in entry.sources}
            answer = self._line("source", {**known, **new}, also=addresses)
            if not answer and (entry.evidence or not needed):
                return
            if not answer:
                self._show("no-evidence: no source supports the record")
                continue
            if answer == "new":
                answer = self._ask_source(entry)
            locator = self._ask_cell(table, table.column("locator"), {})
            entry.evidence.append(Support(answer, locator, self._ask_fields("", entry.fields(), entry.table)))

    def _ask_source(self, entry: NewRecord) -> str:
        """Ask for a new source, field by field; returns its id."""
        taken = {entry.record_id: "", **{source["citation_id"]: "" for source in entry.sources}}
        source: dict[str, str] = {}
        citations = CITATIONS
        for name in (*citations.header[1:], citations.header[0]):
            self._ask_column(citations, name, source, taken)
        entry.sources.append(source)
        return source["citation_id"]

    def _ask_fields(
        self, record_id: str, usual: tuple[str, ...], table: Table | None, *, one: bool = False
    ) -> tuple[str, ...]:
        """The fields that a source supports, separated by commas where there may be several."""
        known = self._check.fields(record_id, table)
        asked = "one column or link table" if one else "columns and link tables, separated by commas"
        self._show(f"\nWhat the source supports: {asked}, or * for the record as a whole.")
        while True:
            answer = self._terminal.ask(f"fields [{','.join(usual)}]> ", known).strip() or ",".join(usual)
            if answer == "?":
                self._show(f"There are {', '.join(known)}.")
                continue
            names = (answer,) if one else tuple(name.strip() for name in answer.split(","))
            wrong = [name for name in names if name not in known]
            if not wrong:
                return names
            self._show(f"unknown-field: {', '.join(wrong)}; there are {', '.join(known)}")

    def _yes(self, question: str) -> bool:
        while True:
            answer = self._terminal.ask(f"{question} [Y/n] ", ("yes", "no")).strip().casefold()
            if answer in {"", "y", "yes", "n", "no"}:
                return not answer.startswith("n")
            self._show("answer y for yes or n for no; Enter alone is yes")

    def _show(self, text: str) -> None:
        lines = text.split("\n")
        self._terminal.show("\n".join(textwrap.fill(line, _WIDTH, break_on_hyphens=False) for line in lines))
