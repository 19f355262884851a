"""What the dataset is called, who made it, and under which terms it may be used."""

from __future__ import annotations

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
# The day of the release that __version__ names. It is written down, never read from a clock, so that the same
# raw tables give the same bytes.
RELEASED = "2026-11-22"

# The paper that coverage starts from; every claim of it is encoded and checked.
SEED_PAPER = "demaio-dreyfus-2020"

WINDOW_START = "2009-01-20"
WINDOW_END = "2021-01-20"
