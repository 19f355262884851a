"""The names that somebody probably meant: those that contain the words, else the nearest by edit distance.

Names are compared in one romanisation, so that script and spelling do not matter. Standard library alone, since users
of a release without the builder's libraries get proposals, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache

from us_russia_relations.text.letters import initials, romanised, words_of

# Of 1: a name that shares less than this with the text is another name; a part of a name must share more.
_LIKELY = 0.7
_LIKELY_PART = 0.8
# A wrong cell gets no hint with more candidates than these.
_FEW = 3
# So many of the names that contain a word are shown to somebody who looks for one.
_SHOWN = 5
# A longer text is no name, and comparing it costs.
_LONGEST = 300
# Shorter parts of an id ("us", "of") belong to too many.
_SHORTEST_PART = 3
# Each run of so many words of a spelling is a part of it.
_WORDS_OF_PART = 5
# The most different wrong names that are searched for.
_PATIENCE = 1000


class Names:
    """Names, such as ids, with the spellings under which people look for them."""

    def __init__(
        self,
        names: Collection[str],
        spellings: Iterable[tuple[str, str]] = (),
        secondary: Collection[str] = (),
    ) -> None:
        """``spellings`` are pairs of another spelling and its name, such as the title of a record and its id.

        ``secondary`` names are proposed for their words only where no other name contains these.
        """
        self._secondary = frozenset(secondary)
        self._wholes: defaultdict[str, set[str]] = defaultdict(set)
        self._parts: defaultdict[str, set[str]] = defaultdict(set)
        self._words: defaultdict[str, set[str]] = defaultdict(set)
        self._written: list[tuple[str, str]] = []
        self._letters: dict[str, list[tuple[str, int]]] = {}
        self._meant: dict[str, tuple[str, ...]] = {}
        for name in names:
            self._add(name, name)
        for spelling, name in spellings:
            self._add(spelling, name)

    def meant(self, text: str) -> tuple[str, ...]:
        """The names that contain the words of the text, else the nearest by letters.

        Several where they are equally near; none where none is near, or too many are.
        """
        if text not in self._meant:
            if len(text) > _LONGEST or len(self._meant) >= _PATIENCE:
                return ()
            stages = [stage for stage in self._holding(romanised(text)) if stage]
            few = next((stage for stage in stages if len(stage) <= _FEW), set[str]())
            if stages and not few:
                # Of many that contain the words one may be nearly the text.
                few = self._near(text, whole=True) & ({*stages[-1]} | self._begun(text))
            self._meant[text] = _likest(text, few if stages else self._near(text))
        return self._meant[text]

    def containing(self, text: str) -> tuple[str, ...]:
        """Every name that contains the words of the text, or else words that begin so; the shortest first."""
        wanted = romanised(text[:_LONGEST])
        stages = (stage - self._secondary or stage for stage in (*self._holding(wanted), self._begun(text)))
        matching = next(filter(None, stages), set[str]())
        words = wanted.split("-")
        return tuple(
            sorted(matching, key=lambda name: (not {*words} <= {*romanised(name).split("-")}, len(name), name))
        )

    def proposed(self, text: str) -> tuple[str, ...]:
        """The names to propose to a person: all that contain the words, else the nearest by letters."""
        near = self._near(text[:_LONGEST])
        return self.containing(text) or tuple(
            sorted(near - self._secondary or near, key=lambda name: (len(name), name))
        )

    def _add(self, spelling: str, name: str) -> None:
        if len(spelling) > _LONGEST:
            return
        self._written.append(("-".join(["", *words_of(spelling)]), name))
        words = romanised(spelling).split("-")
        self._wholes["-".join(words)].add(name)
        for word in words:
            self._words[word].add(name)
        for start in range(len(words)):
            for end in range(start + 1, min(len(words), start + _WORDS_OF_PART) + 1):
                part = "-".join(words[start:end])
                if len(part) >= _SHORTEST_PART and not part.isdigit():
                    self._parts[part].add(name)
        if len(words) > 1:
            self._parts[initials(spelling)].add(name)

    def _holding(self, wanted: str) -> Iterator[set[str]]:
        """The names that hold the words, the likeliest kind first."""
        if not wanted:
            return
        whole = self._wholes.get(wanted, set())
        # An id that is romanised like the text is nearer than a title that is.
        yield {name for name in whole if romanised(name) == wanted}
        yield whole
        yield self._parts.get(wanted, set())
        # In another order, or with others between them.
        yield set.intersection(*(self._words.get(word, set()) for word in wanted.split("-")))

    def _begun(self, text: str) -> set[str]:
        """The names that have for each word of the text one that begins with it, as it is written."""
        words = [f"-{word}" for word in words_of(text[:_LONGEST])]
        if not words or min(map(len, words)) <= _SHORTEST_PART:
            return set()
        return {name for written, name in self._written if all(word in written for word in words)}

    def _near(self, text: str, *, whole: bool = False) -> set[str]:
        """The names that are nearest by letters, of those that are near; by whole spellings alone, or by parts, too."""
        wanted = romanised(text)
        if not wanted:
            return set()
        best, matching = 0.0, set[str]()
        # Parts are many: only those are compared that begin alike. As near as a whole name, a part is no better.
        kinds = (("", self._wholes, _LIKELY), (wanted[0], self._parts, _LIKELY_PART))
        for begin, spellings, likely in kinds[:1] if whole else kinds:
            near = [*_similar(wanted, self._candidates(begin, spellings), max(best, likely))]
            nearest_score = max((score for _, score in near), default=0.0)
            if nearest_score > best:
                best = nearest_score
                matching = {name for spelling, score in near if score == best for name in spellings[spelling]}
        return matching

    def _candidates(self, begin: str, spellings: Iterable[str]) -> list[tuple[str, int]]:
        """The spellings that begin so, each with the set of its letters."""
        if begin not in self._letters:
            self._letters[begin] = [(one, _letters(one)) for one in spellings if one.startswith(begin)]
        return self._letters[begin]


def _similar(text: str, candidates: Iterable[tuple[str, int]], least: float) -> Iterator[tuple[str, float]]:
    """The candidates that share at least so much with the text, each with how much; the bound rises as they come."""
    length, letters = len(text), _letters(text)
    for spelling, others in candidates:
        longest = max(length, len(spelling))
        allowed = (1 - least) * longest + 1e-9
        # Each letter that only one of the two has costs an edit.
        if abs(length - len(spelling)) > allowed or (letters & ~others).bit_count() > allowed:
            continue
        if (others & ~letters).bit_count() > allowed:
            continue
        score = 1 - osa_distance(text, spelling) / longest
        if score >= least:
            least = score
            yield spelling, score


def _letters(text: str) -> int:
    """The letters of a text as a set of bits; each has four, for the first four times that it stands there."""
    bits = 0
    for letter in text:
        slot = ord(letter) % 47 * 4
        # The lowest bit of the slot that is free; the fifth time adds none.
        bits |= (bits + (1 << slot) & ~bits) & 15 << slot
    return bits


def osa_distance(left: str, right: str) -> int:
    """How many letters must be put in, taken out, replaced or swapped with their neighbour to make one of the other.

    The restricted Damerau-Levenshtein distance, by the bit-parallel algorithm of Hyyrö (2003).
    """
    if not left:
        return len(right)
    positions: defaultdict[str, int] = defaultdict(int)
    for index, letter in enumerate(left):
        positions[letter] |= 1 << index
    full, last = (1 << len(left)) - 1, 1 << (len(left) - 1)
    up, down, diagonal, before, distance = full, 0, 0, 0, len(left)
    for letter in right:
        match = positions.get(letter, 0)
        swapped = ((~diagonal & match) << 1) & before
        diagonal = ((((match & up) + up) ^ up) | match | down | swapped) & full
        right_up, right_down = down | (full & ~(diagonal | up)), diagonal & up
        distance += bool(right_up & last) - bool(right_down & last)
        right_up, right_down = (right_up << 1 | 1) & full, (right_down << 1) & full
        up, down, before = right_down | (full & ~(diagonal | right_up)), right_up & diagonal, match
    return distance


def _likest(text: str, matching: set[str]) -> tuple[str, ...]:
    """Of names with one romanisation those that are spelt most like the text, in order; none of too many."""
    if len({romanised(name) for name in matching}) == 1:
        distances = {name: osa_distance(text, name) for name in matching}
        least = min(distances.values())
        matching = {name for name in matching if distances[name] == least}
    return tuple(sorted(matching)) if len(matching) <= _FEW else ()


@lru_cache(maxsize=64)
def _names(names: frozenset[str]) -> Names:
    return Names(names)


def nearest_name(text: str, names: Collection[str]) -> str:
    """The nearest of the names; empty where none is near or several are equally near."""
    matching = _names(frozenset(names)).meant(text)
    return matching[0] if len(matching) == 1 else ""


def nearest(text: str, names: Collection[str], written: Callable[[str], str] = str) -> str:
    """'did you mean X?' for the nearest of the names; empty where none is near."""
    return did_you_mean(_names(frozenset(names)).meant(text), written)


def did_you_mean(names: Collection[str], written: Callable[[str], str] = str, more: str = "") -> str:
    """The question that names the names, each as ``written``; empty where there is none.

    Of many the first are named; ``more`` says where the others are.
    """
    if not names:
        return ""
    shown = [written(name) for name in names]
    if more and len(shown) > _SHOWN:
        shown[_SHOWN:] = [f"one of {len(shown) - _SHOWN:,} more that {more} finds"]
    return f"did you mean {either(shown)}?"


def either(names: Collection[str]) -> str:
    """'a', 'a or b', 'a, b or c'."""
    *first, last = names
    return f"{', '.join(first)} or {last}" if first else last
