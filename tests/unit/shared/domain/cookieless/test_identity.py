"""Who is behind an event without cookies, for a day."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime
from uuid import UUID

import pytest
from msgspec.structs import replace

from shared.domain.cookieless.identity import Identity, Visitor, identify, visitor_hash

SALT = bytes(range(200, 216))
VISITOR = Visitor(7, "198.51.100.4", "shop.example.co.uk", "Firefox/140.0")
SALTS = {"2026-11-22": SALT, "2026-11-23": b"another salt 123"}
LATE = int(datetime(2026, 11, 22, 23, 30, tzinfo=UTC).timestamp() * 1000)


def on(at: int, *time_zones: str, visitor: Visitor = VISITOR) -> Identity | None:
    return identify(visitor, at=at, time_zones=time_zones, salts=SALTS)


@pytest.mark.parametrize(
    ("visitor", "expected"),
    [
        (VISITOR, "z5CHVFtT8CmeRW37/JVunQ=="),
        (
            Visitor(7, "2001:db8::1", "example.org", "Ünïcode/1", "extra"),
            "0OieJ9oetO8Ui+0tODqt2w==",
        ),
    ],
)
def test_the_hash_is_that_of_another_implementation(visitor: Visitor, expected: str) -> None:
    assert b64encode(visitor_hash(SALT, visitor)).decode() == expected


def test_the_ids_say_what_they_are() -> None:
    found = on(LATE, "UTC")
    assert found is not None
    assert found.distinct_id == "cookieless_z5CHVFtT8CmeRW37/JVunQ"
    assert found.device_id == "cookielessd_z5CHVFtT8CmeRW37/JVunQ"


def test_a_session_is_a_day_and_its_id_a_uuid_of_the_days_first_moment() -> None:
    found = on(LATE, "Europe/Berlin")
    assert found is not None
    session = UUID(found.session_id)
    midnight = datetime(2026, 11, 22, 23, tzinfo=UTC)
    assert (session.version, session.int >> 80) == (7, int(midnight.timestamp() * 1000))
    again = on(LATE + 3_600_000, "Europe/Berlin")
    assert again == found


def test_the_day_is_that_of_the_first_zone_that_exists() -> None:
    berlin = on(LATE, "Europe/Berlin")
    assert berlin != on(LATE, "UTC")
    assert on(LATE, "", "Europe/Berlin") == on(LATE, "No/Where", "Europe/Berlin") == berlin
    assert on(LATE, "../etc", "") == on(LATE, "UTC")


def test_another_day_project_address_domain_agent_or_extra_is_another_visitor() -> None:
    others = (
        replace(VISITOR, team_id=8),
        replace(VISITOR, ip="198.51.100.5"),
        replace(VISITOR, host="example.com"),
        replace(VISITOR, user_agent="Firefox/141.0"),
        replace(VISITOR, extra="x"),
    )
    found = {on(LATE, "UTC"), on(LATE + 3_600_000, "UTC")}
    assert len(found | {on(LATE, "UTC", visitor=other) for other in others}) == 7


def test_another_host_of_the_same_domain_is_the_same_visitor() -> None:
    assert on(LATE, "UTC", visitor=replace(VISITOR, host="blog.example.co.uk")) == on(LATE, "UTC")


def test_only_the_first_hundred_letters_of_the_extra_count() -> None:
    long = replace(VISITOR, extra="x" * 100)
    assert visitor_hash(SALT, long) == visitor_hash(SALT, replace(VISITOR, extra="x" * 101))


def test_a_day_without_a_salt_has_no_visitors() -> None:
    assert on(LATE - 3 * 86_400_000, "UTC") is None
