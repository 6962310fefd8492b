"""Which edges of paths are asked for, and what is refused by its field."""

from typing import Any

import pytest

from tests.unit.hogql.insights.paths.asking import DATES, Node, paths
from tests.unit.hogql.insights.people.asking import SERIES, built, refused

BEFORE = "funnel_path_before_step"
STEPS = [{**SERIES[0], "event": name} for name in ("seen", "paid")]
FUNNEL = {"kind": "FunnelsQuery", "series": STEPS}


def test_without_a_filter_there_are_fifty_edges_of_five_steps() -> None:
    assert built({"kind": "PathsQuery", "dateRange": DATES}) == built(
        paths(edgeLimit=50, stepLimit=5)
    )
    (text,) = built(paths())
    assert "LIMIT 50 WITH TIES" in text
    assert text.endswith("LIMIT 50")


def test_edges_are_between_their_weights() -> None:
    (text,) = built(paths(minEdgeWeight=2, maxEdgeWeight=9))
    assert "weight >= 2" in text
    assert "weight <= 9" in text


def test_a_sample_is_of_every_part_of_the_query() -> None:
    (text,) = built({**paths(), "samplingFactor": 0.1})
    assert text.count("SAMPLE 0.1") == text.count("FROM events")


def around(**chosen: Any) -> Node:
    funnel = {"funnelPathType": BEFORE, "funnelStep": 2, "funnelSource": FUNNEL, **chosen}
    return {**paths(), "funnelPathsFilter": funnel}


@pytest.mark.parametrize(
    ("asked", "attr"),
    [
        (paths(stepLimit=1), "pathsFilter.stepLimit"),
        (paths(stepLimit=21), "pathsFilter.stepLimit"),
        (paths(edgeLimit=1001), "pathsFilter.edgeLimit"),
        (paths(minEdgeWeight=3, maxEdgeWeight=2), "pathsFilter.minEdgeWeight"),
        (paths(includeEventTypes=["clicks"]), "pathsFilter.includeEventTypes.0"),
        (paths(excludeEvents=["a"] * 101), "pathsFilter.excludeEvents"),
        (paths(steps=3), "pathsFilter.steps"),
        (paths(pathStartKey="0_/a"), "pathsFilter.pathStartKey"),
        (paths(pathStartKey="9" * 5000 + "_/a"), "pathsFilter.pathStartKey"),
        (paths(pathEndKey="/a"), "pathsFilter.pathEndKey"),
        (paths(pathDropoffKey="\N{SUPERSCRIPT TWO}_/a"), "pathsFilter.pathDropoffKey"),
        (around(funnelPathType=None), "funnelPathsFilter.funnelPathType"),
        (around(funnelStep=None), "funnelPathsFilter.funnelStep"),
        (around(funnelStep=0), "funnelPathsFilter.funnelStep"),
        (around(funnelStep=-1), "funnelPathsFilter.funnelStep"),
        (around(funnelStep=3), "funnelPathsFilter.funnelStep"),
        (
            around(funnelStep=1, funnelPathType="funnel_path_between_steps"),
            "funnelPathsFilter.funnelStep",
        ),
        (
            around(funnelStep=-2, funnelPathType="funnel_path_between_steps"),
            "funnelPathsFilter.funnelStep",
        ),
        (around(funnelSource=SERIES[0]), "funnelPathsFilter.funnelSource.kind"),
        (
            around(funnelSource={**FUNNEL, "aggregation_group_type_index": 0}),
            "funnelPathsFilter.funnelSource",
        ),
        (
            around(funnelSource={**FUNNEL, "series": [SERIES[0], {**SERIES[0], "math": "dau"}]}),
            "funnelPathsFilter.funnelSource.series.1.math",
        ),
        (
            around(funnelSource={**FUNNEL, "properties": [{"type": "hogql", "key": "1 +"}]}),
            "funnelPathsFilter.funnelSource.properties.0.key",
        ),
    ],
)
def test_what_cannot_be_answered_is_refused_by_its_field(asked: Node, attr: str) -> None:
    assert refused(asked) == attr


@pytest.mark.parametrize("chosen", [{"start": "/a"}, {"end": "/a"}, {"start": "/a", "end": "/b"}])
def test_a_slash_at_the_end_of_a_point_says_nothing(chosen: dict[str, Any]) -> None:
    plain = {f"{name}Point": point for name, point in chosen.items()}
    slashed = {name: f"{point}/" for name, point in plain.items()}
    assert built(paths(**slashed)) == built(paths(**plain))
    assert built(paths(**plain)) != built(paths())
