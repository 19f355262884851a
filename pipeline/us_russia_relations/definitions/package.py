"""What the dataset is called, who made it, under which terms it may be used, and what an edition adds to that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

NAME = "us-russia-relations"
TITLE = "US-Russia relations, 2009 to 2021"
DESCRIPTION = (
    "Events, sanctions and other measures, treaties, actors and sources of the relations between the United States "
    "and Russia from 2009-01-20 to 2021-01-20, each claim with evidence that says where to look."
)
KEYWORDS = ("international relations", "United States", "Russia", "sanctions", "arms control", "events")
CONTRIBUTOR = "US-Russia relations dataset maintainers"
DATA_LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
# The paper that coverage starts from; every claim of it is encoded and checked.
SEED_PAPER = "demaio-dreyfus-2020"

# The language that titles and summaries are written in, as ISO 639-1.
LANGUAGE = "en"
COUNTRIES = ("United States", "Russia")
WINDOW_START = "2009-01-20"
WINDOW_END = "2021-01-20"


@dataclass(frozen=True)
class Edition:
    """What differs from one build to the next.

    ``released`` is the day of the release as ISO 8601: written down and never read from a clock while building, so
    that the same raw tables give the same bytes; a candidate has none. ``previous`` is the release that its changes
    start from, ``provenance`` the names that git has for what it was built from.
    """

    version: str
    released: str | None = None
    previous: str | None = None
    provenance: Mapping[str, str] | None = None

    @property
    def number(self) -> str:
        """The version without the word that marks a candidate."""
        return self.version.partition("-")[0]
