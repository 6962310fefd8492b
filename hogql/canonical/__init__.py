"""Tree -> canonical HogQL text: one spelling for one tree, and ``parse(to_hogql(t)) == t``.

    Call(name="ifNull", args=(Field(chain=("a",)), Constant(value=0)))  ->  "ifNull(a, 0)"

Only ``NOT`` before a bracket may come back as the call ``not(...)``, which means the same. The
printers are loaded with the first tree that is written: a start needs none of them.
"""

from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

    from hogql.ast import Node


def to_hogql(node: "Node") -> str:
    """The tree as HogQL text."""
    written: str = _entry().to_hogql(node)
    return written


@lru_cache(maxsize=1)
def _entry() -> "ModuleType":
    return import_module("hogql.canonical.entry")
