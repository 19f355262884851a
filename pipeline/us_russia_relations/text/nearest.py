"""The names that somebody probably meant: by edit distance, by transliteration, by a part, by another name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache

from us_russia_relations.text.letters import slug, sound

# Of 1: a name that shares less than this with the text is another name; a part of a name must share more.
_LIKELY = 0.7
_LIKELY_PART = 0.8
# More candidates than these tell nobody anything.
_FEW = 3
# A longer text is no name, and comparing it costs.
_LONGEST = 300
# Shorter parts of an id ("us", "of") belong to too many.
_SHORTEST_PART = 3
# So many different wrong names get a search for near ones; who has more has another problem.
_PATIENCE = 1000


class Names:
    """Ids with the spellings under which people look for them."""

    def __init__(self, names: Collection[str], spellings: Iterable[tuple[str, str]] = ()) -> None:
        """``spellings`` are pairs of another spelling and its id, such as the name of an actor."""
        self._wholes: defaultdict[str, set[str]] = defaultdict(set)
        self._parts: defaultdict[str, set[str]] = defaultdict(set)
        self._initials: defaultdict[str, set[str]] = defaultdict(set)
        self._words: defaultdict[str, set[str]] = defaultdict(set)
        self._found: dict[str, tuple[str, ...]] = {}
        for name in names:
            self._add(name, name)
        for spelling, name in spellings:
            self._add(spelling, name)

    def meant(self, text: str) -> tuple[str, ...]:
        """The nearest ids, several where they are equally near; none where none is near, or too many are."""
        if text not in self._found:
            if len(text) > _LONGEST or len(self._found) >= _PATIENCE:
                return ()
            self._found[text] = self._search(text)
        return self._found[text]

    def _add(self, spelling: str, name: str) -> None:
        if len(spelling) > _LONGEST:
            return
        words = sound(spelling).split("-")
        self._wholes["-".join(words)].add(name)
        for word in words:
            self._words[word].add(name)
        for start in range(len(words)):
            for end in range(start + 1, min(len(words), start + 5) + 1):
                part = "-".join(words[start:end])
                if len(part) >= _SHORTEST_PART and not part.isdigit():
                    self._parts[part].add(name)
                    self._initials[part[0]].add(part)
        if len(words) > 1:
            self._parts[sound("".join(word[:1] for word in slug(spelling).split("-")))].add(name)

    def _search(self, text: str) -> tuple[str, ...]:
        heard = sound(text)
        if not heard:
            return ()
        # Words in another order, or some of them left out.
        scattered = set.intersection(*(self._words.get(word, set()) for word in heard.split("-")))
        # An id that sounds like the text is nearer than a title that does.
        whole = self._wholes.get(heard, set())
        same = {name for name in whole if sound(name) == heard}
        for found in (same, whole, self._parts.get(heard), scattered):
            if found and len(found) <= _FEW:
                return _ordered(text, found)
        return self._near(text, heard)

    def _near(self, text: str, heard: str) -> tuple[str, ...]:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        best, found = 0.0, set[str]()
        # Parts are many: only those are compared that begin alike.
        parts = self._initials.get(heard[0], ())
        for spellings, known, likely in (
            ([*self._wholes], self._wholes, _LIKELY),
            ([*parts], self._parts, _LIKELY_PART),
        ):
            near = process.extract(
                heard, spellings, scorer=OSA.normalized_similarity, score_cutoff=max(best, likely), limit=20
            )
            for spelling, score, _ in near:
                if score > best:
                    best, found = score, set()
                if score == best:
                    found |= known[spelling]
        return _ordered(text, found)


def _ordered(text: str, found: set[str]) -> tuple[str, ...]:
    """Of names that sound alike those that are written most like the text, in order; none of too many."""
    from rapidfuzz.distance import OSA

    distances = {name: OSA.distance(text, name) for name in found}
    if len({sound(name) for name in found}) == 1:
        least = min(distances.values())
        found = {name for name in found if distances[name] == least}
    return tuple(sorted(found)) if len(found) <= _FEW else ()


@lru_cache(maxsize=64)
def _names(names: frozenset[str]) -> Names:
    return Names(names)


def nearest_name(text: str, names: Collection[str]) -> str:
    """The nearest of the names; empty where none is near or several are equally near."""
    found = _names(frozenset(names)).meant(text)
    return found[0] if len(found) == 1 else ""


def nearest(text: str, names: Collection[str]) -> str:
    """'did you mean X?' for the nearest of the names; empty where none is near."""
    return did_you_mean(_names(frozenset(names)).meant(text))


def did_you_mean(names: Collection[str]) -> str:
    """The question that names all of the names; empty where there is none."""
    return f"did you mean {either(names)}?" if names else ""


def either(names: Collection[str]) -> str:
    """'a', 'a or b', 'a, b or c'."""
    *first, last = names
    return f"{', '.join(first)} or {last}" if first else last
