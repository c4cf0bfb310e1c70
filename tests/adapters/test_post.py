"""The way to the print centre: each letter once, and none lost."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from adapters.post import LetterDiffers, PostFolder

LETTER = b"%PDF-1.7 a letter"
NAME = "WIR-2016-0001_bescheid_2016-02-15.pdf"


def files_in(root: Path) -> list[str]:
    return sorted(path.name for path in root.rglob("*") if path.is_file())


def test_a_letter_is_laid_out_for_printing(tmp_path: Path) -> None:
    path = PostFolder(tmp_path).hand_over(NAME, LETTER)
    assert path == tmp_path / "outbox" / NAME
    assert path.read_bytes() == LETTER


def test_the_same_letter_is_handed_over_once(tmp_path: Path) -> None:
    post = PostFolder(tmp_path)
    assert post.hand_over(NAME, LETTER) == post.hand_over(NAME, LETTER)
    assert files_in(tmp_path) == [NAME]


def test_a_letter_that_was_collected_is_not_printed_again(tmp_path: Path) -> None:
    post = PostFolder(tmp_path)
    post.hand_over(NAME, LETTER).rename(tmp_path / "sent" / NAME)
    post.hand_over(NAME, LETTER)
    assert list((tmp_path / "outbox").iterdir()) == []
    assert (tmp_path / "sent" / NAME).read_bytes() == LETTER


@pytest.mark.parametrize("collected", [False, True])
def test_another_letter_under_the_same_name_is_not_lost_silently(
    tmp_path: Path, *, collected: bool
) -> None:
    post = PostFolder(tmp_path)
    path = post.hand_over(NAME, LETTER)
    if collected:
        path.rename(tmp_path / "sent" / NAME)
    with pytest.raises(LetterDiffers):
        post.hand_over(NAME, LETTER + b"!")
    assert files_in(tmp_path) == [NAME]


def test_writers_at_the_same_time_lay_out_one_letter(tmp_path: Path) -> None:
    posts = [PostFolder(tmp_path) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        paths = list(pool.map(lambda post: post.hand_over(NAME, LETTER), posts))
    assert set(paths) == {tmp_path / "outbox" / NAME}
    assert files_in(tmp_path) == [NAME]


@pytest.mark.parametrize(
    "name",
    ["../a.pdf", "a/b.pdf", ".a.pdf", "a b.pdf", "a\n.pdf", "ä.pdf", "a.exe", ".pdf", "a.pdf\n"],
)
def test_a_name_that_could_lead_elsewhere_is_an_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="file"):
        PostFolder(tmp_path).hand_over(name, LETTER)
    assert files_in(tmp_path) == []


def test_the_print_centre_gets_nothing_but_pdf(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="PDF"):
        PostFolder(tmp_path).hand_over(NAME, b"<html>")
    assert files_in(tmp_path) == []
