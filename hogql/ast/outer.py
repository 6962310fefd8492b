"""ORDER BY, LIMIT and OFFSET behind the brackets of a query, kept apart from those inside.

(SELECT a FROM t LIMIT 5) ORDER BY a LIMIT 2
->  limit 2, outer_order_by a                  as PostHog's tree says, which lost the 5
+   stages [LIMIT 5], [ORDER BY a LIMIT 2]     what the author wrote, in the order it applies
"""

from msgspec.structs import replace

from hogql.ast.expressions import OuterClauses
from hogql.ast.selects import SelectQuery, SelectSetQuery


def with_outer(
    query: SelectQuery | SelectSetQuery, outer: OuterClauses
) -> SelectQuery | SelectSetQuery:
    """The query with the clauses that stand behind it."""
    own = OuterClauses(
        order_by=query.outer_order_by,
        limit=query.limit,
        limit_with_ties=query.limit_with_ties,
        limit_percent=query.limit_percent,
        offset=query.offset,
        start=query.start,
        end=query.end,
    )
    stages = query.stages
    is_select = isinstance(query, SelectQuery)
    is_lost = outer.limit_percent or outer.limit_with_ties or (is_select and outer.order_by)
    if stages or own != OuterClauses() or is_lost:
        stages = (*(stages or (own,)), outer)
    if not is_select:
        own = OuterClauses()
    return replace(
        query,
        outer_order_by=outer.order_by or own.order_by,
        limit=outer.limit or own.limit,
        limit_percent=own.limit_percent,
        limit_with_ties=own.limit_with_ties,
        offset=outer.offset or own.offset,
        stages=stages,
    )
