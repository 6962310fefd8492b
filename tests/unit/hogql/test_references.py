"""What a query names of a project's cohorts and actions."""

from hogql.parser import parse_expr, parse_select
from hogql.references import References, find_references


def test_cohorts_and_actions_are_found_wherever_they_stand() -> None:
    tree = parse_select(
        "WITH a AS (SELECT 1 FROM events WHERE matchesAction(7)) "
        "SELECT countIf(matchesaction('Buy')) FROM events e JOIN persons p ON e.person_id = p.id "
        "WHERE person_id IN COHORT 5 AND p.id NOT IN COHORT 'vip' AND event IN ('x') "
        "AND person_id IN (SELECT person_id FROM events WHERE person_id IN COHORT (8, 'b'))"
    )
    assert find_references(tree) == References(
        cohort_ids=frozenset({5, 8}),
        cohort_names=frozenset({"vip", "b"}),
        action_ids=frozenset({7}),
        action_names=frozenset({"Buy"}),
    )


def test_what_is_no_id_and_no_name_is_left_to_the_compiler() -> None:
    tree = parse_expr("a IN COHORT b AND c IN COHORT true AND matchesAction(event, null)")
    assert not find_references(tree)


def test_references_add_up() -> None:
    both = find_references(parse_expr("a IN COHORT 1")) | find_references(
        parse_expr("matchesAction('b')")
    )
    assert both == References(cohort_ids=frozenset({1}), action_names=frozenset({"b"}))
    assert both
