WITH RECURSIVE
year(number, first, last) AS (
    SELECT 2009, '2009-01-01', '2009-12-31'
    UNION ALL
    SELECT number + 1, (number + 1) || '-01-01', iif(number = 2020, '2021-01-31', (number + 1) || '-12-31')
    FROM year WHERE number < 2021
),
direction(source, target) AS (VALUES ('russia', 'usa'), ('usa', 'russia')),
quad(type, class) AS (
    SELECT term, min(code) FROM crosswalk
    WHERE vocabulary = 'event_type' AND scheme = 'quad_class' GROUP BY term HAVING count(*) = 1
),
score(type, value) AS (
    SELECT term, CAST(min(code) AS REAL) FROM crosswalk
    WHERE vocabulary = 'event_type' AND scheme = 'goldstein' GROUP BY term HAVING count(*) = 1
),
met(event_id) AS (
    SELECT event_id FROM events JOIN participants ON record_id = event_id
    WHERE type IN (SELECT term FROM term_properties WHERE vocabulary = 'event_type' AND property = 'meeting')
      AND role IN ('participant', 'initiator', 'host') AND actor_id IN ('usa', 'russia')
    GROUP BY event_id HAVING count(DISTINCT actor_id) = 2
),
-- Both states took part as equals in what is no meeting, and neither was a target of the other.
joint(event_id, day) AS (
    SELECT event_id, date_start FROM events JOIN participants ON record_id = event_id
    WHERE certainty <> 'refuted'
      AND (date_precision IN ('day', 'days', 'month') OR substr(date_start, 1, 4) = substr(date_end, 1, 4))
      AND type NOT IN (SELECT term FROM term_properties WHERE vocabulary = 'event_type' AND property = 'meeting')
      AND role IN ('participant', 'initiator', 'host') AND actor_id IN ('usa', 'russia')
      AND NOT EXISTS (
          SELECT 1 FROM participants s JOIN participants t USING (record_id) WHERE record_id = event_id
          AND s.role = 'initiator' AND t.role = 'target' AND (s.actor_id, t.actor_id) IN (SELECT * FROM direction))
    GROUP BY event_id HAVING count(DISTINCT actor_id) = 2
),
counted AS (
    SELECT source, target, e.event_id, date_start, class, value, e.event_id IN met AS met,
           date_precision IN ('day', 'days', 'month') AS monthly
    FROM direction CROSS JOIN events e LEFT JOIN quad USING (type) LEFT JOIN score USING (type)
    WHERE certainty <> 'refuted'
      AND (date_precision IN ('day', 'days', 'month') OR substr(date_start, 1, 4) = substr(date_end, 1, 4))
      AND (e.event_id IN met OR (
          EXISTS (SELECT 1 FROM participants WHERE record_id = e.event_id AND actor_id = source AND role = 'initiator')
          AND EXISTS (SELECT 1 FROM participants WHERE record_id = e.event_id AND actor_id = target AND role = 'target')))
),
imposed AS (
    SELECT source, target, m.*, coalesce(effective_start, adopted_start) AS began
    FROM direction
    JOIN participants i ON i.actor_id = source AND i.role = 'imposer'
    JOIN participants t ON t.record_id = i.record_id AND t.actor_id = target AND t.role = 'target'
    JOIN measures m ON m.measure_id = i.record_id
    WHERE certainty <> 'refuted'
),
eased AS (
    SELECT source, target, measure_id, ended_start AS day FROM imposed
    WHERE ended_precision IN ('day', 'days', 'month') OR substr(ended_start, 1, 4) = substr(ended_end, 1, 4)
    UNION
    SELECT source, target, measure_id, delisted_start FROM imposed JOIN listings USING (measure_id)
    WHERE delisted_precision IN ('day', 'days', 'month') OR substr(delisted_start, 1, 4) = substr(delisted_end, 1, 4)
)
SELECT
    d.source, d.target,
    (SELECT CAST(identifier AS INTEGER) FROM identifiers WHERE record_id = d.source AND scheme = 'cow'),
    (SELECT CAST(identifier AS INTEGER) FROM identifiers WHERE record_id = d.target AND scheme = 'cow'),
    number,
    count(event_id), count(class = '1' OR NULL), count(class = '2' OR NULL), count(class = '3' OR NULL),
    count(class = '4' OR NULL), count(met OR NULL), count(event_id) - count(value),
    round(total(value), 1), round(round(total(value), 1) / nullif(count(value), 0), 6),
    (SELECT count(*) FROM joint WHERE day BETWEEN first AND last),
    (SELECT count(*) FROM imposed m WHERE m.source = d.source AND m.target = d.target
     AND adopted_start BETWEEN first AND last
     AND (adopted_precision IN ('day', 'days', 'month') OR substr(adopted_start, 1, 4) = substr(adopted_end, 1, 4))),
    (SELECT count(DISTINCT measure_id) FROM eased m WHERE m.source = d.source AND m.target = d.target
     AND day BETWEEN first AND last),
    (SELECT count(*) FROM imposed m WHERE m.source = d.source AND m.target = d.target AND began <= last
     AND (ended_start IS NULL OR (ended_start > first AND ended_start > began))),
    count(NOT monthly OR NULL)
FROM direction d CROSS JOIN year
LEFT JOIN counted c ON c.source = d.source AND c.target = d.target AND date_start BETWEEN first AND last
GROUP BY d.source, d.target, number
ORDER BY 1, 2, 5
