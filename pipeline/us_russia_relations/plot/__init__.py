"""Figures of the dataset, for print and screen. Each function returns a matplotlib figure.

A figure is there for further work or to be saved:

>>> import us_russia_relations as usrr
>>> usrr.plot.timeline().savefig("timeline.svg")

They need the extra ``plot`` and neither pyplot nor a display, and change no setting of matplotlib. The same data gives
the same bytes. Colours are those of Okabe and Ito, which colour-blind readers tell apart; nothing depends on colour
alone. The lower corner names the version and how to get the sources; with ``ax=`` this line is under the axes.

Arguments mean what they mean in the questions, and a figure shows what the question with the same arguments answers.
An axis has ends: an open end of ``between``, or no ``between`` at all, reaches to the first and last day that the
figure has data for, in most figures the months that the release covers.

What is not known is not drawn: a date coarser than a day is a bar over its bounds and not a point, numbers are not
joined over a gap, a month without an entry is zero only where the table has its row.
"""

from us_russia_relations.plot.actors import network
from us_russia_relations.plot.events import timeline
from us_russia_relations.plot.months import cooperation_and_conflict, measures_in_force
from us_russia_relations.plot.observations import new_start, polls
from us_russia_relations.plot.treaties import treaty_lives
from us_russia_relations.plot.years import coverage

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
