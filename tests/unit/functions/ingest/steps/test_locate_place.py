"""Where an event came from (sdk-protocol 4.11)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from functions.ingest.steps.locate_place import locate_place
from shared import settings
from tests.mmdb import write_database
from tests.unit.functions.ingest.steps.drafts import draft

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from shared.json import Json


@pytest.fixture(autouse=True)
def database(tmp_path: Path) -> Iterator[None]:
    """A database that knows one network."""
    content = write_database({"81.2.69.0/24": {"city": "London", "country_code": "GB"}})
    (tmp_path / "city.mmdb").write_bytes(content)
    with settings.use(replace(settings.read_settings({}), geoip_path=str(tmp_path))):
        yield


def located(properties: dict[str, Json]) -> dict[str, Json]:
    taken = draft(dict(properties))
    locate_place(taken)
    return {name: value for name, value in taken.properties.items() if name not in properties}


def test_an_event_is_where_its_address_is() -> None:
    found = located({"$ip": "81.2.69.142"})
    assert found["$geoip_city_name"] == "London"
    assert found["$geoip_country_name"] == "United Kingdom"


@pytest.mark.parametrize(
    "properties",
    [
        pytest.param({}, id="no address"),
        pytest.param({"$ip": None}, id="no address either"),
        pytest.param({"$ip": 7}, id="not an address"),
        pytest.param({"$ip": "127.0.0.1"}, id="sent by ourselves"),
        pytest.param({"$ip": "81.2.69.142", "$geoip_disable": True}, id="asked not to"),
    ],
)
def test_others_are_nowhere(properties: dict[str, Json]) -> None:
    assert located(properties) == {}


def test_events_of_one_address_share_no_values_that_can_change() -> None:
    first, second = draft({"$ip": "81.2.69.142"}), draft({"$ip": "81.2.69.142"})
    locate_place(first)
    first.properties["$geoip_city_name"] = "changed"
    locate_place(second)
    assert second.properties["$geoip_city_name"] == "London"
