import pytest

from hogql.compile import compile_query
from hogql.context import MAX_LIMITS, LimitContext
from hogql.settings import SETTINGS
from tests.unit.hogql.pairs import project


def test_every_class_of_query_has_settings() -> None:
    assert SETTINGS.keys() == MAX_LIMITS.keys()


@pytest.mark.parametrize("name", SETTINGS)
def test_a_query_only_reads_and_always_ends(name: LimitContext) -> None:
    settings = SETTINGS[name]
    assert settings["readonly"] == 2
    for limit in ("max_execution_time", "max_memory_usage", "max_query_size", "max_ast_elements"):
        assert int(settings[limit]) > 0
    assert settings["timeout_overflow_mode"] == settings["result_overflow_mode"] == "throw"


def test_what_a_person_waits_for_gets_less_than_what_runs_behind() -> None:
    for limit in ("max_execution_time", "max_memory_usage"):
        assert float(SETTINGS["query"][limit]) < float(SETTINGS["export"][limit])


def test_a_compiled_query_carries_the_settings_of_its_class() -> None:
    assert compile_query("SELECT 1", project()).settings == SETTINGS["query"]
