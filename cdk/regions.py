"""Where Hedgerow is deployed: one row a region, nothing shared between them but code.

The template for one machine borrows the ``us`` row: its sizes do not matter there.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True, slots=True)
class Region:
    """One deployment. ``database_gib`` is the first size of a disk that grows by itself."""

    name: str
    aws_region: str
    database_class: str
    database_gib: int
    database_max_gib: int


REGIONS: Final = {
    "us": Region(
        name="us",
        aws_region="us-east-1",
        database_class="t4g.medium",
        database_gib=50,
        database_max_gib=1000,
    ),
    "eu": Region(
        name="eu",
        aws_region="eu-central-1",
        database_class="t4g.medium",
        database_gib=50,
        database_max_gib=1000,
    ),
}
