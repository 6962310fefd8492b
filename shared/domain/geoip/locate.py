"""Where on earth is an address? Asks the database that the settings name.

    address --files of HEDGEROW_GEOIP_PATH--> record --place_of--> $geoip_* properties

A file is a constant of the deployment, as our code is: the same address is at the same place in
every delivery, until the file is replaced. Without a file nobody is located; the log says so once.
"""

from __future__ import annotations

import logging
from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Final

import maxminddb

from shared import settings
from shared.domain.geoip.places import place_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.json import Json

MOST_REMEMBERED: Final = 20_000
_NOWHERE: Final[Mapping[str, Json]] = {}
_IPV6: Final = 6

_logger: Final = logging.getLogger(__name__)


class Databases:
    """The files of a folder, or one file: those of IPv4, and those that know IPv6 as well."""

    def __init__(self, path: str) -> None:
        """Open the files; one that cannot be read counts as absent."""
        self._readers: Final = [*_open_all(path)]
        if path and not self._readers:
            _logger.warning("no location database", extra={"folder": path})
        self.locate: Final = lru_cache(MOST_REMEMBERED)(self._locate)

    def _locate(self, address: str) -> Mapping[str, Json]:
        """Return the properties of the place of an address; none for one that is not public."""
        try:
            parsed = ip_address(address)
        except ValueError:
            return _NOWHERE
        if not parsed.is_global:
            return _NOWHERE
        for reader in self._readers:
            if parsed.version != _IPV6 or reader.metadata().ip_version == _IPV6:
                record = reader.get(parsed)
                if isinstance(record, dict):
                    return place_of(record)
        return _NOWHERE


_opened: Final = lru_cache(maxsize=4)(Databases)


def locate(address: str) -> Mapping[str, Json]:
    """Return the ``$geoip_*`` properties of an address: nothing when it is nowhere we know."""
    return _opened(settings.current().geoip_path).locate(address)


def _open_all(path: str) -> list[maxminddb.Reader]:
    place = Path(path)
    files = sorted(place.glob("*.mmdb")) if place.is_dir() else [place]
    readers: list[maxminddb.Reader] = []
    for file in files if path else ():
        try:
            readers.append(maxminddb.open_database(file))
        except (OSError, maxminddb.InvalidDatabaseError):
            _logger.warning("location database not read", extra={"file": file.name})
    return readers
