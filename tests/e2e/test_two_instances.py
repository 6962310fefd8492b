"""Two instances on one computer know nothing of each other, and neither takes much of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.e2e.own import family_of
from tools.bench.memory import total_mib
from tools.project import sign_up

if TYPE_CHECKING:
    from tests.e2e.own import Own
    from tools.project import Project
    from tools.stack import Stack

MOST_MIB: Final = 2.5 * 1024
EVENTS: Final = 500


def send(project: Project, name: str, token: str) -> int:
    batch = [{"event": name, "distinct_id": f"d {number}"} for number in range(EVENTS)]
    body = {"api_key": token, "batch": batch}
    return project.http.post(f"{project.url}/batch/", json=body).status_code


def test_each_instance_has_its_own_projects_and_events(own: Own, stack: Stack) -> None:
    ours, theirs = sign_up(own.stack.url), sign_up(stack.url)
    for project, other in ((ours, theirs), (theirs, ours)):
        assert send(project, f"of {project.email}", project.token) == 200
        assert send(project, "stolen", other.token) == 401
        stranger = project.http.get(
            f"{project.url}/api/users/@me/", headers={"Authorization": f"Bearer {other.api_key}"}
        )
        assert stranger.status_code == 401
    for project in (ours, theirs):
        project.wait_for_rows("SELECT uuid FROM events LIMIT 1000", count=EVENTS)
        counts = project.rows("SELECT event, count() FROM events GROUP BY event")
        assert counts == [[f"of {project.email}", EVENTS]]
        project.http.close()


def test_all_processes_of_an_instance_take_less_than_two_and_a_half_gigabytes(own: Own) -> None:
    project = sign_up(own.stack.url)
    for number in range(10):
        assert send(project, f"e {number}", project.token) == 200
    project.wait_for_rows("SELECT event, count() FROM events GROUP BY event", count=10)
    project.http.close()
    assert len(family_of(own.stack)) > 4
    assert total_mib(own.stack.pid) < MOST_MIB
