from hogql.functions.lookups import lists


def test_what_is_looked_up_stands_at_the_place_of_its_key() -> None:
    found = lists()
    for values in ("BOT_NAMES", "BOT_OPERATORS", "BOT_CATEGORIES", "BOT_KINDS", "BOT_TYPES"):
        assert len(found[values]) == len(found["BOT_TOKENS"]) + 1
    for values in ("SOURCE_KINDS", "PAID_SOURCES", "ORGANIC_SOURCES"):
        assert len(found[values]) == len(found["SOURCES"])
    for values in ("PAID_MEDIA", "ORGANIC_MEDIA"):
        assert len(found[values]) == len(found["MEDIA"])
    assert len(found["LANGUAGE_NAMES"]) == len(found["LANGUAGE_CODES"])


def test_keys_are_different_and_written_as_they_are_compared() -> None:
    found = lists()
    for keys in ("SOURCES", "MEDIA", "LANGUAGE_CODES"):
        assert len(set(found[keys])) == len(found[keys])
        assert all(key == key.lower() for key in found[keys])
    assert len(found["BOT_TOKENS"]) < 255  # the most that ClickHouse searches for at once
