"""The spool at work in a running instance: between the functions, the emulator, and the disk.

functions --client()--> spool --courier--> emulator --invocation--> consumed() --> forgotten
an earlier run's entries --send_left()--> courier, marked as redelivered

What is consumed is forgotten; what is not is on the disk, whatever dies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from local.spool.consumed import consumed_keys
from local.spool.courier import Courier
from local.spool.entry import sent_before
from local.spool.queues import DurableQueues
from local.spool.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from mypy_boto3_sqs.client import SQSClient


class Durability:
    """Makes the messages of some queues survive the death of every process."""

    def __init__(
        self,
        folder: Path,
        *,
        queues: Mapping[str, str],
        create: Callable[[str], object],
        carrier: SQSClient,
    ) -> None:
        """Keep entries in ``folder``; ``queues`` are the durable queues' URLs by name.

        ``create(service)`` makes clients for the functions; ``carrier`` asks once and never again.
        """
        self._queues: Final = queues
        self._create: Final = create
        self._spool: Final = Spool(folder)
        self._courier: Final = Courier(carrier, queues)

    def create_client(self, service: str) -> object:
        """Return a client for the functions: of SQS one that stores before it sends."""
        client = self._create(service)
        if service != "sqs":
            return client
        return DurableQueues(
            cast("SQSClient", client),
            spool=self._spool,
            courier=self._courier,
            durable={url: name for name, url in self._queues.items()},
        )

    def send_left(self) -> int:
        """Send what an earlier run left; return how many. Its consumers look for duplicates."""
        left = self._spool.left()
        for key, entry in left.items():
            self._courier.take(key, sent_before(entry))
        return len(left)

    def pending(self) -> int:
        """Return how many messages are not consumed yet."""
        return self._spool.count()

    def consumed(self, event: object, result: object) -> None:
        """Forget the messages that an invocation took care of."""
        for key in consumed_keys(event, result):
            self._spool.forget(key)

    def close(self) -> None:
        """Stop sending and close the files; what is not consumed stays for the next run."""
        self._courier.close()
        self._spool.close()
