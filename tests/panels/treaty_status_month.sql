WITH RECURSIVE
month(first, day) AS (
    SELECT '2009-01-01', '2009-01-31'
    UNION ALL
    SELECT date(first, '+1 month'), min(date(first, '+2 months', '-1 day'), '2021-01-20')
    FROM month WHERE first < '2021-01-01'
)
SELECT
    treaty_id, actor_id,
    (SELECT CAST(identifier AS INTEGER) FROM identifiers WHERE record_id = actor_id AND scheme = 'cow'),
    CAST(substr(first, 1, 4) AS INTEGER), CAST(substr(first, 6, 2) AS INTEGER), substr(first, 1, 7), day,
    max(iif(start <= day AND ("end" IS NULL OR "end" > day), status, NULL))
FROM treaty_status CROSS JOIN month
GROUP BY treaty_id, actor_id, first
ORDER BY 1, 2, 4, 5
