"""An erasure on a running installation, from the request to the report, and what Temporal knows."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tests.workers.conftest import CASE, Run, Up
from workers.console import USAGE
from workers.embedded import EmbeddedPostgres
from workers.waiting import until

pytestmark = pytest.mark.xdist_group("akte")

PATIENCE_S = 120
PLANTED = (b"Frau Muster", b"Herr Beispiel")


@pytest.fixture
def hand_in(akte: Run, installation: Up, tmp_path: Path) -> Callable[..., None]:
    """One command by a person, which must be granted."""

    def ask(person: str, name: str, **content: object) -> None:
        wish = {"name": name, "command_id": f"erasure/{name}", "content": {"case": CASE, **content}}
        file = tmp_path / "wish.json"
        file.write_text(json.dumps(wish))
        done = akte("handle", str(file), "--person", person, "--data", str(installation.data))
        assert done.returncode == 0, done.stderr

    return ask


@pytest.fixture(scope="module", autouse=True)
def backup(installation: Up) -> bytes:
    """The key of the case as a backup from before the erasure holds it."""
    with psycopg.connect(EmbeddedPostgres(installation.data).keys_owner_conninfo) as connection:
        found = connection.execute(
            "SELECT wrapped FROM keys.data_keys WHERE subject = %s", [CASE]
        ).fetchone()
    assert found
    return bytes(found[0])


def test_a_case_without_an_erasure_has_no_report(akte: Run, installation: Up) -> None:
    done = akte("erasure", "WIR-2016-NOPE", "--data", str(installation.data))
    assert done.returncode == USAGE
    assert done.lines == 1


@pytest.fixture
def erased(akte: Run, installation: Up, backup: bytes, hand_in: Callable[..., None]) -> None:
    """Two persons asked for it and the engine did it; asked again, it is done already."""
    assert backup
    request = {"data": "persons", "ground": "unlawful", "reference": "Schreiben vom 01.02."}
    hand_in("m.birke", "propose_erasure", **request)
    hand_in("d.dorn", "sign_erasure", officer_informed_on="2016-02-01")
    words = ("erasure", CASE, "--data", str(installation.data))
    assert until(lambda: akte(*words).returncode == 0, seconds=PATIENCE_S)


@pytest.mark.usefixtures("erased")
def test_the_engine_erases_and_the_report_proves_it(akte: Run, installation: Up) -> None:
    data = ("--data", str(installation.data))
    told = json.loads(akte("erasure", CASE, "--json", *data).stdout)
    [done] = told["erasures"]
    assert (done["data"], done["ground"]) == ("persons", "unlawful")
    assert done["proof"] == {"gone": True, "same": True}
    assert (told["verified"], len(done["locked"]["boxes"])) == (True, 2)
    said = akte("erasure", CASE, *data).stdout
    assert "§ 71 LHO" in said and done["locked"]["head"][:16] in said


@pytest.mark.usefixtures("erased")
def test_keys_that_a_restored_backup_brought_back_are_destroyed_again(
    akte: Run, installation: Up, backup: bytes
) -> None:
    data = ("--data", str(installation.data))
    owner = EmbeddedPostgres(installation.data).keys_owner_conninfo
    with psycopg.connect(owner) as connection:
        # A restored backup comes in below the triggers that refuse to bring a person back.
        connection.execute("ALTER TABLE keys.data_keys DISABLE TRIGGER USER")
        changed = connection.execute(
            "UPDATE keys.data_keys SET wrapped = %s, forgotten_at = NULL, forgotten_by = NULL,"
            " reason = NULL WHERE subject = %s",
            [backup, CASE],
        )
        connection.execute("ALTER TABLE keys.data_keys ENABLE TRIGGER USER")
        assert changed.rowcount == 1
    done = akte("erasure", CASE, "--again", *data)
    assert done.returncode == 0, done.stderr
    assert json.loads(akte("erasure", CASE, "--json", *data).stdout)["erasures"][0]["proof"]["gone"]


@pytest.mark.usefixtures("erased")
def test_what_is_taken_along_afterwards_names_nobody(
    akte: Run, installation: Up, tmp_path: Path
) -> None:
    data, open_data = ("--data", str(installation.data)), tmp_path / "open"
    told = [
        akte(*words, *data).stdout.encode()
        for words in (
            *(("history", CASE, "--json"), ("case", CASE, "--json"), ("findings", "--json")),
            *(("erasure", CASE, "--json"), ("cases", "--json"), ("ledger", CASE, "--json")),
        )
    ]
    for number, chosen in enumerate(("--all", CASE)):
        bundle = tmp_path / f"{number}.zip"
        assert akte("bundle", chosen, "--to", str(bundle), *data).returncode == 0
        with zipfile.ZipFile(bundle) as opened:
            told += [opened.read(name) for name in opened.namelist()]
    assert akte("opendata", str(open_data), *data).returncode == 0
    told += [one.read_bytes() for one in open_data.iterdir()]
    assert len(told) > 20 and all(told)
    assert [name for name in PLANTED for one in told if name in one and CASE.encode() in one] == []


def test_temporal_never_knew_a_person(installation: Up) -> None:
    files = [one for one in (installation.data / "temporal").rglob("*") if one.is_file()]
    assert any(CASE.encode() in one.read_bytes() for one in files)
    assert [one.name for one in files if any(name in one.read_bytes() for name in PLANTED)] == []
