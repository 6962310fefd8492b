"""Two teams with the same cohort ids and the same person ids; one person of each was merged.

ann, bob, cat, dan   events of both teams, two each; ann was merged into bob after the cohorts
                     were calculated: both are one person, whose id is bob's
cohort 5             dynamic; version 3 holds ann in team 7, cat in team 8; version 2 holds dan
cohort 6             static; holds cat in team 7, dan in team 8
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hogql.context import Cohort, Context

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

PEOPLE: Final = {
    name: f"00000000-0000-4000-8000-00000000000{place}"
    for place, name in enumerate(("ann", "bob", "cat", "dan"), start=1)
}
TEAMS: Final = (7, 8)
VIP: Final = Cohort(id=5, name="vip", is_static=False, version=3)
LISTED: Final = Cohort(id=6, name="it's `a` \\ list", is_static=True)
NEW: Final = Cohort(id=7, name="new", is_static=False)


def session_id(place: int) -> str:
    """The session of the n-th person."""
    return f"019ca6c0-0000-7000-8000-00000000000{place}"


def team(team_id: int) -> Context:
    """The context of a team that has both cohorts, and one that was never calculated."""
    return Context(
        team_id=team_id,
        cohorts=(VIP, LISTED, NEW),
        group_types=("company",),
        property_types={"amount": "Numeric"},
    )


def fill(client: Client) -> None:
    """Insert persons, events, groups, members and the merge."""
    for team_id in TEAMS:
        _fill_team(client, team_id)
    client.command(
        "INSERT INTO cohort_people (team_id, cohort_id, version, person_id) VALUES "
        f"(7, 5, 3, '{PEOPLE['ann']}'), (8, 5, 3, '{PEOPLE['cat']}'), "
        f"(7, 5, 2, '{PEOPLE['dan']}'), (8, 5, 2, '{PEOPLE['dan']}')"
    )
    client.command(
        "INSERT INTO person_static_cohort (team_id, cohort_id, person_id) VALUES "
        f"(7, 6, '{PEOPLE['cat']}'), (8, 6, '{PEOPLE['dan']}')"
    )
    client.command("SYSTEM RELOAD DICTIONARY person_overrides_dict")


def _fill_team(client: Client, team_id: int) -> None:
    for name, identity in PEOPLE.items():
        client.command(
            "INSERT INTO person_distinct_id (team_id, distinct_id, person_id, is_deleted, version) "
            f"VALUES ({team_id}, '{name}', '{PEOPLE['bob'] if name == 'ann' else identity}', 0, 1)"
        )
    for place, (name, identity) in enumerate(PEOPLE.items()):
        client.command(
            "INSERT INTO events (uuid, team_id, event, timestamp, distinct_id, person_id, "
            "session_id, `$browser`, `$current_url`, properties, groups) SELECT generateUUIDv4(), "
            f"{team_id}, '{name}', toDateTime64('2026-03-01 00:00:00', 3, 'UTC') "
            f"+ toIntervalHour(number * {int(place < 2)}), '{name}', '{identity}', "
            f"toUUID('{session_id(place)}'), "
            f"['Chrome', ''][1 + number], '/{name}', "
            f"map('amount', toString({place} * 10 + number)), "
            f"if({place} < 2, map('company', 'acme'), map('company', 'umbrella')) FROM numbers(2)"
        )
    alive = {name: identity for name, identity in PEOPLE.items() if name != "ann"}
    for name, identity in alive.items():
        client.command(
            "INSERT INTO person (team_id, id, created_at, properties, is_identified, is_deleted, "
            f"version, last_seen) VALUES ({team_id}, '{identity}', '2026-01-01 00:00:00', "
            f"map('email', '{name}@{team_id}.example'), 1, 0, 1, '2026-03-01 00:00:00')"
        )
    for key, plan in (("acme", "pro"), ("umbrella", "free")):
        client.command(
            "INSERT INTO groups (team_id, group_type, group_key, created_at, properties, "
            f"is_deleted, version) VALUES ({team_id}, 'company', '{key}', '2026-01-01 00:00:00', "
            f"map('plan', '{plan}_{team_id}'), 0, 1)"
        )
    if team_id == TEAMS[0]:
        client.command(
            "INSERT INTO person_overrides (team_id, old_key, new_key, old_person_id, person_id, "
            f"is_deleted, version) SELECT {team_id}, cityHash64(toUUID('{PEOPLE['ann']}')), "
            f"cityHash64(toUUID('{PEOPLE['bob']}')), '{PEOPLE['ann']}', '{PEOPLE['bob']}', 0, 1"
        )
