WITH RECURSIVE
year(number, first, last) AS (
    SELECT 2009, '2009-01-01', '2009-12-31'
    UNION ALL
    SELECT number + 1, (number + 1) || '-01-01', iif(number = 2020, '2021-01-31', (number + 1) || '-12-31')
    FROM year WHERE number < 2021
),
-- One row for each event, state and role.
part AS (
    SELECT actor_id, role, event_id, date_start, date_precision IN ('day', 'days', 'month') AS monthly
    FROM events JOIN participants ON record_id = event_id
    WHERE certainty <> 'refuted'
      AND role IN ('initiator', 'target', 'participant', 'host', 'mediator', 'affected')
      AND (date_precision IN ('day', 'days', 'month') OR substr(date_start, 1, 4) = substr(date_end, 1, 4))
),
act AS (
    SELECT actor_id, role, measure_id, coalesce(effective_start, adopted_start) AS began, ended_start AS ended,
           iif(adopted_precision IN ('day', 'days', 'month') OR substr(adopted_start, 1, 4) = substr(adopted_end, 1, 4),
               adopted_start, NULL) AS adopted
    FROM measures JOIN participants ON record_id = measure_id
    WHERE certainty <> 'refuted' AND role IN ('imposer', 'target')
),
in_force AS (
    SELECT actor_id, role, number FROM act JOIN year
    ON began <= last AND (ended IS NULL OR (ended > first AND ended > began))
),
state AS (
    SELECT a.actor_id FROM actors a JOIN identifiers i ON record_id = actor_id AND scheme = 'cow'
    WHERE a.kind = 'state' AND (
        EXISTS (SELECT 1 FROM part p WHERE p.actor_id = a.actor_id AND date_start BETWEEN '2009-01-01' AND '2021-01-31')
        OR EXISTS (SELECT 1 FROM act p WHERE p.actor_id = a.actor_id AND adopted BETWEEN '2009-01-01' AND '2021-01-31')
        OR a.actor_id IN (SELECT actor_id FROM in_force))
    UNION
    VALUES ('russia'), ('usa')
)
SELECT
    s.actor_id,
    (SELECT CAST(identifier AS INTEGER) FROM identifiers WHERE record_id = s.actor_id AND scheme = 'cow'),
    (SELECT CAST(identifier AS INTEGER) FROM identifiers WHERE record_id = s.actor_id AND scheme = 'gw'),
    (SELECT identifier FROM identifiers WHERE record_id = s.actor_id AND scheme = 'iso3'),
    number,
    count(DISTINCT event_id),
    count(DISTINCT iif(role = 'initiator', event_id, NULL)),
    count(DISTINCT iif(role = 'target', event_id, NULL)),
    count(DISTINCT iif(role IN ('participant', 'host', 'mediator'), event_id, NULL)),
    count(DISTINCT iif(role = 'affected', event_id, NULL)),
    count(DISTINCT iif(monthly, NULL, event_id)),
    (SELECT count(*) FROM act m WHERE m.actor_id = s.actor_id AND role = 'imposer' AND adopted BETWEEN first AND last),
    (SELECT count(*) FROM in_force m WHERE m.actor_id = s.actor_id AND role = 'imposer' AND m.number = year.number),
    (SELECT count(*) FROM act m WHERE m.actor_id = s.actor_id AND role = 'target' AND adopted BETWEEN first AND last),
    (SELECT count(*) FROM in_force m WHERE m.actor_id = s.actor_id AND role = 'target' AND m.number = year.number)
FROM state s CROSS JOIN year
LEFT JOIN part p ON p.actor_id = s.actor_id AND date_start BETWEEN first AND last
GROUP BY s.actor_id, number
ORDER BY 1, 5
