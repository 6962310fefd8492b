"""All cases, played once for all tests: the stores live as long as that takes."""

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

FIRST_TEAM: Final = 1000
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

Results = dict[tuple[str, Way], tuple[Played, Stored]]


@pytest.fixture(scope="session")
def results(
    chdb_folder: Path, postgres_server: str, tmp_path_factory: pytest.TempPathFactory
) -> Results:
    """What is stored of every case, by its key and the way it was played."""
    places = tmp_path_factory.mktemp("places")
    (places / "city.mmdb").write_bytes(write_database({"81.2.69.0/24": LONDON}))
    plays = [*plays_of(read_cases(), first_team=FIRST_TEAM)]
    with _stores(chdb_folder, postgres_server, places) as memory:
        _make_projects(memory, plays)
        with pytest.MonkeyPatch.context() as monkeypatch:
            seen = Theatre(memory, monkeypatch).play(plays)
        stored = _read()
    nothing = Stored()
    return {
        (played.case.key, played.way): (played, stored.get(played.team_id, nothing))
        for played in seen
    }


@contextmanager
def _stores(chdb_folder: Path, postgres_server: str, places: Path) -> Iterator[MemoryAws]:
    """Yield queues and buckets in memory; the settings name them and new databases."""
    for url in new_database(chdb_folder):
        for database_url in new_postgres(postgres_server):
            named = replace(
                settings.current(),
                clickhouse_url=url,
                database_url=database_url,
                geoip_path=str(places),
            )
            with settings.use(named):
                for memory in use_memory():
                    _forget()
                    yield memory
                    _forget()
                clickhouse_connect.close()


def _forget() -> None:
    """Let no part of ingestion know what happened before."""
    told.forget()
    salts.forget()
    write.breaker.succeed()


def _make_projects(memory: MemoryAws, plays: Sequence[Played]) -> None:
    organization = ids.uuid7()
    with transaction() as connection:
        connection.execute(
            "INSERT INTO organizations (id, name, slug) VALUES (%s, 'o', 'o')", [organization]
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
