"""PostHog's own functions: actions, and values that the dashboard draws.

    recordingButton($session_id)  ->  <RecordingButton sessionId={$session_id} />
    sparkline(counts)             ->  <Sparkline data={counts} />

Source: PostHog ``posthog/hogql/functions/posthog.py``; hogql 6.12, A.5.
"""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.resolver.calls.actions import matches_action
from hogql.resolver.scope import at

if TYPE_CHECKING:
    from collections.abc import Callable

    from hogql.plan.nodes import Node
    from hogql.resolver.scope import Scope

_TAGS: Final = {
    "recordingbutton": ("RecordingButton", ("sessionId", "recordingStatus")),
    "sparkline": ("Sparkline", ("data",)),
    "explaincspreport": ("ExplainCSPReport", ("properties",)),
}
"""The tag each function stands for, and its attributes in the order of the arguments."""


def _tag(node: ast.Call, scope: "Scope") -> "Node":
    kind, names = _TAGS[node.name.lower()]
    if not 1 <= len(node.args) <= len(names):
        most = f"1 to {len(names)} arguments" if len(names) > 1 else "1 argument"
        raise at(node, f"{node.name} takes {most}, found {len(node.args)}")
    attributes = tuple(
        ast.HogQLXAttribute(name=name, value=value, start=node.start, end=node.end)
        for name, value in zip(names, node.args, strict=False)
    )
    tag = ast.HogQLXTag(kind=kind, attributes=attributes, start=node.start, end=node.end)
    return scope.resolve(tag)


POSTHOG: Final["dict[str, Callable[[ast.Call, Scope], Node]]"] = {
    "matchesaction": matches_action,
    **dict.fromkeys(_TAGS, _tag),
}
