"""The people of an edge, of a node, and of those that ended there."""

import pytest

from tests.unit.hogql.insights.paths.asking import paths
from tests.unit.hogql.insights.people.asking import behind, built, refused

AT_FIRST = "tupleElement(arrayElement(path, 1), 2) = cityHash64('/a')"
AT_SECOND = "tupleElement(arrayElement(path, 2), 2) = cityHash64('/b')"
GOES_ON = "length(path) > 1"


def conditions(**keys: str) -> str:
    (text,) = built(behind(paths(**keys)))
    return text


def test_an_edge_is_two_items_one_after_the_other() -> None:
    text = conditions(pathStartKey="1_/a", pathEndKey="2_/b")
    assert AT_FIRST in text
    assert AT_SECOND in text
    assert GOES_ON in text


def test_who_goes_on_from_an_item_is_not_who_ends_there() -> None:
    assert GOES_ON in conditions(pathStartKey="1_/a")
    text = conditions(pathDropoffKey="1_/a")
    assert AT_FIRST in text
    assert "length(path) = 1" in text
    assert GOES_ON not in text


def test_items_that_do_not_follow_each_other_are_no_edge() -> None:
    assert "false" in conditions(pathStartKey="1_/a", pathEndKey="3_/b")
    assert "false" not in conditions(pathStartKey="1_/a", pathEndKey="2_/b")


def test_the_keys_say_nothing_of_the_edges_that_are_shown() -> None:
    asked = paths(pathStartKey="1_/a", pathEndKey="2_/b", pathDropoffKey="2_/b")
    assert built(asked) == built(paths())


@pytest.mark.parametrize("name", ["pathStartKey", "pathEndKey", "pathDropoffKey"])
def test_a_key_without_a_place_is_refused(name: str) -> None:
    assert refused(behind(paths(**{name: "/a"}))) == f"source.pathsFilter.{name}"


def test_what_the_paths_refuse_is_refused_of_their_people() -> None:
    asked = paths(localPathCleaningFilters=[{"regex": "(a"}])
    place = "source.pathsFilter.localPathCleaningFilters.0.regex"
    assert refused(behind(asked)) == place
