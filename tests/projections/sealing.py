"""A sealer as a process of its own that can be killed.

Run it as `python -m tests.projections.sealing RECORD FOLDER`: it tells a line before each file.
"""

import subprocess
import sys
from pathlib import Path

from adapters.shelves import FolderShelf
from projections.audit.sealer import Sealer
from tests.conftest import Database
from tests.sealed import KEY, TODAY


class TellingShelf(FolderShelf):
    """Says what it is about to keep."""

    def put(self, name: str, content: bytes) -> None:
        sys.stdout.write(f"{name}\n")
        sys.stdout.flush()
        super().put(name, content)


def process(database: Database, folder: Path) -> subprocess.Popen[str]:
    """Starts a sealer."""
    command = [sys.executable, "-m", "tests.projections.sealing", database.app, str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


if __name__ == "__main__":
    Sealer(sys.argv[1], TellingShelf(Path(sys.argv[2])), key=KEY).seal(TODAY)
