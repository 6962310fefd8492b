"""All parts of one machine, started in an order that lets each find what it needs, and stopped.

doors listen -> stores | emulator + deployment | engine + handlers   (side by side)
             -> functions with settings -> migrations -> what the spool kept -> door opens

Stopping goes the other way round and leaves no process behind, wherever the start had got to.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from clickhouse_connect.driver.exceptions import Error

from functions.topology import FUNCTIONS, QUEUES
from local import locations
from local.addresses import LOOPBACK
from local.emulator.assembly import read_assembly
from local.emulator.expiry import delete_expired
from local.emulator.live import bring_up
from local.emulator.process import OF_A_COURIER, OF_A_FUNCTION, create_client
from local.emulator.synthesis import synthesize
from local.front.door import Behind, FrontDoor
from local.front.files import Files
from local.front.gateway import read_gateway
from local.front.routes import read_routes
from local.group_commit import GroupCommit
from local.host.hosted import host_functions, load_handler
from local.host.internal import InternalDoor
from local.host.invoker import Invoker
from local.host.server import Listener
from local.host.threads import Threads
from local.processes import end_leftovers, stop
from local.spool import fallback
from local.spool.durability import Durability
from local.stores.clickhouse import Engine
from local.stores.postgres import start_postgres
from local.stores.valkey import start_valkey
from shared import aws
from shared.clickhouse import insert
from shared.clock import now
from shared.settings import read_settings, use

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from mypy_boto3_s3.client import S3Client
    from mypy_boto3_sqs.client import SQSClient

    from local.emulator.live import Live
    from local.emulator.synthesis import Synthesis
    from local.folder import Folder
    from local.options import Options
    from local.processes import Child
    from local.progress import Terminal
    from shared.settings import Settings

logger: Final = logging.getLogger(__name__)

HTTP_THREADS: Final = 24
EDGE_THREADS: Final = 16
QUEUE_THREADS: Final = 32
TIDY_SECONDS: Final = 24 * 3600.0
MERGES_SECONDS: Final = 5.0  # the shortest lifetime of the dictionary on a server


class Instance:
    """One running Hedgerow on one data folder."""

    def __init__(
        self, options: Options, *, project: Path, folder: Folder, terminal: Terminal, python: str
    ) -> None:
        """Prepare; ``project`` is the checkout, ``python`` runs the synthesis."""
        self._options: Final = options
        self._project: Final = project
        self._folder: Final = folder
        self._terminal: Final = terminal
        self._python: Final = python
        self._front: Final = FrontDoor()
        self._http: Final = Threads("http", HTTP_THREADS)
        self._edge: Final = Threads("edge", EDGE_THREADS)
        self._queue: Final = Threads("queue", QUEUE_THREADS)
        self._internal: Final = InternalDoor(self._queue)
        self._listeners: Final[list[Listener]] = []
        self._children: Final[list[Child]] = []
        self._engine: Engine | None = None
        self._durability: Durability | None = None
        self._writers: Final[dict[insert.Target, GroupCommit]] = {}
        self._repeating: Final[list[asyncio.Task[None]]] = []

    async def start(self, front: socket.socket, internal: socket.socket) -> None:
        """Return once the front door is open."""
        host = f"{LOOPBACK}:{internal.getsockname()[1]}"
        for door, listener in ((self._front, front), (self._internal, internal)):
            self._listeners.append(Listener(door, listener))
            await self._listeners[-1].open()
        async with asyncio.TaskGroup() as side_by_side:
            database = side_by_side.create_task(self._start_postgres())
            cache = side_by_side.create_task(self._start_valkey())
            deployed = side_by_side.create_task(self._deploy(host))
            engine = side_by_side.create_task(self._load())
        synthesis, live = deployed.result()
        ours = {
            "DATABASE_URL": database.result(),
            "REDIS_URL": cache.result(),
            "CLICKHOUSE_URL": engine.result(),
            "HEDGEROW_SITE_URL": self.site_url,
            locations.VARIABLE: locations.find_locations(self._project),
            "HEDGEROW_KEY_PEPPER": self._pepper(),
        }
        invoker = self._connect(live, ours)
        await self._migrate(invoker)
        await asyncio.to_thread(self._send_left, live)
        await self._open(synthesis, invoker)
        self._repeating.append(asyncio.create_task(self._tidy_daily(live)))
        if self._engine is not None:
            self._repeating.append(asyncio.create_task(_reload_merges(self._engine)))

    @property
    def site_url(self) -> str:
        """Where people and SDKs reach this instance."""
        return self._options.site_url or f"http://localhost:{self._options.port}"

    def pending(self) -> int:
        """Return how many accepted messages are not consumed yet."""
        return 0 if self._durability is None else self._durability.pending()

    async def first_to_end(self) -> Child:
        """Wait until a process that we need ends by itself, and return it."""
        waits = {asyncio.create_task(child.process.wait()): child for child in self._children}
        try:
            done, _ = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        return waits[done.pop()]

    async def stop(self) -> None:
        """End in order: no new requests, those under way, what is to be written, processes."""
        for task in self._repeating:
            task.cancel()
        for listener in self._listeners:
            await listener.close()
        for threads in (self._edge, self._http, self._queue):
            await threads.finish()
        for writer in self._writers.values():
            await asyncio.to_thread(writer.close)
        if self._durability is not None:
            await asyncio.to_thread(self._durability.close)
        await asyncio.gather(*(stop(child) for child in self._children))
        await asyncio.to_thread(end_leftovers, self._folder)  # of a start that was cut short
        if self._engine is not None:
            await asyncio.to_thread(self._engine.close)

    async def _start_postgres(self) -> str:
        if self._options.database_url:
            return self._options.database_url
        with self._part("PostgreSQL"):
            child, url = await start_postgres(self._folder)
            self._children.append(child)
        return url

    async def _start_valkey(self) -> str:
        if self._options.redis_url:
            return self._options.redis_url
        with self._part("Valkey"):
            child, url = await start_valkey(self._folder)
            self._children.append(child)
        return url

    async def _deploy(self, host: str) -> tuple[Synthesis, Live]:
        with self._part("CDK template"):
            synthesis = await synthesize(self._project, self._python, self._folder)
        with self._part("AWS emulator and stacks"):
            live = await bring_up(self._folder, synthesis, host=host, keep=self._children.append)
        return synthesis, live

    async def _load(self) -> str:
        """Open the engine and import every handler; return the address of ClickHouse."""
        with self._part("ClickHouse"):
            url = self._options.clickhouse_url
            if not url:
                self._engine = await asyncio.to_thread(Engine, self._folder.place("clickhouse"))
                url = self._engine.url
        with self._part("Functions"):
            for row in FUNCTIONS:
                await asyncio.to_thread(load_handler, row.handler)
        return url

    def _connect(self, live: Live, ours: Mapping[str, str]) -> Invoker:
        """Give the functions their clients and settings, and the emulator its answers."""
        create = partial(create_client, live.emulator.endpoint)
        self._durability = Durability(
            self._folder.place("spool"),
            queues={row.name: live.queues[row.name] for row in QUEUES if row.durable},
            create=partial(create, patience=OF_A_FUNCTION),
            carrier=cast("SQSClient", create("sqs", patience=OF_A_COURIER)),
        )
        aws.use_clients(self._durability.create_client)
        if self._engine is not None:
            for target in insert.TARGETS:
                into = partial(_insert, read_settings(ours), target)
                self._writers[target] = GroupCommit(into)
            insert.use_inserter(self._insert)
        hosted = host_functions(FUNCTIONS, live.environments, ours)
        invoker = Invoker(hosted, self._durability.consumed)
        self._internal.open(invoker)
        return invoker

    async def _migrate(self, invoker: Invoker) -> None:
        with self._part("Migrations"):
            await self._queue.run(invoker.invoke, "migrate", {})
        if self._writers:
            with self._part("First insert"):  # it compiles what all others use
                await self._queue.run(self._insert, b"", "", "events")

    def _insert(self, content: bytes, token: str, target: insert.Target) -> None:
        self._writers[target].insert(content, token)

    def _send_left(self, live: Live) -> None:
        """Send again what the last run accepted and did not finish."""
        if self._durability is not None and (count := self._durability.send_left()):
            self._terminal.note(f"{count} accepted messages of the last run are sent again")
        fallback.tell_again(
            cast("S3Client", create_client(live.emulator.endpoint, "s3")),
            cast("SQSClient", create_client(live.emulator.endpoint, "sqs")),
            bucket=live.buckets[fallback.BUCKET],
            queue_url=live.queues[fallback.QUEUE],
        )

    async def _tidy_daily(self, live: Live) -> None:
        client = cast("S3Client", create_client(live.emulator.endpoint, "s3"))
        while True:
            await asyncio.to_thread(delete_expired, client, live.buckets, now())
            await asyncio.sleep(TIDY_SECONDS)

    async def _open(self, synthesis: Synthesis, invoker: Invoker) -> None:
        stacks = await asyncio.to_thread(read_assembly, synthesis.assembly)
        self._front.open(
            Behind(
                routes=read_routes(stacks),
                gateway=read_gateway(stacks),
                files=Files(
                    static=self._project / "build" / "static",
                    dashboard=self._project / "dashboard" / "dist",
                ),
                invoker=invoker,
                # As on AWS, where each has its share of concurrency: requests that wait for a
                # store keep no events out.
                threads={row.name: self._http if row.needs else self._edge for row in FUNCTIONS},
            )
        )

    def _pepper(self) -> str:
        """Return the secret that is mixed into hashes: made once a data folder."""
        path = self._folder.root / "pepper"
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(32))
        return path.read_text()

    @contextmanager
    def _part(self, name: str) -> Iterator[None]:
        """Show a part of the start on the terminal, and to who asks whether we are ready."""
        self._front.waiting_for.append(name)
        with self._terminal.step(name):
            yield
        self._front.waiting_for.remove(name)


def _insert(of_writer: Settings, target: insert.Target, content: bytes, token: str) -> None:
    """Insert in the writer's own thread, which no invocation gave settings to."""
    with use(of_writer):
        insert.insert_now(content, token, target)


async def _reload_merges(engine: Engine) -> None:
    while True:
        try:
            await asyncio.to_thread(engine.reload_merges)
        except Error:
            logger.exception("merges not reloaded")  # the next turn tries again
        await asyncio.sleep(MERGES_SECONDS)
