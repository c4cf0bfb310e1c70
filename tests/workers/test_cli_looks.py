"""Whoever reads cases at a shell stands in the book of access, by the operating system's name."""

import os
import pwd
from importlib.resources import files
from pathlib import Path

import psycopg
import pytest

from tests.workers.conftest import CASE, Run, Up
from workers.cli import COMMANDS
from workers.console import USAGE
from workers.embedded import EmbeddedPostgres
from workers.shell_account import shell_account

pytestmark = pytest.mark.xdist_group("akte")

NO_CASES = {"opendata", "programmes", "rules", "assess", "deadline", "verify"}
"""Commands that show the public, the rules, or hashes."""


def looks(installation: Up) -> list[tuple[str, str, str]]:
    """The looks from shells, oldest first."""
    with psycopg.connect(EmbeddedPostgres(installation.data).owner_conninfo) as connection:
        return connection.execute(
            "SELECT person, what, about FROM access.looks WHERE role = 'shell' ORDER BY id"
        ).fetchall()


def test_every_command_that_looks_at_cases_notes_it() -> None:
    for name, entry in COMMANDS.items():
        if "Look" in entry.panel and name not in NO_CASES:
            code = files("workers").joinpath(f"{entry.module}.py").read_text(encoding="utf-8")
            assert f'.looking("{name}"' in code, name


def test_reading_exporting_and_bundling_leave_who_what_and_about(
    akte: Run, installation: Up, tmp_path: Path
) -> None:
    data, before = ("--data", str(installation.data)), len(looks(installation))
    sheet, bundle = str(tmp_path / "money.xlsx"), str(tmp_path / "bundle.zip")
    for words in (
        ("history", CASE),
        ("findings", "--json"),
        ("money", "main-kinzig-kreis", "--to", sheet),
        ("bundle", CASE, "--to", bundle),
        ("bundle", "--all", "--to", bundle),
        ("cases", "--text", "Gelnhausen"),
    ):
        done = akte(*words, *data)
        assert done.returncode == 0, done.stderr
    assert looks(installation)[before:] == [
        (shell_account(), "akte history", CASE),
        (shell_account(), "akte findings", ""),
        (shell_account(), "akte money", "main-kinzig-kreis"),
        (shell_account(), "akte bundle", CASE),
        (shell_account(), "akte bundle", ""),
        (shell_account(), "akte cases", ""),
    ]


def test_what_was_typed_and_is_no_key_is_not_kept(akte: Run, installation: Up) -> None:
    data = ("--data", str(installation.data))
    assert akte("ledger", "Frau Beispiel, Gelnhausen", *data).returncode in {0, 3, USAGE}
    assert "Beispiel" not in str(looks(installation))


def test_the_account_is_that_of_the_operating_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUDO_USER", raising=False)
    assert shell_account() == f"os:{pwd.getpwuid(os.getuid()).pw_name}"
