"""Notes: the examples of the specifications verify, and nothing that was changed does."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projections.audit.notes import (
    COSIGNATURE,
    Checkpoint,
    Note,
    NoteRefused,
    SigningKey,
    VerifierKey,
)
from projections.audit.tree import Head

KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
NOTE = (
    "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ON"
    "ncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
CHECKPOINT = """example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1g\
GzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin\
1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
"""
SEAL = SigningKey("akte.example", bytes(range(32)))
WITNESS = SigningKey("hof.example", bytes(range(32, 64)))


def checkpoint(size: int = 7) -> Checkpoint:
    return Checkpoint("akte.example", Head(size, bytes(32)))


def signed(text: str) -> Note:
    return Note(text, (SEAL.sign(text),))


def test_the_note_of_the_specification_is_signed_by_its_key() -> None:
    key = VerifierKey.parse(KEY)
    assert str(key) == KEY
    note = Note.parse(NOTE)
    assert note.signers([key]) == [key]
    assert str(note) == NOTE


def test_the_checkpoint_of_the_specification_reads_and_prints_the_same() -> None:
    note = Note.parse(CHECKPOINT)
    read = Checkpoint.parse(note.text)
    assert (read.origin, read.head.size) == ("example.com/behind-the-sofa", 20_852_163)
    assert read.text == note.text
    assert str(note) == CHECKPOINT
    assert [one.name for one in note.signatures] == [read.origin, "witness.example.com/w1"]
    assert int.from_bytes(note.signatures[1].content[:8], "big") == 1_679_315_147


@given(st.integers(0, len(NOTE) - 1), st.characters(codec="ascii"))
def test_a_note_with_another_letter_anywhere_is_refused_or_unsigned(at: int, sign: str) -> None:
    if NOTE[at] == sign:
        return
    key = VerifierKey.parse(KEY)
    with suppress(NoteRefused):
        assert Note.parse(NOTE[:at] + sign + NOTE[at + 1 :]).signers([key]) == []


def test_a_cosignature_holds_for_its_checkpoint_and_its_time_only() -> None:
    note = signed(checkpoint().text)
    cosigned = note.with_signature(WITNESS.cosign(note.text, at=1_500_000_000))
    keys = [SEAL.verifier(), WITNESS.verifier(COSIGNATURE)]
    assert Note.parse(str(cosigned)).signers(keys) == keys
    later = cosigned.signatures[1]._replace(content=b"\0" + cosigned.signatures[1].content[1:-1])
    with pytest.raises(NoteRefused):
        Note(note.text, (note.signatures[0], later)).signers(keys)
    with pytest.raises(NoteRefused):
        Note(checkpoint(8).text, cosigned.signatures).signers(keys)


def test_a_newer_cosignature_takes_the_place_of_the_older() -> None:
    note = signed(checkpoint().text)
    for moment in (1, 2):
        note = note.with_signature(WITNESS.cosign(note.text, at=moment))
    assert len(note.signatures) == 2


def test_a_key_signs_nothing_for_a_namesake() -> None:
    namesake = SigningKey("akte.example", bytes(32)).verifier()
    assert signed(checkpoint().text).signers([namesake]) == []
    assert signed(checkpoint().text).signers([SEAL.verifier()]) == [SEAL.verifier()]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "akte.example\n7\n",
        "akte.example\n07\nAAAA\n",
        "akte.example\n7\nAAAA\n",
        f"{checkpoint().text}x",
        checkpoint().text.replace("7", "seven"),
        checkpoint().text.replace("akte.example", ""),
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NoteRefused):
        Checkpoint.parse(text)


@pytest.mark.parametrize(
    "key", ["", "a+b", KEY.replace("530d903a", "530d903b"), "x+00000000+BQ==", f"+{KEY}"]
)
def test_a_key_that_does_not_fit_its_name_is_none(key: str) -> None:
    with pytest.raises(ValueError):
        VerifierKey.parse(key)


@pytest.mark.parametrize("name", ["", "with space", "a+b", "a\tb"])
def test_nobody_signs_under_a_name_that_breaks_the_line(name: str) -> None:
    with pytest.raises(ValueError):
        SigningKey(name, bytes(32))
