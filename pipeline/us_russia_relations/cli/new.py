"""usrr new: add a record with its participants and evidence, in a dialogue or by flags; or the rows of a file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from us_russia_relations.cli import add_raw, checkout, raw_folder, recovered
from us_russia_relations.cli.writing import carry_out, say
from us_russia_relations.errors import CallError, InvalidDataError

if TYPE_CHECKING:
    from us_russia_relations.curate.changes import Plan
    from us_russia_relations.curate.entries import Kind, NewRecord
    from us_russia_relations.raw.dataset import Dataset

NAME = "new"
HELP = "add an event, measure, treaty, actor, citation or observation with its evidence, or the rows of a CSV file"


def add(parser: argparse.ArgumentParser) -> None:
    from us_russia_relations.curate.entries import KINDS

    # With their own destinations, since the options of a kind would overwrite them.
    parser.add_argument("--from", dest="file", type=Path, metavar="FILE.csv", help="add the rows of this file instead")
    parser.add_argument("--table", dest="file_table", metavar="TABLE", help="the table that they are rows of")
    parser.add_argument("--yes", dest="file_yes", action="store_true", help="ask nothing and write")
    parser.add_argument("--raw", dest="file_raw", type=Path, metavar="DIR", help="folder of the raw tables")
    kinds = parser.add_subparsers(metavar="KIND", dest="kind")
    for kind in KINDS:
        words = f"add {'an' if kind.name[0] in 'aeo' else 'a'} {kind.name}"
        _add_kind(kinds.add_parser(kind.name, help=words, description=words, allow_abbrev=False), kind)


def _add_kind(parser: argparse.ArgumentParser, kind: Kind) -> None:
    from us_russia_relations.curate.entries import cell_flag
    from us_russia_relations.definitions import raw_table

    table = raw_table(kind.table)
    for column in table.columns:
        text = f"{column.description} For example: {column.example}".replace("%", "%%")
        parser.add_argument(cell_flag(table, column.name), dest=f"cell_{column.name}", metavar="TEXT", help=text)
    for link in kind.links:
        parser.add_argument(
            f"--{link.flag}", dest=f"link_{link.flag}", metavar=link.form(), action="append", default=[],
            help=f"a row of {link.table}; may be given several times",
        )  # fmt: skip
    if kind.evidence:
        parser.add_argument("--source", action="append", default=[], metavar="ID", help="citation that supports it")
        parser.add_argument("--locator", action="append", default=[], help="where to look in the source; one for each")
        parser.add_argument("--fields", action="append", default=[], metavar="F,F", help="what the source supports")
        parser.add_argument(
            "--new-source", action="append", default=[], metavar="id=..,type=..,title=..",
            help="a citation to add, as columns and values; name its id in --source",
        )  # fmt: skip
    parser.add_argument("--yes", action="store_true", help="ask nothing and write")
    add_raw(parser)


def run(call: argparse.Namespace) -> int:
    if call.kind is None:
        return _from_file(call)
    if call.file or call.file_table or call.file_yes or call.file_raw:
        raise CallError(f"--from, and what stands with it, goes without a kind; flags of {call.kind} stand behind it")
    raw, entry = raw_folder(call), _given(call)
    dataset = _read_whole(raw)
    try:
        made = _ask(entry, dataset, raw) if sys.stdin.isatty() and not call.yes else _plan(entry, dataset, raw, call)
        if made is None:
            say("nothing was written")
            return 1
        if not carry_out(raw, made):
            return 1
    except (KeyboardInterrupt, EOFError):
        say("\nnothing was written; the answers so far as a command, which asks for the rest without --yes:")
        say(entry.command())
        return 1
    say(f"{entry.record_id} is written: {', '.join(made.files)}")
    return 0


def _read_whole(raw: Path) -> Dataset:
    """The raw tables. Raises InvalidDataError where one can't be read whole."""
    from us_russia_relations.raw.read import read_raw

    dataset, _ = read_raw(raw)
    unread = [one.table.path for one in dataset.tables.values() if one.lost or one.broken]
    if unread:
        raise InvalidDataError(f"{', '.join(unread)} can't be read whole; see `usrr validate`")
    return dataset


def _from_file(call: argparse.Namespace) -> int:
    """Add the rows of a file with the evidence beside them, all or none."""
    if call.file is None:
        from us_russia_relations.curate.entries import KINDS

        raise CallError(f"name a kind ({', '.join(kind.name for kind in KINDS)}), or a file with --from")
    from us_russia_relations.curate.changes import plan, write
    from us_russia_relations.curate.entering import Entering
    from us_russia_relations.curate.intake import read, table_of
    from us_russia_relations.curate.tracing import traced
    from us_russia_relations.report.text import as_text

    raw = call.file_raw if call.file_raw is not None else checkout() / "raw"
    recovered(raw)
    intake = read(call.file)
    table = table_of(intake, call.file_table or "")
    if not intake.lines and not intake.problems:
        raise CallError(f"{call.file} has no rows")
    made = Entering(intake, table, _read_whole(raw)).run()
    planned = plan(raw, made.change())
    problems = traced(planned, made, intake)
    say(f"{made} in {intake.name}; these rows are new:\n\n{planned}\n")
    if problems:
        say(as_text(problems, {}, limit=None).rpartition("\n")[0].rstrip())
    if any(problem.severity == "error" for problem in problems):
        say("nothing was written")
        return 1
    if not call.file_yes and not _agreed():
        say("nothing was written")
        return 1
    write(raw, planned)
    say(f"written: {', '.join(planned.files)}")
    return 0


def _agreed() -> bool:
    """Whether the person at the terminal wants it written. Raises CallError where there is none."""
    if not sys.stdin.isatty():
        raise CallError("no terminal to ask at, so nothing was written; add --yes")
    try:
        return not input("write this? [Y/n] ").strip().casefold().startswith("n")
    except (KeyboardInterrupt, EOFError):
        return False


def _given(call: argparse.Namespace) -> NewRecord:
    """The answers that the call gives."""
    from us_russia_relations.curate.entries import KINDS, NewRecord, Support, parse_source

    kind = next(kind for kind in KINDS if kind.name == call.kind)
    entry = NewRecord(kind)
    given = {name: getattr(call, f"cell_{name}") for name in entry.table.header}
    entry.cells = {name: text for name, text in given.items() if text is not None}
    entry.links = {link.flag: [link.parse(text) for text in getattr(call, f"link_{link.flag}")] for link in kind.links}
    if kind.evidence:
        fields = call.fields or [""] * len(call.source)
        if not len(call.source) == len(call.locator) == len(fields):
            raise CallError("give one --locator, and one --fields or none, with each --source")
        for source, locator, named in zip(call.source, call.locator, fields, strict=True):
            entry.evidence.append(Support(source, locator, tuple(named.split(",")) if named else ()))
        entry.sources = [parse_source(text) for text in call.new_source]
    return entry


def _ask(entry: NewRecord, dataset: Dataset, raw: Path) -> Plan | None:
    from us_russia_relations.curate.dialogue import Dialogue

    return Dialogue(dataset, Console()).run(entry, raw)


def _plan(entry: NewRecord, dataset: Dataset, raw: Path, call: argparse.Namespace) -> Plan:
    """The plan of what the flags say; raises CallError naming every answer that is missing."""
    from us_russia_relations.curate.changes import plan
    from us_russia_relations.curate.entries import missing_cells
    from us_russia_relations.curate.proposals import propose_id, propose_scope

    cells, key = entry.cells, entry.table.primary_key[0]
    if "scope" in entry.table.header and not cells.get("scope"):
        cells["scope"] = propose_scope(entry.table, cells)
    if not cells.get(key):
        new = {source.get("citation_id", "") for source in entry.sources}
        cells[key] = propose_id(entry.table, cells, {*dataset.records, *dataset.retired, *new})
    # The id and the scope follow from the others.
    missing = [flag for flag in missing_cells(entry.table, cells) if flag not in {"--id", "--scope"}]
    missing += [f"--{flag}" for flag in entry.kind.needed if not entry.links[flag]]
    # Only a bare actor needs no source.
    if entry.kind.evidence and not entry.evidence and (entry.kind.name != "actor" or entry.fields() != ("*",)):
        missing += ["--source", "--locator"]
    if any("citation_id" not in source for source in entry.sources):
        missing.append("--new-source id=..")
    if not call.yes:
        missing.append("--yes")
    if missing:
        raise CallError(f"no terminal to ask at, and these are missing: {', '.join(missing)}")
    return plan(raw, entry.change())


class Console:
    """A person at the terminal, with completion where the terminal has it."""

    def __init__(self) -> None:
        self._choices: list[str] = []
        try:
            import readline
        except ImportError:  # Windows has none
            return
        readline.set_completer(self._complete)
        readline.set_completer_delims(",")
        libedit = "libedit" in (readline.__doc__ or "")
        readline.parse_and_bind("bind ^I rl_complete" if libedit else "tab: complete")

    def _complete(self, text: str, state: int) -> str | None:
        folded = text.casefold()
        begun = [choice for choice in self._choices if choice.startswith(folded)]
        # The ids of people begin with the given name, and a family name may be typed.
        matching = begun or [choice for choice in self._choices if folded in choice]
        return matching[state] if state < len(matching) else None

    def ask(self, prompt: str, choices: Collection[str]) -> str:
        self._choices = sorted(choices)
        return input(prompt)

    def show(self, text: str) -> None:
        say(text)
