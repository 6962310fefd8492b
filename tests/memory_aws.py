"""SQS and S3 in memory, for tests of what happens around them; real ones are in integration."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from hashlib import md5
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError, EndpointConnectionError

from functions.topology import BUCKETS, QUEUES
from shared import aws, settings, snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator

ENDPOINT: Final = "http://memory"


@dataclass(frozen=True, kw_only=True, slots=True)
class MemoryAws:
    """What was sent and stored. A service named in ``broken`` answers no call."""

    sent: list[dict[str, Any]] = field(default_factory=list)
    objects: dict[tuple[str, str], bytes] = field(default_factory=dict)
    reads: list[str] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    def client(self, service: str) -> object:
        """Return the client of a service; both are one object."""
        return _Client(service=service, state=self)

    def publish(self, *teams: snapshot.SnapshotTeam, version: int = 1) -> None:
        """Publish a project snapshot."""
        published = snapshot.Snapshot(version=version, teams={team.token: team for team in teams})
        self.objects[snapshot.BUCKET, snapshot.KEY] = snapshot.write_snapshot(published)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Client:
    service: str
    state: MemoryAws

    def send_message(self, **request: Any) -> dict[str, Any]:
        self._check()
        self.state.sent.append(request)
        return {"MessageId": str(len(self.state.sent))}

    def put_object(self, **request: Any) -> dict[str, Any]:
        self._check()
        self.state.objects[request["Bucket"], request["Key"]] = request["Body"]
        return {"ETag": _etag(request["Body"])}

    def get_object(self, **request: Any) -> dict[str, Any]:
        self._check()
        self.state.reads.append(request["Key"])
        content = self.state.objects.get((request["Bucket"], request["Key"]))
        if content is None:
            raise _refusal("NoSuchKey", 404)
        if _etag(content) == request.get("IfNoneMatch"):
            raise _refusal("304", 304)
        return {"ETag": _etag(content), "Body": BytesIO(content)}

    def _check(self) -> None:
        if self.service in self.state.broken:
            raise EndpointConnectionError(endpoint_url=ENDPOINT)


def use_memory() -> Iterator[MemoryAws]:
    """Yield an empty memory that the clients of ``shared`` use, under the topology's names."""
    memory = MemoryAws()
    aws.use_clients(memory.client)
    snapshot.forget()
    named = replace(
        settings.current(),
        queues={queue.name: queue.name for queue in QUEUES},
        buckets={bucket.name: bucket.name for bucket in BUCKETS},
    )
    with settings.use(named):
        yield memory
    aws.use_clients(aws.create_client)
    snapshot.forget()


def _etag(content: bytes) -> str:
    return f'"{md5(content).hexdigest()}"'


def _refusal(code: str, status: int) -> ClientError:
    response: Any = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(response, "GetObject")
