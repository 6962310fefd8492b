import pytest

from hogql.plan.making import text, word
from hogql.plan.nodes import Value
from hogql.printer.writer import Writer, quote
from hogql.types import BOOL, FLOAT, INT, NULL


@pytest.mark.parametrize(
    ("name", "quoted"),
    [
        ("event", "event"),
        ("_a1", "_a1"),
        ("$browser", "`$browser`"),
        ("$$x$$", "`$$x$$`"),
        ("a b", "`a b`"),
        ("1a", "`1a`"),
        ("select", "`select`"),
        ("From", "`From`"),
        ("a`b", "`a``b`"),
        ("a\\", "`a\\\\`"),
        ("a\\`b", "`a\\\\``b`"),
        ("", "``"),
    ],
)
def test_a_name_is_bare_only_when_it_can_mean_nothing_else(name: str, quoted: str) -> None:
    assert quote(name) == quoted


def test_numbers_are_written_and_texts_travel() -> None:
    writer = Writer()
    assert writer.constant(Value(INT, -3)) == "-3"
    assert writer.constant(Value(FLOAT, 0.5)) == "0.5"
    assert writer.constant(Value(BOOL, value=True)) == "true"
    assert writer.constant(Value(NULL, None)) == "NULL"
    assert writer.constant(text("'; --")) == "{hogql_val_0:String}"
    assert writer.parameters == {"hogql_val_0": "'; --"}


def test_equal_values_of_one_type_share_a_parameter() -> None:
    writer = Writer()
    first = writer.parameter("a", "String")
    assert writer.parameter("a", "String") == first
    assert writer.parameter("a", "UUID") != first
    assert writer.parameter(("a", "b"), "Array(String)") == "{hogql_val_2:Array(String)}"
    assert writer.parameters["hogql_val_2"] == ["a", "b"]


def test_a_word_of_the_compiler_is_written_only_when_it_is_harmless() -> None:
    writer = Writer()
    assert writer.constant(word("Europe/Lisbon")) == "'Europe/Lisbon'"
    assert writer.constant(word("it's")) == "{hogql_val_0:String}"
