"""Conditions, comparisons and nulls. Columns: see ``registry``.

Most of these have a form of their own in the resolver; the line here gives arity and help.
"""

from typing import Final

LINES: Final = """
equals 2 b! Whether two values are equal; null is never an error.
notEquals 2 b! Whether two values differ; null differs from a value.
less 2 b! Whether the first value is smaller.
greater 2 b! Whether the first value is greater.
lessOrEquals 2 b! Whether the first value is smaller or equal.
greaterOrEquals 2 b! Whether the first value is greater or equal.
in 2 b! Whether a value is one of a tuple, an array or a sub-query.
notIn 2 b! Whether a value is none of a tuple, an array or a sub-query.
and 1+ b Whether all conditions are true.
or 1+ b Whether one of the conditions is true.
xor 2+ b Whether an odd number of conditions is true.
not 1 b Whether a condition is false.
if 3 ? The second argument when the first is true, else the third.
multiIf 3+ ? The value after the first condition that is true, else the last argument.
exists 1 b Whether a sub-query gives a row.
isNull 1 b! Whether a value is null.
isNotNull 1 b! Whether a value is not null.
coalesce 1+ ? The first value that is not null.
ifNull 2 ? The first value, or the second when it is null.
nullIf 2 1? Null when both are equal, else the first.
assumeNotNull 1 1! The value; anything at all when it is null.
toNullable 1 1? The value, of a nullable type.
greatest 1+ 1 The greatest of the values.
least 1+ 1 The smallest of the values.
isZeroOrNull 1 b! Whether a number is zero or null.
transform 3-4 ?,k2 The value translated from one constant array to another.
indexHint 1 b! A condition used for the index only.
nvl=coalesce 1+ ? The first value that is not null.
iff=if 3 ? The second argument when the first is true, else the third.
"""
