"""The demo's shop: what it sells, where its visitors come from, what they use. Plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

HOST: Final = "shop.hedgerow.example"
CURRENCY: Final = "EUR"


@dataclass(frozen=True, kw_only=True, slots=True)
class Product:
    """A thing for sale; ``weight`` is how often it is looked at."""

    sku: str
    name: str
    category: str
    price: float
    weight: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Channel:
    """How a visit begins: a referrer and campaign parameters, empty ones left out."""

    referrer: str
    source: str = ""
    medium: str = ""
    campaign: str = ""
    weight: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Device:
    """A browser on a machine."""

    browser: str
    version: str
    os: str
    os_version: str
    kind: str
    width: int
    height: int
    weight: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Country:
    """Where a visitor lives; ``offset_hours`` is the usual distance from UTC."""

    code: str
    name: str
    city: str
    offset_hours: int
    weight: float


PRODUCTS: Final = tuple(
    Product(sku=sku, name=name, category=category, price=price, weight=weight)
    for sku, name, category, price, weight in (
        ("HT-01", "Hand shears", "tools", 34.90, 9),
        ("HT-02", "Telescopic lopper", "tools", 59.00, 6),
        ("HT-03", "Cordless trimmer", "tools", 189.00, 5),
        ("HT-04", "Leather gloves", "tools", 24.50, 8),
        ("PL-01", "Hawthorn whip, 10 pieces", "plants", 19.90, 12),
        ("PL-02", "Hazel, 60-80 cm", "plants", 12.40, 10),
        ("PL-03", "Dog rose", "plants", 9.80, 9),
        ("PL-04", "Field maple", "plants", 15.20, 7),
        ("PL-05", "Hedgerow starter set", "plants", 129.00, 6),
        ("SO-01", "Peat-free soil, 40 l", "soil", 11.90, 8),
        ("SO-02", "Bark mulch, 60 l", "soil", 13.50, 7),
        ("WL-01", "Hedgehog house", "wildlife", 79.00, 8),
        ("WL-02", "Bird feeder", "wildlife", 29.90, 9),
        ("WL-03", "Bee hotel", "wildlife", 39.90, 6),
    )
)
CHANNELS: Final = (
    Channel(referrer="https://www.google.com/", weight=34),
    Channel(referrer="", weight=24),
    Channel(
        referrer="https://www.google.com/",
        source="google",
        medium="cpc",
        campaign="autumn-planting",
        weight=14,
    ),
    Channel(referrer="", source="newsletter", medium="email", campaign="bare-root", weight=11),
    Channel(
        referrer="https://www.instagram.com/",
        source="instagram",
        medium="social",
        campaign="wildlife",
        weight=9,
    ),
    Channel(referrer="https://www.bing.com/", weight=5),
    Channel(referrer="https://gardeners.example/forum/", weight=3),
)
DEVICES: Final = tuple(
    Device(
        browser=browser,
        version=version,
        os=os,
        os_version=os_version,
        kind=kind,
        width=width,
        height=height,
        weight=weight,
    )
    for browser, version, os, os_version, kind, width, height, weight in (
        ("Chrome", "142", "Windows", "11", "Desktop", 1920, 1080, 27),
        ("Chrome Mobile", "142", "Android", "16", "Mobile", 412, 915, 24),
        ("Mobile Safari", "26.1", "iOS", "26.1", "Mobile", 393, 852, 22),
        ("Safari", "26.1", "Mac OS X", "26.1", "Desktop", 1512, 982, 11),
        ("Firefox", "145", "Windows", "11", "Desktop", 1536, 864, 7),
        ("Microsoft Edge", "142", "Windows", "11", "Desktop", 1920, 1080, 6),
        ("Firefox", "145", "Linux", "", "Desktop", 2560, 1440, 2),
        ("Mobile Safari", "26.1", "iPadOS", "26.1", "Tablet", 820, 1180, 1),
    )
)
COUNTRIES: Final = tuple(
    Country(code=code, name=name, city=city, offset_hours=offset, weight=weight)
    for code, name, city, offset, weight in (
        ("GB", "United Kingdom", "Bristol", 0, 28),
        ("DE", "Germany", "Leipzig", 1, 24),
        ("FR", "France", "Nantes", 1, 14),
        ("NL", "Netherlands", "Utrecht", 1, 11),
        ("US", "United States", "Portland", -8, 9),
        ("IE", "Ireland", "Galway", 0, 6),
        ("DK", "Denmark", "Aarhus", 1, 4),
        ("PL", "Poland", "Gdansk", 1, 4),
    )
)
COMPANIES: Final = (
    ("green-gables", "Green Gables Landscaping", "landscaping", 42),
    ("oak-and-co", "Oak & Co Nurseries", "nursery", 17),
    ("parish-council", "Little Hay Parish Council", "public", 9),
    ("meadow-trust", "Meadow Trust", "charity", 63),
    ("stadtgruen", "Stadtgrün Betriebe", "public", 210),
    ("haies-vives", "Haies Vives SARL", "landscaping", 28),
    ("brightwell", "Brightwell Estates", "property", 130),
    ("tuinwerk", "Tuinwerk BV", "landscaping", 36),
)
FIRST_NAMES: Final = (
    *("Ada", "Ben", "Clara", "David", "Elin", "Finn", "Grace", "Hugo", "Ines", "Jonas", "Kit"),
    *("Lena", "Mia", "Noah", "Olive", "Paul", "Quentin", "Rosa", "Sam", "Tilda", "Una", "Vera"),
)
LAST_NAMES: Final = (
    *("Archer", "Becker", "Clarke", "Dubois", "Evans", "Fischer", "Green", "Hansen", "Ivers"),
    *("Jansen", "Keller", "Lopez", "Martin", "Novak", "Owen", "Petit", "Reed", "Schmidt", "Weaver"),
)
