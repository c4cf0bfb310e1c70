"""A temporary folder for servers that run under another account than the test."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder outside those of pytest, which closes them to others whenever it starts anew."""
    folder = Path(tempfile.mkdtemp(prefix="akte-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
