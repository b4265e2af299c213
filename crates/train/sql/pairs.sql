-- Of each pair of items, the sum of the products of their weights; pairs of too few members are never seen again. A
-- member has an item once, so that rows are members.
SELECT pair, product
FROM (
    SELECT
        one.item * :items + other.item AS pair,
        sum(one.weight * other.weight) AS product,
        count(*) AS members
    FROM weights AS one
    JOIN weights AS other ON one.member = other.member AND one.item < other.item
    GROUP BY one.item * :items + other.item
)
WHERE members >= :least AND product > 0
