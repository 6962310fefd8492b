"""One visit to the demo's shop, as the browser SDK would report it.

    person + moment -> events in order: pages, products, and for some a cart, a checkout, an order

What a step's visitors do next is the table at the top: the funnel of the demo follows from it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from local.demo.properties import (
    REFERRER,
    browser_properties,
    channel_properties,
    page_properties,
)
from local.demo.shop import CHANNELS, COMPANIES, CURRENCY, PRODUCTS

if TYPE_CHECKING:
    from local.demo.dice import Dice
    from local.demo.people import Person
    from local.demo.shop import Product
    from shared.json import Json

READS_ON: Final = 0.45
LOOKS_AT_PRODUCT: Final = 0.68
ADDS: Final = 0.34
CHECKS_OUT: Final = 0.58
PAYS: Final = 0.71
SEARCHES: Final = 0.18
MOST_PAGES: Final = 8
_PAGES: Final = (
    *("/", "/c/plants", "/c/tools", "/c/wildlife", "/c/soil"),
    *("/guides/planting", "/guides/pruning", "/about"),
)
_SEARCHES: Final = ("hawthorn", "gloves", "hedge 2m", "bird feeder", "bare root", "mulch")

Event = dict[str, Any]  # the wire format: JSON


@dataclass(kw_only=True, slots=True)
class Visit:
    """A visit as it goes on: its clock, who it is, and what happened so far."""

    person: Person
    dice: Dice
    now: datetime
    distinct_id: str
    shared: Event
    events: list[Event] = field(default_factory=list)

    def happen(self, event: str, path: str, **properties: Json) -> None:
        """Note an event, and let some time pass."""
        milliseconds = int(self.now.timestamp() * 1000)
        self.events.append(
            {
                "event": event,
                "distinct_id": self.distinct_id,
                "uuid": str(self.dice.uuid7(milliseconds)),
                "timestamp": self.now.isoformat(timespec="milliseconds"),
                "properties": {**self.shared, **page_properties(path), **properties},
            }
        )
        self.now += timedelta(seconds=2 + self.dice.wait(28))


def make_visit(person: Person, dice: Dice, start: datetime, *, is_known: bool) -> list[Event]:
    """Return the events of a visit; ``is_known`` when the person logged in on an earlier one."""
    visit = _begin(person, dice, start, is_known=is_known)
    channel = dice.weighted(CHANNELS, [row.weight for row in CHANNELS])
    landing = "/" if dice.happens(0.5) else dice.one(_PAGES)
    arrival = channel_properties(channel, landing)
    visit.happen("$pageview", landing, **arrival)
    visit.shared = {**visit.shared, **{name: arrival[name] for name in REFERRER}}
    _browse(visit)
    if dice.happens(LOOKS_AT_PRODUCT):
        _shop(visit, is_known=is_known)
    visit.happen("$pageleave", _last_path(visit))
    return visit.events


def _begin(person: Person, dice: Dice, start: datetime, *, is_known: bool) -> Visit:
    milliseconds = int(start.timestamp() * 1000)
    session = str(dice.uuid7(milliseconds))
    shared = {
        **browser_properties(person),
        "$session_id": session,
        "$window_id": str(dice.uuid7(milliseconds)),
    }
    if person.company is not None and is_known:
        shared["$groups"] = {"company": person.company}
    known = is_known and person.user_id is not None
    distinct_id = person.user_id if known and person.user_id else person.device_id
    return Visit(person=person, dice=dice, now=start, distinct_id=distinct_id, shared=shared)


def _browse(visit: Visit) -> None:
    for _ in range(visit.dice.tries(READS_ON, MOST_PAGES)):
        visit.happen("$pageview", visit.dice.one(_PAGES))
    if visit.dice.happens(SEARCHES):
        query = visit.dice.one(_SEARCHES)
        visit.happen("search performed", "/search", query=query, results=visit.dice.number(0, 24))


def _shop(visit: Visit, *, is_known: bool) -> None:
    dice = visit.dice
    cart: list[tuple[Product, int]] = []
    for _ in range(1 + dice.tries(0.45, 4)):
        product = dice.weighted(PRODUCTS, [row.weight for row in PRODUCTS])
        path = f"/p/{product.sku.lower()}"
        visit.happen("$pageview", path)
        visit.happen("product viewed", path, **_described(product))
        if dice.happens(ADDS):
            quantity = 1 + dice.tries(0.3, 3)
            cart.append((product, quantity))
            visit.happen("product added", path, **_described(product), quantity=quantity)
    if cart and dice.happens(CHECKS_OUT):
        _check_out(visit, cart, is_known=is_known)


def _check_out(visit: Visit, cart: list[tuple[Product, int]], *, is_known: bool) -> None:
    total = round(sum(product.price * quantity for product, quantity in cart), 2)
    order: Event = {
        "total": total,
        "items": sum(quantity for _, quantity in cart),
        "currency": CURRENCY,
    }
    visit.happen("$pageview", "/checkout")
    if visit.person.user_id is not None and not is_known:
        _log_in(visit, visit.person.user_id)
    visit.happen("checkout started", "/checkout", **order)
    if visit.dice.happens(PAYS):
        visit.happen("$pageview", "/checkout/thanks")
        method = visit.dice.weighted(("card", "paypal", "invoice"), (6, 3, 1))
        visit.happen("order completed", "/checkout/thanks", **order, payment_method=method)


def _log_in(visit: Visit, user_id: str) -> None:
    """Become known: the browser's id and the account's are one person from here on."""
    person = visit.person
    anonymous, visit.distinct_id = visit.distinct_id, user_id
    identified: Event = {
        "$anon_distinct_id": anonymous,
        "$set": {"name": person.name, "email": person.email, "country": person.country.name},
        "$set_once": {"first_seen_on": person.device.kind},
    }
    visit.happen("$identify", "/checkout", **identified)
    if person.company is not None:
        visit.shared = {**visit.shared, "$groups": {"company": person.company}}
        visit.happen("$groupidentify", "/checkout", **_company(person.company))
    visit.happen("signed up", "/checkout", plan="business" if person.company else "private")


def _company(key: str) -> Event:
    _, name, industry, employees = next(row for row in COMPANIES if row[0] == key)
    known = {"name": name, "industry": industry, "employees": employees}
    return {"$group_type": "company", "$group_key": key, "$group_set": known}


def _described(product: Product) -> Event:
    return {
        "sku": product.sku,
        "product": product.name,
        "category": product.category,
        "price": product.price,
        "currency": CURRENCY,
    }


def _last_path(visit: Visit) -> str:
    path: str = visit.events[-1]["properties"]["$pathname"]
    return path
