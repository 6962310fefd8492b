"""Queries of three sizes that HogQL and ClickHouse's dialect of sqlglot both accept."""

from __future__ import annotations

from typing import Final

SMALL: Final = "SELECT count() FROM events WHERE event = '$pageview'"

MEDIUM: Final = """
SELECT toStartOfDay(timestamp) AS day, properties.`$browser` AS browser,
    count() AS views, uniq(person_id) AS visitors, countIf(properties.plan = 'pro') AS paid
FROM events
WHERE event IN ('$pageview', '$screen') AND timestamp >= now() - toIntervalDay(30)
    AND properties.`$host` = 'shop.example' AND NOT (properties.`$current_url` LIKE '%/admin/%')
GROUP BY day, browser HAVING views > 10
ORDER BY day DESC, views DESC LIMIT 500
"""

LARGE: Final = """
WITH visits AS (
    SELECT person_id AS person, properties.`$session_id` AS session, min(timestamp) AS began,
        max(timestamp) AS ended, count() AS events, countIf(event = '$pageview') AS views,
        argMin(properties.`$current_url`, timestamp) AS landing,
        argMax(properties.`$current_url`, timestamp) AS leaving,
        argMin(coalesce(properties.utm_source, 'direct'), timestamp) AS source,
        sumIf(toFloat(properties.amount), event = 'purchase') AS revenue
    FROM events
    WHERE timestamp >= toDateTime('2026-03-01 00:00:00')
        AND timestamp < toDateTime('2026-04-01 00:00:00')
        AND event IN ('$pageview', '$autocapture', 'item_viewed', 'item_added', 'purchase')
        AND properties.`$host` IN ('shop.example', 'www.shop.example')
        AND NOT (properties.`$browser` ILIKE '%bot%'
            OR properties.`$current_url` LIKE '%/preview/%')
    GROUP BY person, session
), described AS (
    SELECT person, session, began, toStartOfWeek(began) AS week, source, landing, leaving, revenue,
        dateDiff('second', began, ended) AS seconds, views,
        multiIf(source IN ('google', 'bing'), 'search', source IN ('facebook', 'twitter'), 'social',
            source = 'newsletter', 'mail', source = 'direct', 'direct', 'other') AS channel,
        if(views <= 1 AND dateDiff('second', began, ended) < 10, 1, 0) AS bounced,
        if(revenue > 0, 1, 0) AS bought,
        arrayElement(splitByChar('/', landing), 4) AS section
    FROM visits
    WHERE events > 0
), buyers AS (
    SELECT person_id AS person, min(timestamp) AS first_bought, count() AS purchases,
        sum(toFloat(properties.amount)) AS spent, avg(toFloat(properties.amount)) AS usual
    FROM events
    WHERE event = 'purchase' AND timestamp >= toDateTime('2025-04-01 00:00:00')
        AND timestamp < toDateTime('2026-04-01 00:00:00')
    GROUP BY person HAVING spent > 20
), ranked AS (
    SELECT d.week AS week, d.channel AS channel, d.section AS section, count() AS visits,
        uniq(d.person) AS people, sum(d.bought) AS orders, sum(d.revenue) AS revenue,
        round(avg(d.seconds), 1) AS seconds,
        round(100 * sum(d.bounced) / count(), 2) AS bounce_rate,
        round(quantile(0.9)(d.seconds), 1) AS long_visit, avg(b.spent) AS value_of_buyer,
        countIf(b.purchases > 3) AS by_regulars
    FROM described AS d
    LEFT JOIN buyers AS b ON b.person = d.person
    GROUP BY week, channel, section
)
SELECT week, channel, section, visits, people, orders, revenue, seconds, bounce_rate, long_visit,
    if(visits > 0, round(100 * orders / visits, 2), 0) AS conversion, value_of_buyer, by_regulars,
    row_number() OVER (PARTITION BY week ORDER BY revenue DESC, visits DESC) AS place,
    sum(revenue) OVER (PARTITION BY channel ORDER BY week ASC) AS revenue_so_far
FROM ranked
WHERE visits >= 5 AND (section != '' OR channel IN ('search', 'mail'))
    AND revenue BETWEEN 0 AND 1000000
ORDER BY week DESC, revenue DESC, channel ASC
LIMIT 1000
"""

BY_SIZE: Final = {"small": SMALL, "medium": MEDIUM, "large": LARGE}
