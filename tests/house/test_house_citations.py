"""Procedure is cited from Hesse's own act, here named once; it runs parallel to the federal one."""

import re
from pathlib import Path

from tests.house.source import texts

ACT_OF_PROCEDURE = "HVwVfG"
"""Hessisches Verwaltungsverfahrensgesetz; the authority is one of the Land (§ 1 HVwVfG)."""

FEDERAL = re.compile(r"(?<!H)VwVf" + "G")
STORED = ("tests/office/events", "tests/histories")
"""Records that exist keep the words they were filed with."""


def filed_or_pinned(path: Path) -> bool:
    """Stored examples, and versions of rules, to which cases are pinned byte by byte."""
    version = re.match(r"programmes/\w+/[0-9-]+\.toml", str(path))
    return version is not None or str(path).startswith(STORED)


def test_no_text_cites_the_federal_act_of_procedure() -> None:
    found = [
        f"{path}: {line.strip()}"
        for path, content in texts()
        if path.suffix in {".py", ".toml", ".typ", ".html"} and not filed_or_pinned(path)
        for line in content.splitlines()
        if FEDERAL.search(line)
    ]
    assert found == []


def test_the_federal_act_is_told_from_that_of_the_land() -> None:
    assert FEDERAL.search("§ 28 VwVf" + "G")
    assert not FEDERAL.search(f"§ 28 {ACT_OF_PROCEDURE}")
