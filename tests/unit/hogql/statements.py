"""The hand-made statements of tests/fixtures/verifier: a line with a name, a line of SQL."""

from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parents[2] / "fixtures" / "verifier"
GUARD: Final = "(SELECT event FROM events PREWHERE team_id = 7) AS e"


def read_statements(name: str) -> dict[str, str]:
    """The statements of one file by their names."""
    found: dict[str, str] = {}
    for block in (FOLDER / f"{name}.sql").read_text().split("\n\n")[1:]:
        title, _, sql = block.strip("\n").partition("\n")
        key = title.removeprefix("-- ")
        if key in found:
            message = f"two statements are named {key!r}"
            raise ValueError(message)
        found[key] = sql.replace("$GUARD", GUARD).replace("\\n", "\n")
    return found
