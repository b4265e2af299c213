-- Of each item, the sum of its squared weights.
SELECT item, sum(weight * weight) AS product
FROM weights
GROUP BY item
