"""Cohorts from the API to their members: found, refused, failed, asked again, removed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from functions.jobs.calculate_cohorts.queue_due import handle as queue_due
from functions.jobs.calculate_cohorts.remove_old import handle as remove_old
from shared import ids, settings
from shared.clickhouse import connect
from shared.domain.cohorts.calculate import calculate
from shared.domain.cohorts.calculations import Due, claim, finish, read_due
from shared.domain.persons.publish import publish
from shared.domain.persons.versions import OwnerVersion
from shared.errors import TemporarilyUnavailableError
from shared.postgres.transaction import transaction
from tests.integration.functions.jobs.calculate_cohorts.conftest import COHORTS

if TYPE_CHECKING:
    from tests.integration.functions.jobs.calculate_cohorts.conftest import World


def filters_of(*leaves: dict[str, Any], joined_by: str = "AND") -> dict[str, Any]:
    group = {"type": joined_by, "values": list(leaves)}
    return {"properties": {"type": "OR", "values": [group]}}


def plan(value: str, **more: Any) -> dict[str, Any]:
    return {"type": "person", "key": "plan", "operator": "exact", "value": [value], **more}


def did(event: str, **more: Any) -> dict[str, Any]:
    return {
        "type": "behavioral",
        "key": event,
        "event_type": "events",
        "value": "performed_event",
        "time_value": 7,
        "time_interval": "day",
        **more,
    }


def in_cohort(cohort_id: int, **more: Any) -> dict[str, Any]:
    return {"type": "cohort", "key": "id", "value": cohort_id, **more}


@pytest.fixture
def people(world: World) -> World:
    """Three people: ann paid on the plan pro, ben did nothing on it, cat paid on none."""
    world.person("ann", {"plan": "pro", "email": "ann@example.com"})
    world.person("ben", {"plan": "pro"})
    world.person("cat")
    world.event("ann", "paid")
    world.event("cat", "paid", days_ago=3)
    world.event("cat", "paid", days_ago=30)
    return world


def age(cohort_id: int, by: timedelta) -> None:
    """Let everything that was noted of a cohort be noted so much earlier."""
    with transaction() as connection:
        connection.execute(
            "UPDATE cohorts SET calculation_at = calculation_at - %s, created_at = created_at - %s,"
            " last_calculation = last_calculation - %s WHERE id = %s",
            [by, by, by, cohort_id],
        )


def test_a_new_cohort_is_calculated_and_queries_know_its_members(people: World) -> None:
    made = people.create(name="Payers", filters=filters_of(did("paid"), plan("pro")))
    assert (made["is_calculating"], made["count"], made["last_calculation"]) == (True, None, None)
    assert people.deliver() == 1
    done = people.read(made["id"])
    assert (done["is_calculating"], done["count"], done["errors_calculating"]) == (False, 1, 0)
    assert done["last_calculation"] is not None
    assert people.members(made["id"]) == ["ann"]
    counted = f"SELECT count() FROM events WHERE person_id IN COHORT {made['id']}"
    assert people.rows(counted) == [[1]]


def test_who_did_nothing_fits_a_negation(people: World) -> None:
    made = people.create(filters=filters_of(did("paid", negation=True)))
    people.deliver()
    assert people.members(made["id"]) == ["ben"]


def test_other_conditions_are_calculated_anew_and_other_names_are_not(people: World) -> None:
    made = people.create(filters=filters_of(plan("pro")))
    people.deliver()
    one = f"{COHORTS}{made['id']}/"
    assert not people.client.patch(one, {"name": "Others"}).body["is_calculating"]
    assert people.deliver() == 0
    assert people.client.patch(one, {"filters": filters_of(did("paid"))}).body["is_calculating"]
    assert people.members(made["id"]) == ["ann", "ben"]
    people.deliver()
    assert people.members(made["id"]) == ["ann", "cat"]
    assert people.read(made["id"])["count"] == 2


def test_a_cohort_that_holds_another_follows_it(people: World) -> None:
    inner = people.create(name="Pro", filters=filters_of(plan("pro")))
    outer = people.create(filters=filters_of(in_cohort(inner["id"]), did("paid")))
    people.deliver()
    assert people.members(outer["id"]) == ["ann"]
    changed = {"filters": filters_of(plan("pro", negation=True))}
    people.client.patch(f"{COHORTS}{inner['id']}/", changed)
    people.deliver()
    assert people.members(outer["id"]) == ["cat"]
    assert not people.read(outer["id"])["is_calculating"]


def test_cohorts_can_not_form_a_circle(people: World) -> None:
    first = people.create(filters=filters_of(plan("pro")))
    second = people.create(filters=filters_of(plan("pro"), in_cohort(first["id"])))
    third = people.create(filters=filters_of(in_cohort(second["id"])))
    for named in (first, second, third):
        change = {"filters": filters_of(plan("x"), in_cohort(named["id"]))}
        answer = people.client.patch(f"{COHORTS}{first['id']}/", change)
        assert answer.status == 400
        assert answer.body["attr"] == "filters.properties.values.0.values.1.value"
        assert "circle" in answer.body["detail"]


def test_a_merged_person_counts_once(people: World) -> None:
    cat, ann = ids.person_id(people.team_id, "cat"), ids.person_id(people.team_id, "ann")
    with transaction() as connection:
        connection.execute("UPDATE persons SET is_deleted = true WHERE id = %s", [cat])
    people.warehouse.command(
        "INSERT INTO person (team_id, id, is_deleted, version) VALUES"
        f" ({people.team_id}, '{cat}', 1, 2)"
    )
    moved = OwnerVersion(
        distinct_id="cat",
        own_person_id=cat,
        person_id=ann,
        was_moved=True,
        is_deleted=False,
        version=2,
    )
    publish(people.team_id, [], [moved])
    people.warehouse.command("SYSTEM RELOAD DICTIONARY person_overrides_dict")
    twice = did("paid", value="performed_event_multiple", operator="eq", operator_value=2)
    made = people.create(filters=filters_of(twice))
    people.deliver()
    assert people.members(made["id"]) == ["ann"]
    assert people.read(made["id"])["count"] == 1


def test_an_error_keeps_the_members_and_says_why(people: World) -> None:
    inner = people.create(filters=filters_of(plan("pro")))
    outer = people.create(filters=filters_of(in_cohort(inner["id"])))
    people.deliver()
    people.client.patch(f"{COHORTS}{inner['id']}/", {"deleted": True})
    age(outer["id"], timedelta(hours=25))
    assert queue_due({}, None) == {"queued": 1, "is_done": True}
    people.deliver()
    failed = people.read(outer["id"])
    assert (failed["is_calculating"], failed["errors_calculating"]) == (False, 1)
    assert str(inner["id"]) in failed["last_error_message"]
    assert people.members(outer["id"]) == ["ann", "ben"]
    people.client.patch(f"{COHORTS}{outer['id']}/", {"filters": filters_of(did("paid"))})
    people.deliver()
    mended = people.read(outer["id"])
    assert (mended["errors_calculating"], mended["last_error_message"]) == (0, None)


def test_a_store_that_fails_is_asked_again(people: World) -> None:
    made = people.create(filters=filters_of(plan("pro")))
    message = people.sent.pop()
    nowhere = replace(settings.current(), clickhouse_url="http://127.0.0.1:9/hedgerow")
    connect.close()
    with settings.use(nowhere), pytest.raises(TemporarilyUnavailableError) as caught:
        calculate(read_due(message))
    connect.close()
    tried = people.read(made["id"])
    assert tried["is_calculating"]
    assert tried["last_error_message"] == caught.value.detail
    people.deliver_one(message)
    assert people.members(made["id"]) == ["ann", "ben"]


def test_a_message_that_comes_twice_calculates_once(people: World) -> None:
    made = people.create(filters=filters_of(plan("pro")))
    (message,) = people.sent
    people.deliver()
    version = people.read(made["id"])["version"]
    people.deliver_one(message)
    assert people.read(made["id"])["version"] == version


def test_of_two_calculations_at_once_the_later_one_counts(people: World) -> None:
    made = people.create(filters=filters_of(plan("pro")))
    due = Due(team_id=people.team_id, cohort_id=made["id"])
    with transaction() as connection:
        early, late = claim(connection, due), claim(connection, due)
    assert early is not None
    assert late is not None
    assert late.version > early.version
    with transaction() as connection:
        assert finish(connection, late, count=2)
        assert not finish(connection, early, count=1)
    done = people.read(made["id"])
    assert (done["count"], done["version"], done["is_calculating"]) == (2, late.version, False)


def test_a_change_in_the_middle_of_a_calculation_is_calculated_too(people: World) -> None:
    made = people.create(filters=filters_of(plan("pro")))
    due = Due(team_id=people.team_id, cohort_id=made["id"])
    with transaction() as connection:
        mine = claim(connection, due)
    assert mine is not None
    people.client.patch(f"{COHORTS}{made['id']}/", {"filters": filters_of(did("paid"))})
    with transaction() as connection:
        finish(connection, mine, count=0)
    assert people.read(made["id"])["is_calculating"]
    people.deliver()
    assert people.members(made["id"]) == ["ann", "cat"]
    assert not people.read(made["id"])["is_calculating"]


def test_what_got_lost_and_what_is_a_day_old_is_due(people: World) -> None:
    lost = people.create(name="Lost", filters=filters_of(plan("pro")))
    people.sent.clear()
    old = people.create(name="Old", filters=filters_of(plan("pro")))
    people.deliver()
    assert queue_due({}, None)["queued"] == 0
    age(lost["id"], timedelta(minutes=21))
    age(old["id"], timedelta(hours=23))
    assert queue_due({}, None)["queued"] == 1
    assert people.deliver() == 1
    assert people.read(lost["id"])["count"] == 2
    age(old["id"], timedelta(hours=2))
    assert queue_due({}, None)["queued"] == 1
    assert people.read(old["id"])["is_calculating"]
    people.deliver()
    assert not people.read(old["id"])["is_calculating"]


def test_members_of_older_versions_are_removed_once_nobody_reads_them(people: World) -> None:
    made = people.create(filters=filters_of(plan("pro")))
    people.deliver()
    people.client.patch(f"{COHORTS}{made['id']}/", {"filters": filters_of(did("paid"))})
    people.deliver()
    stored = (
        "SELECT uniqExact(version), count() FROM cohort_people"
        f" WHERE team_id = {people.team_id} AND cohort_id = {made['id']}"
    )
    assert remove_old({}, None)["removed"] == 0
    assert people.warehouse.query(stored).result_rows == [(2, 4)]
    age(made["id"], timedelta(hours=1))
    assert remove_old({}, None) == {"removed": 1, "is_done": True}
    assert people.warehouse.query(stored).result_rows == [(1, 2)]
    assert remove_old({}, None)["removed"] == 0
    assert people.members(made["id"]) == ["ann", "cat"]


def test_a_static_cohort_has_those_who_were_put_into_it(people: World) -> None:
    made = people.create(is_static=True, _create_static_person_ids=["ann", "nobody"])
    people.deliver()
    assert people.members(made["id"]) == ["ann"]
    ben = people.rows("SELECT person_id FROM person_distinct_ids WHERE distinct_id = 'ben'")[0][0]
    add = f"{COHORTS}{made['id']}/add_persons_to_static_cohort/"
    assert people.client.patch(add, {"person_ids": [str(ben)]}).body == {"success": True}
    people.deliver()
    assert people.members(made["id"]) == ["ann", "ben"]
    done = people.read(made["id"])
    assert (done["cohort_type"], done["count"], done["is_calculating"]) == ("static", 2, False)
    dynamic = people.create(filters=filters_of(in_cohort(made["id"]), did("paid")))
    people.deliver()
    assert people.members(dynamic["id"]) == ["ann"]


def test_a_copy_keeps_who_is_in_the_cohort_now(people: World) -> None:
    made = people.create(name="Payers", filters=filters_of(did("paid")))
    people.deliver()
    copied = people.client.post(f"{COHORTS}{made['id']}/duplicate_as_static_cohort/")
    assert copied.status == 201
    assert (copied.body["name"], copied.body["is_static"]) == ("Payers (static copy)", True)
    people.deliver()
    assert people.members(copied.body["id"]) == ["ann", "cat"]
    people.client.patch(f"{COHORTS}{made['id']}/", {"filters": filters_of(plan("pro"))})
    people.deliver()
    assert people.members(copied.body["id"]) == ["ann", "cat"]
    assert people.read(copied.body["id"])["count"] == 2


def test_members_come_in_pages(people: World) -> None:
    made = people.create(filters=filters_of(plan("x", negation=True)))
    people.deliver()
    first, second = (
        people.members(made["id"], query=f"?limit=2&offset={offset}") for offset in (0, 2)
    )
    assert (len(first), len(second)) == (2, 1)
    assert sorted(first + second) == ["ann", "ben", "cat"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ann\nben\nnobody\n", ["ann", "ben"]),
        ("\ufeffname,distinct_id\r\nA,ann\r\nC, cat \r\n", ["ann", "cat"]),
        ("email,name\nann@example.com,A\nx@example.com,X\n", ["ann"]),
    ],
)
def test_a_file_of_people_becomes_a_static_cohort(
    people: World, text: str, expected: list[str]
) -> None:
    form = (
        '--edge\r\nContent-Disposition: form-data; name="name"\r\n\r\nFrom a file\r\n'
        '--edge\r\nContent-Disposition: form-data; name="is_static"\r\n\r\ntrue\r\n'
        '--edge\r\nContent-Disposition: form-data; name="csv"; filename="people.csv"\r\n'
        f"Content-Type: text/csv\r\n\r\n{text}\r\n--edge--\r\n"
    )
    answer = people.client.post(
        COHORTS, form.encode(), headers={"Content-Type": "multipart/form-data; boundary=edge"}
    )
    assert answer.status == 201, answer.body
    assert answer.body["name"] == "From a file"
    people.deliver()
    assert people.members(answer.body["id"]) == expected
