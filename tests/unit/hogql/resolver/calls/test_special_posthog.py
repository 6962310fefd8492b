"""Functions that the dashboard draws: each is a tag with its arguments as attributes."""

import pytest

from hogql.compile import compile_query
from hogql.errors import HogQLError
from tests.unit.hogql.pairs import project


@pytest.mark.parametrize(
    ("call", "tag"),
    [
        ("recordingButton($session_id)", "<RecordingButton sessionId={$session_id} />"),
        (
            "recordingButton('a', 'active')",
            "<RecordingButton sessionId={'a'} recordingStatus={'active'} />",
        ),
        ("sparkline([1, 2])", "<Sparkline data={[1, 2]} />"),
        ("SPARKLINE(range(3))", "<Sparkline data={range(3)} />"),
        (
            "explainCSPReport(properties.report)",
            "<ExplainCSPReport properties={properties.report} />",
        ),
    ],
)
def test_a_call_is_the_tag_it_stands_for(call: str, tag: str) -> None:
    made = compile_query(f"SELECT {call} FROM events", project())
    written = compile_query(f"SELECT {tag} FROM events", project())
    assert (made.sql, made.parameters) == (written.sql, written.parameters)
    assert "__hx_tag" in made.parameters.values()


@pytest.mark.parametrize(
    "call", ["recordingButton()", "recordingButton(1, 2, 3)", "sparkline(1, 2)", "sparkline()"]
)
def test_a_wrong_number_of_arguments_is_told_with_its_place(call: str) -> None:
    query = f"SELECT {call} FROM events"
    with pytest.raises(HogQLError, match="takes") as caught:
        compile_query(query, project())
    assert caught.value.start is not None
    assert query[caught.value.start : caught.value.end] == call
