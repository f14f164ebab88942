"""A PostgreSQL database, opened so that it behaves as the SQLCipher file does.

Writers take turns from their first statement (an advisory lock held to the end of the transaction), because numbers
without gaps and hash chains allow only one at a time anyway; readers see one moment and never wait.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import parse_qs, unquote, urlsplit

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, text

from baixing_desktop.errors import InputError, StoreError
from baixing_desktop.store.faults import explained
from baixing_desktop.store.secrecy import Secrecy, keep_secret

OLDEST = 15
DEFAULT_PORT = 5432
WAIT_S = 10
"""Longest wait for a connection, in seconds."""
TURN_MS = 10_000
"""Longest wait for the turn to write, in milliseconds."""
KEPT, MOST = 2, 4
"""Connections that one seat or service keeps, and has at most: twenty of them stay below the 100 that a server allows
(``max_connections``). Its threads wait for each other instead."""

_TURN = 0x62786A6C
"""The key of the advisory lock that writers hold."""

_PLAIN_COLLATIONS = frozenset({"C", "POSIX", "C.UTF-8", "C.utf8"})
_SSL_MODES = frozenset({"disable", "prefer", "require", "verify-ca", "verify-full"})
_BOXES = "attachment_box"
UNFINISHED = "unfinished_record"
"""The table that marks a record which is still being made."""
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1", ""})

# Those of extensions belong to whoever set the database up.
_FUNCTIONS = """
    SELECT CAST(CAST(p.oid AS regprocedure) AS text) FROM pg_proc p
    WHERE p.pronamespace = CAST(current_schema() AS regnamespace)
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""

# What an acknowledged save relies on (safety 0.8): asked of the server at every opening.
_DURABLE: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "fsync": frozenset({"on"}),
        "full_page_writes": frozenset({"on"}),
        "synchronous_commit": frozenset({"on", "remote_write", "remote_apply", "local"}),
        "server_encoding": frozenset({"UTF8"}),
    }
)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a database is; the password is kept elsewhere. ``host`` may be the folder of a socket."""

    host: str
    port: int
    database: str
    user: str
    ssl_mode: str

    @classmethod
    def parse(cls, given: str) -> "Address":
        """Read ``postgresql://user@host:port/database?sslmode=…``.

        Raises:
            InputError: ``DATABASE_ADDRESS``; also for an address with a password in it, which others could read.
        """
        try:
            parts = urlsplit(given)
            port, options = parts.port or DEFAULT_PORT, parse_qs(parts.query, strict_parsing=bool(parts.query))
        except ValueError as error:
            raise InputError("DATABASE_ADDRESS", reason="格式有误") from error
        if parts.password is not None:
            raise InputError("DATABASE_ADDRESS", reason="不要把密码写在地址里")
        host = options.pop("host", [unquote(parts.hostname or "")])[0]
        local = host in _LOOPBACK or host.startswith("/")
        ssl_mode = options.pop("sslmode", ["prefer" if local else "require"])[0]
        name, user = unquote(parts.path.removeprefix("/")), unquote(parts.username or "")
        if parts.scheme not in {"postgresql", "postgres"} or options or ssl_mode not in _SSL_MODES:
            raise InputError("DATABASE_ADDRESS", reason="格式有误")
        if not name or "/" in name or not user:
            raise InputError("DATABASE_ADDRESS", reason="要写明用户名和数据库名")
        return cls(host, port, name, user, ssl_mode)


def open_server(address: Address, password: str, secrecy: Secrecy, turn_ms: int = TURN_MS) -> Engine:
    """An engine on the database at ``address``; a writer waits ``turn_ms`` for its turn. Nothing is opened yet."""
    url = URL.create(
        "postgresql+psycopg", address.user, password or None, address.host or None, address.port, address.database
    )
    engine = create_engine(
        url,
        # Without it a server that was restarted would cost the next act an error.
        pool_pre_ping=True,
        pool_size=KEPT,
        max_overflow=MOST - KEPT,
        pool_timeout=WAIT_S,
        hide_parameters=True,
        connect_args={
            "sslmode": address.ssl_mode,
            "connect_timeout": WAIT_S,
            "application_name": "baixing",
            # Statements are short: compiling one (which a server decides by its estimate) takes longer than it.
            "options": f"-c lock_timeout={turn_ms} -c timezone=UTC -c client_encoding=UTF8 -c jit=off",
        },
    )
    event.listen(engine, "begin", _begin)
    keep_secret(engine, secrecy)
    return engine


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    if writes == "apart":
        return
    if writes:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


def seek_by_index(connection: Connection) -> None:
    """Have this transaction find rows by their indexes from here on, wherever there is one.

    A clue has a thousand marks, kept apart from its row, and the server thinks that looking for one among them costs
    nothing: for a word in every second clue it read the marks of all, which took half a second for 10,000 clues.
    """
    connection.exec_driver_sql("SET LOCAL enable_seqscan = off")


def check_server(engine: Engine) -> None:
    """Make sure that the server keeps what it acknowledges, and sorts text as SQLite does.

    Raises:
        StoreError: ``DATABASE_UNSUITABLE``, ``DATABASE_REFUSED``, ``DATABASE_UNREACHABLE``.
    """
    with explained(), engine.connect() as connection, connection.begin():
        version = int(connection.execute(text("SHOW server_version_num")).scalar_one()) // 10_000
        if version < OLDEST:
            raise StoreError("DATABASE_UNSUITABLE", reason=f"版本是 {version}，至少要 {OLDEST}")
        for name, allowed in _DURABLE.items():
            found = connection.execute(text(f"SHOW {name}")).scalar_one()
            if found not in allowed:
                raise StoreError("DATABASE_UNSUITABLE", reason=f"{name} 是 {found}")
        collation = connection.execute(
            text("SELECT datcollate FROM pg_database WHERE datname = current_database()")
        ).scalar_one()
    if collation not in _PLAIN_COLLATIONS:
        raise StoreError("DATABASE_UNSUITABLE", reason=f"排序规则是 {collation}，要用 C")


def begin_record(engine: Engine, address: Address) -> None:
    """Make sure that the database holds nothing yet, and mark it: until :func:`end_record` what is made in it is
    nobody's record, so that what was cut off half-way is cleared away by whoever begins again.

    Raises:
        StoreError: ``DATABASE_NOT_EMPTY``.
    """
    with explained(), engine.connect().execution_options(writes=True) as connection, connection.begin():
        quoted = connection.dialect.identifier_preparer.quote
        tables = inspect(connection).get_table_names()
        if tables and UNFINISHED not in tables:
            raise StoreError("DATABASE_NOT_EMPTY", name=address.database)
        for table in tables:
            connection.exec_driver_sql(f"DROP TABLE {quoted(table)} CASCADE")
        for function in connection.execute(text(_FUNCTIONS)).scalars().all():
            connection.exec_driver_sql(f"DROP FUNCTION {function}")
        connection.exec_driver_sql(f"CREATE TABLE {UNFINISHED} ()")


def end_record(engine: Engine) -> None:
    """What :func:`begin_record` marked is a record from now on."""
    with explained(), engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {UNFINISHED}")


def is_unfinished(engine: Engine) -> bool:
    """Whether the mark of :func:`begin_record` is still there."""
    with explained(), engine.connect() as connection, connection.begin():
        found = connection.execute(text("SELECT to_regclass(:name)"), {"name": UNFINISHED}).scalar_one()
    return found is not None


def drop_copies(engine: Engine, family: str) -> None:
    """Let go of every schema whose name begins with ``family``.

    Raises:
        StoreError: ``DATABASE_REFUSED`` …
    """
    with explained(), engine.connect().execution_options(writes=True) as connection, connection.begin():
        quoted = connection.dialect.identifier_preparer.quote
        for name in inspect(connection).get_schema_names():
            if name.startswith(family):
                connection.exec_driver_sql(f"DROP SCHEMA {quoted(name)} CASCADE")


def keep_copy(engine: Engine, name: str, family: str, kept: int) -> None:
    """Copy the rows of every table into a new schema called ``name``; of the schemas whose names begin with ``family``
    the newest ``kept`` stay. Attachments are not copied: no upgrade changes them.

    Raises:
        StoreError: ``DATABASE_REFUSED`` …: there is no copy.
    """
    with explained(), engine.connect().execution_options(writes=True) as connection, connection.begin():
        quoted = connection.dialect.identifier_preparer.quote
        schemas = sorted(found for found in inspect(connection).get_schema_names() if found.startswith(family))
        for old in (name, *[other for other in schemas if other != name][: -(kept - 1) or None]):
            connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {quoted(old)} CASCADE")
        connection.exec_driver_sql(f"CREATE SCHEMA {quoted(name)}")
        for table in inspect(connection).get_table_names():
            if table != _BOXES:
                connection.exec_driver_sql(f"CREATE TABLE {quoted(name)}.{quoted(table)} AS TABLE {quoted(table)}")
