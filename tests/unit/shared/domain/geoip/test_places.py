"""Records of location databases as properties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shared.domain.geoip.countries import COUNTRIES
from shared.domain.geoip.places import place_of

if TYPE_CHECKING:
    from shared.json import Json

OF_MAXMIND: dict[str, Any] = {
    "city": {"geoname_id": 1, "names": {"de": "Linköping (de)", "en": "Linköping"}},
    "continent": {"code": "EU", "names": {"en": "Europe"}},
    "country": {"iso_code": "SE", "names": {"en": "Sweden"}},
    "location": {
        "accuracy_radius": 76,
        "latitude": 58.4167,
        "longitude": 15.6167,
        "time_zone": "Europe/Stockholm",
    },
    "postal": {"code": "582 22"},
    "subdivisions": [{"iso_code": "E", "names": {"en": "Östergötland County"}}, {"iso_code": "X"}],
}


def test_a_record_of_maxmind_gives_every_property() -> None:
    assert place_of(OF_MAXMIND) == {
        "$geoip_city_name": "Linköping",
        "$geoip_country_code": "SE",
        "$geoip_country_name": "Sweden",
        "$geoip_continent_code": "EU",
        "$geoip_continent_name": "Europe",
        "$geoip_postal_code": "582 22",
        "$geoip_latitude": 58.4167,
        "$geoip_longitude": 15.6167,
        "$geoip_accuracy_radius": 76,
        "$geoip_time_zone": "Europe/Stockholm",
        "$geoip_subdivision_1_code": "E",
        "$geoip_subdivision_1_name": "Östergötland County",
    }


def test_a_record_of_db_ip_gives_what_it_has() -> None:
    record: dict[str, Json] = {
        "city": "Sydney",
        "country_code": "AU",
        "latitude": -33.86880111694336,
        "longitude": 151.20899963378906,
        "postcode": "",
        "state1": "New South Wales",
        "timezone": "",
    }
    assert place_of(record) == {
        "$geoip_city_name": "Sydney",
        "$geoip_country_code": "AU",
        "$geoip_country_name": "Australia",
        "$geoip_continent_code": "OC",
        "$geoip_continent_name": "Oceania",
        "$geoip_latitude": -33.8688,
        "$geoip_longitude": 151.209,
        "$geoip_subdivision_1_name": "New South Wales",
    }


def test_the_names_of_the_database_win_over_ours() -> None:
    named: dict[str, Json] = {"country": {"iso_code": "GB", "names": {"en": "Great Britain"}}}
    assert place_of(named)["$geoip_country_name"] == "Great Britain"


def test_a_record_without_the_usual_parts_gives_nothing() -> None:
    assert place_of({}) == {}
    assert place_of({"city": "a text", "subdivisions": [], "location": None}) == {}


def test_every_country_has_a_name_and_a_continent() -> None:
    assert len(COUNTRIES) == 250
    assert all(len(code) == 2 and country.name for code, country in COUNTRIES.items())
    assert COUNTRIES["NA"] == ("Namibia", "AF", "Africa")
    assert COUNTRIES["US"] == ("United States", "NA", "North America")
