"""One line in the log of queries for every run: who asked what, and what it cost.

Asking, Node, Spent  ->  shared.clickhouse.query_log
"""

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hogql.insights.sql.models import HogQLQuery
from shared.clickhouse import query_log
from shared.domain.queries.compute import Spent

if TYPE_CHECKING:
    from hogql.insights.registry import Node
    from shared.domain.queries.asking import Asking
    from shared.domain.queries.models import QueryRequest


@dataclass(frozen=True, kw_only=True, slots=True)
class NotedRun:
    """A run from its start; ``spent`` fills while it is under way."""

    asking: "Asking"
    node: "Node"
    request: "QueryRequest"
    key: str
    spent: Spent = field(default_factory=Spent)
    started: float = field(default_factory=time.perf_counter)

    def note(self, *, error_code: str) -> None:
        """Log the run as it ended; without a code it went well."""
        query_log.note(
            query_log.Line(
                team_id=self.asking.project.id,
                user_id=self.asking.user_id,
                event_time=self.asking.now,
                query_id=self.key,
                client_query_id=self.request.client_query_id or "",
                kind=self.node.kind,
                name=self.request.name or "",
                query=_text_of(self.node),
                status="failed" if error_code else "finished",
                error_code=error_code,
                duration_ms=round((time.perf_counter() - self.started) * 1000),
                read_rows=self.spent.rows_read,
                read_bytes=self.spent.bytes_read,
                result_rows=self.spent.result_rows,
                memory_bytes=self.spent.memory_bytes,
            )
        )


def _text_of(node: "Node") -> str:
    """The query as its author wrote it: HogQL, or the node as JSON."""
    if isinstance(node.request, HogQLQuery):
        return node.request.query
    return node.request.model_dump_json(by_alias=True, exclude_none=True)
