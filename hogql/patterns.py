"""The regular expressions of the lexer, one for each mode, and the escapes of quoted text.

Every repetition is possessive: a text that does not match fails at once instead of being tried in
all its divisions.

Source: the token rules of hogql 2.
"""

import re
from typing import Final

from hogql.tokens import SYMBOLS

_SPACE: Final = r"[ \t\r\n\x0b\x0c\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]"
_SKIP: Final = rf"(?:{_SPACE}++|(?:--|//)[^\n\r]*+|\#(?!\d)[^\n\r]*+|/\*(?>.*?\*/))*+"
_ESCAPE: Final = r"\\(?:[bfrntav0BFRNTAV\\]|[xX][0-9a-fA-F]{2})"
_SINGLE: Final = rf"'(?:[^\\']++|{_ESCAPE}|\\'|'')*+'"
_OPENING_TAG: Final = (
    r"<(?=[A-Za-z_][A-Za-z0-9_-]*+"
    r"(?:[>/]|[ \t\r\n\v\f](?:[ \t\r\n\v\f]++|(?://|--|\#)[^\n\r]*+)*+[A-Za-z0-9_>/]))"
)
_SYMBOL: Final = "|".join(re.escape(symbol) for symbol in sorted(SYMBOLS, key=len, reverse=True))

DEFAULT: Final = re.compile(
    rf"""{_SKIP}(?:
      (?P<TEMPLATE>[fF]')
    | (?P<WORD>[A-Za-z_$][A-Za-z0-9_$]*+)
    | (?P<FLOAT>0[xX][0-9a-fA-F]+(?:\.[0-9a-fA-F]*)?[pP][+-]?\d+
               |\d+(?:\.\d*)?[eE][+-]?\d+|\.\d+[eE][+-]?\d+)
    | (?P<NUMBER>0[xX][0-9a-fA-F]++|0[bB]\d++|0[oO]\d++|\d++)
    | (?P<STRING>{_SINGLE})
    | (?P<QUOTED>`(?:[^\\`]++|{_ESCAPE}|\\'|``)*+`|"(?:[^\\"]++|{_ESCAPE}|\\"|"")*+")
    | (?P<TAG>{_OPENING_TAG}|</)
    | (?P<SYMBOL>{_SYMBOL})
    | (?P<BRACE>[{{}}])
    | (?P<EOF>\Z)
    | (?P<STRAY>.)
    )""",
    re.VERBOSE | re.DOTALL | re.ASCII,
)
TEMPLATE_TEXT: Final = re.compile(rf"(?:[^\\'{{]++|{_ESCAPE}|\\'|\\\{{|'')++")
FULL_TEXT: Final = re.compile(r"(?:[^\\{]++|\\\{|\\)++")
TAG_TOKEN: Final = re.compile(
    r"[ \t\r\n]*+(?:(?P<SELF_END>/>)|(?P<END>>)|(?P<EQUALS>=)|(?P<BRACE>\{)"
    rf"|(?P<NAME>[A-Za-z_][A-Za-z0-9_-]*+)|(?P<STRING>{_SINGLE}))"
)
TAG_TEXT: Final = re.compile(r"[^<{]++")

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
ESCAPES: Final = {
    "'": re.compile(r"\\[bfrntav0\\']|''"),
    "`": re.compile(r"\\[bfrntav0\\]|``"),
    '"': re.compile(r"\\[bfrntav0\\\"]|\"\""),
    "f": re.compile(r"\\[bfrntav0\\'{]|''"),
    "F": re.compile(r"\\[bfrntav0\\{]"),
}
