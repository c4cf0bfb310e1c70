"""What others get from us: a whole wheel, names of our own, a lock, and papers that are true."""

import importlib.metadata
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.source import PACKAGES, ROOT, files

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DIRECT = [
    Requirement(line)
    for line in [
        *PROJECT["project"]["dependencies"],
        *PROJECT["project"]["optional-dependencies"]["dev"],
    ]
]


def locked() -> dict[str, str]:
    """The version of each package in requirements.lock."""
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9._-]+)(?:\[[a-z,]+\])?==([^\s;]+)", lines, re.MULTILINE))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in a wheel made from a clean copy."""
    copy = tmp_path_factory.mktemp("wheel")
    for path in files():
        target = copy / "source" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, target)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"]
    command += ["--no-build-isolation", "--wheel-dir", str(copy), str(copy / "source")]
    subprocess.run(command, check=True)
    return set(zipfile.ZipFile(next(copy.glob("*.whl"))).namelist())


def test_a_wheel_has_every_file_of_every_package_and_no_other_package(wheel: set[str]) -> None:
    ours = {str(path) for path in files() if path.parts[0] in PACKAGES}
    assert ours - wheel == set()
    tops = {Path(name).parts[0] for name in wheel if ".dist-info" not in name}
    assert tops <= set(PACKAGES)


def test_no_other_installed_distribution_owns_one_of_our_names() -> None:
    owners = importlib.metadata.packages_distributions()
    ours = PROJECT["project"]["name"]
    strangers = {name: set(owners.get(name, [])) - {ours} for name in PACKAGES}
    assert {name: owner for name, owner in strangers.items() if owner} == {}


def test_the_lock_has_what_is_asked_for() -> None:
    versions = locked()
    missing = [
        str(requirement)
        for requirement in DIRECT
        if not requirement.specifier.contains(
            versions.get(canonicalize_name(requirement.name), "0")
        )
    ]
    assert missing == [], "run: make lock"


def test_everything_locked_has_its_hashes() -> None:
    blocks = re.split(r"^(?=\S+==)", (ROOT / "requirements.lock").read_text(), flags=re.MULTILINE)
    assert [block.split()[0] for block in blocks if block and "--hash=sha256:" not in block] == []


def test_every_direct_dependency_has_its_line_of_reason_and_nothing_else_has_one() -> None:
    page = (ROOT / "docs/reference/dependencies.md").read_text(encoding="utf-8")
    explained = re.findall(r"^\| `([\w.-]+)` \| \S.{10,} \|$", page, re.MULTILINE)
    assert sorted(explained) == sorted(requirement.name for requirement in DIRECT)


def papers() -> list[Path]:
    return [path for path in files() if path.suffix == ".md"]


def test_every_make_command_in_the_papers_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = {
        word
        for path in papers()
        for word in re.findall(
            r"(?:^|`)\s*make ([a-z-]+)", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE
        )
    }
    assert named - targets == set()


def test_every_akte_command_in_the_papers_exists() -> None:
    named = {
        word
        for path in papers()
        for word in re.findall(
            r"(?:^|`)\s*(?:\.venv/bin/)?akte ([a-z][a-z-]*)",
            (ROOT / path).read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    }
    for word in sorted(named):
        command = [sys.executable, "-m", "workers.cli", word, "--help"]
        done = subprocess.run(command, check=False, capture_output=True, cwd=ROOT)
        assert done.returncode == 0, f"akte {word}"


def test_the_licence_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    articles = re.findall(r"^(\d+)\. ?[A-Z]", text, re.MULTILINE)
    assert articles == [str(number) for number in range(1, 16)]
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert "Appendix" in text
