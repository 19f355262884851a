"""Names on the lists at the end of each month, by imposer and programme, with zero rows present."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import product

from us_russia_relations.definitions.records import MEASURES
from us_russia_relations.definitions.spells import LISTED_KINDS
from us_russia_relations.derive.links import Links
from us_russia_relations.derive.months import OBSERVED_UNTIL, Month, window
from us_russia_relations.derive.typed import Record

# Imposer and programme.
_List = tuple[str, str]


def listed_month(links: Links) -> list[Record]:
    """One row for each month, imposer and programme, sorted by key; pairs that no month has a name of are left out."""
    names: defaultdict[tuple[_List, str, Month], set[str]] = defaultdict(set)
    for measure_id in links.not_refuted(MEASURES):
        for row in links.listings[measure_id]:
            for imposer, month in product(links.states(measure_id, "imposer"), _months(row)):
                names[(imposer, row["programme"]), row["kind"], month].add(row["name"])
    codes = links.identifiers("cow")
    return [
        {
            **month.columns(),
            "day": _day(month),
            "imposer_id": imposer,
            "sender_ccode": int(codes[imposer]) if imposer in codes else None,
            "programme": programme,
            **{
                column: len(names.get(((imposer, programme), kind, month), ())) for column, kind in LISTED_KINDS.items()
            },
        }
        for month in window()
        for imposer, programme in sorted({one for one, _, _ in names})
    ]


def _day(month: Month) -> date:
    return min(month.last, OBSERVED_UNTIL)


def _months(listing: Record) -> list[Month]:
    """The months at whose end the listing lasts."""
    start, end = listing["listed_start"], listing["delisted_start"]
    if start is None:
        return []
    return [month for month in window() if start <= _day(month) and (end is None or _day(month) < end)]
