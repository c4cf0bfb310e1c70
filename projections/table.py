"""Tables declared as row types: made, loaded by key, changed in memory and saved at once."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from types import NoneType
from typing import Any, Generic, TypeVar, get_args, get_type_hints

from psycopg import Connection
from psycopg.rows import args_row
from psycopg.sql import SQL, Composed, Identifier

Key = tuple[Any, ...]
R = TypeVar("R", bound=tuple[Any, ...])

_TYPES = {bool: "bool", int: "int8", str: "text", date: "date", datetime: "timestamptz"}


class Table(Generic[R]):
    """A table whose columns are the fields of a named tuple, the first `key` of them its key.

    A field is text, a whole number, a truth value, a day or a moment, and may be `None` where
    its type says so. Statements name the table without a schema: the search path says which of
    two copies is meant.
    """

    def __init__(
        self, name: str, row: type[R], *, key: int = 1, indexed: Sequence[str] = ()
    ) -> None:
        self.name = name
        self.row = row
        self.key = key
        self.indexed = indexed
        self._hints = get_type_hints(row)
        self._types = [_type_of(hint) for hint in self._hints.values()]
        self._save = self._save_statement()

    @property
    def columns(self) -> list[str]:
        """The names of the columns in their order."""
        return list(self._hints)

    def create(self, connection: Connection) -> None:
        """Makes the table and its indexes in the schema at hand."""
        columns = [
            SQL("{} {}{}").format(Identifier(name), SQL(kind), SQL(_constraint(kind, hint)))
            for (name, hint), kind in zip(self._hints.items(), self._types, strict=True)
        ]
        table = Identifier(self.name)
        connection.execute(
            SQL("CREATE TABLE {} ({}, PRIMARY KEY ({}))").format(
                table, SQL(", ").join(columns), _listed(self.columns[: self.key])
            )
        )
        for column in self.indexed:
            connection.execute(SQL("CREATE INDEX ON {} ({})").format(table, Identifier(column)))

    def load(self, connection: Connection, column: str, values: Iterable[Any]) -> list[R]:
        """The rows whose column holds one of the values."""
        wanted = list(values)
        if not wanted:
            return []
        statement = SQL("SELECT {} FROM {} WHERE {} = ANY(%b)").format(
            _listed(self.columns), Identifier(self.name), Identifier(column)
        )
        with connection.cursor(binary=True, row_factory=args_row(self.row)) as cursor:
            return cursor.execute(statement, (wanted,), prepare=True).fetchall()

    def save(self, connection: Connection, rows: Sequence[R]) -> None:
        """Inserts the rows, or replaces those that have their keys, in one statement."""
        if rows:
            columns = zip(self._types, zip(*rows, strict=True), strict=True)
            arrays = [_array(kind, column) for kind, column in columns]
            connection.execute(self._save, arrays, prepare=True)

    def append(self, connection: Connection, rows: Iterable[R]) -> None:
        """Adds rows whose keys are new."""
        statement = SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)").format(
            Identifier(self.name), _listed(self.columns)
        )
        with connection.cursor() as cursor, cursor.copy(statement) as copy:
            copy.set_types(self._types)
            for row in rows:
                copy.write_row(row)

    def remove(self, connection: Connection, column: str, values: Iterable[Any]) -> None:
        """Takes away the rows whose column holds one of the values."""
        statement = SQL("DELETE FROM {} WHERE {} = ANY(%b)").format(
            Identifier(self.name), Identifier(column)
        )
        connection.execute(statement, (list(values),), prepare=True)

    def _save_statement(self) -> Composed:
        keys, others = self.columns[: self.key], self.columns[self.key :]
        changes = [SQL("{0} = excluded.{0}").format(Identifier(name)) for name in others]
        return SQL("INSERT INTO {} ({}) SELECT * FROM unnest({}) ON CONFLICT ({}) {}").format(
            Identifier(self.name),
            _listed(self.columns),
            SQL(", ").join(SQL(f"%b::{kind}[]") for kind in self._types),
            _listed(keys),
            SQL("DO UPDATE SET ") + SQL(", ").join(changes) if changes else SQL("DO NOTHING"),
        )


class Drawer(Generic[R]):
    """The rows of a table that a batch works on: loaded once, changed here, saved once."""

    def __init__(self, connection: Connection, table: Table[R]) -> None:
        self._connection = connection
        self._table = table
        self._rows: dict[Key, R] = {}
        self._changed: dict[Key, None] = {}

    def load(self, column: str, values: Iterable[Any]) -> None:
        """Fetches the rows whose column holds one of the values, before anything is changed."""
        for row in self._table.load(self._connection, column, values):
            self._rows[row[: self._table.key]] = row

    def get(self, *key: Any) -> R | None:
        """The row with the key."""
        return self._rows.get(key)

    def rows(self) -> list[R]:
        """All rows at hand in the order of their keys."""
        return [self._rows[key] for key in sorted(self._rows)]

    def put(self, row: R) -> None:
        """Keeps a new or changed row."""
        key = row[: self._table.key]
        self._rows[key] = row
        self._changed[key] = None

    def save(self) -> None:
        """Writes back what was changed."""
        self._table.save(self._connection, [self._rows[key] for key in self._changed])


def _type_of(hint: Any) -> str:
    kinds = [one for one in get_args(hint) or (hint,) if one is not NoneType]
    return _TYPES[kinds[0] if isinstance(kinds[0], type) else type(kinds[0])]


def _array(kind: str, column: Sequence[Any]) -> list[Any]:
    """A column to send; sums of money are whole numbers like any other."""
    if kind == "int8":
        return [None if value is None else int(value) for value in column]
    return list(column)


def _constraint(kind: str, hint: Any) -> str:
    order = ' COLLATE "C"' if kind == "text" else ""
    return order if NoneType in get_args(hint) else f"{order} NOT NULL"


def _listed(names: Iterable[str]) -> Composed:
    return SQL(", ").join(Identifier(name) for name in names)
