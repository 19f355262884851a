"""Rules for texts that no reader can want: notes to oneself, words for nothing, leftovers of other programs."""

from __future__ import annotations

from us_russia_relations.rules.rule import Rule

PLACEHOLDER = Rule(
    name="placeholder",
    why="A note to oneself, filler or an unfilled template says nothing to a reader.",
    fix="Write what belongs there, or leave the cell empty.",
    file="links/evidence.csv",
    columns=("record_id", "field", "note"),
    bad="russian-food-embargo-2014,*,TBD",
    good="russian-food-embargo-2014,*,Extension to the end of 2021.",
)

EMPTY_WORD = Rule(
    name="empty-word",
    why="A word or a sign for nothing is counted as something; an empty cell is the one way to say it.",
    fix="Empty the cell; where it must not be empty, look up what belongs there or leave the row out.",
    file="events.csv",
    columns=("event_id", "place"),
    bad="trump-zelensky-call-2019,N/A",
    good="trump-zelensky-call-2019,",
)

SPREADSHEET_ERROR = Rule(
    name="spreadsheet-error",
    why="What a spreadsheet puts in the place of a value is not the value.",
    fix="Look the value up where the table was pasted from and write it again.",
    file="links/evidence.csv",
    columns=("record_id", "field", "citation_id", "locator"),
    bad="ofac,active,wikipedia-ofac,#REF!",
    good="ofac,active,wikipedia-ofac,infobox",
)

GARBLED_TEXT = Rule(
    name="garbled-text",
    why="Letters that were read in the wrong encoding, or replaced by question marks, are lost to every reader.",
    fix="Copy the text from its source again and save the file as UTF-8.",
    file="actors.csv",
    columns=("actor_id", "name_native"),
    bad="vladimir-putin,???????? ?????",
    good="vladimir-putin,Владимир Путин",
)

MARKUP = Rule(
    name="markup",
    why="Cells are plain text; tags, entities and signs of markup are shown as they stand.",
    fix="Write the letter that the entity stands for, and the words without the markup.",
    file="actors.csv",
    columns=("actor_id", "name"),
    bad="bank-rossiya,Bank &quot;Rossiya&quot;",
    good="bank-rossiya,Bank Rossiya",
)
