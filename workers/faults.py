"""What can go wrong in a command, each as one line that says what to do, and its exit code."""

import traceback
from pathlib import Path

import psycopg
from eventsourcing.persistence import InterfaceError, OperationalError
from psycopg_pool import PoolTimeout

from domain.kernel import Conflict, Refused
from web.refusals import spoken
from workers.console import CONFLICT, FAULT, REFUSED, UNREACHABLE
from workers.data_folder import StartRefused

_NO_DATABASE = (OperationalError, InterfaceError, psycopg.OperationalError, PoolTimeout)


def in_one_line(error: Exception) -> tuple[str, int]:
    """The line for people, German first, and the exit code."""
    match error:
        case Refused():
            return _refusal(error), REFUSED
        case Conflict():
            words = "Andere waren schneller; bitte noch einmal. · Others were faster; try again."
            return words, CONFLICT
        case StartRefused():
            return f"{error.german} · {error.english}", UNREACHABLE
        case RuntimeError() if "connect" in str(error).lower():
            return _silent("Temporal antwortet", "Temporal does"), UNREACHABLE
    if isinstance(error, _NO_DATABASE):
        return _silent("Die Datenbank antwortet", "The database does"), UNREACHABLE
    return _unexpected(error), FAULT


def _refusal(refused: Refused) -> str:
    german, english = spoken(refused.refusal, "de"), spoken(refused.refusal, "en")
    place = f" [{german.field}]" if german.field else ""
    return f"{german.why}{place} ({german.basis}) → {german.next} · {english.why} → {english.next}"


def _silent(german: str, english: str) -> str:
    return f"{german} nicht; läuft „akte up“? · {english} not answer; is “akte up” running?"


def _unexpected(error: Exception) -> str:
    """Type and place; the text of an error can repeat what a person typed."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    what = f"{type(error).__name__}, {place}"
    return f"Das war unser Fehler ({what}); bitte melden. · Our fault ({what}); please report it."
