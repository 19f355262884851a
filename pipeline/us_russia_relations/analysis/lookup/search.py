"""Find records by what is written in them: all words, in any order, without regard to case and accents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from us_russia_relations.analysis.lookup.source import Cells, Published, date, title
from us_russia_relations.definitions import raw_table
from us_russia_relations.definitions.links import RETIRED
from us_russia_relations.definitions.values import text_of
from us_russia_relations.release.identity import names_of
from us_russia_relations.text.letters import cyrillic, fold, romanised
from us_russia_relations.text.nearest import Names

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
# How many near ids are proposed.
_NEAR = 5
# Ranks of a hit, the best first: the whole name, its start, ... all words somewhere, the romanised name.
_EXACT, _START, _NAME, _NAME_WORDS, _TEXT, _WORDS, _ROMANISED = range(7)


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
        hits = sorted(hit for one in among if (hit := _romanised_hit(one, romanised(wanted))) is not None)
    return hits


def closest(among: Iterable[Searchable], text: str) -> list[str]:
    """The ids that somebody probably meant, by id and by name, the likeliest first."""
    # A name on a list has no id, and a tombstone no title.
    named = (
        (one.record_id, "" if one.table == RETIRED.name else one.title, one.table)
        for one in among
        if one.names.get("id")
    )
    return [*names_of(named).proposed(text)][:_NEAR]


def respelt(among: Iterable[Searchable], text: str) -> str:
    """The text with each unknown word replaced by the nearest word of a name; empty where a word has none."""
    words = {word for one in among for name in one.names.values() for word in fold(name).replace("-", " ").split()}
    known, corrected = Names({word for word in words if word.isalpha()}), []
    for word in fold(text).split():
        near = (word,) if any(word in one for one in words) else known.meant(word)
        if not near:
            return ""
        corrected.append(near[0])
    return " ".join(corrected)


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


def _romanised_hit(one: Searchable, wanted: str) -> Hit | None:
    found_in = tuple(column for column, text in one.names.items() if wanted and wanted in romanised(text))
    if not found_in:
        return None
    return Hit((_ROMANISED, 0), _TABLES.index(one.table), one.record_id, one.table, one.date, one.title, found_in)


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
