"""The table: which processes an event of a subject wakes, and how their workflows are called."""

from collections.abc import Iterable

from domain.agenda import Process
from domain.kernel import Subject

WAKES: dict[str, tuple[Process, ...]] = {
    "application": ("review",),
    "approval": ("review", "notice"),
    "disbursement": ("disbursement", "proof_of_use"),
    "payment_run": ("payment_run",),
    "proof_of_use": ("proof_of_use",),
    "recovery": ("recovery", "proof_of_use"),
    "retention": ("retention",),
    "audit_note": ("retention",),
    "erasure": ("erasure",),
    "recipient": ("bank_details",),
}
"""Kind of subject to the processes that read it."""

OWNERS: dict[str, Process] = {
    "application": "review",
    "approval": "notice",
    "disbursement": "disbursement",
    "payment_run": "payment_run",
    "proof_of_use": "proof_of_use",
    "recovery": "recovery",
    "retention": "retention",
    "erasure": "erasure",
    "recipient": "bank_details",
}
"""Kind of subject to the one process that carries it from its first event to its end."""


def woken_by(subjects: Iterable[Subject]) -> list[tuple[Process, str]]:
    """The processes, each once, that events of these subjects wake."""
    woken: dict[tuple[Process, str], None] = {}
    for subject in subjects:
        for process in WAKES.get(subject.kind, ()):
            woken[process, _key(process, subject)] = None
    return list(woken)


def _key(process: Process, subject: Subject) -> str:
    """The key of the process: the draw-down's own, or that of its case."""
    if subject.kind == "disbursement" and process != "disbursement":
        return subject.key.rpartition(".")[0]
    return subject.key


def workflow_id(process: Process, key: str) -> str:
    """The deterministic id under which a process runs, whoever starts it."""
    return f"{process}:{key}"
