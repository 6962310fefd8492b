"""Settings: every environment variable the functions read, its default and what it is for.

On AWS a function has its own environment. On one machine all handlers share one process, so the
settings of the running function live in a context variable which the host sets around each
invocation (local-runtime 5.4); nothing reads ``os.environ`` but this module.
"""

import os
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, kw_only=True, slots=True)
class Variable:
    """One environment variable: the row of the settings table in the reference."""

    name: str
    default: str
    help: str


VARIABLES: Final = (
    Variable(
        name="HEDGEROW_SITE_URL",
        default="http://localhost:8000",
        help="Public address of dashboard and API. Empty: https, and the host that the CDN names.",
    ),
    Variable(
        name="DATABASE_URL",
        default="",
        help="PostgreSQL 15 or later. Empty: taken from the secret of HEDGEROW_DATABASE_SECRET.",
    ),
    Variable(
        name="HEDGEROW_DATABASE_SECRET",
        default="",
        help="Secrets Manager id of the RDS credentials (JSON: host, port, dbname, username, ...).",
    ),
    Variable(
        name="HEDGEROW_DATABASE_HOST",
        default="",
        help="Host to use instead of the one in that secret: the RDS Proxy.",
    ),
    Variable(
        name="CLICKHOUSE_URL",
        default="",
        help="https://user:password@host:port/database, or chdb:///folder (needs the local extra).",
    ),
    Variable(
        name="HEDGEROW_CLICKHOUSE_SECRET",
        default="",
        help="Secrets Manager id whose value is a CLICKHOUSE_URL; used when that one is empty.",
    ),
    Variable(name="REDIS_URL", default="", help="Valkey: results, query status, rate limits."),
    Variable(
        name="HEDGEROW_KEY_PEPPER",
        default="",
        help="Mixed into the hashes of sessions and API keys; a change signs everybody out.",
    ),
    Variable(
        name="HEDGEROW_KEY_PEPPER_SECRET",
        default="",
        help="Secrets Manager id of that pepper; used when HEDGEROW_KEY_PEPPER is empty.",
    ),
    Variable(
        name="HEDGEROW_RATE_LIMITS",
        default="off",
        help="on: limit requests of API keys as PostHog Cloud does; off: as a self-hosted one.",
    ),
    Variable(
        name="HEDGEROW_GEOIP_PATH",
        default="",
        help="Folder of location databases, or one .mmdb file, MaxMind's too. Empty: no $geoip_*.",
    ),
)
QUEUE_PREFIX: Final = "HEDGEROW_QUEUE_"  # + NAME_IN_CAPITALS -> URL of the queue
BUCKET_PREFIX: Final = "HEDGEROW_BUCKET_"  # -> name of the bucket
WORKFLOW_PREFIX: Final = "HEDGEROW_WORKFLOW_"  # -> ARN of the state machine


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """What the running function was configured with; the mappings are by topology name."""

    site_url: str
    database_url: str
    database_secret: str
    database_host: str
    clickhouse_url: str
    clickhouse_secret: str
    redis_url: str
    key_pepper: str
    key_pepper_secret: str
    has_rate_limits: bool
    geoip_path: str
    queues: "Mapping[str, str]"
    buckets: "Mapping[str, str]"
    workflows: "Mapping[str, str]"


def read_settings(environment: "Mapping[str, str]") -> Settings:
    """Return the settings that ``environment`` describes."""
    value = {row.name: environment.get(row.name, row.default) for row in VARIABLES}
    return Settings(
        site_url=value["HEDGEROW_SITE_URL"].rstrip("/"),
        database_url=value["DATABASE_URL"],
        database_secret=value["HEDGEROW_DATABASE_SECRET"],
        database_host=value["HEDGEROW_DATABASE_HOST"],
        clickhouse_url=value["CLICKHOUSE_URL"],
        clickhouse_secret=value["HEDGEROW_CLICKHOUSE_SECRET"],
        redis_url=value["REDIS_URL"],
        key_pepper=value["HEDGEROW_KEY_PEPPER"],
        key_pepper_secret=value["HEDGEROW_KEY_PEPPER_SECRET"],
        has_rate_limits=value["HEDGEROW_RATE_LIMITS"] == "on",
        geoip_path=value["HEDGEROW_GEOIP_PATH"],
        queues=_named(environment, QUEUE_PREFIX),
        buckets=_named(environment, BUCKET_PREFIX),
        workflows=_named(environment, WORKFLOW_PREFIX),
    )


_current: ContextVar[Settings | None] = ContextVar("settings", default=None)
_of_process: list[Settings] = []


def current() -> Settings:
    """Return the settings of the running function: the host's, else this process's environment."""
    settings = _current.get()
    if settings is not None:
        return settings
    if not _of_process:
        _of_process.append(read_settings(environment()))
    return _of_process[0]


def environment() -> "Mapping[str, str]":
    """Return this process's environment: for composition roots, which hand parts of it on."""
    return os.environ


@contextmanager
def use(settings: Settings) -> "Iterator[None]":
    """Make ``settings`` current in this thread or task for the time of the block."""
    token = _current.set(settings)
    try:
        yield
    finally:
        _current.reset(token)


def _named(environment: "Mapping[str, str]", prefix: str) -> dict[str, str]:
    return {
        name.removeprefix(prefix).lower().replace("_", "-"): value
        for name, value in environment.items()
        if name.startswith(prefix)
    }
