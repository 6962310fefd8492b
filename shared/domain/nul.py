"""NUL, which PostgreSQL stores in no text: U+FFFD takes its place, so that no two words are joined.

Everything that events say and PostgreSQL keeps goes through here: one value that the database
refuses would hold up whoever shares its message.
"""

from __future__ import annotations

import re
from typing import Final

_REPLACEMENT: Final = "\ufffd"
_ESCAPE: Final = r"\u0000"
# A backslash that is itself escaped begins no escape.
_IN_JSON: Final = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")


def without_nul(text: str) -> str:
    """Return the text as PostgreSQL can store it."""
    return text.replace("\0", _REPLACEMENT)


def json_without_nul(text: str) -> str:
    """Return JSON whose texts PostgreSQL can store; what only looks like the escape stays."""
    if _ESCAPE not in text:
        return text
    return _IN_JSON.sub(rf"\g<1>{_REPLACEMENT}", text)
