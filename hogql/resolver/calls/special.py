"""Functions whose form depends on their arguments: name in lower case -> how to resolve the call.

Everything else is one line of a family table (``hogql.functions``).
"""

from typing import TYPE_CHECKING, Final, TypeAlias

from hogql.resolver.calls.special_conversions import CONVERSIONS
from hogql.resolver.calls.special_json import JSON_CALLS
from hogql.resolver.calls.special_logic import LOGIC
from hogql.resolver.calls.special_postgres import POSTGRES
from hogql.resolver.calls.special_posthog import POSTHOG
from hogql.resolver.calls.special_rest import REST
from hogql.resolver.calls.special_times import TIMES
from hogql.resolver.calls.surveys import SURVEYS

if TYPE_CHECKING:
    from collections.abc import Callable

    from hogql import ast
    from hogql.plan.nodes import Node
    from hogql.resolver.scope import Scope

Special: TypeAlias = "Callable[[ast.Call, Scope], Node]"

SPECIAL: Final[dict[str, Special]] = {
    **LOGIC,
    **CONVERSIONS,
    **TIMES,
    **JSON_CALLS,
    **REST,
    **POSTGRES,
    **SURVEYS,
    **POSTHOG,
}
