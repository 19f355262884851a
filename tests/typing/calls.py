"""Calls as an editor sees them. What follows two blanks and a hash is what the type checker is to say of the line."""

from typing import reveal_type

import us_russia_relations as usrr
from us_russia_relations.names import Certainty, EventsColumn

usrr.load("evnets")  # No overload variant of "load" matches argument type
usrr.load("events", as_="polar")  # No overload variant of "load" matches argument type
usrr.load("events", connection=None)  # No overload variant of "load" matches argument type
reveal_type(usrr.load("events"))  # pandas.core.frame.DataFrame
reveal_type(usrr.load("events", as_="pandas"))  # pandas.core.frame.DataFrame
reveal_type(usrr.load("events", as_="polars"))  # polars.dataframe.frame.DataFrame
reveal_type(usrr.load("events", as_="duckdb"))  # DuckDBPyRelation
reveal_type(usrr.open("dist/0.1.0").load("events", as_="polars"))  # polars.dataframe.frame.DataFrame
reveal_type(usrr.describe("events"))  # pandas.core.frame.DataFrame
reveal_type(usrr.describe("events.certainty"))  # us_russia_relations.analysis.lookup.meaning.Description
reveal_type(usrr.show("caatsa-2017"))  # us_russia_relations.analysis.lookup.record.Record
reveal_type(usrr.search("treaty"))  # pandas.core.frame.DataFrame
for table in usrr.tables():
    usrr.load(table)
certainty: Certainty = "reported"
certainty = "rumoured"  # Incompatible types in assignment
column: EventsColumn = "date_start"
column = "dates"  # Incompatible types in assignment
