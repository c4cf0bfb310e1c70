"""Letters: the same bytes everywhere, archivable and accessible, and every word arrives."""

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from adapters.letter_blocks import CLAUSES
from adapters.letter_frame import Clause, Letter, PlanLine
from adapters.letter_kinds import KINDS, DocumentRequest, RejectionNotice
from adapters.letters import letter_name, parse_letter, render
from domain.kernel import Refused
from tests.adapters.sample_letters import ACT, LETTERS, NOTE, NOTICE, POSTED

HOSTILE = '#import "x.typ": * $x^2$ *a* _b_ @ref \\ <l> {amount} [c] `d` // e /* f */ = "g" -- ~'
NAMES = "Ḑr. Łukasz Żółć-Müßig, Ğül Øye, Đặng X̱"

every_letter = pytest.mark.parametrize("letter", LETTERS, ids=letter_name)


def glyphs(font: pikepdf.Object) -> dict[str, str]:
    """What each two-byte code of a font stands for, by its ToUnicode table."""
    table = font.ToUnicode.read_bytes().decode("ascii")
    pairs = re.findall(r"^<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>$", table, re.MULTILINE)
    return {code.lower(): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}


def text_of(pdf: bytes) -> str:
    """All text of a PDF in its reading order, without white space and soft hyphens."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return squeezed("".join(letter for page in document.pages for letter in letters_of(page)))


def letters_of(page: pikepdf.Page) -> Iterator[str]:
    fonts = {name: glyphs(font) for name, font in page.Resources.Font.items()}
    font: dict[str, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            font = fonts[str(operands[0])]
        elif str(operator) in {"Tj", "TJ"}:
            parts = operands[0] if str(operator) == "TJ" else operands
            codes = b"".join(bytes(p) for p in parts if isinstance(p, pikepdf.String)).hex()
            yield from (font[codes[i : i + 4]] for i in range(0, len(codes), 4))


def squeezed(text: str) -> str:
    return re.sub(r"\s|\u00ad", "", text)


@every_letter
def test_a_letter_renders_to_the_same_bytes_twice(letter: Letter) -> None:
    assert render(letter) == render(letter)


def test_another_process_zone_and_language_give_the_same_bytes() -> None:
    script = (
        "import sys, hashlib; from adapters.letters import parse_letter, render;"
        "pdf = render(parse_letter('approval_notice', sys.stdin.buffer.read()));"
        "print(hashlib.sha256(pdf).hexdigest())"
    )
    for zone, language in (("Pacific/Kiritimati", "C"), ("America/Adak", "tr_TR.UTF-8")):
        run = subprocess.run(
            [sys.executable, "-c", script],
            input=NOTICE.model_dump_json().encode(),
            env=os.environ | {"TZ": zone, "LC_ALL": language, "SOURCE_DATE_EPOCH": "1"},
            capture_output=True,
            check=True,
        )
        assert run.stdout.decode().strip() == hashlib.sha256(render(NOTICE)).hexdigest()


@every_letter
def test_a_letter_is_archivable_and_accessible(letter: Letter) -> None:
    with pikepdf.open(BytesIO(render(letter))) as document, document.open_metadata() as about:
        assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("2", "A")
        assert about["pdfuaid:part"] == "1"
        assert letter.file_number in about["dc:title"]
        assert str(document.Root.Lang) == "de-DE"
        assert document.Root.MarkInfo.Marked
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert document.Root.StructTreeRoot.K is not None
        fonts = {font.BaseFont for page in document.pages for font in page.Resources.Font.values()}
    assert {str(font)[8:] for font in fonts} <= {"FiraSans-Regular", "FiraSans-SemiBold"}


@every_letter
def test_a_letter_comes_back_from_its_frozen_content(letter: Letter) -> None:
    again = parse_letter(letter.KIND, letter.model_dump_json())
    assert again == letter
    assert render(again) == render(letter)


@every_letter
def test_a_letter_says_first_in_short_what_it_means(letter: Letter) -> None:
    text = text_of(render(letter))
    assert "IneinfachenWorten" in text
    assert "{" not in text
    assert text.index("IneinfachenWorten") < text.index("elektronischerstellt")


def test_every_kind_of_letter_has_a_template_and_a_sample() -> None:
    assert {letter.KIND for letter in LETTERS} == set(KINDS)


def test_a_notice_names_all_that_the_law_asks_for() -> None:
    text = text_of(render(NOTICE))
    for said in (
        "15. Februar 2016",
        "50.000,00 €",
        "62,5 %",
        "1. Januar 2016 bis 31. Dezember 2016",
        "Personal 78.765,44 €",
        "Summe 80.000,00 €",
        "innerhalb von zwei Monaten",
        "innerhalb eines Monats",
        "bis zum 31. März 2017",
        "§ 264 des Strafgesetzbuchs",
        "Regelwerk „wir“ in der Fassung 2014-01-01",
        "Klage beim Verwaltungsgericht Gießen mit Sitz in Gießen",
    ):
        assert squeezed(said) in text


def test_an_examination_note_shows_amounts_and_says_whether_interest_was_considered() -> None:
    text = text_of(render(NOTE))
    for said in ("60.340,71 €", "48.272,56 €", "−0,05 €", "Zinsforderung geprüft nein"):
        assert squeezed(said) in text


@pytest.mark.parametrize(
    "words", [HOSTILE, NAMES, "W" * 200, "Straße\nzweite Zeile", "Αθήνα Київ", "G\u0338 Ʒ\u030c"]
)
def test_what_a_person_typed_arrives_as_typed(words: str) -> None:
    letter = NOTICE.model_copy(
        update={
            "recipient": words,
            "purpose": words,
            "addressee": (words, words),
            "plan": (PlanLine(name=words, amount_cents=1),),
            "conditions": (Clause(block="individual", values={"text": words}),),
            "subsidy_facts": (words,),
            "enclosures": (words,),
        }
    )
    assert text_of(render(letter)).count(squeezed(words)) >= 8


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x17F), min_size=1, max_size=90))
def test_no_latin_text_breaks_or_bends_a_letter(words: str) -> None:
    try:
        letter = DocumentRequest(**POSTED, due=date(2016, 3, 1), gaps=(words,))
    except ValidationError:
        return  # control characters never come this far
    assert squeezed(letter.gaps[0]) in text_of(render(letter))


def test_an_endless_word_breaks_instead_of_running_off_the_paper() -> None:
    lines = []
    for word in ("W", "W" * 200):
        letter = DocumentRequest(**POSTED, due=date(2016, 3, 1), gaps=(word,))
        with pikepdf.open(BytesIO(render(letter))) as document:
            steps = pikepdf.parse_content_stream(document.pages[0])
            lines.append(len({step.operands[5] for step in steps if str(step.operator) == "cm"}))
    assert lines[1] == lines[0] + 3


def test_a_letter_that_cannot_be_printed_is_refused_without_quoting_it() -> None:
    with pytest.raises(Refused) as refused:
        render(NOTICE.model_copy(update={"recipient": "Frau 李"}))
    assert refused.value.refusal.code == "letter_unprintable"
    assert refused.value.__cause__ is None and "李" not in str(refused.value)


def test_file_names_tell_case_kind_and_day_but_no_person() -> None:
    assert letter_name(NOTICE) == "WIR-2016-0001_bescheid_2016-02-15.pdf"
    assert len({letter_name(letter) for letter in LETTERS if letter.KIND == "reminder"}) == 12


def test_a_clause_without_wording_or_with_other_values_is_refused() -> None:
    for block, values in (("no_such", {}), ("retention", {}), ("assignment", {"a": "b"})):
        with pytest.raises(ValidationError):
            Clause(block=block, values=values)


@pytest.mark.parametrize("block", sorted(CLAUSES))
def test_every_clause_can_stand_in_a_notice(block: str) -> None:
    clause = Clause(block=block, values={place: f"<{place}>" for place in CLAUSES[block]})
    text = text_of(render(NOTICE.model_copy(update={"conditions": (clause,)})))
    assert all(f"<{place}>" in text for place in CLAUSES[block])


def test_a_court_is_known_by_its_seat_and_by_its_name() -> None:
    for court in ("Kassel", "VG Kassel", "Verwaltungsgericht Kassel"):
        notice = RejectionNotice(**ACT | {"court": court}, reasons=("so",))
        assert "VerwaltungsgerichtKasselmitSitzinKassel" in text_of(render(notice))
    with pytest.raises(ValidationError):
        RejectionNotice(**ACT | {"court": "Hanau"}, reasons=("so",))


def test_an_unknown_kind_of_letter_is_an_error() -> None:
    with pytest.raises(ValueError, match="no letter of the kind"):
        parse_letter("postcard", "{}")
