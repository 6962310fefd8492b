"""Short ways to make resolved nodes, so that rewrites read like what they write.

call("nullIf", STRING, column, text(""))  ->  Function(STRING, "nullIf", (column, Value("")))
"""

from typing import TYPE_CHECKING

from hogql.plan.nodes import (
    Compare,
    CompareOp,
    Function,
    Items,
    Lambda,
    Logic,
    Node,
    Person,
    Property,
    Value,
    WholeProperties,
)
from hogql.types import (
    BOOL,
    JSON,
    LAMBDA,
    PERSON,
    STRING,
    Type,
    array_of,
    tuple_type,
    with_null,
)

if TYPE_CHECKING:
    from hogql.plan.sources import TableSource


def truth(op: CompareOp, left: Node, right: Node) -> Compare:
    """A comparison; its type is a plain boolean because no HogQL comparison is null."""
    return Compare(BOOL, op, left, right)


def text(value: str) -> Value:
    """A string constant."""
    return Value(STRING, value)


def call(name: str, of: Type, *args: Node) -> Function:
    """A call of a ClickHouse function."""
    return Function(of, name, args)


def word(value: str) -> Value:
    """A text that the compiler chose: a unit, a zone, the name of a type. Never a caller's."""
    return Value(STRING, value, "")


def all_of(items: tuple[Node, ...]) -> Node:
    """The conjunction of conditions; a single one stands for itself."""
    return items[0] if len(items) == 1 else Logic(BOOL, "AND", items)


def tuple_of(items: tuple[Node, ...]) -> Items:
    """``(a, b)``."""
    return Items(tuple_type(tuple(item.type for item in items)), "tuple", items)


def array(items: tuple[Node, ...], item: Type) -> Items:
    """``[a, b]``."""
    return Items(array_of(item), "array", items)


def person(source: "TableSource", column: str = "person_id", key: str = "person_key") -> Person:
    """The person of a row of ``source``."""
    return Person(PERSON, source, column, key)


def whole(source: "TableSource", column: str) -> WholeProperties:
    """All properties of an event of ``source``."""
    return WholeProperties(JSON, source, column)


def lambda_of(names: tuple[str, ...], body: Node) -> Lambda:
    """``(names) -> body``."""
    return Lambda(LAMBDA, names, body)


def property_of(source: "TableSource", column: str, key: str, of: Type = STRING) -> Property:
    """A property; every property may be missing."""
    return Property(with_null(of), source, column, key)
