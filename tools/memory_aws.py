"""SQS and S3 in memory: for tests of what happens around them, and to measure without them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, cast

from botocore.exceptions import ClientError, EndpointConnectionError

from functions.topology import BUCKETS, QUEUES
from shared import aws, settings, snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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

    def send_message(self, **request: object) -> dict[str, Any]:
        self._check()
        self.state.sent.append(request)
        return {"MessageId": str(len(self.state.sent))}

    def get_queue_url(self, **request: object) -> dict[str, Any]:
        self._check()
        return {"QueueUrl": request["QueueName"]}

    def change_message_visibility_batch(self, **request: object) -> dict[str, Any]:
        self._check()
        entries = cast("list[dict[str, Any]]", request["Entries"])
        return {"Successful": [{"Id": entry["Id"]} for entry in entries]}

    def put_object(self, **request: object) -> dict[str, Any]:
        self._check()
        content = cast("bytes", request["Body"])
        self.state.objects[_place(request)] = content
        return {"ETag": _etag(content)}

    def get_object(self, **request: object) -> dict[str, Any]:
        self._check()
        place = _place(request)
        self.state.reads.append(place[1])
        content = self.state.objects.get(place)
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


def _place(request: Mapping[str, object]) -> tuple[str, str]:
    return str(request["Bucket"]), str(request["Key"])


def _etag(content: bytes) -> str:
    return f'"{sha256(content).hexdigest()}"'


def _refusal(code: str, status: int) -> ClientError:
    response: Any = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(response, "GetObject")
