"""A supervisor over small parts, run as a program: `supervised.py LOGS PART…`, words on stdout."""

import os
import sys
from pathlib import Path

from workers.supervisor import Part, Patience, Supervisor

PARTS = {
    "steady": "watch_parent(); say_ready(); print('at work', os.getpid(), flush=True); wait()",
    "frail": "sys.exit('no bread today')",
    "stubborn": "signal.signal(signal.SIGTERM, signal.SIG_IGN); say_ready(); wait()",
    "parent": "subprocess.Popen(['sleep', '1000'], stdout=sys.stderr); say_ready(); wait()",
}
OPENING = """
import os, signal, subprocess, sys
from workers.lifeline import say_ready, watch_parent
def wait():
    while True:
        signal.pause()
"""


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


class Clinic:
    """A server that is found dead once, and then starts or not."""

    name = "Clinic"

    def __init__(self) -> None:
        self._alive = False

    def alive(self) -> bool:
        return self._alive

    def stop(self) -> None:
        say("clinic stopped")

    def start(self) -> None:
        self._alive = True
        say("clinic started")


def main(logs: Path, names: list[str]) -> int:
    parts = [Part("absent", ["/nowhere/to/be/found"])] if "absent" in names else []
    parts += [
        Part(name, [sys.executable, "-c", OPENING + code])
        for name, code in PARTS.items()
        if name in names
    ]
    supervisor = Supervisor(
        parts,
        logs=logs,
        environment=os.environ,
        say=say,
        on_all_ready=lambda: say("all ready"),
        servers=[Clinic()] if "clinic" in names else [],
        patience=Patience(grace_s=2, pause_s=0.01, quick_deaths=3),
    )
    return supervisor.run()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
