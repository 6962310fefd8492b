"""What could be written next in a query that is being typed (read ``places`` first).

    text, cursor  --read_place-->  Place  --caller loads the definitions of place.keys-->
    Place, Context, definitions  --suggest-->  Suggestions

Pure, and made for unfinished text: no step of it can fail on what somebody typed.
"""

from hogql.editor.autocomplete.places import Place, read_place
from hogql.editor.autocomplete.suggest import Definition, Suggestion, Suggestions, suggest

__all__ = ["Definition", "Place", "Suggestion", "Suggestions", "read_place", "suggest"]
