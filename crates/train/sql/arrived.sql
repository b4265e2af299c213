-- How much of what was sent can be read where it is counted: the rows, and a sum over all of them.
SELECT count(*) AS touches, coalesce(sum(member + item + affinity), 0) AS total
FROM touches
