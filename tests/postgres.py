"""A PostgreSQL server of the tests' own: loopback only, in memory where there is some, gone when they end."""

import ctypes
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg
import pytest

from baixing_desktop.store.postgres import OLDEST, WAIT_S
from baixing_desktop.usecases.databases import Server, server

ADMINISTRATOR = "baixing"
_ACCOUNT = "postgres"
"""The unprivileged account that Debian's package makes; a server refuses to run as root."""
_DIES_WITH_PARENT = 1


def programs() -> Path:
    """The folder of a suitable ``postgres``; skips the test that asks where there is none."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda f: -_version(f.parent.name)):
        if _version(folder.parent.name) >= OLDEST and (folder / "initdb").exists():
            return folder
    pytest.skip(f"PostgreSQL {OLDEST} or newer is not installed (Debian package postgresql)")


def _version(name: str) -> int:
    return int(name) if re.fullmatch(r"[0-9]+", name) else 0


@dataclass(frozen=True)
class Cluster:
    """A running server; every database asked of it is new and empty."""

    folder: Path
    port: int
    password: str
    process: "subprocess.Popen[bytes]"
    _numbers: "count[int]" = field(default_factory=lambda: count(1))
    _kept: dict[str, Server] = field(default_factory=dict[str, Server])

    def new_database(self, options: str = "", template: str = "template0") -> Server:
        """A new database with what is in ``template``: nothing, if none is named."""
        name = f"record{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy {options}")
        return server(f"postgresql://{ADMINISTRATOR}@127.0.0.1:{self.port}/{name}", self.password)

    def copy(self, kept: str, make: Callable[[Server], None]) -> Server:
        """A copy of the database ``kept``, which ``make`` fills when it is first asked for, and leaves."""
        if kept not in self._kept:
            self._kept[kept] = self.new_database()
            make(self._kept[kept])
        return self.new_database(template=self._kept[kept].address.database)

    def run(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Run one statement as the server's administrator; what it returned."""
        with psycopg.connect(
            host="127.0.0.1",
            port=self.port,
            user=ADMINISTRATOR,
            password=self.password,
            dbname=database,
            autocommit=True,
        ) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []


@contextmanager
def cluster(**options: str) -> Generator[Cluster]:
    """Start a server and stop it at the end, whatever happens; ``options`` are settings other than the tests' own."""
    bin_folder = programs()
    memory = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
    folder = Path(tempfile.mkdtemp(prefix="baixing-pg-", dir=memory if os.access(memory, os.W_OK) else None))
    user = _ACCOUNT if os.geteuid() == 0 else None
    if user:
        os.chown(folder, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
    password = secrets.token_hex(16)
    try:
        _initialise(bin_folder, folder, user, password)
        port = _free_port()
        process = _start(bin_folder, folder, user, port, options)
        try:
            made = Cluster(folder, port, password, process)
            _wait(made)
            yield made
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)
    finally:
        shutil.rmtree(folder)


def _initialise(bin_folder: Path, folder: Path, user: str | None, password: str) -> None:
    secret = folder / "password"
    secret.write_text(password, encoding="ascii")
    if user:
        os.chown(secret, pwd.getpwnam(user).pw_uid, -1)
    options = ["--auth=scram-sha-256", f"--pwfile={secret}", "--encoding=UTF8", "--locale=C", "--no-sync"]
    subprocess.run(
        [bin_folder / "initdb", "-D", folder / "data", "-U", ADMINISTRATOR, *options],
        user=user,
        group=user,
        extra_groups=[] if user else None,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        check=True,
    )


def _start(
    bin_folder: Path, folder: Path, user: str | None, port: int, other: Mapping[str, str]
) -> "subprocess.Popen[bytes]":
    options = {
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "max_connections": "50",
        "shared_buffers": "32MB",
        "wal_level": "minimal",
        "max_wal_senders": "0",
        "logging_collector": "off",
        "autovacuum": "off",
        **other,
    }
    settings = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [bin_folder / "postgres", "-D", folder / "data", "-p", str(port), *settings],
            user=user,
            group=user,
            extra_groups=[] if user else None,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            # A test run that is killed must leave no server behind.
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - no threads yet
        )


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGINT)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(made: Cluster) -> None:
    until = time.monotonic() + WAIT_S
    while True:
        try:
            made.run("SELECT 1")
        except psycopg.OperationalError:
            if made.process.poll() is not None or time.monotonic() > until:
                raise AssertionError((made.folder / "log").read_text(encoding="utf-8")) from None
            time.sleep(0.05)
        else:
            return
