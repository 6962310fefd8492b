"""Tree -> canonical HogQL text: one spelling for one tree, and ``parse(to_hogql(t)) == t``.

    Call(name="ifNull", args=(Field(chain=("a",)), Constant(value=0)))  ->  "ifNull(a, 0)"

Only ``NOT`` before a bracket may come back as the call ``not(...)``, which means the same.
"""

from hogql.canonical.entry import to_hogql

__all__ = ["to_hogql"]
