WITH RECURSIVE
month(first, last) AS (
    SELECT '2009-01-01', '2009-01-31'
    UNION ALL
    SELECT date(first, '+1 month'), date(first, '+2 months', '-1 day') FROM month WHERE first < '2021-01-01'
),
act AS (
    SELECT i.actor_id AS imposer, t.actor_id AS target, term AS kind, measure_id,
           coalesce(effective_start, adopted_start) AS began, ended_start AS ended
    FROM measures m
    JOIN participants i ON i.record_id = m.measure_id AND i.role = 'imposer'
    JOIN actors ia ON ia.actor_id = i.actor_id AND ia.kind IN ('state', 'igo')
    JOIN participants t ON t.record_id = m.measure_id AND t.role = 'target'
    JOIN actors ta ON ta.actor_id = t.actor_id AND ta.kind IN ('state', 'igo')
    JOIN tags ON tags.record_id = m.measure_id AND tags.vocabulary = 'measure_type'
    WHERE m.certainty <> 'refuted'
),
in_force AS (
    SELECT first, act.*, l.measure_id || l.programme || l.name AS listed
    FROM act JOIN month ON began <= last AND (ended IS NULL OR (ended > first AND ended > began))
    LEFT JOIN listings l ON l.measure_id = act.measure_id AND listed_start <= last
        AND (delisted_start IS NULL OR (delisted_start > first AND delisted_start > listed_start))
),
combination AS (SELECT DISTINCT imposer, target, kind FROM in_force)
SELECT
    CAST(substr(m.first, 1, 4) AS INTEGER), CAST(substr(m.first, 6, 2) AS INTEGER), substr(m.first, 1, 7),
    c.imposer,
    (SELECT CAST(identifier AS INTEGER) FROM identifiers WHERE record_id = c.imposer AND scheme = 'cow'),
    c.target,
    (SELECT CAST(identifier AS INTEGER) FROM identifiers WHERE record_id = c.target AND scheme = 'cow'),
    c.kind,
    count(DISTINCT measure_id), count(DISTINCT listed),
    count(DISTINCT iif(ended IS NULL OR ended > '2021-01-20', measure_id, NULL))
FROM combination c CROSS JOIN month m
LEFT JOIN in_force f USING (imposer, target, kind, first)
GROUP BY m.first, c.imposer, c.target, c.kind
ORDER BY 1, 2, 4, 6, 8
