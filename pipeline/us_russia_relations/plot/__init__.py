"""Figures of the dataset, for print and screen. Each function returns a matplotlib figure.

A figure is there for further work or to be saved:

>>> import us_russia_relations as usrr
>>> usrr.plot.timeline().savefig("timeline.svg")

They need the extra ``plot`` and neither pyplot nor a display, and change no setting of matplotlib. The same data gives
the same bytes. Colours are those of Okabe and Ito, which colour-blind readers tell apart; nothing is told by colour
alone. The lower corner names the version and how to get the sources; with ``ax=`` this stands under the axes.

What is not known is not drawn: a date coarser than a day is a bar over its bounds and not a point, numbers are not
joined over a gap, a month without an entry is zero only where the table has its row.
"""

from us_russia_relations.plot.events import coverage, timeline
from us_russia_relations.plot.months import cooperation_and_conflict, measures_in_force
from us_russia_relations.plot.numbers import new_start, polls
from us_russia_relations.plot.ties import network
from us_russia_relations.plot.treaties import treaty_lives

__all__ = [
    "cooperation_and_conflict",
    "coverage",
    "measures_in_force",
    "network",
    "new_start",
    "polls",
    "timeline",
    "treaty_lives",
]
