"""The verifier: finds every manipulation with its first number, and never cries for nothing."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path
from random import Random

import pytest

from projections.audit import verify
from projections.audit.verify import BROKEN, HOLDS, UNREADABLE, check, main
from tests.manipulations import KINDS, judged
from tests.sealed import KEY
from tests.written_record import written

PUBLIC = str(KEY.verifier())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(12))
def test_a_manipulation_is_found_with_its_first_number(
    kind: str, seed: int, tmp_path: Path
) -> None:
    wrong, found = judged(kind, seed, tmp_path)
    assert found == wrong


@pytest.mark.parametrize("seed", range(20))
def test_a_record_that_nobody_touched_holds(seed: int, tmp_path: Path) -> None:
    assert judged(None, seed, tmp_path) == (None, None)


def test_an_extract_of_a_case_holds_and_says_what_it_cannot_show(tmp_path: Path, capsys) -> None:
    record = written(Random(1), 30)
    bundle = record.bundle(tmp_path / "case.zip", "WIR-2026-T0007")
    assert main([str(bundle), "--key", PUBLIC]) == HOLDS
    said = capsys.readouterr().out
    assert said.startswith("Alles hält.")
    assert "4 Ereignisse von 120" in said
    assert "Ein Auszug" in said
    assert main([str(bundle), "--language", "en"]) == UNREADABLE
    said = capsys.readouterr().out
    assert "The key is the bundle's own" in said
    assert "1 computations add up" in said


def test_an_extract_continues_an_earlier_bundle(tmp_path: Path) -> None:
    chance = Random(2)
    record = written(chance, 9)
    earlier = record.bundle(tmp_path / "old.zip", "WIR-2026-T0007")
    record.grant(10, chance)
    record.seal()
    now = record.bundle(tmp_path / "new.zip", "WIR-2026-T0007", after=[36])
    report = check(now, key=PUBLIC, earlier=earlier)
    assert report.first_wrong is None
    assert ("follows", ("old.zip", 36)) in report.good
    record.rows[3][7] = "x.other"
    record.relink(3)
    record.seal()
    other = record.bundle(tmp_path / "other.zip", "WIR-2026-T0007", after=[36])
    assert check(other, key=PUBLIC, earlier=earlier).first_wrong == 1
    assert check(earlier, key=PUBLIC, earlier=now).first_wrong == 37


def test_an_earlier_bundle_of_all_names_the_number_that_even_the_sealer_changed(
    tmp_path: Path,
) -> None:
    record = written(Random(3), 20)
    earlier = record.bundle(tmp_path / "old.zip")
    record.rows[41][7] = "x.other"
    record.relink(41)
    record.seal()
    report = check(record.bundle(tmp_path / "new.zip"), key=PUBLIC, earlier=earlier)
    assert (42, "earlier", ("old.zip",)) in report.bad


@pytest.mark.parametrize(
    ("place", "content", "code"),
    [
        (1, b'{"trace":[{"key":"a","rule":"sum","inputs":{"b":1},"result_cents":2}]}', "trace"),
        (1, b'{"assessment":{"trace":[{}]}}', "unreadable"),
        (0, b'{"documents":["' + b"a" * 64 + b'"]}', "absent"),
    ],
)
def test_what_was_sealed_rightly_can_still_be_wrong_in_itself(
    tmp_path: Path, place: int, content: bytes, code: str
) -> None:
    record = written(Random(4), 3)
    record.rows[place][5] = content
    record.relink(place)
    record.seal()
    report = check(record.bundle(tmp_path / "b.zip"), key=PUBLIC)
    assert [(one[0], one[1]) for one in report.bad] == [(place + 1, code)]


def test_two_eyes_and_steps_out_of_order_are_found(tmp_path: Path) -> None:
    record = written(Random(5), 3)
    record.rows[7][7] = "m.birke"
    record.rows[8][4] = "application.renamed.v1"
    record.relink(7)
    record.seal()
    report = check(record.bundle(tmp_path / "b.zip"), key=PUBLIC)
    faults = {(8, "four_eyes"), (10, "order"), (11, "order"), (12, "order")}
    assert {(one[0], one[1]) for one in report.bad} == faults


def test_a_file_whose_count_is_broken_is_found(tmp_path: Path) -> None:
    record = written(Random(6), 3)
    record.rows[5][2] = 3
    record.relink(5)
    record.seal()
    assert check(record.bundle(tmp_path / "b.zip"), key=PUBLIC).first_wrong == 6


@pytest.mark.parametrize("damage", ["nothing", "empty", "half", "key"])
def test_what_cannot_be_read_has_an_exit_code_of_its_own(
    tmp_path: Path, damage: str, capsys
) -> None:
    bundle = written(Random(7), 3).bundle(tmp_path / "b.zip")
    if damage == "nothing":
        bundle.unlink()
    elif damage == "empty":
        bundle.write_bytes(b"")
    elif damage == "half":
        bundle.write_bytes(bundle.read_bytes()[:-300])
    key = "x" if damage == "key" else PUBLIC
    assert main([str(bundle), "--key", key]) == UNREADABLE
    assert capsys.readouterr().err.startswith("Nicht lesbar")


def test_a_stranger_s_key_proves_nothing(tmp_path: Path, capsys) -> None:
    bundle = written(Random(8), 3).bundle(tmp_path / "b.zip")
    stranger = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    assert main([str(bundle), "--key", stranger]) == BROKEN
    assert "Die erste falsche Nummer ist 1." in capsys.readouterr().out


@pytest.mark.parametrize("seed", range(60))
def test_a_bundle_with_any_byte_changed_ends_in_words_and_never_in_a_crash(
    tmp_path: Path, seed: int, capsys
) -> None:
    chance = Random(seed)
    bundle = written(chance, 3).bundle(tmp_path / "b.zip")
    content = bytearray(bundle.read_bytes())
    for _ in range(3):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    bundle.write_bytes(content)
    code = main([str(bundle), "--key", PUBLIC])
    said = capsys.readouterr()
    # A date or a comment in the container is nobody's proof; all else must be noticed.
    assert {HOLDS: said.out, BROKEN: said.out, UNREADABLE: said.err}[code]


def test_one_event_changed_inside_the_container_is_named(tmp_path: Path) -> None:
    record = written(Random(9), 6)
    bundle = record.bundle(tmp_path / "b.zip")
    with zipfile.ZipFile(bundle) as files:
        parts = {name: files.read(name) for name in files.namelist()}
    parts["events.bin"] = parts["events.bin"].replace(b"WIR-2026-T0004", b"WIR-2026-T0044")
    with zipfile.ZipFile(bundle, "w") as files:
        for name, part in parts.items():
            files.writestr(name, part)
    assert check(bundle, key=PUBLIC).first_wrong == 13


def test_the_file_alone_prints_in_whatever_code_the_console_has(tmp_path: Path) -> None:
    record = written(Random(10), 3)
    record.rows[3][7] = "x.other"
    bundle = record.bundle(tmp_path / "b.zip")
    words = [sys.executable, verify.__file__, str(bundle), "--key", PUBLIC]
    narrow = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run(words, check=False, capture_output=True, text=True, env=narrow)
    assert done.returncode == BROKEN
    assert "? Nr. 4: ist nicht, was versiegelt wurde" in done.stdout
    assert done.stderr == ""
