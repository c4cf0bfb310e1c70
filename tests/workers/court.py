"""A court of audit with its folder, to which a record is delivered."""

from pathlib import Path

from adapters.shelves import FolderShelf
from tests.sealed import KEY
from workers.cli_witness import DONE, main


class Court:
    """Runs `akte-witness` in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.delivery, self.home = folder / "delivery", folder / "home"
        self.delivery.mkdir()
        self.home.mkdir()
        self.shelf = FolderShelf(self.delivery)

    def run(self, *words: str, seal: str = str(KEY.verifier())) -> int:
        own = ("--home", str(self.home), "--name", "hof.example")
        return main([str(self.delivery), *own, *(("--seal", seal) if seal else ()), *words])


def opened_court(folder: Path) -> Court:
    """A court that has made its key."""
    made = Court(folder)
    assert made.run("--make-key", seal="") == DONE
    return made
