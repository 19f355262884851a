"""A synthetic history: what happens from release to release, and what must become of it.

Each row of ``changes`` stands as `class table record field kind`, with a dot for what is empty.
"""

from dataclasses import dataclass, field

from history_support import (
    Edit,
    add,
    change,
    define,
    new_column,
    new_table,
    no_column,
    no_table,
    remove,
)

FIRST = "0.1.0"
_LINKS, _RECORDS, _DERIVED, _DERIVE = (
    "schema/links.py",
    "schema/records.py",
    "schema/derived.py",
    "steps/derive/__init__.py",
)
_DESCRIPTION = 'Column(\n            "description",\n            "Role or office'
_QUOTES = """QUOTES = Table(
    name="quotes",
    title="Quotes",
    row="these words were said about this record",
    folder="links",
    primary_key=("record_id", "number"),
    foreign_keys=(ForeignKey(("record_id",), "records", ("record_id",)),),
    columns=(
        shared.RECORD_ID,
        Column("number", "Place among the quotes.", "1", required=True),
        Column("words", "What was said.", "We agree.", required=True),
    ),
)

LINK_TABLES = ("""
_YEAR = 'Column("year", "Calendar year.", "2014", type="integer", required=True)'
_EVENTS = 'Column("events", "Events.", "1", type="integer")'
_TOTALS = f"""TOTALS = Table(
    name="totals",
    title="Totals",
    row="one number of events",
    folder=None,
    primary_key=("year",),
    columns=({_YEAR},),
)

DERIVED_TABLES = (RECORDS, TOTALS, """


@dataclass(frozen=True)
class Step:
    """What is edited since the release before, and the release that it makes.

    ``rules`` are those that demand the version; ``computed`` names the computed tables that hold other rows.
    """

    name: str
    edits: tuple[Edit, ...]
    version: str
    rules: str
    changes: tuple[str, ...]
    computed: str = ""
    reasons: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Refusal:
    """What is edited and may not be published under any version, why, and the files that put it right again."""

    name: str
    edits: tuple[Edit, ...]
    reason: str
    restore: tuple[str, ...]


FACTS: tuple[Step | Refusal, ...] = (
    Step(
        "a title is corrected",
        (change("events", "example-meeting-2013", "title", "Directors meet in the Ministry"),),
        "0.1.1",
        "cell-changed",
        ("patch events example-meeting-2013 title changed",),
        "records timeline",
    ),
    Step(
        "a date is corrected, and the evidence tells why",
        (
            change("events", "example-meeting-2013", "date", "2013-06-10"),
            change("evidence", "example-meeting-2013,date", "note", "The second day was a rest."),
        ),
        "0.1.2",
        "cell-changed",
        (
            "patch events example-meeting-2013 date changed",
            "patch evidence example-meeting-2013,date,example-journal-2020,supports note changed",
        ),
        "timeline",
        {"example-meeting-2013 date": "The second day was a rest."},
    ),
    Step(
        "a number is corrected; another notation is no fact",
        (
            change("observations", "example-price-2014", "value", "-5.5"),
            change("observations", "example-poll-2014", "value", "34.50"),
        ),
        "0.1.3",
        "cell-changed",
        ("patch observations example-price-2014 value changed",),
        "records",
    ),
    Step(
        "a term is defined in other words",
        (change("terms", "event_type,meeting", "definition", "Two sides in one room."),),
        "0.1.4",
        "cell-changed",
        ("patch terms event_type,meeting definition changed",),
    ),
    Step(
        "a code of another scheme gets a note",
        (change("crosswalk", "event_type,meeting", "note", "Nearly."),),
        "0.1.5",
        "cell-changed",
        ("patch crosswalk event_type,meeting,quad_class,1 note changed",),
    ),
    Step(
        "a row of a link table is taken away",
        (remove("evidence", "example-signing-2010,*,example-journal-2020"),),
        "0.1.6",
        "row-removed",
        ("patch evidence example-signing-2010,*,example-journal-2020,context . removed",),
    ),
    Step(
        "a row of a link table is added",
        (add("evidence", "example-signing-2010,*,example-list-2017,context,row 3"),),
        "0.2.0",
        "row-added",
        ("minor evidence example-signing-2010,*,example-list-2017,context . added",),
    ),
    Step(
        "an actor takes another role",
        (
            remove("participants", "example-meeting-2013,example-ministry"),
            add("participants", "example-meeting-2013,example-ministry,participant"),
        ),
        "0.3.0",
        "row-added",
        (
            "patch participants example-meeting-2013,example-ministry,host . removed",
            "minor participants example-meeting-2013,example-ministry,participant . added",
        ),
        "timeline",
    ),
    Step(
        "an event is new, with all that is tied to it",
        (
            add(
                "events", "example-talk-2014,Example states talk,2014-05-05,meeting,,RUS,established,,core,They talked."
            ),
            add(
                "participants",
                "example-talk-2014,russia,participant",
                "example-talk-2014,usa,participant",
            ),
            add("tags", "example-talk-2014,issue,diplomacy"),
            add(
                "evidence",
                "example-talk-2014,*,example-journal-2020,supports,p. 106",
                "example-talk-2014,date,example-journal-2020,supports,p. 106",
            ),
        ),
        "0.4.0",
        "row-added",
        (
            "minor events example-talk-2014 . added",
            "minor participants example-talk-2014,russia,participant . added",
            "minor participants example-talk-2014,usa,participant . added",
            "minor evidence example-talk-2014,*,example-journal-2020,supports . added",
            "minor evidence example-talk-2014,date,example-journal-2020,supports . added",
            "minor tags example-talk-2014,issue,diplomacy . added",
        ),
        "records timeline dyad_month",
    ),
    Step(
        "a measure is new",
        (
            add(
                "measures",
                "example-levy,Russia levies example dues,action,presidential_decree,,,2015-01-10,2015-02-01,,"
                "established,core,An invented due.",
            ),
            add("participants", "example-levy,russia,imposer", "example-levy,usa,target"),
            add("tags", "example-levy,issue,trade", "example-levy,measure_type,import_restriction"),
            add(
                "evidence",
                "example-levy,adopted,example-journal-2020,supports,p. 107",
                "example-levy,effective,example-journal-2020,supports,p. 107",
            ),
        ),
        "0.5.0",
        "row-added",
        (
            "minor measures example-levy . added",
            "minor participants example-levy,russia,imposer . added",
            "minor participants example-levy,usa,target . added",
            "minor evidence example-levy,adopted,example-journal-2020,supports . added",
            "minor evidence example-levy,effective,example-journal-2020,supports . added",
            "minor tags example-levy,issue,trade . added",
            "minor tags example-levy,measure_type,import_restriction . added",
        ),
        "records timeline dyad_month measures_in_force",
    ),
    Step(
        "a treaty is new",
        (
            add("treaties", "example-pact,Pact on Examples,Pact,treaty,2016-03-01,,,,core,An invented pact."),
            add("participants", "example-pact,russia,party", "example-pact,usa,party"),
            add("tags", "example-pact,issue,arms_control"),
            add("evidence", "example-pact,signed,example-journal-2020,supports,p. 108"),
        ),
        "0.6.0",
        "row-added",
        (
            "minor treaties example-pact . added",
            "minor participants example-pact,russia,party . added",
            "minor participants example-pact,usa,party . added",
            "minor evidence example-pact,signed,example-journal-2020,supports . added",
            "minor tags example-pact,issue,arms_control . added",
        ),
        "records timeline",
    ),
    Step(
        "an actor is new",
        (
            add("actors", 'erika-example,Erika Example,,person,USA,,"Invented clerk, of the agency."'),
            add("affiliations", "erika-example,example-agency,clerk of the first class,2012/2014"),
            add("evidence", "erika-example,affiliations,example-journal-2020,supports,p. 105"),
        ),
        "0.7.0",
        "row-added",
        (
            "minor actors erika-example . added",
            "minor evidence erika-example,affiliations,example-journal-2020,supports . added",
            "minor affiliations erika-example,example-agency,clerk_of_the_first_class,2012/2014 . added",
        ),
        "records",
    ),
    Step(
        "a source is new",
        (
            add(
                "citations",
                "example-map-2018,webpage,,Map of examples,,,2018,,,,,https://example.org/map,,2026-11,en,media",
            ),
            add("evidence", "example-talk-2014,*,example-map-2018,context,sheet 1"),
        ),
        "0.8.0",
        "row-added",
        (
            "minor citations example-map-2018 . added",
            "minor evidence example-talk-2014,*,example-map-2018,context . added",
        ),
        "records",
    ),
    Step(
        "an observation is new",
        (
            add("observations", "example-poll-2015,favourable_view,,usa,2015-02,29,percent"),
            add(
                "evidence",
                "example-poll-2015,date,example-journal-2020,supports,p. 107",
                "example-poll-2015,value,example-journal-2020,supports,p. 107",
            ),
        ),
        "0.9.0",
        "row-added",
        (
            "minor observations example-poll-2015 . added",
            "minor evidence example-poll-2015,date,example-journal-2020,supports . added",
            "minor evidence example-poll-2015,value,example-journal-2020,supports . added",
        ),
        "records",
    ),
    Step(
        "a term is new",
        (add("terms", "issue,energy,Energy,Oil and gas."),),
        "0.10.0",
        "row-added",
        ("minor terms issue,energy . added",),
    ),
    Step(
        "a term is gone",
        (remove("terms", "issue,energy"),),
        "1.0.0",
        "term-removed",
        ("major terms issue,energy . removed",),
    ),
    Step(
        "a term is called something else, and all that use it follow",
        (
            remove("terms", "issue,cyber"),
            add("terms", "issue,networks,Networks,What happens in networks."),
            remove("tags", "example-intrusion-2016,issue"),
            add("tags", "example-intrusion-2016,issue,networks"),
        ),
        "2.0.0",
        "term-removed",
        (
            "patch tags example-intrusion-2016,issue,cyber . removed",
            "minor tags example-intrusion-2016,issue,networks . added",
            "major terms issue,cyber . removed",
            "minor terms issue,networks . added",
        ),
        "timeline",
    ),
    Refusal(
        "an id is gone without a tombstone",
        (
            remove("citations", "example-map-2018"),
            remove("evidence", "example-talk-2014,*,example-map-2018"),
        ),
        "example-map-2018 was published and is gone from citations; restore the row, or retire it",
        ("raw/citations.csv", "raw/links/evidence.csv"),
    ),
    Step(
        "an id is retired and leads to another",
        (
            remove("citations", "example-map-2018"),
            remove("evidence", "example-talk-2014,*,example-map-2018"),
            add("retired", "example-map-2018,merged,example-list-2017,2.1.0,It is a sheet of the list."),
        ),
        "2.1.0",
        "id-retired row-added",
        (
            "minor citations example-map-2018 . retired",
            "patch evidence example-talk-2014,*,example-map-2018,context . removed",
            "minor retired example-map-2018 . added",
        ),
        "records",
        {"example-map-2018 .": "It is a sheet of the list."},
    ),
    Refusal(
        "a tombstone is gone",
        (remove("retired", "example-map-2018"),),
        "example-map-2018 has lost its tombstone; put its row back into retired.csv",
        ("raw/retired.csv",),
    ),
    Refusal(
        "a tombstone tells another version",
        (
            remove("observations", "example-poll-2015"),
            remove("evidence", "example-poll-2015"),
            add("retired", "example-poll-2015,withdrawn,,9.9.9,The poll was never held."),
        ),
        "example-poll-2015 is retired since 9.9.9",
        ("raw",),
    ),
    Step(
        "an id is retired, and nothing takes its place",
        (
            remove("observations", "example-poll-2015"),
            remove("evidence", "example-poll-2015"),
            add("retired", "example-poll-2015,withdrawn,,2.2.0,The poll was never held."),
        ),
        "2.2.0",
        "id-retired row-added",
        (
            "minor observations example-poll-2015 . retired",
            "patch evidence example-poll-2015,date,example-journal-2020,supports . removed",
            "patch evidence example-poll-2015,value,example-journal-2020,supports . removed",
            "minor retired example-poll-2015 . added",
        ),
        "records",
        {"example-poll-2015 .": "The poll was never held."},
    ),
    Step(
        "an id moves to another table",
        (
            remove("treaties", "example-pact"),
            add(
                "events",
                "example-pact,Example states sign a pact,2016-03-01,meeting,,RUS,established,,core,A pact.",
            ),
            remove("participants", "example-pact"),
            add("participants", "example-pact,russia,participant", "example-pact,usa,participant"),
            remove("evidence", "example-pact"),
            add(
                "evidence",
                "example-pact,*,example-journal-2020,supports,p. 108",
                "example-pact,date,example-journal-2020,supports,p. 108",
            ),
        ),
        "3.0.0",
        "id-moved",
        (
            "minor events example-pact . added",
            "major treaties example-pact . removed",
            "minor participants example-pact,russia,participant . added",
            "patch participants example-pact,russia,party . removed",
            "minor participants example-pact,usa,participant . added",
            "patch participants example-pact,usa,party . removed",
            "minor evidence example-pact,*,example-journal-2020,supports . added",
            "minor evidence example-pact,date,example-journal-2020,supports . added",
            "patch evidence example-pact,signed,example-journal-2020,supports . removed",
        ),
        "records timeline dyad_month",
    ),
    Step(
        "corrections, a new row, a row less and a retirement at once",
        (
            change("events", "example-talk-2014", "title", "Example states talk again"),
            add("tags", "example-talk-2014,issue,trade"),
            remove("tags", "example-ban,issue,sanctions"),
            remove("actors", "erika-example"),
            remove("affiliations", "erika-example"),
            remove("evidence", "erika-example"),
            add("retired", "erika-example,merged,jane-example,3.1.0,They are one clerk."),
        ),
        "3.1.0",
        "id-retired row-added",
        (
            "minor actors erika-example . retired",
            "patch events example-talk-2014 title changed",
            "patch evidence erika-example,affiliations,example-journal-2020,supports . removed",
            "patch tags example-ban,issue,sanctions . removed",
            "minor tags example-talk-2014,issue,trade . added",
            "patch affiliations erika-example,example-agency,clerk_of_the_first_class,2012/2014 . removed",
            "minor retired erika-example . added",
        ),
        "records timeline",
        {"erika-example .": "They are one clerk."},
    ),
    Step(
        "all of that and a term that is gone",
        (
            change("events", "example-talk-2014", "place", "Example Village"),
            add("tags", "example-talk-2014,issue,arms_control"),
            remove("tags", "example-talk-2014,issue,trade"),
            remove("terms", "role,signatory"),
        ),
        "4.0.0",
        "term-removed",
        (
            "patch events example-talk-2014 place changed",
            "minor tags example-talk-2014,issue,arms_control . added",
            "patch tags example-talk-2014,issue,trade . removed",
            "major terms role,signatory . removed",
        ),
        "timeline",
    ),
)

DEFINITIONS: tuple[Step | Refusal, ...] = (
    Step(
        "a column is new, filled in one row",
        (
            define(_RECORDS, _DESCRIPTION, f'Column("nickname", "Name in jest.", "Ivan"),\n        {_DESCRIPTION}'),
            new_column("actors", "nickname", 6),
            change("actors", "ivan-example", "nickname", "Vanya"),
        ),
        "4.1.0",
        "column-added",
        ("minor actors . nickname added", "patch actors ivan-example nickname changed"),
    ),
    Step(
        "a column and a table are described in other words",
        (
            define(_RECORDS, '"Name in jest.", "Ivan"', '"What friends say.", "Vanya"'),
            define(_LINKS, 'title="Listings"', 'title="Who was listed"'),
        ),
        "4.1.1",
        "text-changed",
        ("patch actors . nickname changed", "patch listings . . changed"),
    ),
    Step(
        "a column holds to another pattern",
        (define(_LINKS, r'pattern=r"[0-9]+\.[0-9]+\.[0-9]+"', 'pattern=r"[0-9.]+"'),),
        "4.2.0",
        "constraint-changed",
        ("minor retired . since changed",),
    ),
    Step(
        "a column is of another type",
        (
            define(
                _LINKS,
                '"Place in the order, where the order has meaning.", "1", type="integer"',
                '"Place in the order, where the order has meaning.", "1", type="number"',
            ),
        ),
        "5.0.0",
        "column-retyped",
        ("major terms . rank changed",),
    ),
    Step(
        "a column of dates is new",
        (
            define(
                _RECORDS,
                'Column("nickname",',
                'when("born", "When the actor was born.", "1952"),\n        Column("nickname",',
            ),
            new_column("actors", "born", 6),
            change("actors", "jane-example", "born", "1952"),
        ),
        "5.1.0",
        "column-added",
        (
            "minor actors . born_start added",
            "minor actors . born_end added",
            "minor actors . born_precision added",
            "minor actors . born added",
            "patch actors jane-example born changed",
        ),
    ),
    Step(
        "a column of dates is one of texts, which takes its bounds away",
        (define(_RECORDS, 'when("born", "When', 'Column("born", "When'),),
        "6.0.0",
        "column-removed",
        (
            "patch actors . born changed",
            "major actors . born_start removed",
            "major actors . born_end removed",
            "major actors . born_precision removed",
        ),
    ),
    Step(
        "a column holds terms of a vocabulary",
        (
            define(
                _RECORDS,
                'Column("nickname", "What friends say.", "Vanya")',
                'coded("nickname", "nickname", "What friends say.", "vanya", required=False)',
            ),
            change("actors", "ivan-example", "nickname", "vanya"),
            add("terms", "nickname,vanya,Vanya,Example definition of Vanya."),
        ),
        "6.1.0",
        "constraint-changed row-added",
        (
            "minor actors . nickname changed",
            "patch actors . nickname changed",
            "patch actors ivan-example nickname changed",
            "minor terms nickname,vanya . added",
        ),
    ),
    Step(
        "a column is gone",
        (
            define(_RECORDS, 'Column("born", "When the actor was born.", "1952"),\n        ', ""),
            no_column("actors", "born"),
        ),
        "7.0.0",
        "column-removed",
        ("major actors . born removed",),
    ),
    Step(
        "a column is called something else",
        (
            define(_RECORDS, 'coded("nickname"', 'coded("byname"'),
            no_column("actors", "nickname"),
            new_column("actors", "byname", 6),
            change("actors", "ivan-example", "byname", "vanya"),
        ),
        "8.0.0",
        "column-removed",
        (
            "minor actors . byname added",
            "patch actors ivan-example byname changed",
            "major actors . nickname removed",
        ),
    ),
    Step(
        "a table is new",
        (
            define(_LINKS, "LINK_TABLES = (", _QUOTES),
            define(_LINKS, "AFFILIATIONS, IDENTIFIERS)", "AFFILIATIONS, IDENTIFIERS, QUOTES)"),
            new_table("links/quotes.csv", "record_id,number,words"),
            add("quotes", "example-talk-2014,1,Agreed.", "example-talk-2014,2,Not at all."),
        ),
        "8.1.0",
        "table-added row-added",
        (
            "minor quotes . . added",
            "minor quotes example-talk-2014,1 . added",
            "minor quotes example-talk-2014,2 . added",
        ),
    ),
    Step(
        "a table has another key",
        (
            define(_LINKS, 'primary_key=("record_id", "number")', 'primary_key=("record_id", "actor_id", "number")'),
            define(_LINKS, 'Column("number", "Place', 'shared.ACTOR_ID,\n        Column("number", "Place'),
            new_column("quotes", "actor_id", 1),
            remove("quotes", "example-talk-2014"),
            add("quotes", "example-talk-2014,usa,1,Agreed.", "example-talk-2014,russia,2,Not at all."),
        ),
        "9.0.0",
        "key-changed",
        (
            "major quotes . . changed",
            "minor quotes . actor_id added",
            "patch quotes example-talk-2014,1 . removed",
            "patch quotes example-talk-2014,2 . removed",
            "minor quotes example-talk-2014,russia,2 . added",
            "minor quotes example-talk-2014,usa,1 . added",
        ),
    ),
    Step(
        "a table points at another table",
        (define(_LINKS, '(ForeignKey(("record_id",), "records", ("record_id",)),),', "(_TO_RECORD, _TO_ACTOR),"),),
        "9.1.0",
        "constraint-changed",
        ("minor quotes . . changed",),
    ),
    Step(
        "a table is gone",
        (define(_LINKS, "IDENTIFIERS, QUOTES)", "IDENTIFIERS)"), no_table("links/quotes.csv")),
        "10.0.0",
        "table-removed",
        (
            "patch quotes example-talk-2014,russia,2 . removed",
            "patch quotes example-talk-2014,usa,1 . removed",
            "major quotes . . removed",
        ),
    ),
    Step(
        "a computed table is new",
        (
            define(_DERIVED, "DERIVED_TABLES = (RECORDS, ", _TOTALS),
            define(
                _DERIVE,
                '"timeline": timeline(links),',
                '"timeline": timeline(links),\n        "totals": [{"year": 2014}],',
            ),
        ),
        "10.1.0",
        "table-added",
        ("minor totals . . added",),
    ),
    Step(
        "a computed column is new, and the table holds other rows",
        (
            define(_DERIVED, f"columns=({_YEAR},)", f"columns=({_YEAR}, {_EVENTS})"),
            define(_DERIVE, '"year": 2014}', '"year": 2014, "events": 1}'),
        ),
        "10.2.0",
        "column-added",
        ("minor totals . events added",),
        "totals",
    ),
    Step(
        "a table is computed in another way",
        (define(_DERIVE, '"events": 1}', '"events": 2}'),),
        "10.2.1",
        "recomputed",
        (),
        "totals",
    ),
    Step(
        "a computed column is gone",
        (
            define(_DERIVED, f"columns=({_YEAR}, {_EVENTS})", f"columns=({_YEAR},)"),
            define(_DERIVE, '"year": 2014, "events": 2}', '"year": 2014}'),
        ),
        "11.0.0",
        "column-removed",
        ("major totals . events removed",),
        "totals",
    ),
    Step(
        "a computed table is gone",
        (
            define(_DERIVED, "(RECORDS, TOTALS, ", "(RECORDS, "),
            define(_DERIVE, '\n        "totals": [{"year": 2014}],', ""),
        ),
        "12.0.0",
        "table-removed",
        ("patch totals 2014 . removed", "major totals . . removed"),
    ),
    Step(
        "facts and definitions change at once",
        (
            define(_RECORDS, '"Where it happened, as a place name in English."', '"Where it happened, in English."'),
            change("events", "example-talk-2014", "title", "Example states talk for the last time"),
            add("terms", "issue,energy,Energy,Oil and gas."),
        ),
        "12.1.0",
        "row-added",
        (
            "patch events . place changed",
            "patch events example-talk-2014 title changed",
            "minor terms issue,energy . added",
        ),
        "records timeline",
    ),
)

HISTORY = (*FACTS, *DEFINITIONS)
