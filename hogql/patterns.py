"""The regular expressions of the lexer, one for each mode, and the escapes of quoted text.

Every repetition is possessive: a text that does not match fails at once instead of being tried in
all its divisions. What most queries never need is compiled at its first use.

Source: the token rules of hogql 2.
"""

import re
from functools import cache
from typing import Final

_SPACE: Final = r"[ \t\r\n\x0b\x0c\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]"
_ESCAPE: Final = r"\\(?:[bfrntav0BFRNTAV\\]|[xX][0-9a-fA-F]{2})"
_SINGLE: Final = rf"'(?:[^\\']++|{_ESCAPE}|\\'|'')*+'"
_OPENING_TAG: Final = (
    r"<(?=[A-Za-z_][A-Za-z0-9_-]*+"
    r"(?:[>/]|[ \t\r\n\v\f](?:[ \t\r\n\v\f]++|(?://|--|\#)[^\n\r]*+)*+[A-Za-z0-9_>/]))"
)

DEFAULT: Final = re.compile(
    rf"""[ \n\t\r]*+(?:
      (?P<TEMPLATE>[fF]')
    | (?P<WORD>[A-Za-z_$][A-Za-z0-9_$]*+)
    | (?P<SYMBOL>[,()\[\]*+%;]|\.(?!\d+[eE][+-]?\d)|=(?:~\*?+|=)?+|>=?+|<(?:=>?+|>)|!(?:=|~\*?+)
                |~\*?+|\?[.?]?+|:[:=]?+|\|\|)
    | (?P<STRING>{_SINGLE})
    | (?P<FLOAT>0[xX][0-9a-fA-F]+(?:\.[0-9a-fA-F]*)?[pP][+-]?\d+
               |\d+(?:\.\d*)?[eE][+-]?\d+|\.\d+[eE][+-]?\d+)
    | (?P<NUMBER>0[xX][0-9a-fA-F]++|0[bB]\d++|0[oO]\d++|\d++)
    | (?P<QUOTED>`(?:[^\\`]++|{_ESCAPE}|\\'|``)*+`|"(?:[^\\"]++|{_ESCAPE}|\\"|"")*+")
    | (?P<TAG>{_OPENING_TAG}|</)
    | (?P<SKIPPED>{_SPACE}++|(?:--|//)[^\n\r]*+|\#(?!\d)[^\n\r]*+|/\*(?>.*?\*/))
    | (?P<SIGN>->|/>|[-/\#<])
    | (?P<BRACE>[{{}}])
    | (?P<EOF>\Z)
    | (?P<STRAY>.)
    )""",
    re.VERBOSE | re.DOTALL | re.ASCII,
)
"""Outside templates and tags. ``SKIPPED`` are comments and the rarer kinds of white space; ``SIGN``
are the symbols a comment or a tag may begin with."""

_RARE: Final = {
    "template": rf"(?:[^\\'{{]++|{_ESCAPE}|\\'|\\\{{|'')++",
    "full template": r"(?:[^\\{]++|\\\{|\\)++",
    "tag": r"(?:[ \t\r\n]++|/\*(?>(?s:.*?)\*/)|(?:--|//)[^\n\r]*+)*+"
    r"(?:(?P<SELF_END>/>)|(?P<END>>)|(?P<EQUALS>=)|(?P<BRACE>\{)"
    rf"|(?P<NAME>[A-Za-z_][A-Za-z0-9_-]*+)|(?P<STRING>{_SINGLE}))",
    "tag text": r"[^<{]++",
    "'": r"\\[bfrntav0\\']|''",
    "`": r"\\[bfrntav0\\]|``",
    '"': r"\\[bfrntav0\\\"]|\"\"",
    "f": r"\\[bfrntav0\\'{]|''",
    "F": r"\\[bfrntav0\\{]",
}
"""The other modes; and the escapes inside a quote, a template (f) and a full template (F)."""


@cache
def rare(name: str) -> re.Pattern[str]:
    """One of the patterns above."""
    return re.compile(_RARE[name])


DECODED: Final = {
    "\\b": "\b",
    "\\f": "\f",
    "\\r": "\r",
    "\\n": "\n",
    "\\t": "\t",
    "\\a": "\a",
    "\\v": "\v",
    "\\0": "",
    "\\\\": "\\",
    "\\'": "'",
    "''": "'",
    '\\"': '"',
    '""': '"',
    "``": "`",
    "\\{": "{",
}
