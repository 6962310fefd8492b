"""The known name that is written most like an unknown one: "Perhaps you meant ...?"."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def perhaps(name: str, known: "Iterable[str]") -> str | None:
    """What an error proposes instead of ``name``; None when nothing comes close.

    The comparison is loaded at the first mistake, as it takes longer to load than the schema.
    """
    close: list[str] = import_module("difflib").get_close_matches(name, [*known], n=1)
    return f"Perhaps you meant '{close[0]}'?" if close else None
