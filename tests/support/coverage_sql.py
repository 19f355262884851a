"""The coverage report counted again, by queries on the SQLite file of the release that know nothing of its code."""

import sqlite3
from collections.abc import Callable
from typing import Any

Line = dict[str, Any]

TABLES = """
CREATE INDEX evidence_of ON evidence (record_id, field, stance);
CREATE INDEX evidence_from ON evidence (citation_id, stance);
CREATE INDEX tags_as ON tags (vocabulary, term);

CREATE TEMP TABLE support AS
SELECT DISTINCT record_id, citation_id, source_class FROM evidence JOIN citations USING (citation_id)
WHERE stance = 'supports';
CREATE INDEX temp.support_of ON support (record_id);

CREATE TEMP TABLE counted AS
SELECT 'events' AS tab, event_id AS id, CAST(substr(date_start, 1, 4) AS INTEGER) AS year, type AS kind FROM events
UNION ALL SELECT 'measures', measure_id, CAST(substr(adopted_start, 1, 4) AS INTEGER), instrument FROM measures
UNION ALL SELECT 'treaties', treaty_id, CAST(substr(signed_start, 1, 4) AS INTEGER), legal_form FROM treaties;

CREATE TEMP TABLE parts AS
SELECT record_id,
  MAX(actor_id = 'usa' AND role IN ('initiator', 'imposer')) AS us_acts,
  MAX(actor_id = 'usa' AND role = 'target') AS us_hit,
  MAX(actor_id = 'usa' AND role IN ('initiator', 'participant', 'host')) AS us_in,
  MAX(actor_id = 'usa' AND role IN ('party', 'signatory')) AS us_bound,
  MAX(actor_id = 'russia' AND role IN ('initiator', 'imposer')) AS ru_acts,
  MAX(actor_id = 'russia' AND role = 'target') AS ru_hit,
  MAX(actor_id = 'russia' AND role IN ('initiator', 'participant', 'host')) AS ru_in,
  MAX(actor_id = 'russia' AND role IN ('party', 'signatory')) AS ru_bound
FROM participants GROUP BY record_id;

CREATE TEMP TABLE directed AS
SELECT tab, id, year, kind, CASE
  WHEN us_acts AND ru_hit AND ru_acts AND us_hit OR us_bound AND ru_bound THEN 'both'
  WHEN us_in AND ru_in AND tab = 'events' AND kind IN (
    SELECT term FROM term_properties WHERE vocabulary = 'event_type' AND property = 'meeting') THEN 'both'
  WHEN us_acts AND ru_hit THEN 'usa_to_russia'
  WHEN ru_acts AND us_hit THEN 'russia_to_usa'
  WHEN us_in AND ru_in THEN 'together'
  ELSE 'other' END AS direction
FROM counted LEFT JOIN parts ON record_id = id;
CREATE INDEX temp.directed_when ON directed (tab, year, direction);

CREATE TEMP TABLE home AS
SELECT 'actors' AS tab, actor_id AS id, kind FROM actors
UNION ALL SELECT 'events', event_id, NULL FROM events
UNION ALL SELECT 'measures', measure_id, NULL FROM measures
UNION ALL SELECT 'treaties', treaty_id, NULL FROM treaties
UNION ALL SELECT 'observations', observation_id, NULL FROM observations
UNION ALL SELECT 'citations', citation_id, NULL FROM citations;
CREATE INDEX temp.home_of ON home (id);

CREATE TEMP TABLE weights AS
SELECT c.*, (SELECT count(*) FROM evidence e WHERE e.citation_id = c.citation_id AND stance = 'supports') AS weight
FROM citations c;

CREATE TEMP TABLE coded AS
SELECT 'event_type' AS vocabulary, type AS term FROM events
UNION ALL SELECT 'citation_type', type FROM citations
UNION ALL SELECT 'programme', programme FROM listings
UNION ALL SELECT 'date_precision', date_precision FROM events
UNION ALL SELECT vocabulary, term FROM tags;
"""

YEARS = """
WITH RECURSIVE window(year) AS (VALUES (2009) UNION ALL SELECT year + 1 FROM window WHERE year < 2021),
tabs(tab) AS (VALUES ('events'), ('measures'), ('treaties')),
ways(direction) AS (VALUES ('usa_to_russia'), ('russia_to_usa'), ('both'), ('together'), ('other')),
there AS (SELECT tab, year FROM tabs, window UNION SELECT tab, year FROM counted)
SELECT tab AS "table", year, direction, (SELECT count(*) FROM directed d
  WHERE d.tab = there.tab AND d.year IS there.year AND d.direction = ways.direction) AS rows FROM there, ways
"""
TYPES = 'SELECT tab AS "table", kind AS type, direction, count(*) AS rows FROM directed GROUP BY 1, 2, 3'
CELLS = 'SELECT tab AS "table", year, kind AS type, direction, count(*) AS rows FROM directed GROUP BY 1, 2, 3, 4'
THEMES = """
SELECT t.vocabulary, t.term, used.tab AS "table", (SELECT count(*) FROM tags g JOIN home ON home.id = g.record_id
  WHERE g.vocabulary = t.vocabulary AND g.term = t.term AND home.tab = used.tab) AS rows
FROM terms t JOIN (SELECT DISTINCT vocabulary, tab FROM tags JOIN home ON id = record_id) used USING (vocabulary)
"""
RECORDS = """
SELECT tab AS "table", count(*) AS records,
  sum(EXISTS (SELECT 1 FROM support WHERE record_id = id)) AS supported,
  sum(EXISTS (SELECT 1 FROM support WHERE record_id = id AND source_class = 'primary_official')) AS official,
  sum((SELECT count(*) FROM support WHERE record_id = id) >= 2) AS two_or_more,
  sum(EXISTS (SELECT 1 FROM support WHERE record_id = id AND citation_id = 'demaio-dreyfus-2020')) AS paper,
  sum(EXISTS (SELECT 1 FROM support WHERE record_id = id) AND NOT EXISTS (SELECT 1 FROM support
    WHERE record_id = id AND citation_id <> 'demaio-dreyfus-2020')) AS paper_only,
  sum(EXISTS (SELECT 1 FROM evidence WHERE record_id = id AND stance = 'contradicts')) AS contradicted
FROM home WHERE tab <> 'citations' GROUP BY tab
"""
KEY_COLUMNS = (
    ("events", "event_id", "date"),
    *(("measures", "measure_id", name) for name in ("legal_reference", "announced", "adopted", "effective", "ended")),
    *(("treaties", "treaty_id", name) for name in ("signed", "in_force", "ended")),
    *(("observations", "observation_id", name) for name in ("date", "value")),
)
FIELDS = " UNION ALL ".join(
    f"""SELECT '{table}' AS "table", '{column}' AS "column", count("{column}") AS filled,
    sum("{column}" IS NOT NULL AND EXISTS (SELECT 1 FROM evidence WHERE record_id = {key} AND field = '{column}'
      AND stance = 'supports')) AS supported FROM {table}"""
    for table, key, column in KEY_COLUMNS
)
STANCES = """SELECT term AS stance, (SELECT count(*) FROM evidence WHERE stance = term) AS rows FROM terms
WHERE vocabulary = 'stance'"""
CERTAINTY = " UNION ALL ".join(
    f"""SELECT '{table}' AS "table", '{column}' AS "column", term, (SELECT count(*) FROM {table}
    WHERE {column} = term) AS rows FROM terms WHERE vocabulary = '{column}'"""
    for table, column in (("events", "certainty"), ("events", "attribution"), ("measures", "certainty"))
)
CROSSWALK = """
SELECT x.vocabulary, x.scheme, (SELECT count(*) FROM terms t WHERE t.vocabulary = x.vocabulary) AS terms,
  count(DISTINCT x.term) AS matched, (SELECT count(*) FROM coded c WHERE c.vocabulary = x.vocabulary) AS rows,
  (SELECT count(*) FROM coded c WHERE c.vocabulary = x.vocabulary AND EXISTS (SELECT 1 FROM crosswalk y
    WHERE y.vocabulary = c.vocabulary AND y.term = c.term AND y.scheme = x.scheme)) AS rows_matched
FROM crosswalk x GROUP BY 1, 2
"""
IDENTIFIERS = """
SELECT tab AS "table", kind, scheme,
  (SELECT count(*) FROM home h WHERE h.tab = home.tab AND h.kind IS home.kind) AS records,
  count(DISTINCT record_id) AS identified FROM identifiers JOIN home ON id = record_id GROUP BY 1, 2, 3
"""


LISTS = """
WITH counts(series, kind) AS (VALUES
  ('persons_listed', 'person'), ('entities_listed', 'organization'),
  ('vessels_listed', 'vessel'), ('vessels_listed', 'aircraft'),
  ('targets_listed', 'person'), ('targets_listed', 'organization'),
  ('targets_listed', 'vessel'), ('targets_listed', 'aircraft')),
numbers AS (
  SELECT m.measure_id, observation_id, series, value AS announced, note,
    (SELECT count(DISTINCT name) FROM listings l JOIN counts c USING (kind)
     WHERE l.measure_id = m.measure_id AND c.series = o.series) AS listed
  FROM observations o JOIN measures m ON m.measure_id = o.record_id
  WHERE series IN (SELECT series FROM counts))
SELECT measure_id, observation_id, series, announced, listed, note,
  CASE WHEN note IS NULL THEN max(announced - listed, 0.0) END AS missing FROM numbers
"""


def tables(database: sqlite3.Connection) -> list[str]:
    return [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]


def columns(database: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in database.execute(f'PRAGMA table_info("{table}")')]


def _fill(database: sqlite3.Connection) -> str:
    return " UNION ALL ".join(
        f"""SELECT '{table}' AS "table", '{column}' AS "column", count(*) AS rows, count("{column}") AS filled
        FROM "{table}" """
        for table in tables(database)
        for column in columns(database, table)
    )


def _precision(database: sqlite3.Connection) -> str:
    """Every column of a typed table that has a precision beside it."""
    derived = {"timeline"}
    dated = [
        (table, column)
        for table in tables(database)
        if table not in derived
        for column in columns(database, table)
        if f"{column}_precision" in columns(database, table)
    ]
    return " UNION ALL ".join(
        f"""SELECT '{table}' AS "table", '{column}' AS "column", term AS precision,
        (SELECT count(*) FROM {table} WHERE {column}_precision = term) AS rows
        FROM terms WHERE vocabulary = 'date_precision'"""
        for table, column in dated
    )


def _rows(database: sqlite3.Connection) -> str:
    return " UNION ALL ".join(
        f"""SELECT '{table}' AS "table", count(*) AS rows FROM "{table}" """ for table in tables(database)
    )


def _weighed(column: str) -> str:
    return f"SELECT {column}, count(*) AS citations, sum(weight) AS supporting FROM weights GROUP BY 1"


ORIGINS = """SELECT origin(authors, publisher, container_title, url) AS origin,
rule(authors, publisher, container_title, url) AS rule, source_class, count(*) AS citations, sum(weight) AS supporting
FROM weights GROUP BY 1, 2, 3"""

# For each list of the report the query that counts it again; some are made from the tables that are there.
QUERIES: dict[str, str | Callable[[sqlite3.Connection], str]] = {
    "tables": _rows,
    "years": YEARS,
    "types": TYPES,
    "cells": CELLS,
    "themes": THEMES,
    "fill": _fill,
    "evidence.records": RECORDS,
    "evidence.fields": FIELDS,
    "evidence.stances": STANCES,
    "sources.classes": _weighed("source_class"),
    "sources.languages": _weighed("language"),
    "sources.origins": ORIGINS,
    "certainty": CERTAINTY,
    "precision": _precision,
    "crosswalk": CROSSWALK,
    "identifiers": IDENTIFIERS,
    "lists": LISTS,
}


def counted(database: sqlite3.Connection, name: str) -> list[Line]:
    """The lines of that list of the report, without the shares."""
    query = QUERIES[name]
    cursor = database.execute(query if isinstance(query, str) else query(database))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
