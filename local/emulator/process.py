"""The emulator's process, and the AWS clients that talk to it.

What its ``STATE_DIR`` holds at start is what it knows: it saves there only on a clean stop, so
``saved.py`` keeps the state of a finished deployment and puts it back before every start.
"""

from __future__ import annotations

import importlib
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol, cast

import httpx

from local.addresses import LOOPBACK
from local.deadline import poll
from local.processes import Program, start
from shared.settings import environment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from local.folder import Folder
    from local.processes import Child

EMULATOR_HOST: Final = "localhost"
REGION: Final = "us-east-1"
ACCOUNT: Final = "000000000000"
START_SECONDS: Final = 60.0
_CONNECTIONS: Final = 64


@dataclass(frozen=True, kw_only=True, slots=True)
class Patience:
    """How long a client waits for the emulator: seconds for each answer, and how often it asks."""

    read_seconds: float
    attempts: int


OF_A_DEPLOYMENT: Final = Patience(read_seconds=60, attempts=4)
# Longer than on AWS, where two times three seconds do: one busy computer runs everything here.
OF_A_FUNCTION: Final = Patience(read_seconds=5, attempts=2)
OF_A_COURIER: Final = Patience(read_seconds=5, attempts=1)  # it marks what it sends again


class Call(Protocol):
    """One operation of a botocore client."""

    def __call__(self, **request: object) -> Mapping[str, Any]:
        """Send the request and return the answer."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Emulator:
    """A running emulator."""

    child: Child
    port: int

    @property
    def address(self) -> str:
        """Host and port, as the emulator writes them into what it makes up."""
        return f"{EMULATOR_HOST}:{self.port}"

    @property
    def endpoint(self) -> str:
        """The address of every service."""
        return f"http://{self.address}"


async def start_emulator(folder: Folder, port: int) -> Emulator:
    """Start the emulator with the state that lies in its folder."""
    root = folder.place("emulator")
    for name in ("state", "s3", "tmp"):
        (root / name).mkdir(exist_ok=True)
    program = Program(
        name="emulator",
        command=(sys.executable, "-m", "ministack"),
        environment={**environment(), **_variables(root, port)},
    )
    child = await start(program, folder)
    emulator = Emulator(child=child, port=port)
    await poll(
        lambda: _is_ready(emulator.endpoint), seconds=START_SECONDS, what="ministack", child=child
    )
    return emulator


def create_client(endpoint: str, service: str, *, patience: Patience = OF_A_DEPLOYMENT) -> object:
    """Return a botocore client of the emulator's service; callers say by a cast what it can do."""
    config = importlib.import_module("botocore.config").Config(
        max_pool_connections=_CONNECTIONS,
        proxies={},
        connect_timeout=5,
        read_timeout=patience.read_seconds,
        retries={"mode": "standard", "total_max_attempts": patience.attempts},
        s3={"addressing_style": "path"},
    )
    session = importlib.import_module("botocore.session").get_session()
    session.set_credentials("test", "test")  # the emulator checks none
    client: object = session.create_client(
        service, region_name=REGION, endpoint_url=endpoint, config=config
    )
    return client


def operation(client: object, name: str) -> Call:
    """Return one operation of a client whose service has no type stubs here."""
    return cast("Call", getattr(client, name))


def _variables(root: Path, port: int) -> dict[str, str]:
    return {
        "BIND_HOST": LOOPBACK,
        "GATEWAY_PORT": str(port),
        "MINISTACK_HOST": EMULATOR_HOST,
        "MINISTACK_REGION": REGION,
        "SFTP_ENABLED": "0",
        "IOT_MTLS_ENABLED": "0",  # else it listens on a fixed port
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(root / "s3"),
        "PERSIST_STATE": "1",
        "STATE_DIR": str(root / "state"),
        "TMPDIR": str(root / "tmp"),
        "LOG_LEVEL": "WARNING",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "NO_PROXY": "localhost,127.0.0.1",
        "no_proxy": "localhost,127.0.0.1",
    }


def _is_ready(endpoint: str) -> bool:
    try:
        answer = httpx.get(f"{endpoint}/_ministack/health", timeout=2, trust_env=False)
    except httpx.HTTPError:
        return False
    return answer.status_code == httpx.codes.OK
