"""CSS selectors over elements chains as the SDKs and ingestion write them."""

import re
from typing import Final

import pytest

from functions.ingest.steps.chain_elements import chain_elements
from hogql.errors import QueryError
from hogql.property_filters.selectors import selector_pattern
from tests.unit.functions.ingest.steps.drafts import draft

CHAIN: Final = (
    'span.icon:attr__class="icon"nth-child="1"nth-of-type="1"text="Say \\"buy; now\\"";'
    'a.btn.btn-primary.md:w-[12px].sm:attr__class="btn btn-primary sm md:w-[12px]"'
    'attr__data-attr="buy"attr__href="/buy?a=1"attr__style="color: red; top: 1px"'
    'attr_id="go"href="/buy?a=1"nth-child="2"nth-of-type="1"text="Buy";'
    'li:nth-child="3"nth-of-type="3";'
    'ul.list:attr__class="list"nth-child="1"nth-of-type="1";'
    'div:nth-child="1"nth-of-type="1";body:nth-child="2"nth-of-type="1"'
)


FOUND: Final = (
    "a",
    "span",
    "body",
    "*",
    ".btn",
    "a.btn",
    "a.sm.btn",
    "a.btn.sm.btn-primary",
    ".md\\:w-\\[12px\\]",
    ".md:w-[12px]",
    "#go",
    "a#go",
    "a.btn#go[href='/buy?a=1']",
    '[data-attr="buy"]',
    "[data-attr='buy']",
    "[data-attr=buy]",
    "[data-attr]",
    '[id="go"]',
    'a[href="/buy?a=1"]',
    'a[href^="/buy"]',
    'a[href$="a=1"]',
    'a[href*="buy"]',
    '[style="color: red; top: 1px"]',
    '[text="Say \\"buy; now\\""]',
    "[text='Say \"buy; now\"']",
    "a:nth-child(2)",
    "li:nth-child(3):nth-of-type(3)",
    'a[data-attr="buy"][href="/buy?a=1"]:nth-child(2)',
    'a[href="/buy?a=1"][data-attr="buy"]',
    "ul a",
    "ul > li > a",
    "ul li span",
    "body ul.list > li:nth-child(3) > a.btn",
    "body>div>ul>li",
    "div span",
    "li > *",
    "li > * > span",
    "button, a",
    "a , button",
    "  a.btn  ",
)
MISSED: Final = (
    "b",
    "spa",
    "pan",
    "icon",
    "btn",
    "a.bt",
    "a.primary",
    ".w-",
    ".md",
    ".red",
    "#g",
    "#Go",
    "span.btn",
    "span#go",
    '[data-attr="bu"]',
    '[attr="buy"]',
    "[missing]",
    'span[href="/buy?a=1"]',
    'a[href^="buy"]',
    'a[href$="/buy"]',
    'a[href*="sell"]',
    '[text="now"]',
    "now",
    "top",
    "a:nth-child(3)",
    "a:nth-child(1)",
    "li:nth-child(3):nth-of-type(1)",
    "a ul",
    "ul > a",
    "span > a",
    "body > span",
    "button, b",
    "ul a.missing",
)
"""Selectors of elements that the chain has not."""


def finds(selector: str, chain: str = CHAIN) -> bool:
    return re.search(selector_pattern(selector), chain) is not None


@pytest.mark.parametrize("selector", FOUND)
def test_a_selector_finds_its_element(selector: str) -> None:
    assert finds(selector)


@pytest.mark.parametrize("selector", MISSED)
def test_a_selector_finds_nothing_else(selector: str) -> None:
    assert not finds(selector)


def test_chains_without_attributes_are_read_too() -> None:
    assert finds("a.b", "a.b;div")
    assert finds("div > a", "a;div")
    assert not finds("a > div", "a;div")
    assert finds("a[data-x]", 'a:attr__:class="1"attr__data-x="2"')


def test_what_ingestion_writes_is_found() -> None:
    click = draft(
        {
            "$elements": [
                {
                    "tag_name": "button",
                    "attr__class": ["primary", "big"],
                    "attr__data-role": 'a "b"',
                    "attr__id": "pay",
                    "nth_child": 2,
                    "nth_of_type": 1,
                    "$el_text": "Pay",
                },
                {"tag_name": "form", "attr__id": "checkout"},
            ]
        }
    )
    chain_elements(click)
    selector = "form#checkout > button#pay.big.primary[data-role='a \"b\"']:nth-child(2)"
    assert finds(selector, click.elements_chain)
    assert not finds("form#checkout > button#pay.huge", click.elements_chain)


@pytest.mark.parametrize(
    "selector",
    [
        "",
        " ",
        ">",
        "a >",
        "> a",
        "a,",
        ", a",
        "a > > b",
        "a ~ b",
        "a + b",
        "a:hover",
        ".btn:hover",
        "a::before",
        "a:not(.b)",
        "a:nth-child(2n+1)",
        "[a~='b']",
        "[a",
        "a]",
        "a.b.",
        "div#",
        ".a b.c d{",
        "a" * 2001,
    ],
)
def test_what_can_not_be_looked_for_is_refused(selector: str) -> None:
    with pytest.raises(QueryError):
        selector_pattern(selector)
