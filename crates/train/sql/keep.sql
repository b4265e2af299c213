-- What counts of each member: the strongest items, those of a lesser number first among equals.
SELECT member, item, CASE WHEN :graded THEN affinity ELSE 1000000 END AS affinity
FROM (
    SELECT
        member,
        item,
        affinity,
        row_number() OVER (PARTITION BY member ORDER BY affinity DESC, item) AS place
    FROM touches
)
WHERE place <= :most
