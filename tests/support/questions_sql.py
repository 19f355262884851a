"""The questions asked a second time, in SQL of the published tables: bounds are texts, '' before and '~' after all."""

from datetime import date
from typing import Any

from support.questions import sql
from us_russia_relations.release.release import Release

Words = tuple[str, ...]
# Of a date column its bounds; an empty one is open.
_FROM, _TO = "coalesce({0}_start, '')", "coalesce({0}_end, '~')"
SURE = "('reported', 'well_supported', 'established')"
_LIVED = """
    SELECT *, CASE WHEN {certain} THEN 'certain' ELSE 'possible' END AS "when" FROM life
    WHERE s0 <= :b AND :a < e1 AND s0 < e1
"""
_CERTAIN = {"on": "s1 <= :a AND :b < e0", "between": "s1 <= :b AND :a < e0 AND s1 < e0"}
MEETINGS = "('meeting', 'peace_conference', 'phone_call', 'summit', 'treaty_commission_session', 'visit')"
_EQUALS = "('initiator', 'participant', 'host')"
_DIRECTED = """
    SELECT s.record_id, s.actor_id AS source_id, t.actor_id AS target_id
    FROM participants s JOIN participants t USING (record_id)
    WHERE s.role IN ('initiator', 'imposer') AND t.role = 'target'
"""
# Who acts toward whom; ``together`` marks the joint acts that are no meetings.
PAIRS = f"""
    SELECT record_id, source_id, target_id, 0 AS together FROM ({_DIRECTED})
    UNION
    SELECT s.record_id, s.actor_id, t.actor_id, 0
    FROM participants s JOIN participants t USING (record_id) JOIN events ON event_id = record_id
    WHERE events.type IN {MEETINGS} AND s.actor_id <> t.actor_id AND s.role IN {_EQUALS} AND t.role IN {_EQUALS}
    UNION
    SELECT s.record_id, s.actor_id, t.actor_id, 0
    FROM participants s JOIN participants t USING (record_id)
    WHERE s.role IN ('party', 'signatory') AND t.role IN ('party', 'signatory') AND s.actor_id <> t.actor_id
    UNION
    SELECT s.record_id, s.actor_id, t.actor_id, 1
    FROM participants s JOIN participants t USING (record_id) JOIN events ON event_id = record_id
    WHERE events.type NOT IN {MEETINGS} AND s.actor_id <> t.actor_id AND s.role IN {_EQUALS} AND t.role IN {_EQUALS}
      AND NOT EXISTS (
          SELECT 1 FROM ({_DIRECTED}) d WHERE d.record_id = s.record_id
          AND (s.actor_id, t.actor_id) IN ((d.source_id, d.target_id), (d.target_id, d.source_id)))
"""


def _lived(release: Release, life: str, keys: Words, word: str, days: tuple[date, date]) -> list[tuple[Any, ...]]:
    """The keys and the word ``when`` of what was in force; ``life`` selects keys, s0, s1, e0, e1."""
    query = f"WITH life AS ({life}), held AS ({_LIVED.format(certain=_CERTAIN[word])}) "
    query += f'SELECT {", ".join(keys)}, "when" FROM held ORDER BY {", ".join(keys)}'
    a, b = (day.isoformat() for day in days)
    return sql(release, query.replace(":a", f"'{a}'").replace(":b", f"'{b}'"))


def _ended(column: str) -> str:
    """The bounds of an end; a record without one never ends, and that is after all dates."""
    start, end = _FROM.format(column), _TO.format(column)
    none = f"CASE WHEN {column} IS NULL THEN '~~' ELSE"
    return f"{none} {start} END AS e0, {none} {end} END AS e1"


def in_force(release: Release, word: str, days: tuple[date, date], also: str = "1") -> list[tuple[Any, ...]]:
    life = f"""
        SELECT measure_id,
               CASE WHEN effective IS NULL THEN {_FROM.format("adopted")} ELSE {_FROM.format("effective")} END AS s0,
               CASE WHEN effective IS NULL THEN {_TO.format("adopted")} ELSE {_TO.format("effective")} END AS s1,
               {_ended("ended")}
        FROM measures m WHERE certainty IN {SURE} AND {also}
    """
    return _lived(release, life, ("measure_id",), word, days)


def listed(release: Release) -> str:
    """The column by which a release knows what is listed: the name or, before 1.0.0, the actor."""
    return "name" if "name" in release.resources["listings"].header else "actor_id"


def listings(release: Release, word: str, days: tuple[date, date], also: str = "1") -> list[tuple[Any, ...]]:
    life = f"""
        SELECT measure_id, {listed(release)}, programme, {_FROM.format("listed")} AS s0, {_TO.format("listed")} AS s1,
               {_ended("delisted")}
        FROM listings l JOIN measures m USING (measure_id) WHERE m.certainty IN {SURE} AND {also}
    """
    return _lived(release, life, ("measure_id", listed(release), "programme"), word, days)


def treaty_status(release: Release, word: str, days: tuple[date, date], also: str = "1") -> list[tuple[Any, ...]]:
    life = """
        SELECT *, coalesce("end", '~~') AS e0,
               CASE WHEN "end" IS NULL THEN '~~' ELSE
               lead(s1) OVER (PARTITION BY treaty_id, actor_id ORDER BY start) END AS e1
        FROM (SELECT s.*, s.start AS s0, min(
                  CASE WHEN e.date_start = s.start THEN coalesce(e.date_end, '~') ELSE '~' END,
                  CASE WHEN s.status = 'in_force' AND t.in_force_start = s.start
                       THEN coalesce(t.in_force_end, '~') ELSE '~' END,
                  CASE WHEN s.status = 'ended' AND t.ended_start = s.start
                       THEN coalesce(t.ended_end, '~') ELSE '~' END) AS s1
              FROM treaty_status s JOIN treaties t USING (treaty_id) LEFT JOIN events e ON e.event_id = s.start_event)
    """
    life = f"SELECT * FROM ({life}) WHERE {also}"
    return _lived(release, life, ("treaty_id", "actor_id", "start"), word, days)


def events(release: Release, days: tuple[date, date], also: str = "1", sure: str = SURE) -> list[tuple[Any, ...]]:
    """The ids of events and the word ``when``, in a period; ``also`` may ask the pairs ``p``."""
    a, b = (day.isoformat() for day in days)
    query = f"""
        WITH p AS ({PAIRS})
        SELECT event_id, CASE WHEN ? <= date_start AND date_end <= ? THEN 'certain' ELSE 'possible' END
        FROM events e WHERE certainty IN {sure} AND {also}
          AND {_FROM.format("date")} <= ? AND ? <= {_TO.format("date")} ORDER BY event_id
    """
    return sql(release, query, a, b, b, a)


def network(release: Release, days: tuple[date, date], kinds: str, *, certain: bool) -> list[tuple[Any, ...]]:
    """Counts of a period by pair."""
    told = [one for one, word in events(release, days) if word == "certain" or not certain]
    acts = [one for one, word in in_force(release, "between", days) if word == "certain" or not certain]
    names = ", ".join(f"'{one}'" for one in told) or "''"
    measures = ", ".join(f"'{one}'" for one in acts) or "''"
    quads = ", ".join(f"sum(coalesce(c.code = '{code}' AND NOT together, 0))" for code in "1234")
    query = f"""
        WITH p AS ({PAIRS}), known AS (SELECT actor_id FROM actors WHERE kind IN {kinds})
        SELECT source_id, target_id, count(CASE WHEN NOT together THEN e.event_id END), {quads},
               sum(coalesce(e.type IN {MEETINGS} AND EXISTS (
                   SELECT 1 FROM participants s JOIN participants t USING (record_id)
                   WHERE record_id = p.record_id AND s.actor_id = source_id AND t.actor_id = target_id
                     AND s.role IN {_EQUALS} AND t.role IN {_EQUALS}), 0)), sum(together),
               sum(record_id IN ({measures}))
        FROM p LEFT JOIN events e ON e.event_id = record_id
        LEFT JOIN crosswalk c ON c.vocabulary = 'event_type' AND c.scheme = 'quad_class' AND c.term = e.type
        WHERE record_id IN ({names}, {measures})
          AND source_id IN (SELECT actor_id FROM known) AND target_id IN (SELECT actor_id FROM known)
        GROUP BY source_id, target_id ORDER BY source_id, target_id
    """
    return sql(release, query)


def chain(release: Release, root: str, relations: str, *, forward: bool) -> dict[tuple[str, str, str], int]:
    """The relations on the ways from a record, or to it, with the least number of steps to each."""
    near, far = ("subject_id", "object_id") if forward else ("object_id", "subject_id")
    query = f"""
        WITH RECURSIVE steps(near, far, subject_id, relation, object_id) AS (
            SELECT {near}, {far}, subject_id, relation, object_id FROM relations WHERE relation IN {relations}
            UNION SELECT {far}, {near}, subject_id, relation, object_id FROM relations
            WHERE relation IN {relations} AND relation = 'same_process_as'),
        reached(id, depth) AS (
            SELECT ?, 0 UNION SELECT far, depth + 1 FROM reached JOIN steps ON near = id WHERE depth < 40)
        SELECT subject_id, relation, object_id, min(depth) + 1 FROM reached JOIN steps ON near = id
        GROUP BY subject_id, relation, object_id
    """
    return {(row[0], row[1], row[2]): row[3] for row in sql(release, query, root)}
