WITH
rank(status, number) AS (VALUES ('in_force', 0), ('suspended', 1), ('withdrawal_pending', 2), ('ended', 3)),
bound AS (
    SELECT record_id AS treaty_id, actor_id FROM participants JOIN treaties ON treaty_id = record_id
    WHERE role = 'party' OR (role = 'signatory' AND record_id NOT IN (SELECT record_id FROM participants WHERE role = 'party'))
),
acting AS (
    SELECT object_id AS treaty_id, e.* FROM relations JOIN events e ON event_id = subject_id
    WHERE relation = 'acts_on' AND certainty <> 'refuted'
),
-- The dates of the treaty itself come before events of the same day and status.
step AS (
    SELECT treaty_id, actor_id, 'in_force' AS status, in_force_start AS day, '' AS place,
           (SELECT min(event_id) FROM acting a WHERE a.treaty_id = t.treaty_id AND type = 'treaty_entry_into_force') AS event
    FROM bound JOIN treaties t USING (treaty_id) WHERE in_force_start IS NOT NULL
    UNION ALL
    SELECT treaty_id, actor_id, 'ended', ended_start, '',
           (SELECT min(event_id) FROM acting a WHERE a.treaty_id = t.treaty_id
            AND type IN ('treaty_withdrawal_effective', 'treaty_expiry', 'treaty_collapse'))
    FROM bound JOIN treaties t USING (treaty_id) WHERE ended_start IS NOT NULL
    UNION ALL
    SELECT b.treaty_id, b.actor_id,
           CASE type WHEN 'treaty_suspension' THEN 'suspended'
                     WHEN 'treaty_withdrawal_notice' THEN 'withdrawal_pending' ELSE 'ended' END,
           date_start, event_id, event_id
    FROM bound b JOIN acting USING (treaty_id)
    JOIN participants p ON p.record_id = event_id AND p.actor_id = b.actor_id AND p.role = 'initiator'
    WHERE type IN ('treaty_suspension', 'treaty_withdrawal_notice', 'treaty_withdrawal_effective')
      AND date_start IS NOT NULL
),
ordered AS (
    SELECT step.*, number,
           max(number) OVER (PARTITION BY treaty_id, actor_id ORDER BY day, number DESC, place
                             ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
    FROM step JOIN rank USING (status)
),
kept AS (
    SELECT *, lead(day) OVER party AS until, lead(event) OVER party AS end_event, first_value(status) OVER party AS opening
    FROM ordered WHERE before IS NULL OR number > before
    WINDOW party AS (PARTITION BY treaty_id, actor_id ORDER BY day, number)
)
SELECT treaty_id, actor_id, status, day, until, event, end_event,
       status <> 'ended' AND (until IS NULL OR until > '2021-01-20')
FROM kept WHERE opening = 'in_force'
ORDER BY 1, 2, 4
