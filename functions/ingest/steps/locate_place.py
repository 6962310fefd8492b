"""Says from which place on earth the event came: sdk-protocol 4.11.

The person takes these properties over as automatic ones (automatic.py), so that the event does not
carry them a second and a third time in ``$set`` and ``$set_once``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.domain.geoip.locate import locate

if TYPE_CHECKING:
    from functions.ingest.draft import Draft


def locate_place(draft: Draft) -> None:
    """Fill in the ``$geoip_*`` properties, unless the event asks not to be located."""
    properties = draft.properties
    address = properties.get("$ip")
    if isinstance(address, str) and not properties.get("$geoip_disable"):
        properties.update(locate(address))
