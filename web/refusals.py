"""A refusal in the reader's language, with codes and dates turned into words."""

import re
from dataclasses import dataclass

from domain.kernel import Refusal
from domain.words import Language
from web.texts import known, say

_ISO_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_CODE = re.compile(r"\b[a-z]+(?:_[a-z]+)*\b")
_QUOTED = re.compile(r"[„“]([a-z_]+)[“”]")


@dataclass(frozen=True)
class Spoken:
    """What a person reads: why not, on which ground, and what to do next."""

    code: str
    why: str
    basis: str
    next: str
    field: str | None


def spoken(refusal: Refusal, language: Language) -> Spoken:
    """The refusal in one language."""
    why = refusal.german if language == "de" else refusal.english
    then = refusal.next_german if language == "de" else refusal.next_english
    return Spoken(
        code=refusal.code,
        why=_in_words(why, language, refusal.code),
        basis=refusal.basis,
        next=_in_words(then, language, refusal.code),
        field=refusal.field,
    )


def _in_words(text: str, language: Language, code: str) -> str:
    """Rules name stages and roles by their codes and days as ISO dates; people do not."""
    if language == "de":
        text = _ISO_DAY.sub(r"\3.\2.\1", text)
    if code == "not_your_role":
        return _CODE.sub(lambda found: _word("role", found[0], language), text)
    if code == "wrong_stage":
        return _QUOTED.sub(
            lambda found: found[0].replace(found[1], _word("stage", found[1], language)), text
        )
    if code == "recipient_not_eligible":
        return _CODE.sub(lambda found: _word("recipient_class", found[0], language), text)
    return text


def _word(section: str, code: str, language: Language) -> str:
    key = f"{section}.{code}"
    return say(key, language) if known(key) else code
