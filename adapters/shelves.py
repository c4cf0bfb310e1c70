"""Shelves for a seal and for its witnesses: a folder, and a second database."""

from contextlib import suppress
from pathlib import Path

import psycopg

from adapters.files import sync_folder, write_atomically

_PATIENCE_S = 10
_PUT = (
    "INSERT INTO witness.files (name, content) VALUES (%s, %s)"
    " ON CONFLICT (name) DO UPDATE SET content = excluded.content, received_at = clock_timestamp()"
)


class FolderShelf:
    """A folder; every method raises OSError where it is away, so that it is never made anew."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def get(self, name: str) -> bytes:
        """The content; LookupError where nothing has the name."""
        try:
            return (self._root / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            self._require()
            raise LookupError(name) from None

    def put(self, name: str, content: bytes) -> None:
        """Keeps a content under a name."""
        self._require()
        path = self._root / name
        if not path.parent.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            for folder in path.relative_to(self._root).parents:
                sync_folder(self._root / folder)
        write_atomically(path, content)

    def drop(self, name: str) -> None:
        """Gives up a content; its folder goes with the last one."""
        self._require()
        path = self._root / name
        path.unlink(missing_ok=True)
        with suppress(OSError):
            path.parent.rmdir()

    def names(self, start: str) -> list[str]:
        """All names that begin so, sorted; `start` may end within a name."""
        self._require()
        folder = (self._root / f"{start}x").parent
        found = (path for path in folder.rglob("*") if path.is_file() and path.name[0] != ".")
        names = (path.relative_to(self._root).as_posix() for path in found)
        return sorted(name for name in names if name.startswith(start))

    def _require(self) -> None:
        if not self._root.is_dir():
            raise FileNotFoundError(self._root)


class DatabaseShelf:
    """A table in a database that others keep; see `office/witness.sql`."""

    def __init__(self, conninfo: str) -> None:
        self._conninfo = conninfo

    def get(self, name: str) -> bytes:
        """The content; LookupError where nothing has the name."""
        query = "SELECT content FROM witness.files WHERE name = %s"
        with self._connected() as connection:
            row = connection.execute(query, [name]).fetchone()
        if row is None:
            raise LookupError(name)
        return bytes(row[0])

    def put(self, name: str, content: bytes) -> None:
        """Keeps a content under a name."""
        with self._connected() as connection:
            connection.execute(_PUT, [name, content])

    def names(self, start: str) -> list[str]:
        """All names that begin so, sorted."""
        query = "SELECT name FROM witness.files WHERE starts_with(name, %s) ORDER BY name"
        with self._connected() as connection:
            return [str(row[0]) for row in connection.execute(query, [start])]

    def _connected(self) -> psycopg.Connection:
        try:
            return psycopg.connect(self._conninfo, connect_timeout=_PATIENCE_S)
        except psycopg.Error as error:
            raise OSError("the witness's database is away") from error
