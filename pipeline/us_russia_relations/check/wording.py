"""Check for texts that no reader can want: notes to oneself, words for nothing, leftovers of other programs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from us_russia_relations.definitions.links import CROSSWALK, TERM_PROPERTIES, TERMS
from us_russia_relations.definitions.model import Column, Table
from us_russia_relations.raw.dataset import Dataset
from us_russia_relations.rules.problem import Problem
from us_russia_relations.rules.rule import Rule
from us_russia_relations.rules.wording import EMPTY_WORD, GARBLED_TEXT, MARKUP, PLACEHOLDER, SPREADSHEET_ERROR

# Texts of other schemes and expressions, in which signs and words have a meaning of their own.
_CODES = {(CROSSWALK.name, "code"), (TERM_PROPERTIES.name, "value"), (TERMS.name, "label")}
_ADDRESSES = frozenset({"url", "archived_url"})

# Of these, one stands in whatever is looked for in a long text of ASCII letters.
_SIGNS = ("[", "{", "}", "<", "#", "&", "?", "*", "_x", "\\", "$", "E+", "'''")
# Of these, one stands in whatever is looked for in an address.
_SIGNS_OF_ADDRESSES = ("&", "\ufffd")
_FILLERS = ("tbd", "tba", "tbc", "todo", "to do:", "fixme", "xxx", "lorem ipsum", "asdf", "qwerty", "(check", "(to be ")

_NOTHING = frozenset(
    {
        *("n/a", "n.a.", "n. a.", "na", "none", "null", "nil", "nan", "unknown", "not known", "missing", "undefined"),
        *("unspecified", "not available", "not applicable", "(none)", "[none]", "(empty)", "(blank)", "blank", "empty"),
        *("<na>", "<null>", "–", "—", "−", "?", "(?)", ".", "..", "...", "…", "/", "*", "_", "#"),
    }
)
_FILLER = re.compile(
    r"\b(TBD|TBA|TBC|TODO|FIXME)\b|\b(tbd|tbc|fixme|todo:)|\bto do:|\bX{4,}\b|\bxxx+\b"
    r"|(?i:\blorem ipsum\b|\basdf|\bqwerty)"
    r"|(?i:[\[(](to be (added|completed|confirmed|checked|determined|done|filled in|verified)|check|verify)\b"
    r"[^\])]*[\])])"
    r"|\[(?i:citation needed|source needed|needs? source|source|ref|who|when|where|date|name"
    r"|insert\b[^\]]*|\?+|\.\.\.|…)\??\]"
    r"|\{\{|\}\}|\$\{|\{%|<(?i:name|date|title|text|insert[^>]*|your [^>]*)>"
)
# The template of a single brace; an institution among the authors stands in such braces.
_BRACED = re.compile(r"\{[A-Za-z_ ]+\}")
_NUMERAL = re.compile(r"(?:\b(?P<before>\w+) )?\bXXX\b(?: (?P<after>\w))?")
_SPREADSHEET = re.compile(
    r"#(REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)|_x[0-9A-Fa-f]{4}_|^#+$|^[0-9]([.,][0-9]+)?E\+[0-9]+$"
)
_LOST = re.compile(r"\ufffd|\?\?\?|(?:^|\s)\?\?(?:\s|$)|[^\W\d_]\?[^\W\d_]")
# Runs of letters as they come from UTF-8 that was read as an encoding of one byte: with fewer letters it may be chance.
_RUN = re.compile(r"[ÂÃÅÄÐÑâ][^\x00-\x7f]+|[\u0400-\u04ff][^\x00-\x7f]{3,}")
_ENTITY = re.compile(r"&([A-Za-z]{2,8}|#[0-9]{1,6}|#x[0-9A-Fa-f]{1,6});")
_MARKUP = re.compile(
    r"</?(?i:a|b|i|p|br|em|u|s|ul|ol|li|td|tr|th|table|strong|span|div|sup|sub|img|font|ref|nowiki|blockquote|code|h[1-6])"
    r"(\s[^<>]*)?/?>|\*\*|'''|\]\(|\[\[|\]\]|\\[nrt](?![a-z])|\\u[0-9a-fA-F]{4}"
)
_ADDRESS = re.compile(r"(https?://|www\.)\S+")

# Whether a text is of the kind, in the column of that name.
_Test = Callable[[str, str], str]


def check_wording(dataset: Dataset) -> Iterator[Problem]:
    """Every cell of free text that holds what was never meant for a reader; one problem each."""
    for raw in dataset.tables.values():
        for column in raw.table.columns:
            if not _is_text(raw.table, column):
                continue
            values = raw.values(column.name)
            unwanted = _unwanted({*values}, column.name)
            for row, value in zip(raw.intact_rows, values, strict=True) if unwanted else ():
                if value in unwanted:
                    rule, message, hint = unwanted[value]
                    yield row.problem(rule, column.name, message, hint)


def _is_text(table: Table, column: Column) -> bool:
    free = column.type == "string" and not column.vocabulary and not column.pattern
    return free and (table.name, column.name) not in _CODES


def _unwanted(values: set[str], column: str) -> dict[str, tuple[Rule, str, str]]:
    """The unwanted among the texts, with rule, message and hint."""
    # A search for a sign or word is much cheaper than one expression for each text, and most texts hold none.
    suspects = {value for value in values if value.lower() in _NOTHING}
    if column not in _ADDRESSES:
        suspects |= {value for value in values if not value.isascii()}
    for sign in _SIGNS_OF_ADDRESSES if column in _ADDRESSES else _SIGNS:
        suspects |= {value for value in values if sign in value}
    together = "\n".join(values).lower()
    for word in () if column in _ADDRESSES else _FILLERS:
        if word in together:
            suspects |= {value for value in values if word in value.lower()}
    faults = ((value, _fault(value, column)) for value in suspects)
    return {value: fault for value, fault in faults if fault}


def _fault(value: str, column: str) -> tuple[Rule, str, str] | None:
    if not value:
        return None
    if value.lower() in _NOTHING:
        return EMPTY_WORD, "a word or sign for an empty cell", "leave the cell empty"
    tests: tuple[tuple[_Test, Rule, str, str], ...] = (
        (_spreadsheet, SPREADSHEET_ERROR, "left by a spreadsheet", "look the value up and write it again"),
        (garbled, GARBLED_TEXT, "letters were lost or read in a wrong encoding", ""),
        (_marked_up, MARKUP, "markup in plain text", "write it without the markup"),
        (_filler, PLACEHOLDER, "a note to oneself or filler", "write what belongs there, or leave the cell empty"),
    )
    for test, rule, message, hint in tests:
        if part := test(value, column):
            right = _repaired(part)
            copied = f"did you mean {right}?" if right != part else "copy the text from its source again"
            return rule, f"{message}: {part[:40]}", hint or copied
    return None


def _spreadsheet(value: str, _: str) -> str:
    return _first(_SPREADSHEET, value)


def garbled(value: str, column: str) -> str:
    """The first letters of a text that were lost or read in a wrong encoding; empty where there are none."""
    if column not in _ADDRESSES and (lost := _first(_LOST, _ADDRESS.sub("", value) if "://" in value else value)):
        return lost
    return "" if value.isascii() else next((run for run in _RUN.findall(value) if _repaired(run) != run), "")


def _repaired(run: str) -> str:
    """The letters that were read in a wrong encoding as they should be; the same text where they are right."""
    for encoding in ("cp1252", "latin-1", "cp1251"):
        try:
            return run.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return run


def _marked_up(value: str, column: str) -> str:
    entity = _first(_ENTITY, value)
    return entity if entity or column in _ADDRESSES else _first(_MARKUP, value)


def _filler(value: str, column: str) -> str:
    if column in _ADDRESSES:
        return ""
    filler = _first(_FILLER, value) or ("" if column == "authors" else _first(_BRACED, value))
    return filler or next((match[0] for match in _NUMERAL.finditer(value) if not _is_numeral(match)), "")


def _is_numeral(match: re.Match[str]) -> bool:
    """True for the Roman thirty: XXX Olympiad, Chapter XXX."""
    before, after = match["before"] or "", match["after"] or ""
    return after.isupper() or before.istitle()


def _first(pattern: re.Pattern[str], value: str) -> str:
    match = pattern.search(value)
    return match[0].strip() if match else ""
