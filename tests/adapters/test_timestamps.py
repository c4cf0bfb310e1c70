"""Timestamps: an authority's answer counts only where it is signed and over what was asked."""

from pathlib import Path

import pytest

from adapters.timestamps import TimestampAuthority, Unstamped
from projections.audit.verify import stamped
from tests.adapters.stamping import Authority, listening

CONTENT = b"akte.example\n4711\nroot\n\n"


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path / "authority")


def test_what_was_stamped_verifies_offline_by_two_readers(
    authority: Authority, tmp_path: Path
) -> None:
    with listening(authority) as address:
        reply = TimestampAuthority(address, authority.roots).stamp(CONTENT)
    (tmp_path / "reply").write_bytes(reply)
    (tmp_path / "content").write_bytes(CONTENT)
    assert authority.verifies(tmp_path / "reply", tmp_path / "content")
    hashed, moment = stamped(reply)
    assert len(hashed) == 32
    assert moment.endswith("Z")
    (tmp_path / "content").write_bytes(CONTENT + b"x")
    assert not authority.verifies(tmp_path / "reply", tmp_path / "content")


def test_an_authority_that_leads_elsewhere_gives_no_stamp(
    authority: Authority, tmp_path: Path
) -> None:
    other = Authority(tmp_path / "other")
    with listening(authority) as address, pytest.raises(Unstamped):
        TimestampAuthority(address, other.roots).stamp(CONTENT)


def test_an_answer_to_another_question_is_no_stamp(authority: Authority) -> None:
    with listening(authority) as address:
        door = TimestampAuthority(address, authority.roots)
        authority.broken = door.stamp(b"something else")
        with pytest.raises(Unstamped):
            door.stamp(CONTENT)
        authority.broken = b"nonsense"
        with pytest.raises(Unstamped):
            door.stamp(CONTENT)


def test_nobody_there_or_nobody_trusted_is_no_stamp(authority: Authority, tmp_path: Path) -> None:
    with listening(authority) as address, pytest.raises(Unstamped):
        TimestampAuthority(address, tmp_path / "absent").stamp(CONTENT)
    with pytest.raises(Unstamped):
        TimestampAuthority(address, authority.roots).stamp(CONTENT)
