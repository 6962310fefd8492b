"""What a location database says of an address, as the properties that PostHog knows.

    record of MaxMind {city: {names}, country: {iso_code}, ...} --place_of--> $geoip_city_name, ...
    record of DB-IP {city, country_code, state1, ...}           --place_of--> the same

Source: PostHog's GeoIP transformation (sdk-protocol 4.11).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from shared.domain.geoip.countries import COUNTRIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.json import Json

_LATITUDE_DIGITS: Final = 4  # eleven metres; databases mean a city


def place_of(record: Mapping[str, Json]) -> dict[str, Json]:
    """Return the properties of a record, those without a value left out."""
    found = _read_flat(record) if "country_code" in record else _read_nested(record)
    code = found.get("country_code")
    country = COUNTRIES.get(code) if isinstance(code, str) else None
    if country is not None:
        named = {
            "country_name": country.name,
            "continent_code": country.continent_code,
            "continent_name": country.continent_name,
        }
        found = {**named, **{name: value for name, value in found.items() if value}}
    return {f"$geoip_{name}": value for name, value in found.items() if value not in (None, "")}


def _read_flat(record: Mapping[str, Json]) -> dict[str, Json]:
    return {
        "city_name": record.get("city"),
        "country_code": record.get("country_code"),
        "postal_code": record.get("postcode"),
        "latitude": _degrees(record.get("latitude")),
        "longitude": _degrees(record.get("longitude")),
        "time_zone": record.get("timezone"),
        "subdivision_1_name": record.get("state1"),
    }


def _read_nested(record: Mapping[str, Json]) -> dict[str, Json]:
    location = _part(record, "location")
    divisions = record.get("subdivisions")
    first = divisions[0] if isinstance(divisions, list) and divisions else None
    division = first if isinstance(first, dict) else {}
    country, continent = _part(record, "country"), _part(record, "continent")
    return {
        "city_name": _name(_part(record, "city")),
        "country_code": country.get("iso_code"),
        "country_name": _name(country),
        "continent_code": continent.get("code"),
        "continent_name": _name(continent),
        "postal_code": _part(record, "postal").get("code"),
        "latitude": _degrees(location.get("latitude")),
        "longitude": _degrees(location.get("longitude")),
        "accuracy_radius": location.get("accuracy_radius"),
        "time_zone": location.get("time_zone"),
        "subdivision_1_code": division.get("iso_code"),
        "subdivision_1_name": _name(division),
    }


def _part(record: Mapping[str, Json], name: str) -> Mapping[str, Json]:
    value = record.get(name)
    return value if isinstance(value, dict) else {}


def _name(part: Mapping[str, Json]) -> Json:
    return _part(part, "names").get("en")


def _degrees(value: Json) -> Json:
    """Return degrees as they were before a database kept them in four bytes."""
    return round(value, _LATITUDE_DIGITS) if isinstance(value, float) else value
