"""Combinators of aggregates as a rule: what each adds to any aggregate of the table.

sum + If           ->  sumIf(value, condition)
avg + Map + State  ->  avgMapState(map)            argMin + Merge  ->  argMinMerge(state)

Source: the suffixes and orders of PostHog ``posthog/hogql/functions/aggregations.py``, and those of
ClickHouse that it leaves out (-Distinct, -SimpleState, -Resample).
"""

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from hogql.functions.registry import Function, find_function


class Combinator(Struct, frozen=True, kw_only=True):
    """What a suffix does. ``role`` is that of the argument it adds at the end."""

    name: str
    role: str = ""
    keeps_numbers: bool = False
    params: int = 0


COMBINATORS: Final = {
    found.name: found
    for found in (
        Combinator(name="SimpleState"),
        Combinator(name="OrDefault", keeps_numbers=True),
        Combinator(name="Distinct", keeps_numbers=True),
        Combinator(name="Resample", role="key", keeps_numbers=True, params=3),
        Combinator(name="ForEach"),
        Combinator(name="ArgMin", role="key", keeps_numbers=True),
        Combinator(name="ArgMax", role="key", keeps_numbers=True),
        Combinator(name="OrNull", keeps_numbers=True),
        Combinator(name="Array"),
        Combinator(name="State", keeps_numbers=True),
        Combinator(name="Merge"),
        Combinator(name="Map"),
        Combinator(name="If", role="condition", keeps_numbers=True),
    )
}
"""Suffix -> its rule; longer suffixes first, as one may end with another."""

NO_COMBINATOR: Final = frozenset({"string_agg", "json_agg"})
"""Names of other databases that stand for more than one call."""
AFTER_STATE: Final = frozenset({"If", "OrDefault", "OrNull"})
TWICE: Final = frozenset({"Array", "ForEach"})


def find_combined(name: str) -> Function | None:
    """An aggregate of the table with combinators, in an order that ClickHouse takes."""
    lowered = name.lower()
    for suffix, rule in COMBINATORS.items():
        if not lowered.endswith(suffix.lower()) or len(name) == len(suffix):
            continue
        base = find_function(name[: -len(suffix)])
        if base is not None and base.is_aggregate and _may_follow(base, suffix):
            return combine(base, rule)
    return None


def _may_follow(base: Function, suffix: str) -> bool:
    if base.name in NO_COMBINATOR or "SimpleState" in base.suffixes:
        return False
    if suffix in base.suffixes and suffix not in TWICE:
        return False
    if suffix == "Distinct":
        return not base.suffixes
    return "State" not in base.suffixes or suffix in AFTER_STATE


def combine(base: Function, rule: Combinator) -> Function:
    """The aggregate with one more combinator."""
    more = 1 if rule.role else 0
    least, most = base.least + more, None if base.most is None else base.most + more
    if rule.name == "Merge":
        least, most = 1, 1
    elif rule.name in {"Array", "ForEach", "Map"}:
        least = max(least, 1)
    return replace(
        base,
        name=base.name + rule.name,
        sql=base.sql + rule.name,
        suffixes=(*base.suffixes, rule.name),
        tail=() if rule.name == "Merge" else (*base.tail, rule.role) if rule.role else base.tail,
        least=least,
        most=most,
        least_params=base.least_params + rule.params,
        most_params=None if base.most_params is None else base.most_params + rule.params,
        returns=_returns(base.returns, rule.name),
        help=f"{base.help} Combinator {rule.name}.",
        numeric=base.numeric and rule.keeps_numbers,
    )


def _returns(code: str, suffix: str) -> str:
    """The code of the result's type (see ``registry``)."""
    plain = code.rstrip("!?") or "?"
    depends = any(sign.isdigit() for sign in plain)
    if suffix in {"State", "SimpleState", "Map"}:
        return "?"
    if suffix in {"ForEach", "Resample"}:
        return "A" if depends or plain == "?" else f"A{plain}"
    if suffix == "Merge":
        return "?" if depends else code
    if suffix == "Array":
        return code.replace("1", "e1") if "e" not in code else "?"
    return {"OrNull": f"{plain}?", "OrDefault": f"{plain}!"}.get(suffix, code)


def distinct(function: Function) -> Function:
    """``f(DISTINCT ...)`` of an aggregate that has combinators: the values come to it once each."""
    suffix = "".join(function.suffixes)
    bare = function.sql.removesuffix(suffix)
    return replace(function, sql=f"{bare}Distinct{suffix}")
