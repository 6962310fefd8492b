"""The stores that cases are played on; those of a section are played when its first test asks."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pytest

from functions.ingest import definitions as told
from functions.ingest import write
from shared import ids, settings
from shared.clickhouse import connect as clickhouse_connect
from shared.clickhouse.connect import open_client
from shared.domain.cookieless import salts
from shared.postgres import connect
from shared.postgres.transaction import transaction
from shared.snapshot import SnapshotTeam
from tests.integration.chdb import new_database
from tests.integration.semantics.cases import read_cases
from tests.integration.semantics.play import Played, Theatre, Way, plays_of
from tests.integration.semantics.stored import Stored, read_all
from tests.integration.stores import new_database as new_postgres
from tests.mmdb import write_database
from tools.memory_aws import MemoryAws, use_memory

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from shared.settings import Settings
    from tests.integration.semantics.cases import Case

TEAMS_OF_A_SECTION: Final = 10_000
LONDON: Final[dict[str, Any]] = {
    "city": {"names": {"en": "London"}},
    "continent": {"code": "EU", "names": {"en": "Europe"}},
    "country": {"iso_code": "GB", "names": {"en": "United Kingdom"}},
    "location": {
        **{"latitude": 51.5142, "longitude": -0.0931},
        **{"accuracy_radius": 10, "time_zone": "Europe/London"},
    },
    "postal": {"code": "EC4V"},
    "subdivisions": [{"iso_code": "ENG", "names": {"en": "England"}}],
}


class Results:
    """What is stored of every case, by the way it was played; a section is played as a whole."""

    def __init__(self, stores: Settings) -> None:
        """Play on the stores that these settings name."""
        self._stores = stores
        self._sections: dict[str, dict[tuple[str, Way], tuple[Played, Stored]]] = {}

    def of(self, case: Case, way: Way) -> tuple[Played, Stored]:
        """Return the project of a case, and what is stored of it."""
        if case.section not in self._sections:
            self._sections[case.section] = {}  # so that one that cannot be played is not again
            self._sections[case.section] = self._play(case.section)
        found = self._sections[case.section]
        assert found, f"{case.section} could not be played: see the first of its tests"
        return found[case.name, way]

    def _play(self, section: str) -> dict[tuple[str, Way], tuple[Played, Stored]]:
        cases = [case for case in read_cases() if case.section == section]
        first = TEAMS_OF_A_SECTION * (1 + len(self._sections))
        plays = [*plays_of(cases, first_team=first)]
        with self._memory() as memory, pytest.MonkeyPatch.context() as monkeypatch:
            _make_projects(memory, plays)
            seen = Theatre(memory, monkeypatch).play(plays)
            stored = _read()
        nothing = Stored()
        return {
            (played.case.name, played.way): (played, stored.get(played.team_id, nothing))
            for played in seen
        }

    @contextmanager
    def _memory(self) -> Iterator[MemoryAws]:
        """Yield queues and buckets in memory, which the settings name beside the stores."""
        with settings.use(self._stores):
            try:
                for memory in use_memory():
                    _forget()
                    yield memory
            finally:
                _forget()
                clickhouse_connect.close()
                connect.close()


@pytest.fixture(scope="session")
def results(
    chdb_folder: Path, postgres_server: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Results]:
    """What is stored of all cases, on stores that they share."""
    places = tmp_path_factory.mktemp("places")
    (places / "city.mmdb").write_bytes(write_database({"81.2.69.0/24": LONDON}))
    for url in new_database(chdb_folder):
        _keep(url)
        for database_url in new_postgres(postgres_server):
            yield Results(
                replace(
                    settings.current(),
                    clickhouse_url=url,
                    database_url=database_url,
                    geoip_path=str(places),
                )
            )


def _keep(url: str) -> None:
    """Let ClickHouse keep rows that are old by its own clock: cases say when they happen."""
    client = open_client(url)
    for table in ("heatmaps", "ingestion_warnings"):
        client.command(f"SYSTEM STOP TTL MERGES {table}")
    client.close()


def _forget() -> None:
    """Let no part of ingestion know what happened before."""
    told.forget()
    salts.forget()
    write.breaker.succeed()


def _make_projects(memory: MemoryAws, plays: Sequence[Played]) -> None:
    organization = ids.uuid7()
    with transaction() as connection:
        connection.execute(
            "INSERT INTO organizations (id, name, slug) VALUES (%s, 'o', %s)",
            [organization, str(organization)],
        )
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO teams (id, uuid, organization_id, name, api_token)"
                " VALUES (%s, %s, %s, 'p', %s)",
                [[one.team_id, ids.uuid7(), organization, one.token] for one in plays],
            )
    memory.publish(*(_team(one) for one in plays))


def _team(played: Played) -> SnapshotTeam:
    wanted = played.case.team
    return SnapshotTeam(
        team_id=played.team_id,
        token=played.token,
        timezone=wanted.get("timezone", "UTC"),
        anonymize_ips=wanted.get("anonymize_ips", False),
        cookieless=wanted.get("cookieless", False),
    )


def _read() -> Mapping[int, Stored]:
    client = open_client(settings.current().clickhouse_url)
    try:
        with transaction() as connection:
            return read_all(client, connection)
    finally:
        client.close()
