WITH RECURSIVE
month(first, day) AS (
    SELECT '2009-01-01', '2009-01-31'
    UNION ALL
    SELECT date(first, '+1 month'), min(date(first, '+2 months', '-1 day'), '2021-01-20')
    FROM month WHERE first < '2021-01-01'
),
entry AS (
    SELECT p.actor_id AS imposer, programme, l.kind, l.name, listed_start, delisted_start
    FROM listings l
    JOIN measures m ON m.measure_id = l.measure_id AND certainty <> 'refuted'
    JOIN participants p ON p.record_id = l.measure_id AND role = 'imposer'
    JOIN actors a ON a.actor_id = p.actor_id
    WHERE a.kind IN ('state', 'igo')
),
standing AS (
    SELECT first, entry.*
    FROM entry JOIN month ON listed_start <= day AND (delisted_start IS NULL OR delisted_start > day)
),
list AS (SELECT DISTINCT imposer, programme FROM standing)
SELECT
    CAST(substr(m.first, 1, 4) AS INTEGER), CAST(substr(m.first, 6, 2) AS INTEGER), substr(m.first, 1, 7), day,
    l.imposer,
    (SELECT CAST(identifier AS INTEGER) FROM identifiers WHERE record_id = l.imposer AND scheme = 'cow'),
    l.programme,
    count(DISTINCT iif(kind = 'person', name, NULL)), count(DISTINCT iif(kind = 'organization', name, NULL)),
    count(DISTINCT iif(kind = 'vessel', name, NULL)), count(DISTINCT iif(kind = 'aircraft', name, NULL))
FROM list l CROSS JOIN month m
LEFT JOIN standing s USING (imposer, programme, first)
GROUP BY m.first, l.imposer, l.programme
ORDER BY 1, 2, 5, 7
