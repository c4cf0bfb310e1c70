"""`akte seal` and `akte bundle` in an installation: sealed while it runs, proven without it."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from projections.audit import verify
from tests.workers.conftest import CASE, Run, Up
from tests.workers.test_cli_keep import altered
from workers.console import ALTERED, USAGE

pytestmark = pytest.mark.xdist_group("akte")


@pytest.fixture
def key(akte: Run, installation: Up) -> str:
    done = akte("seal", "--data", str(installation.data))
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("up to date") == 2
    [line] = [line for line in done.stdout.splitlines() if "Key: " in line]
    return line.partition("Key: ")[2]


@pytest.fixture
def bundled(akte: Run, installation: Up, tmp_path: Path) -> Callable[..., Path]:
    def write(*words: str, to: str = "bundle.zip") -> Path:
        target = tmp_path / to
        done = akte("bundle", *words, "--to", str(target), "--data", str(installation.data))
        assert done.returncode == 0, done.stderr
        return target

    return write


@pytest.mark.parametrize("words", [(CASE,), ("--county", "main-kinzig-kreis"), ("--all",)])
def test_a_bundle_is_proven_by_one_file_that_knows_nothing_of_us(
    bundled: Callable[..., Path], tmp_path: Path, key: str, words: tuple[str, ...]
) -> None:
    bundle = bundled(*words)
    with zipfile.ZipFile(bundle) as files:
        names = set(files.namelist())
        script = Path(files.extract("verify.py", tmp_path))
        page = files.read(f"cases/{CASE}.html").decode()
    assert {"index.html", "programmes/wir/2014-01-01.toml", "checkpoint"} <= names
    assert any(name.startswith("documents/") for name in names)
    assert "http" not in page
    assert "<script" not in page
    alone = [sys.executable, "-I", str(script), str(bundle), "--key", key]
    proven = subprocess.run(alone, check=False, capture_output=True, text=True)
    assert proven.returncode == verify.HOLDS, proven.stdout + proven.stderr
    assert proven.stdout.startswith("Alles hält.")
    later = bundled(*words, "--after", str(bundle), to="later.zip")
    assert verify.check(later, key=key, earlier=bundle).first_wrong is None


def test_what_is_not_as_it_was_sealed_is_named(
    bundled: Callable[..., Path], installation: Up, key: str
) -> None:
    with altered(installation, 17):
        bundle = bundled("--all")
    assert verify.check(bundle, key=key).first_wrong == 17


def test_verify_says_how_far_the_seal_is(akte: Run, installation: Up, key: str) -> None:
    done = akte("verify", "--data", str(installation.data))
    assert done.returncode == 0, done.stderr
    assert "Sealed up to no." in done.stdout
    checkpoint = installation.data / "seal/checkpoint"
    before = checkpoint.read_bytes()
    checkpoint.write_bytes(before.replace(b"\n", b"\n1", 1))
    try:
        done = akte("verify", "--data", str(installation.data))
    finally:
        checkpoint.write_bytes(before)
    assert done.returncode == ALTERED
    assert "Siegel ist gebrochen" in done.stderr


@pytest.mark.parametrize("words", [(), ("WIR-1999-X",), (CASE, "--all"), ("--county", "nowhere")])
def test_a_bundle_of_nothing_in_particular_is_refused(
    akte: Run, installation: Up, tmp_path: Path, words: tuple[str, ...]
) -> None:
    to = ("--to", str(tmp_path / "bundle.zip"), "--data", str(installation.data))
    assert akte("bundle", *words, *to).returncode == USAGE


def test_the_key_changes_as_two_persons_ordered_and_the_old_one_still_leads_to_all(
    akte: Run, installation: Up, bundled: Callable[..., Path], tmp_path: Path
) -> None:
    here = ("--data", str(installation.data))
    key = akte("seal", *here).stdout.partition("Key: ")[2].split()[0]
    following = akte("seal", "--next-key", *here).stdout.partition("Next key: ")[2].strip()
    wish = {"new_key": following, "occasion": "routine"}
    asked = {"old_key": key, "reasons": "Wechsel zum Jahresende."} | wish
    for name, person, content in (
        ("propose_seal_key", "d.dorn", asked),
        ("order_seal_key", "l.hasel", wish),
    ):
        file = tmp_path / name
        said = {"name": name, "command_id": f"test/{name}", "content": content}
        file.write_text(json.dumps(said), encoding="utf-8")
        done = akte("handle", str(file), "--person", person, *here)
        assert done.returncode == 0, done.stderr
    assert f"Key: {following}" in akte("seal", *here).stdout
    assert not (installation.data / "seal.next.key").exists()
    for words in (("--all",), (CASE,)):
        bundle = bundled(*words)
        for trusted in (key, following):
            report = verify.check(bundle, key=trusted)
            assert report.first_wrong is None, report.text(1)
            assert "handed" in [code for code, _ in report.good]
