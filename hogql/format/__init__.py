"""HogQL text -> the same text, laid out: the tokens stay, only blanks and keywords' case change.

    select a,b from t where x  ->  SELECT a, b
                                   FROM t
                                   WHERE x

Comments are kept. The answer has the tree of the text, and formatting it again changes nothing.
"""

from hogql.format.entry import format_hogql

__all__ = ["format_hogql"]
