"""Rules for evidence that proves nothing, and for sources that nobody can follow."""

from __future__ import annotations

from us_russia_relations.rules.rule import Rule

_SOURCE = ("citation_id", "url")

CONTRADICTION_NOTE = Rule(
    name="contradiction-note",
    why="Readers must see why the row holds otherwise than the source.",
    fix="Say in the note why the row does not follow the source.",
    file="links/evidence.csv",
    columns=("record_id", "citation_id", "stance", "note"),
    bad="eo-13661,morgan-lewis-2014-03-20-status,contradicts,",
    good="eo-13661,morgan-lewis-2014-03-20-status,contradicts,Day of announcement.",
)

CLAIMED_SAME = Rule(
    name="claimed-same",
    why="A source that says what the row says does not contradict it.",
    fix="Look up what the source says, or let its stance be supports.",
    file="links/evidence.csv",
    columns=("record_id", "citation_id", "stance", "claimed_value"),
    bad="eo-13661,morgan-lewis-2014-03-20-status,contradicts,2014-03-16",
    good="eo-13661,morgan-lewis-2014-03-20-status,contradicts,2014-03-17",
)

CLAIM_OF_SUPPORT = Rule(
    name="claim-of-support",
    why="What supports the field says the same as the field; another value belongs to a contradiction.",
    fix="Empty claimed_value, or let the stance be contradicts.",
    file="links/evidence.csv",
    columns=("record_id", "citation_id", "stance", "claimed_value"),
    bad="eo-13661,wh-2014-03-17-statement-sanctions,supports,2014-03-18",
    good="eo-13661,wh-2014-03-17-statement-sanctions,supports,",
)

EVIDENCE_FOR_NOTHING = Rule(
    name="evidence-for-nothing",
    why="A source can't support a cell that is empty, or links that are not there.",
    fix="Fill the cell, or name the field that the source supports.",
    file="links/evidence.csv",
    columns=("record_id", "field", "citation_id"),
    bad="trump-zelensky-call-2019,place,causes-2019-telcon-july-25",
    good="trump-zelensky-call-2019,summary,causes-2019-telcon-july-25",
)

ONLY_DATE = Rule(
    name="only-date",
    why="A day alone does not show that the thing happened.",
    fix="Add a row to links/evidence.csv for the record as a whole (*), its summary or its participants.",
    file="links/evidence.csv",
    columns=("record_id", "field", "citation_id"),
    bad="inf-signing-1987,date,ep-think-tank-inf-timeline",
    good="inf-signing-1987,*,ep-think-tank-inf-timeline\ninf-signing-1987,date,ep-think-tank-inf-timeline",
)

UNSAFE_ADDRESS = Rule(
    name="unsafe-address",
    why="An address with a password, or of a private network, leads readers nowhere or gives something away.",
    fix="Give the public address of the page, without user name and password.",
    file="citations.csv",
    columns=_SOURCE,
    bad="ep-think-tank-inf-timeline,http://192.168.0.7/inf-timeline/",
    good="ep-think-tank-inf-timeline,https://epthinktank.eu/inf-timeline/",
)

NO_ACCESS_DATE = Rule(
    name="no-access-date",
    why="Pages change; without the day on which it was read nobody knows which page it was.",
    fix="Write the day on which the address was seen into accessed.",
    file="citations.csv",
    columns=("citation_id", "accessed"),
    bad="alcaro-2019-inf,",
    good="alcaro-2019-inf,2026-11-22",
)

AUTHOR_LIST = Rule(
    name="author-list",
    why="Every reference manager reads the authors out of this list.",
    fix="Write 'Family, Given', separated by '; ', and institutions in braces.",
    file="citations.csv",
    columns=("citation_id", "authors"),
    bad='demaio-dreyfus-2020,"De Maio, Giovanna;; Dreyfus, Emmanuel"',
    good='demaio-dreyfus-2020,"De Maio, Giovanna; Dreyfus, Emmanuel"',
)
