"""The type of a call's result, from the codes of the function table (see ``registry``)."""

from typing import TYPE_CHECKING, Final

from hogql.plan.nodes import Lambda
from hogql.types import (
    BOOL,
    DATE,
    DATETIME,
    FLOAT,
    INT,
    INTERVAL,
    MAP,
    STRING,
    TUPLE,
    UNKNOWN,
    UUID,
    ZONED,
    Type,
    array_of,
    map_of,
    tuple_type,
    with_null,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from hogql.functions.registry import Function
    from hogql.plan.nodes import Node

SIMPLE: Final[dict[str, Type]] = {
    "s": STRING,
    "i": INT,
    "f": FLOAT,
    "b": BOOL,
    "d": DATE,
    "t": DATETIME,
    "z": ZONED,
    "u": UUID,
    "v": INTERVAL,
    "T": TUPLE,
    "M": MAP,
    "?": UNKNOWN,
}


def type_of_result(function: "Function", args: "tuple[Node, ...]") -> Type:
    """What a call gives; nullable when an argument is, unless the table says otherwise."""
    code = function.returns
    values = args[: len(args) - len(function.tail)]
    nullable = any(arg.type.nullable for arg in values)
    if len(code) > 1 and code[-1] in "!?":
        nullable, code = code[-1] == "?", code[:-1]
    found = _of_code(code, args)
    return found if found.kind == "array" else with_null(found, nullable)


def _of_code(code: str, args: "tuple[Node, ...]") -> Type:
    simple = SIMPLE.get(code)
    if simple is not None:
        return simple
    if code.isdigit():
        return _nth(int(code), args)
    return _BUILT[code[0]](code[1:], args)


def _lambda_s(_code: str, args: "tuple[Node, ...]") -> Type:
    first = args[0] if args else None
    return first.body.type if isinstance(first, Lambda) else UNKNOWN


def _array(code: str, args: "tuple[Node, ...]") -> Type:
    return array_of(_of_code(code, args) if code else UNKNOWN)


def _zipped(_code: str, args: "tuple[Node, ...]") -> Type:
    return array_of(tuple_type(tuple(arg.type.item or UNKNOWN for arg in args)))


_BUILT: Final["dict[str, Callable[[str, tuple[Node, ...]], Type]]"] = {
    "A": _array,
    "L": _lambda_s,
    "l": lambda _, args: _nth(2 if args and isinstance(args[0], Lambda) else 1, args),
    "Z": _zipped,
    "M": lambda code, args: map_of(_of_code(code, args)),
    "e": lambda code, args: _nth(int(code), args).item or UNKNOWN,
}
"""First letter of a code -> the type that the rest of it and the arguments make."""


def _nth(place: int, args: "tuple[Node, ...]") -> Type:
    return args[place - 1].type if len(args) >= place else UNKNOWN
