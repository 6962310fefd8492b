"""The names of hogql appendix A, from tests/fixtures/hogql/functions.txt."""

from functools import lru_cache
from pathlib import Path
from typing import Final

LIST: Final = Path(__file__).parents[3] / "fixtures" / "hogql" / "functions.txt"


@lru_cache(maxsize=16)
def appendix_names(section: str = "A.") -> tuple[str, ...]:
    """Every name of the sections whose heading starts so, in the order of the list."""
    found: dict[str, None] = {}
    is_wanted = False
    for line in LIST.read_text().splitlines():
        if line.startswith("#"):
            is_wanted = line.startswith(f"# {section}")
        elif is_wanted:
            found.update(dict.fromkeys(line.split()))
    return tuple(found)
