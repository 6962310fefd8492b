"""Chains of elements as lists of them."""

from hogql.insights.correlation.elements import MOST_ELEMENTS, elements_of

LINK = 'a.small.big:attr__role="button"attr_id="go"href="/x;y"nth-child="2"nth-of-type="1"text="Go"'


def test_no_chain_has_no_elements() -> None:
    assert elements_of("") == ()


def test_an_element_has_its_tag_classes_and_attributes() -> None:
    (found,) = elements_of(LINK)
    assert found == {
        "event": None,
        "tag_name": "a",
        "attr_class": ["small", "big"],
        "text": "Go",
        "href": "/x;y",
        "attr_id": "go",
        "nth_child": 2,
        "nth_of_type": 1,
        "attributes": {"attr__role": "button"},
        "order": 0,
    }


def test_elements_are_told_apart_by_semicolons_that_are_not_quoted() -> None:
    found = elements_of(f'{LINK};div:nth-child="1";body:')
    assert [one["tag_name"] for one in found if isinstance(one, dict)] == ["a", "div", "body"]
    assert [one["order"] for one in found if isinstance(one, dict)] == [0, 1, 2]


def test_a_quote_inside_a_value_is_part_of_it() -> None:
    (found,) = elements_of(r'button:text="say \"hi; there\""nth-child="x"')
    assert isinstance(found, dict)
    assert (found["text"], found["nth_child"]) == ('say "hi; there"', None)


def test_a_class_may_have_a_colon() -> None:
    (found,) = elements_of('a.md:flex.go:href="/x"')
    assert isinstance(found, dict)
    assert (found["attr_class"], found["href"]) == (["md:flex", "go"], "/x")


def test_a_tag_without_classes_has_none() -> None:
    (found,) = elements_of("main:")
    assert isinstance(found, dict)
    assert (found["attr_class"], found["attributes"]) == (None, {})


def test_a_chain_without_end_is_cut() -> None:
    assert len(elements_of(";".join(["div:"] * (MOST_ELEMENTS + 5)))) == MOST_ELEMENTS
