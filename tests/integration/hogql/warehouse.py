"""Three teams in one part and one granule; every value of teams 8 and 9 says whose it is."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

TEAM: Final = 7
USER: Final = 1
ROWS_OF_EACH_TEAM: Final = 60
FOREIGN: Final = ("team_8", "team_9", "of_another_user")
OTHER_TABLES: Final = Path(__file__).parents[2] / "fixtures" / "warehouse" / "rows.sql"

# One INSERT makes one part; 180 rows stay below one granule. Team 7 differs in nothing but its own
# words, so that a row of another team can not go unnoticed.
EVENTS: Final = """
(uuid, team_id, event, timestamp, distinct_id, person_id, session_id, `$browser`,
 properties, groups, person_properties, elements_chain, inserted_at)
SELECT
    toUUID(concat('00000000-0000-4000-8000-', leftPad(toString(number), 12, '0'))),
    7 + number % 3,
    concat(['view', 'paid'][1 + intDiv(number, 3) % 2], '_of_team_', toString(7 + number % 3)),
    toDateTime64('2026-03-01 00:00:00', 3, 'UTC') + toIntervalMinute(number),
    concat('person_', toString(intDiv(number, 3) % 10), '_of_team_', toString(7 + number % 3)),
    reinterpretAsUUID(concat(
        reinterpretAsString(toUInt64(1 + intDiv(number, 3) % 10)),
        reinterpretAsString(toUInt64(7 + number % 3)))),
    toUUID(concat('018f6f4e-0000-7000-8000-', leftPad(toString(7 + number % 3), 12, '0'))),
    concat('browser_of_team_', toString(7 + number % 3)),
    map('plan', concat('plan_of_team_', toString(7 + number % 3)),
        'amount', toString(number),
        'cart', concat('{"sku":"sku_of_team_', toString(7 + number % 3), '","items":[{"n":1}]}')),
    map('company', concat('company_of_team_', toString(7 + number % 3))),
    map('email', concat('email_of_team_', toString(7 + number % 3))),
    concat('a:href="/of_team_', toString(7 + number % 3), '"'),
    toDateTime64('2026-03-02 00:00:00', 3, 'UTC') + toIntervalMinute(number)
FROM numbers(180)
"""


def read_rows() -> dict[str, str]:
    """What is inserted into each table: its columns, then a SELECT."""
    found = {"events": EVENTS}
    for block in OTHER_TABLES.read_text().split("\n\n")[1:]:
        title, _, body = block.strip().partition("\n")
        found[title.removeprefix("-- ")] = body
    return found


def fill(client: "Client", *, only: int | None = None) -> None:
    """Insert the rows of all teams, or of one, and merge person 2 into person 1 in each team."""
    for table, body in read_rows().items():
        columns, _, rows = body.strip().partition("\nSELECT")
        if only is not None:
            rows = f" * FROM (SELECT{rows}) WHERE tupleElement(tuple(*), 2) = {only}"
        client.command(f"INSERT INTO {table} {columns} SELECT{rows}")
    client.command(
        "INSERT INTO person_overrides "
        "SELECT DISTINCT team_id, a.k, b.k, a.id, b.id, 0, 1 FROM "
        "(SELECT team_id, person_id AS id, person_key AS k FROM events "
        " WHERE distinct_id LIKE 'person_1_%') AS a "
        "JOIN (SELECT team_id, person_id AS id, person_key AS k FROM events "
        " WHERE distinct_id LIKE 'person_0_%') AS b USING team_id"
    )
    client.command("SYSTEM RELOAD DICTIONARY person_overrides_dict")
