"""The project snapshot: what the edge and ingestion know of all projects without a database.

    PostgreSQL --publish_snapshot, api--> s3://config/snapshot.json --> capture, ingest, flags, ...

Held in memory; read again by ETag every 30 s and, once a second on average, when a token is unknown
that no copy was read for yet; a stale copy is honoured for 24 h (sdk-protocol 2.3). Without any
copy the edge accepts and ingest decides. Nobody who has a copy waits for another thread's read.
"""

from __future__ import annotations

import logging
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, Literal

import orjson

from shared import aws, clock, settings

if TYPE_CHECKING:
    from collections.abc import Mapping

KEY: Final = "snapshot.json"
BUCKET: Final = "config"
REFRESH: Final = timedelta(seconds=30)
RETRY_WITHOUT_COPY: Final = timedelta(seconds=1)
STALE: Final = timedelta(hours=24)
# A few reads may follow each other at once, so that the first event of a project created just after
# somebody sent wrong tokens is not refused; a flood of wrong tokens still costs one read a second.
UNKNOWN_TOKEN_BURST: Final = 5
UNKNOWN_TOKEN_INTERVAL: Final = timedelta(seconds=1)
_NOT_MODIFIED: Final = 304

_logger: Final = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class DropRule:
    """Events that a project does not want: those that match all that the rule names."""

    event: str | None = None
    distinct_id: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SnapshotTeam:
    """What is known of one project outside PostgreSQL. ``timezone`` is an IANA name.

    ``limited`` are the resources of which the organization has used up what it may use this month;
    above ``events_per_minute`` the project's events take the slow lane.
    """

    team_id: int
    token: str
    timezone: str
    anonymize_ips: bool
    cookieless: bool = False
    limited: tuple[str, ...] = ()
    drop_rules: tuple[DropRule, ...] = ()
    events_per_minute: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Snapshot:
    """All projects, by public token."""

    version: int
    teams: Mapping[str, SnapshotTeam]


@dataclass(frozen=True, kw_only=True, slots=True)
class Resolution:
    """What is known of a token. ``team`` is None unless the token is known."""

    is_known: Literal["known", "unknown", "no_snapshot"]
    team: SnapshotTeam | None


def current() -> Snapshot | None:
    """Return the newest copy that may be used, refreshed when it is due; None without any."""
    return _store().current()


def resolve(token: str) -> Resolution:
    """Return whose token this is; it is unknown only after the snapshot has been read again."""
    arrived_at = clock.now()
    store = _store()
    snapshot = store.current()
    if snapshot is not None and token not in snapshot.teams:
        snapshot = store.read_for_unknown_token(token, arrived_at)
    if snapshot is None:
        return Resolution(is_known="no_snapshot", team=None)
    team = snapshot.teams.get(token)
    return Resolution(is_known="unknown" if team is None else "known", team=team)


def forget() -> None:
    """Drop every copy held in memory: for tests that change what is published."""
    with _stores_lock:
        _stores.clear()


def write_snapshot(snapshot: Snapshot) -> bytes:
    """Return the bytes that are published."""
    teams = [asdict(team) for team in snapshot.teams.values()]
    return orjson.dumps({"version": snapshot.version, "teams": teams})


def read_snapshot(content: bytes) -> Snapshot:
    """Return the snapshot that was published.

    Fields that a newer writer added are ignored, those that an older one did not know have their
    defaults: writer and readers are deployed one after the other.
    """
    value: dict[str, Any] = orjson.loads(content)
    teams = (_read_team(row) for row in value["teams"])
    return Snapshot(version=value["version"], teams={team.token: team for team in teams})


def _read_team(row: Mapping[str, Any]) -> SnapshotTeam:
    return SnapshotTeam(
        team_id=row["team_id"],
        token=row["token"],
        timezone=row["timezone"],
        anonymize_ips=row["anonymize_ips"],
        cookieless=row.get("cookieless", False),
        limited=tuple(row.get("limited", ())),
        drop_rules=tuple(
            DropRule(event=rule.get("event"), distinct_id=rule.get("distinct_id"))
            for rule in row.get("drop_rules", ())
        ),
        events_per_minute=row.get("events_per_minute"),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Copy:
    snapshot: Snapshot
    etag: str
    confirmed_at: datetime


class _Store:
    """The copy of one bucket's snapshot, shared by the threads of a process."""

    def __init__(self, bucket: str) -> None:
        self._bucket = bucket
        self._reading = Lock()
        self._copy: _Copy | None = None
        self._refresh_at = datetime.min.replace(tzinfo=UTC)
        self._read_at = self._refresh_at
        self._absent: set[str] = set()
        self._reads_left: float = UNKNOWN_TOKEN_BURST
        self._took_read_at = self._refresh_at

    def current(self) -> Snapshot | None:
        """Return the usable copy; whoever has one does not wait while another thread reads."""
        now = clock.now()
        if now >= self._refresh_at and self._reading.acquire(blocking=self._usable(now) is None):
            try:
                if now >= self._refresh_at:
                    self._read(now)
                    self._absent.clear()
            finally:
                self._reading.release()
        return self._usable(now)

    def read_for_unknown_token(self, token: str, arrived_at: datetime) -> Snapshot | None:
        """Return a copy read since the request arrived; during a flood the one at hand.

        A token is read for once until the next refresh: a project is given one that nobody sent
        before, so whoever keeps sending a wrong one takes no read from a new project.
        """
        with self._reading:
            now = clock.now()
            if self._read_at < arrived_at and token not in self._absent and self._take_read(now):
                self._read_for(token, now)
        return self._usable(now)

    def _read_for(self, token: str, now: datetime) -> None:
        """Read; what brings a new snapshot is given back, for then the token was worth it."""
        old = self._copy
        self._read(now)
        new = self._copy
        if new is None or new.confirmed_at != now:
            return
        self._absent.add(token)
        if old is None or old.etag != new.etag:
            self._reads_left += 1

    def _take_read(self, now: datetime) -> bool:
        """Take one of the reads that unknown tokens may cause; one comes back every second."""
        returned = (now - self._took_read_at) / UNKNOWN_TOKEN_INTERVAL
        left = min(self._reads_left + returned, UNKNOWN_TOKEN_BURST)
        self._took_read_at = now
        self._reads_left = left - 1 if left >= 1 else left
        return left >= 1

    def _usable(self, now: datetime) -> Snapshot | None:
        copy = self._copy
        return copy.snapshot if copy is not None and now - copy.confirmed_at < STALE else None

    def _read(self, now: datetime) -> None:
        """Take the published copy over when it is new; on failure keep what is at hand."""
        self._read_at = now
        newest = self._fetch(now)
        if newest is not None:
            self._copy = newest
        has_copy = self._usable(now) is not None
        self._refresh_at = now + (REFRESH if has_copy else RETRY_WITHOUT_COPY)

    def _fetch(self, now: datetime) -> _Copy | None:
        old = self._copy
        condition: dict[str, Any] = {} if old is None else {"IfNoneMatch": old.etag}
        try:
            answer = aws.s3().get_object(Bucket=self._bucket, Key=KEY, **condition)
            snapshot = read_snapshot(answer["Body"].read())
        except aws.failures() as error:
            status = aws.failure_status(error)
            if old is not None and status == _NOT_MODIFIED:
                return _Copy(snapshot=old.snapshot, etag=old.etag, confirmed_at=now)
            _logger.warning("snapshot not read", extra={"status": status})
            return None
        except (ValueError, KeyError, TypeError):
            _logger.exception("snapshot not understood")
            return None
        return _Copy(snapshot=snapshot, etag=answer["ETag"], confirmed_at=now)


_stores_lock: Final = Lock()
_stores: Final[dict[str, _Store]] = {}


def _store() -> _Store:
    bucket = settings.current().buckets[BUCKET]
    with _stores_lock:
        store = _stores.get(bucket)
        if store is None:
            store = _stores[bucket] = _Store(bucket)
        return store
