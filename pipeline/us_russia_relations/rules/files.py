"""Rules for files: encoding, header, shape of the rows."""

from __future__ import annotations

from us_russia_relations.rules.rule import Rule

MISSING_FILE = Rule(
    name="missing-file",
    why="A table that is not there can't be told from an empty one.",
    fix="Restore the file; a table without rows still has its header.",
    file="",
    bad="links/listings.csv",
    good="links/listings.csv\nlinks/relations.csv",
)

UNEXPECTED_FILE = Rule(
    name="unexpected-file",
    why="A file with a misspelt name would be left out in silence.",
    fix="Give the file the name of its table, or move it out of raw/.",
    file="",
    bad="links/participants.csv\nlinks/participants (1).csv",
    good="links/participants.csv",
)

ENCODING_ERROR = Rule(
    name="encoding-error",
    why="Only UTF-8 reads the same everywhere.",
    fix="Save the file as 'CSV UTF-8', and retype the letters that were lost.",
    file="citations.csv",
    columns=("citation_id", "publisher"),
    bad="demaio-dreyfus-2020,Institut de recherche strat\udce9gique (IRSEM)",
    good="demaio-dreyfus-2020,Institut de recherche stratégique (IRSEM)",
)

BYTE_ORDER_MARK = Rule(
    name="byte-order-mark",
    why="Many clients take the mark for part of the first column's name.",
    fix="Run `usrr fmt`, which takes the mark off.",
    file="actors.csv",
    bad="\ufeffactor_id,name,name_native,kind,country,active,description",
    good="actor_id,name,name_native,kind,country,active,description",
)

NULL_BYTE = Rule(
    name="null-byte",
    why="Databases and editors cut text at a NUL byte.",
    fix="Delete the byte; where there are many, the file was saved in another encoding.",
    file="links/participants.csv",
    bad="new-start,russia,\0signatory",
    good="new-start,russia,signatory",
)

LINE_ENDING = Rule(
    name="line-ending",
    why="Only LF gives the same bytes on every machine.",
    fix="Run `usrr fmt`, which ends each line in LF.",
    file="links/participants.csv",
    bad="record_id,actor_id,role\r\n",
    good="record_id,actor_id,role\n",
)

FINAL_NEWLINE = Rule(
    name="final-newline",
    why="Without it the next row is glued to the last one when files are joined.",
    fix="Run `usrr fmt`, which adds the newline.",
    file="links/relations.csv",
    bad="ofac-designations-2014-03-20,under_authority_of,eo-13661",
    good="ofac-designations-2014-03-20,under_authority_of,eo-13661\n",
)

QUOTING = Rule(
    name="quoting",
    why="Cells are quoted only where CSV needs it, so that a changed line is a changed fact.",
    fix="Run `usrr fmt`, which writes quotes only around commas and quotes; close a quote that is open.",
    file="links/relations.csv",
    bad='"inf-signing-1987","acts_on","inf-treaty"',
    good="inf-signing-1987,acts_on,inf-treaty",
)

NEWLINE_IN_CELL = Rule(
    name="newline-in-cell",
    why="A newline inside a cell breaks readers that work line by line.",
    fix="Write the cell in one line; a cell that runs on is mostly a quote that was not closed.",
    file="links/affiliations.csv",
    bad='john-kerry,us-senate,"Senator for\nMassachusetts",1985/2013',
    good="john-kerry,us-senate,Senator for Massachusetts,1985/2013",
)

INCORRECT_LABEL = Rule(
    name="incorrect-label",
    why="A header that is not the definition's makes every cell below ambiguous.",
    fix="Copy the header that the hint gives into the first line; columns keep their order.",
    file="links/participants.csv",
    bad="record_id,actor,role",
    good="record_id,actor_id,role",
)

BLANK_ROW = Rule(
    name="blank-row",
    why="An empty line is no record.",
    fix="Delete the line.",
    file="links/participants.csv",
    bad="new-start,russia,party\n\nnew-start,russia,signatory",
    good="new-start,russia,party\nnew-start,russia,signatory",
)

MISSING_CELL = Rule(
    name="missing-cell",
    why="A short row has lost a cell, and no reader can tell which.",
    fix="Compare the row with the header and put the cell back; an empty cell still has its comma.",
    file="links/affiliations.csv",
    bad="john-kerry,us-senate,1985/2013",
    good="john-kerry,us-senate,Senator for Massachusetts,1985/2013",
)

EXTRA_CELL = Rule(
    name="extra-cell",
    why="A long row has gained a cell, mostly by an unquoted comma.",
    fix="Put the cell that holds a comma in double quotes.",
    file="links/evidence.csv",
    bad="syria,identifiers,countrycode-codelist,supports,row Syria, iso3c SYR,,",
    good='syria,identifiers,countrycode-codelist,supports,"row Syria, iso3c SYR",,',
)

ROW_ORDER = Rule(
    name="row-order",
    why="Rows are sorted by key, so that two people's additions merge.",
    fix="Run `usrr fmt`, which sorts the rows.",
    file="links/participants.csv",
    bad="eo-13661,russia,target\neo-13661,barack-obama,imposer",
    good="eo-13661,barack-obama,imposer\neo-13661,russia,target",
)
