"""Turns a letter's frozen content into one archivable, accessible PDF, the same bytes each time."""

import json
from calendar import timegm
from datetime import date
from functools import cache
from pathlib import Path

import typst

from adapters.letter_blocks import TEMPLATES, wording_on
from adapters.letter_frame import Letter
from adapters.letter_kinds import KINDS
from domain.kernel import Refusal

UNPRINTABLE = Refusal(
    "letter_unprintable",
    "Der Brief enthält ein Zeichen, das sich nicht drucken lässt.",
    "The letter holds a character that cannot be printed.",
    "DIN 91379",
    "Schreiben Sie Namen und Texte mit lateinischen, griechischen oder kyrillischen Buchstaben.",
    "Write names and texts in Latin, Greek or Cyrillic letters.",
)


def parse_letter(kind: str, content: str | bytes) -> Letter:
    """The letter that frozen JSON content describes.

    Errors: ValueError for an unknown kind; pydantic's ValidationError (a ValueError) for content
    that does not fit the kind.
    """
    if kind not in KINDS:
        raise ValueError(f"there is no letter of the kind {kind!r}")
    return KINDS[kind].model_validate_json(content)


def letter_name(letter: Letter) -> str:
    """The file name, free of personal data: `WIR-2016-0001_bescheid_2016-02-15.pdf`."""
    return f"{letter.file_number}_{letter.word}_{letter.dated}.pdf"


def render(letter: Letter) -> bytes:
    """The letter as PDF/A-2a and PDF/UA-1 in one file.

    Pure: the same content gives the same bytes on every machine, for the only date in it is the
    letter's own and the only fonts are those shipped here. Errors: Refused if a character has
    no glyph in them.
    """
    inputs = {"letter": letter.model_dump_json(), "wording": _wording(letter.dated)}
    template = TEMPLATES / f"{letter.KIND}.typ"
    return compiled(template, root=TEMPLATES, dated=letter.dated, inputs=inputs)


def compiled(template: Path, *, root: Path, dated: date, inputs: dict[str, str]) -> bytes:
    """A template's PDF/A-2a and PDF/UA-1 for its inputs; errors and promise as of `render`."""
    try:
        return typst.compile(
            str(template),
            root=str(root),
            font_paths=_fonts(),
            sys_inputs=inputs,
            pdf_standards=["a-2a", "ua-1"],
            timestamp=timegm(dated.timetuple()),
        )
    except typst.TypstError as error:
        if "could not be displayed" in error.message or "codepoint" in error.message:
            # the cause quotes the text, which may be a person's name
            raise UNPRINTABLE.because() from None
        raise


@cache
def _wording(day: date) -> str:
    return json.dumps(wording_on(day), ensure_ascii=False)


@cache
def _fonts() -> typst.Fonts:
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(TEMPLATES / "fonts")])
    # without it Typst would quietly set the letter in another font, with other bytes
    assert "Fira Sans" in fonts.families(), "the letters' font is missing from the installation"
    return fonts
