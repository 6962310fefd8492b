import pytest
from msgspec.structs import replace

from hogql.compile import compile_query
from hogql.context import Context, Restrictions
from hogql.errors import ForbiddenQueryError
from hogql.plan.nodes import Function, Value
from hogql.schema.tables import TABLES
from hogql.transforms.access import is_masked, is_masked_field, masked
from hogql.types import ARRAY, DATETIME, FLOAT, STRING
from tests.unit.hogql.adversarial import Case, read_cases, restricted
from tests.unit.hogql.pairs import project

HIDDEN_KEYS = {"plan", "email"}


def hiding(*properties: tuple[str, str]) -> Context:
    return replace(project(), restrictions=Restrictions(properties=frozenset(properties)))


@pytest.mark.parametrize("case", read_cases("M", "O"), ids=str)
def test_no_guard_reads_a_hidden_key(case: Case) -> None:
    """In the maps its name stands only where the key is thrown away."""
    compiled = compile_query(case.sql, restricted())
    names = [name for name, value in compiled.parameters.items() if value in HIDDEN_KEYS]
    for name in names:
        assert f"[{{{name}:String}}] AS" not in compiled.sql
        assert f"mapContains(properties, {{{name}:String}})" not in compiled.sql


def test_what_one_kind_hides_another_shows() -> None:
    context = hiding(("person", "plan"))
    assert is_masked(context, "person", "plan")
    assert not is_masked(context, "event", "plan")
    assert not is_masked(context, None, "plan")
    query = "SELECT properties.plan FROM events"
    assert compile_query(query, context).sql == compile_query(query, project()).sql


def test_a_hidden_property_is_no_pair_of_a_name_and_a_text() -> None:
    query = "SELECT JSONExtractKeysAndValues(properties, 'String') FROM persons"
    compiled = compile_query(query, hiding(("person", "plan")))
    shown = "CAST(mapFilter((k, v) -> k NOT IN ({hogql_val_0:String}), persons.properties)"
    assert shown in compiled.sql
    assert compiled.parameters["hogql_val_0"] == "plan"


def test_a_hidden_property_has_the_type_that_its_value_would_have() -> None:
    context = hiding(("event", "amount"), ("event", "seen"))
    sql = compile_query("SELECT properties.amount > 5, properties.seen FROM events", context).sql
    assert "CAST(NULL, 'Nullable(Float64)') > 5" in sql
    assert "CAST(NULL, 'Nullable(DateTime64(6))')" in sql


@pytest.mark.parametrize(
    ("table", "field", "key"),
    [
        ("events", "$session_id", "$session_id"),
        ("events", "$session_id_uuid", "$session_id"),
        ("events", "$group_0", "$group_0"),
        ("sessions", "$entry_utm_source", "utm_source"),
        ("sessions", "$entry_current_url", "$current_url"),
        ("sessions", "$end_current_url", "$current_url"),
        ("sessions", "$urls", "$current_url"),
    ],
)
def test_a_column_that_shows_a_hidden_property_is_hidden(table: str, field: str, key: str) -> None:
    known = TABLES[table]
    assert field in known.fields
    assert is_masked_field(hiding(("event", key)), known, field)
    assert not is_masked_field(hiding(("event", "other")), known, field)
    sql = compile_query(f"SELECT `{field}` FROM {table}", hiding(("event", key))).sql
    assert "CAST(NULL" in sql or "NULL" in sql


def test_null_of_a_kind_without_a_nullable_type_is_plain() -> None:
    assert isinstance(masked(ARRAY), Value)
    for of in (STRING, FLOAT, DATETIME):
        found = masked(of)
        assert isinstance(found, Function)
        assert found.type.nullable


@pytest.mark.parametrize(
    "query",
    [
        "SELECT id FROM persons",
        "SELECT person.properties.email FROM events",
        "SELECT event FROM events WHERE person.properties.email = 'a'",
        "SELECT event FROM events WHERE distinct_id IN (SELECT id::String FROM persons)",
        "WITH p AS (SELECT id FROM persons) SELECT id FROM p",
        "SELECT e.event FROM events e JOIN persons p ON p.id = e.person_id",
        "SELECT pdi.person.properties.email FROM events",
    ],
)
def test_a_denied_table_is_refused_on_every_way_to_it(query: str) -> None:
    context = replace(project(), restrictions=Restrictions(tables=frozenset({"persons"})))
    with pytest.raises(ForbiddenQueryError) as caught:
        compile_query(query, context)
    assert caught.value.code == "table_access_denied"
