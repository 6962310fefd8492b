"""SQL of other products -> HogQL text, with notes on what is different. Loads sqlglot.

    translate("SELECT COUNT(*) FROM events WHERE ts >= NOW() - INTERVAL '7 days'", "postgres").sql

The answer is text for its author to read. It is compiled like any text a person wrote, so nothing
here is a matter of safety (hogql 8, case 71).
"""

from hogql.translate.entry import DIALECTS, Translation, translate
from hogql.translate.translator import Note

__all__ = ["DIALECTS", "Note", "Translation", "translate"]
