"""Addresses and the databases that know them."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from shared import settings
from shared.domain.geoip.locate import locate
from tests.mmdb import write_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONDON: dict[str, Any] = {
    "city": "London",
    "country_code": "GB",
    "latitude": 51.5,
    "state1": "England",
}
FRANKFURT: dict[str, Any] = {"city": {"names": {"en": "Frankfurt"}}, "country": {"iso_code": "DE"}}


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder of databases that the settings name."""
    (tmp_path / "four.mmdb").write_bytes(write_database({"81.2.69.0/24": LONDON}))
    with settings.use(replace(settings.read_settings({}), geoip_path=str(tmp_path))):
        yield tmp_path


@pytest.mark.usefixtures("folder")
def test_a_public_address_is_at_its_place() -> None:
    assert locate("81.2.69.142") == {
        "$geoip_city_name": "London",
        "$geoip_country_code": "GB",
        "$geoip_country_name": "United Kingdom",
        "$geoip_continent_code": "EU",
        "$geoip_continent_name": "Europe",
        "$geoip_latitude": 51.5,
        "$geoip_subdivision_1_name": "England",
    }


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "address",
    ["10.0.0.1", "127.0.0.1", "192.168.1.1", "fe80::1", "", "unknown", "81.2.70.1", "2001:4860::1"],
)
def test_other_addresses_are_nowhere(address: str) -> None:
    assert locate(address) == {}


def test_each_family_of_addresses_has_its_file(folder: Path) -> None:
    database = write_database({"2a00:1450::/32": FRANKFURT}, ip_version=6)
    (folder / "six.mmdb").write_bytes(database)
    assert locate("2a00:1450:4001:830::200e")["$geoip_city_name"] == "Frankfurt"
    assert locate("81.2.69.142")["$geoip_city_name"] == "London"


def test_one_file_may_be_named_alone(folder: Path) -> None:
    with settings.use(replace(settings.current(), geoip_path=str(folder / "four.mmdb"))):
        assert locate("81.2.69.142")["$geoip_city_name"] == "London"


@pytest.mark.parametrize("content", [None, b"", b"not a database"])
def test_without_a_readable_file_nobody_is_located_and_the_log_says_so_once(
    tmp_path: Path, content: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    if content is not None:
        (tmp_path / "bad.mmdb").write_bytes(content)
    with (
        settings.use(replace(settings.read_settings({}), geoip_path=str(tmp_path))),
        caplog.at_level(logging.WARNING),
    ):
        assert locate("81.2.69.142") == {}
        assert locate("81.2.69.143") == {}
    assert [record.message for record in caplog.records].count("no location database") == 1


def test_without_a_setting_nobody_is_located() -> None:
    with settings.use(settings.read_settings({})):
        assert locate("81.2.69.142") == {}
