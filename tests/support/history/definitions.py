"""The second part of the synthetic history: what changes in the definitions, beside the raw tables."""

from support.history.project import add, change, define, new_column, new_table, no_column, no_table, remove
from support.history.steps import Refusal, Step

_LINKS, _RECORDS, _DERIVED, _DERIVE = (
    "definitions/links.py",
    "definitions/records.py",
    "definitions/derived.py",
    "derive/__init__.py",
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
_NICKNAMES = 'VOCABULARIES = (\n    Vocabulary("nickname", "Nicknames", "Made up."),'
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

DERIVED_TABLES = (
    RECORDS,
    TOTALS,"""

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
            define("definitions/vocabularies.py", "VOCABULARIES = (", _NICKNAMES),
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
            define(_DERIVED, "DERIVED_TABLES = (\n    RECORDS,", _TOTALS),
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
            define(_DERIVED, "    TOTALS,\n", ""),
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
