"""Everything that is deployed, as plain data. Read this first.

``cdk/`` turns these rows into AWS resources, ``local/`` into a running system, and a test compares
them with the handlers. This module imports no handler and no dependency, so reading it is free.

``sends_to``, ``reads``, ``writes``, ``deletes``, ``starts`` and ``needs`` are the permissions of a
function and also its environment: a queue becomes ``HEDGEROW_QUEUE_<NAME>`` and so on
(``environment_name``).
"""

from dataclasses import dataclass, field
from typing import Final, Literal

Store = Literal["postgres", "clickhouse", "valkey"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Route:
    """A resource of the REST API, without trailing slash; each gets ``OPTIONS`` too."""

    path: str
    methods: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class HttpTrigger:
    """Invoked by the REST API with the proxy v1 event."""

    routes: tuple[Route, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class QueueTrigger:
    """Invoked with batches of messages; failures are reported one by one."""

    queue: str
    batch_size: int
    batching_window_seconds: int
    max_concurrency: int


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskTrigger:
    """Invoked by a state machine, or directly by a deployment."""


Trigger = HttpTrigger | QueueTrigger | TaskTrigger


@dataclass(frozen=True, kw_only=True, slots=True)
class Function:
    """One Lambda function. Sizes are MiB, times are seconds.

    ``in_vpc`` is true for those that reach PostgreSQL, Valkey or a private ClickHouse, ``locates``
    for those that are given the database of where addresses are.
    One that ``redrives`` takes messages from the dead letters of the queues that it sends to.
    """

    name: str
    handler: str
    memory_mib: int
    timeout_seconds: int
    trigger: Trigger
    purpose: str
    sends_to: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    deletes: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    needs: tuple[Store, ...] = ()
    reserved_share_percent: int | None = None
    locates: bool = False
    redrives: bool = False

    @property
    def in_vpc(self) -> bool:
        """Whether the function needs a store that lives inside the private network."""
        return bool(self.needs)


@dataclass(frozen=True, kw_only=True, slots=True)
class Queue:
    """A standard SQS queue with its dead-letter queue. ``durable`` ones carry accepted data."""

    name: str
    max_receives: int
    durable: bool
    purpose: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Bucket:
    """A private S3 bucket; objects expire after ``expire_days``, None keeps them."""

    name: str
    expire_days: int | None
    purpose: str
    versioned: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Workflow:
    """A state machine. ``tasks`` maps the placeholders of its ASL file to functions."""

    name: str
    definition: str
    tasks: dict[str, str] = field(default_factory=dict)
    purpose: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Schedule:
    """Starts a function or a workflow again and again."""

    name: str
    rate_minutes: int
    function: str | None = None
    workflow: str | None = None


def environment_name(kind: Literal["queue", "bucket", "workflow"], name: str) -> str:
    """Return the variable that tells a function where the named thing is."""
    return f"HEDGEROW_{kind}_{name}".upper().replace("-", "_")


def _routes(methods: tuple[str, ...], *paths: str) -> tuple[Route, ...]:
    return tuple(Route(path=path, methods=methods) for path in paths)


FUNCTIONS: Final = (
    Function(
        name="capture",
        handler="functions.capture.app.app",
        memory_mib=512,
        timeout_seconds=10,
        trigger=HttpTrigger(
            routes=(
                *_routes(
                    ("GET", "POST"),
                    *("/batch", "/e", "/i/v0/e", "/capture", "/track", "/engage"),
                    "/i/v0/ai/batch",
                ),
                *_routes(
                    ("POST",),
                    *("/i/v0/ai", "/i/v1/analytics/events"),
                    *("/i/v1/logs", "/i/v1/metrics", "/i/v1/traces"),
                ),
            )
        ),
        purpose="Accepts events from SDKs and puts each request on the queue.",
        sends_to=("events", "events-historical"),
        reads=("config",),
        writes=("intake",),
        reserved_share_percent=40,
    ),
    Function(
        name="recordings",
        handler="functions.recordings.app.app",
        memory_mib=512,
        timeout_seconds=15,
        trigger=HttpTrigger(routes=_routes(("POST",), "/s")),
        purpose="Accepts session snapshots and stores each request in S3.",
        reads=("config",),
        writes=("recordings",),
        reserved_share_percent=10,
    ),
    Function(
        name="flags",
        handler="functions.flags.app.app",
        memory_mib=1024,
        timeout_seconds=10,
        trigger=HttpTrigger(routes=_routes(("GET", "POST"), "/flags", "/decide")),
        purpose="Answers which feature flags a person has.",
        reads=("config",),
        reserved_share_percent=20,
    ),
    Function(
        name="remote_config",
        handler="functions.remote_config.app.app",
        memory_mib=256,
        timeout_seconds=5,
        trigger=HttpTrigger(
            routes=_routes(
                ("GET",),
                *("/array/{token}/config.js", "/array/{token}/config"),
                *("/api/surveys", "/api/early_access_features"),
                *("/api/web_experiments", "/api/product_tours"),
            )
        ),
        purpose="Tells browsers how a project is configured.",
        reads=("config",),
    ),
    Function(
        name="ingest",
        handler="functions.ingest.handler.handle",
        memory_mib=1769,
        timeout_seconds=120,
        trigger=QueueTrigger(
            queue="events", batch_size=5000, batching_window_seconds=5, max_concurrency=10
        ),
        purpose="Turns accepted requests into rows: seals them in S3, then inserts them.",
        sends_to=("clickhouse-load", "persons", "definitions"),
        reads=("config", "intake", "salts"),
        writes=("wal", "quarantine", "salts"),
        locates=True,
        needs=("clickhouse",),
    ),
    Function(
        name="ingest_historical",
        handler="functions.ingest.handler.handle",
        memory_mib=1769,
        timeout_seconds=120,
        trigger=QueueTrigger(
            queue="events-historical",
            batch_size=5000,
            batching_window_seconds=5,
            max_concurrency=2,
        ),
        purpose="Does what ingest does, at leisure, with imports and with what is above a rate.",
        sends_to=("clickhouse-load", "persons", "definitions"),
        reads=("config", "intake", "salts"),
        writes=("wal", "quarantine", "salts"),
        locates=True,
        needs=("clickhouse",),
    ),
    Function(
        name="persons",
        handler="functions.persons.handler.handle",
        memory_mib=1769,
        timeout_seconds=120,
        trigger=QueueTrigger(
            queue="persons", batch_size=20, batching_window_seconds=2, max_concurrency=5
        ),
        purpose="Joins what events did to persons in PostgreSQL and tells ClickHouse.",
        reads=("wal",),
        needs=("postgres", "clickhouse"),
    ),
    Function(
        name="definitions",
        handler="functions.definitions.handler.handle",
        memory_mib=512,
        timeout_seconds=60,
        trigger=QueueTrigger(
            queue="definitions", batch_size=10, batching_window_seconds=5, max_concurrency=2
        ),
        purpose="Makes events and properties that ingestion met known to their project.",
        needs=("postgres",),
    ),
    Function(
        name="load",
        handler="functions.load.handler.handle",
        memory_mib=1769,
        timeout_seconds=300,
        trigger=QueueTrigger(
            queue="clickhouse-load", batch_size=10, batching_window_seconds=0, max_concurrency=10
        ),
        purpose="Inserts sealed objects that could not be inserted when they were sealed.",
        reads=("wal",),
        needs=("clickhouse",),
    ),
    Function(
        name="replay_fallback",
        handler="functions.replay_fallback.handler.handle",
        memory_mib=512,
        timeout_seconds=60,
        trigger=QueueTrigger(
            queue="fallback", batch_size=10, batching_window_seconds=0, max_concurrency=2
        ),
        purpose="Queues the requests that capture could only write to S3.",
        sends_to=("events", "events-historical"),
        reads=("intake",),
    ),
    Function(
        name="api",
        handler="functions.api.app.handle",
        memory_mib=1769,
        timeout_seconds=29,
        trigger=HttpTrigger(
            routes=(
                # A resource that exists for a deeper route hides /api/{proxy+}, so those on the
                # way to the query routes are named too.
                *_routes(
                    ("ANY",),
                    "/api/{proxy+}",
                    *(
                        path
                        for root in ("/api/projects", "/api/environments")
                        for path in (
                            root,
                            f"{root}/{{project_id}}",
                            f"{root}/{{project_id}}/{{proxy+}}",
                            f"{root}/{{project_id}}/cohorts",
                            f"{root}/{{project_id}}/cohorts/{{cohort_id}}",
                            f"{root}/{{project_id}}/cohorts/{{cohort_id}}/{{proxy+}}",
                            f"{root}/{{project_id}}/events",
                            f"{root}/{{project_id}}/events/{{proxy+}}",
                            f"{root}/{{project_id}}/groups",
                            f"{root}/{{project_id}}/groups/{{proxy+}}",
                            f"{root}/{{project_id}}/persons",
                            f"{root}/{{project_id}}/persons/{{proxy+}}",
                        )
                    ),
                ),
                *_routes(("GET",), "/_preflight", "/_livez", "/_readyz"),
                *_routes(("GET", "POST"), "/logout"),
            )
        ),
        purpose="The application API: accounts, projects, keys.",
        sends_to=("persons", "cohorts"),
        reads=("config",),
        writes=("config",),
        needs=("postgres", "valkey"),
    ),
    Function(
        name="query",
        handler="functions.query.app.handle",
        memory_mib=3008,
        timeout_seconds=29,
        trigger=HttpTrigger(
            routes=(
                *_routes(
                    ("POST",),
                    *("/api/projects/{project_id}/query", "/api/environments/{project_id}/query"),
                ),
                *_routes(
                    ("GET", "POST", "DELETE"),
                    "/api/projects/{project_id}/query/{query_id}",
                    "/api/environments/{project_id}/query/{query_id}",
                ),
                *_routes(
                    ("GET",),
                    *(
                        f"{root}/{{project_id}}/{path}"
                        for root in ("/api/projects", "/api/environments")
                        for path in (
                            *("events/values", "persons/values", "groups/property_values"),
                            *("ingestion_warnings", "cohorts/{cohort_id}/persons"),
                            "query/{query_id}/log",
                        )
                    ),
                ),
            )
        ),
        purpose="Compiles HogQL and insights to ClickHouse SQL, runs them, caches the results.",
        sends_to=("queries",),
        reads=("results",),
        writes=("results",),
        needs=("postgres", "clickhouse", "valkey"),
    ),
    Function(
        name="query_worker",
        handler="functions.query_worker.handler.handle",
        memory_mib=3008,
        timeout_seconds=600,
        trigger=QueueTrigger(
            queue="queries", batch_size=1, batching_window_seconds=0, max_concurrency=20
        ),
        purpose="Answers the queries that run in the background, and keeps their results.",
        reads=("results",),
        writes=("results",),
        needs=("postgres", "clickhouse", "valkey"),
    ),
    Function(
        name="publish_snapshot",
        handler="functions.jobs.publish_snapshot.handler.handle",
        memory_mib=512,
        timeout_seconds=60,
        trigger=TaskTrigger(),
        purpose="Publishes what the SDK edge must know of all projects.",
        reads=("config",),
        writes=("config",),
        needs=("postgres",),
    ),
    Function(
        name="destroy_salts",
        handler="functions.jobs.destroy_salts.handler.handle",
        memory_mib=256,
        timeout_seconds=60,
        trigger=TaskTrigger(),
        purpose="Destroys the secrets of days by which visitors without cookies were told apart.",
        reads=("salts",),
        deletes=("salts",),
    ),
    Function(
        name="count_usage",
        handler="functions.jobs.count_usage.handler.handle",
        memory_mib=512,
        timeout_seconds=120,
        trigger=TaskTrigger(),
        purpose="Counts what projects send in a month, and tells the edge who is over a quota.",
        reads=("config",),
        writes=("config",),
        needs=("postgres", "clickhouse"),
    ),
    Function(
        name="sum_up",
        handler="functions.jobs.sum_up.handler.handle",
        memory_mib=512,
        timeout_seconds=900,
        trigger=TaskTrigger(),
        purpose="Sums up what was inserted: hourly counts of events, values of properties.",
        needs=("clickhouse",),
    ),
    Function(
        name="list_sealed",
        handler="functions.jobs.replay_wal.list_sealed.handle",
        memory_mib=512,
        timeout_seconds=300,
        trigger=TaskTrigger(),
        purpose="Lists the sealed objects of a time range into manifests.",
        reads=("wal",),
        writes=("wal",),
    ),
    Function(
        name="queue_sealed",
        handler="functions.jobs.replay_wal.queue_sealed.handle",
        memory_mib=512,
        timeout_seconds=300,
        trigger=TaskTrigger(),
        purpose="Queues the sealed objects of one manifest for loading.",
        sends_to=("clickhouse-load",),
        reads=("wal",),
    ),
    Function(
        name="remove_duplicates",
        handler="functions.jobs.remove_duplicates.handler.handle",
        memory_mib=512,
        timeout_seconds=120,
        trigger=TaskTrigger(),
        purpose="Removes the copies of events that SDKs sent again, so that each counts once.",
        needs=("postgres", "clickhouse"),
    ),
    Function(
        name="canary_send",
        handler="functions.jobs.canary.send.handle",
        memory_mib=256,
        timeout_seconds=30,
        trigger=TaskTrigger(),
        purpose="Sends an event of our own through the public address, as SDKs do.",
        reads=("config",),
    ),
    Function(
        name="canary_check",
        handler="functions.jobs.canary.check.handle",
        memory_mib=512,
        timeout_seconds=60,
        trigger=TaskTrigger(),
        purpose="Measures how soon that event can be queried, and says when it cannot.",
        reads=("config",),
        writes=("config",),
        needs=("postgres", "clickhouse"),
    ),
    Function(
        name="reconcile",
        handler="functions.jobs.reconcile.handler.handle",
        memory_mib=1769,
        timeout_seconds=900,
        trigger=TaskTrigger(),
        purpose="Compares the events accepted in an hour with those that are stored.",
        reads=("wal",),
        needs=("clickhouse",),
    ),
    Function(
        name="redrive",
        handler="functions.jobs.redrive.handler.handle",
        memory_mib=256,
        timeout_seconds=300,
        trigger=TaskTrigger(),
        purpose="Gives the dead letters of a queue another chance, when an operator asks for it.",
        sends_to=(
            *("events", "events-historical", "clickhouse-load"),
            *("persons", "definitions", "fallback"),
        ),
        redrives=True,
    ),
    Function(
        name="squash_persons",
        handler="functions.jobs.squash_persons.handler.handle",
        memory_mib=512,
        timeout_seconds=120,
        trigger=TaskTrigger(),
        purpose="Takes one step of writing merged persons into their events.",
        needs=("clickhouse",),
    ),
    Function(
        name="delete_persons",
        handler="functions.jobs.delete_persons.handler.handle",
        memory_mib=512,
        timeout_seconds=600,
        trigger=TaskTrigger(),
        purpose="Removes some of the persons who were deleted from the event store.",
        needs=("postgres", "clickhouse"),
    ),
    Function(
        name="calculate_cohorts",
        handler="functions.jobs.calculate_cohorts.calculate.handle",
        memory_mib=1024,
        timeout_seconds=900,
        trigger=QueueTrigger(
            queue="cohorts", batch_size=1, batching_window_seconds=0, max_concurrency=5
        ),
        purpose="Finds who is in a cohort, when the cohort was changed or is due.",
        sends_to=("cohorts",),
        needs=("postgres", "clickhouse"),
    ),
    Function(
        name="queue_due_cohorts",
        handler="functions.jobs.calculate_cohorts.queue_due.handle",
        memory_mib=512,
        timeout_seconds=60,
        trigger=TaskTrigger(),
        purpose="Queues the cohorts that are due, and those whose calculation got lost.",
        sends_to=("cohorts",),
        needs=("postgres",),
    ),
    Function(
        name="remove_old_members",
        handler="functions.jobs.calculate_cohorts.remove_old.handle",
        memory_mib=512,
        timeout_seconds=120,
        trigger=TaskTrigger(),
        purpose="Removes members of cohorts that no longer count.",
        needs=("postgres", "clickhouse"),
    ),
    Function(
        name="migrate",
        handler="functions.migrate.handler.handle",
        memory_mib=1024,
        timeout_seconds=900,
        trigger=TaskTrigger(),
        purpose="Applies the migrations of PostgreSQL and ClickHouse, then publishes the snapshot.",
        reads=("config",),
        writes=("config",),
        needs=("postgres", "clickhouse"),
    ),
)

QUEUES: Final = (
    Queue(name="events", max_receives=10, durable=True, purpose="Accepted requests of SDKs."),
    Queue(
        name="events-historical",
        max_receives=10,
        durable=True,
        purpose="Accepted requests that may wait: imports, and what is above a project's rate.",
    ),
    Queue(
        name="clickhouse-load",
        max_receives=20,
        durable=True,
        purpose="Pointers to sealed objects that wait for ClickHouse.",
    ),
    Queue(
        name="persons",
        max_receives=20,
        durable=True,
        purpose="What accepted events did to persons.",
    ),
    Queue(
        name="definitions",
        max_receives=10,
        durable=False,
        purpose="Events and properties met for the first time; what is lost is met again.",
    ),
    Queue(
        name="cohorts",
        max_receives=5,
        durable=False,
        purpose="Cohorts to calculate; the database knows them too, and what is lost is due again.",
    ),
    Queue(
        name="queries",
        max_receives=4,
        durable=False,
        purpose="Queries that run in the background; who asked sees when one is not answered.",
    ),
    Queue(
        name="fallback",
        max_receives=20,
        durable=False,
        purpose="S3 events of requests that could not be queued; the bytes are in S3.",
    ),
)

BUCKETS: Final = (
    Bucket(name="config", expire_days=None, versioned=True, purpose="The project snapshot."),
    Bucket(name="intake", expire_days=30, purpose="Bodies too big for a message; S3 fallback."),
    Bucket(name="wal", expire_days=30, purpose="Sealed batches of rows: the write-ahead log."),
    Bucket(name="quarantine", expire_days=30, purpose="Messages that could not be read."),
    Bucket(name="salts", expire_days=4, purpose="One secret a day for events without cookies."),
    Bucket(name="results", expire_days=2, purpose="Results of queries that are large."),
    Bucket(name="recordings", expire_days=None, purpose="Session snapshots as received."),
)

WORKFLOWS: Final = (
    Workflow(
        name="replay-wal",
        definition="functions/jobs/replay_wal/workflow.asl.json",
        tasks={"ListSealed": "list_sealed", "QueueSealed": "queue_sealed"},
        purpose="Loads the sealed objects of a time range again, with the tokens they had.",
    ),
    Workflow(
        name="reconcile",
        definition="functions/jobs/reconcile/workflow.asl.json",
        tasks={"CheckHour": "reconcile"},
        purpose="Proves every day that nothing accepted is lost; fails when something is.",
    ),
    Workflow(
        name="squash-persons",
        definition="functions/jobs/squash_persons/workflow.asl.json",
        tasks={"SquashPersons": "squash_persons"},
        purpose="Writes merged persons into their events, every night.",
    ),
    Workflow(
        name="delete-persons",
        definition="functions/jobs/delete_persons/workflow.asl.json",
        tasks={"DeletePersons": "delete_persons"},
        purpose="Removes what is left of deleted persons from the event store, every night.",
    ),
    Workflow(
        name="calculate-cohorts",
        definition="functions/jobs/calculate_cohorts/workflow.asl.json",
        tasks={"QueueDue": "queue_due_cohorts", "RemoveOld": "remove_old_members"},
        purpose="Queues the cohorts that are due, then removes members that no longer count.",
    ),
)

SCHEDULES: Final = (
    Schedule(name="publish-snapshot", rate_minutes=1, function="publish_snapshot"),
    Schedule(name="sum-up", rate_minutes=5, function="sum_up"),
    Schedule(name="canary-send", rate_minutes=1, function="canary_send"),
    Schedule(name="canary-check", rate_minutes=1, function="canary_check"),
    Schedule(name="reconcile", rate_minutes=1440, workflow="reconcile"),
    Schedule(name="remove-duplicates", rate_minutes=1, function="remove_duplicates"),
    Schedule(name="destroy-salts", rate_minutes=60, function="destroy_salts"),
    Schedule(name="count-usage", rate_minutes=5, function="count_usage"),
    Schedule(name="squash-persons", rate_minutes=1440, workflow="squash-persons"),
    Schedule(name="delete-persons", rate_minutes=1440, workflow="delete-persons"),
    Schedule(name="calculate-cohorts", rate_minutes=15, workflow="calculate-cohorts"),
)
