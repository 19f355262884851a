"""Find records by what is written in them: all words, in any order, without regard to case and accents."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from us_russia_relations.analysis.lookup.romanised import cyrillic, phonetic
from us_russia_relations.analysis.lookup.source import Cells, Published, date, title
from us_russia_relations.definitions import raw_table
from us_russia_relations.definitions.values import text_of

# Columns that are searched beside the names of a record.
_PROSE = (
    "summary",
    "description",
    "note",
    "authors",
    "container_title",
    "publisher",
    "legal_reference",
    "place",
    "url",
    "archived_url",
    "doi",
)
# The order of tables among equal hits.
_TABLES = ("actors", "treaties", "measures", "events", "listings", "observations", "citations", "retired")
# Letters that Unicode does not decompose into letter and accent; quotes and dashes as on a keyboard.
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-"})
_NEAR = 3
# Ranks of a hit, the best first: the whole name, its start, ... all words somewhere, the phonetic key.
_EXACT, _START, _NAME, _NAME_WORDS, _TEXT, _WORDS, _PHONETIC = range(7)


@dataclass(frozen=True)
class Searchable:
    """The searched texts of a record by column: its names, and its prose.

    A listing has the id of its measure.
    """

    record_id: str
    table: str
    date: str
    title: str
    names: Mapping[str, str]
    prose: Mapping[str, str]


@dataclass(frozen=True, order=True)
class Hit:
    """A record that was found; the better it fits, the lower its rank. ``found_in`` are the columns that match."""

    rank: tuple[int, int]
    place: int
    record_id: str
    table: str
    date: str
    title: str
    found_in: tuple[str, ...] = field(compare=False)


def fold(text: str) -> str:
    """The text without case and accents, for comparing."""
    if text.isascii():
        return text.casefold()
    # Twice, since decomposing can give a capital: "℠" is "SM".
    letters = _decomposed(_decomposed(text))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def entry(record_id: str, table: str, cells: Cells, codes: Iterable[str]) -> Searchable:
    """The searched texts of a record; ``codes`` are its identifiers in other schemes."""
    names = {"id": record_id} | _texts(cells, raw_table(table).label) | {"identifiers": "\n".join(codes)}
    return Searchable(record_id, table, date(table, cells), title(table, cells), names, _texts(cells, _PROSE))


def listing(cells: Cells) -> Searchable:
    """The searched texts of a listing."""
    number = f" [{cells['list_number']}]" if cells.get("list_number") else ""
    title_ = f"{cells['name']}{number}, {cells['programme']}"
    names = _texts(cells, ("name", "name_native", "list_number"))
    return Searchable(cells["measure_id"], "listings", cells["listed"], title_, names, {})


def gone(cells: Cells) -> Searchable:
    """The searched texts of a tombstone."""
    record_id, reason = cells["retired_id"], cells["reason"]
    return Searchable(record_id, "retired", cells["since"], reason, {"id": record_id}, {"reason": reason})


def entries(source: Published) -> Iterator[Searchable]:
    """Every record of a release, and every retired id."""
    codes: dict[str, list[str]] = {}
    for row in source.rows("identifiers"):
        codes.setdefault(row["record_id"], []).append(row["identifier"])
    for table in sorted({*source.tables.values()}):
        key = source.release.resources[table].key[0]
        for row in source.rows(table):
            yield entry(row[key], table, row, codes.get(row[key], ()))
    if "name" in source.release.resources["listings"].header:
        yield from map(listing, source.rows("listings"))
    for row in source.rows("retired"):
        yield gone(row)


def find(among: Iterable[Searchable], text: str) -> list[Hit]:
    """The records that contain the text, or each of its words; the best ones first.

    A Cyrillic text without a hit is compared with the phonetic keys of the names.
    """
    wanted = fold(" ".join(text.split()))
    if not wanted:
        return []
    among = [*among]
    hits = sorted(hit for one in among if (hit := _hit(one, wanted)) is not None)
    if not hits and cyrillic(wanted):
        hits = sorted(hit for one in among if (hit := _phonetic_hit(one, phonetic(wanted))) is not None)
    return hits


def closest(among: Iterable[Searchable], text: str) -> list[str]:
    """The ids nearest to a text, by id and by name, the nearest first."""
    wanted = fold(text)
    ids: dict[str, str] = {}
    for one in among:
        ids.setdefault(one.record_id, one.record_id)
        # The titles of sources name everybody, and a listing has no id.
        if one.table not in {"citations", "listings"}:
            ids.setdefault(fold(one.title), one.record_id)
    near = difflib.get_close_matches(wanted, ids, n=_NEAR)
    return [*dict.fromkeys(ids[name] for name in near)]


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))


def _hit(one: Searchable, wanted: str) -> Hit | None:
    names = {column: fold(text) for column, text in one.names.items()}
    prose = {column: fold(text) for column, text in one.prose.items()}
    words = wanted.replace("-", " ").split()
    level = _level(names, prose, wanted, words)
    if level is None:
        return None
    texts = names if level <= _NAME_WORDS else names | prose
    whole_words = {*"".join(letter if letter.isalnum() else " " for letter in " ".join(texts.values())).split()}
    # Whole words come before parts of words: Iran before Tirana.
    rank = (level, sum(word not in whole_words for word in words))
    phrase = [column for column, text in texts.items() if wanted in text]
    found_in = phrase or [column for column, text in texts.items() if any(word in text for word in words)]
    return Hit(rank, _TABLES.index(one.table), one.record_id, one.table, one.date, one.title, tuple(found_in))


def _phonetic_hit(one: Searchable, wanted: str) -> Hit | None:
    found_in = tuple(column for column, text in one.names.items() if wanted and wanted in phonetic(fold(text)))
    if not found_in:
        return None
    return Hit((_PHONETIC, 0), _TABLES.index(one.table), one.record_id, one.table, one.date, one.title, found_in)


def _level(names: Mapping[str, str], prose: Mapping[str, str], wanted: str, words: list[str]) -> int | None:
    """The rank of the hit, the lower the better; None where a word is missing."""
    # A record may have several identifiers, each a line.
    lines = [line for text in names.values() for line in text.split("\n") if line]
    if wanted in lines:
        return _EXACT
    if any(line.startswith(wanted) for line in lines):
        return _START
    if any(wanted in line for line in lines):
        return _NAME
    all_names, all_prose = "\n".join(lines), "\n".join(prose.values())
    if words and all(word in all_names for word in words):
        return _NAME_WORDS
    if wanted in all_prose:
        return _TEXT
    return _WORDS if words and all(word in all_names or word in all_prose for word in words) else None


def _texts(cells: Cells, columns: Iterable[str]) -> dict[str, str]:
    return {name: text_of(cells[name]) for name in columns if cells.get(name)}
