"""The cases of tests/golden/insights, for every kind of query node that there is.

The same cases run through the public API elsewhere. Here they go from the node to ClickHouse and
back.
"""

import re
from typing import TYPE_CHECKING

import pytest

from hogql.insights.errors import InsightError
from tests.integration.hogql.insights.cases import CASES, Case, tell, with_ids
from tests.integration.hogql.insights.run import answer

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

_COHORT = re.compile(r"\{\$cohort:(\w+)\}")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_case_of_the_specification_holds(case: Case, shared_clickhouse: "Client") -> None:
    world = tell(case, shared_clickhouse)
    query = with_ids(case.query, world)
    assert isinstance(query, dict)
    if any(one.path == "$status" and one.value == 400 for one in case.assertions):
        with pytest.raises(InsightError):
            answer(query, team_id=world.team_id, context=world.context, known=world.known)
        return
    response = answer(query, team_id=world.team_id, context=world.context, known=world.known)
    for one in case.assertions:
        if one.is_seen:
            path = _COHORT.sub(lambda found: str(world.cohort_ids[found[1]]), one.path)
            one.model_copy(update={"path": path}).check(response)
