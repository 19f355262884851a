"""The origin of the issuer of a source, by rules on its citation: no outlet is assigned from memory.

The first of three rules that applies decides; where none does, the origin is unknown.

1. ``actor``: an institutional author, the publisher or the container has the name of an actor of this dataset: the
   country of that actor, or "third" for an intergovernmental organisation.
2. ``name``: one of these names says in words which state, or which international body, it belongs to.
3. ``domain``: the issuer's own address lies under .gov, .mil or .edu (American), .ru or .su (Russian), or under
   another country's domain that is not sold as a general one, .eu or .int (third).

The language is no rule: Russian outlets publish in English, and others in Russian. Nor is the address of a copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from us_russia_relations.derive.typed import Record

ORIGINS = ("american", "russian", "third", "unknown")
RULES = ("actor", "name", "domain", "none")

_INSTITUTION = re.compile(r"\{([^}]*)\}")
# The first match in a name decides, so that a state's mission to the United Nations, or its
# embassy in the other state, is its own.
_NAMES = {
    "american": re.compile(
        r"\bU\.S\. |\bUnited States\b|\bWhite House\b|\bCongressional Re(?:cord|search)\b"
        r"|\bOffice of (?:Senator|Congressman)\b"
    ),
    "russian": re.compile(r"\bRussian Federation\b|\b(?:President|Office|Government) of Russia\b|\bKremlin\b"),
    "third": re.compile(
        r"\bUnited Nations\b|\bUN\b|\bEuropean (?:Union|Parliament|Commission|Court|Council)\b"
        r"|\b(?:Ministry|Government|Republic|Mission|President|Parliament) of (?!Russia|the (?:Russian|United States))"
    ),
}
_AMERICAN = frozenset({"gov", "mil", "edu"})
_RUSSIAN = frozenset({"ru", "su"})
# Domains of countries that are sold to anybody.
_GENERAL = frozenset(
    {"ag", "ai", "am", "cc", "co", "fm", "gg", "io", "la", "ly", "me", "sh", "tk", "to", "tv", "us", "vc", "ws"}
)


class Issuers:
    """Determines origins by the names of actors and the rules above."""

    def __init__(self, actors: Iterable[Record]) -> None:
        self._actors: dict[str, str] = {}
        for actor in actors:
            if actor["country"]:
                origin = {"USA": "american", "RUS": "russian"}.get(actor["country"], "third")
            elif actor["kind"] == "igo":
                origin = "third"
            else:
                continue
            self._actors[actor["name"]] = origin

    def origin(self, citation: Record) -> tuple[str, str]:
        """The origin of a citation and the rule that gave it."""
        names = [
            *_INSTITUTION.findall(citation["authors"] or ""),
            citation["publisher"] or "",
            citation["container_title"] or "",
        ]
        for name in names:
            if name in self._actors:
                return self._actors[name], "actor"
        for name in names:
            matches = {origin: match.start() for origin, pattern in _NAMES.items() if (match := pattern.search(name))}
            if matches:
                return min(matches, key=matches.__getitem__), "name"
        origin = _of_domain(citation["url"] or "")
        return (origin, "domain") if origin else ("unknown", "none")


def _of_domain(url: str) -> str:
    domain = (urlsplit(url).hostname or "").rpartition(".")[2]
    if domain in _AMERICAN:
        return "american"
    if domain in _RUSSIAN:
        return "russian"
    if domain in {"eu", "int"} or (len(domain) == 2 and domain not in _GENERAL):
        return "third"
    return ""
