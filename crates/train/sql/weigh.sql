-- What each touch weighs, in whole steps: its affinity by a power of the length of the member's history.
SELECT
    kept.member AS member,
    kept.item AS item,
    CAST(floor(kept.affinity / 1e6 * :step / power(lengths.length / 1e12, :power) + 0.5) AS BIGINT) AS weight
FROM kept
JOIN (
    SELECT member, CAST(sum(affinity * affinity) AS DOUBLE) AS length
    FROM kept
    GROUP BY member
) AS lengths ON kept.member = lengths.member
