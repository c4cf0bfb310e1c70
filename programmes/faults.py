"""What is wrong with a file of rules: file, line, place and reason, in both languages."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from programmes.lines import Path

_REASONS: dict[str, tuple[str, str]] = {
    "missing": ("fehlt", "is missing"),
    "extra_forbidden": ("ist hier nicht bekannt", "is not known here"),
    "literal_error": ("erlaubt ist {expected}", "must be {expected}"),
    "union_tag_invalid": (
        "die Regel {tag} gibt es nicht; es gibt {expected_tags}",
        "there is no rule {tag}; there are {expected_tags}",
    ),
    "union_tag_not_found": ("die Art der Regel fehlt: kind", "the kind of rule is missing: kind"),
    "int_type": ("muss eine ganze Zahl sein", "must be a whole number"),
    "int_from_float": ("muss eine ganze Zahl sein", "must be a whole number"),
    "bool_type": ("muss true oder false sein", "must be true or false"),
    "string_type": ("muss Text sein", "must be text"),
    "string_too_short": ("ist leer", "is empty"),
    "too_long": ("hat über {max_length} Zeichen", "has more than {max_length} characters"),
    "string_pattern_mismatch": ("passt nicht zu {pattern}", "does not match {pattern}"),
    "above_zero": ("muss über null liegen", "must be greater than zero"),
    "greater_than_equal": ("muss mindestens {ge} sein", "must be at least {ge}"),
    "less_than_equal": ("darf höchstens {le} sein", "must be at most {le}"),
    "date_type": ("muss ein Tag sein wie 2014-01-31", "must be a day such as 2014-01-31"),
    "date_parsing": ("muss ein Tag sein wie 2014-01-31", "must be a day such as 2014-01-31"),
    "tuple_type": ("muss eine Liste sein", "must be a list"),
    "dict_type": ("muss eine Tabelle sein", "must be a table"),
    "model_type": ("muss eine Tabelle sein", "must be a table"),
    "too_short": ("braucht einen Eintrag", "needs an entry"),
    "day_unknown": ("diesen Tag gibt es nicht", "there is no such day"),
    "euro": ("muss ein Betrag sein wie 1.234,56 €", "should be an amount such as 1.234,56 €"),
    "rate": ("muss ein Satz sein wie -0,88 %", "should be a rate such as -0,88 %"),
    "half_year": (
        "ein Satz gilt ab 1. Januar oder 1. Juli",
        "a rate begins on 1 January or 1 July",
    ),
    "order": ("die Tage der Sätze steigen nicht", "the days of the rates do not rise"),
    "no_reason": ("eine Annahme braucht einen Grund", "an assumption needs a reason"),
    "two_deadlines": ("eine Linie hat eine Antragsfrist", "a line has one application deadline"),
    "financing": (
        "ohne angegebene Ausgaben ist nur ein Festbetrag abzurechnen",
        "without stated cost only a fixed amount settles",
    ),
    "circumstances": (
        "gefragt wird anderes, als unter circumstances steht",
        "what conditions ask is not what is listed",
    ),
    "only_with": (
        "ein Baustein braucht einen, der später steht",
        "a component needs one that stands later",
    ),
    "twice": ("zwei Teile haben denselben Namen", "two parts have the same id"),
    "again": ("steht schon einmal da", "stands here once before"),
    "validity": ("valid_to liegt vor valid_from", "valid_to lies before valid_from"),
    "fund_unknown": ("den Topf {fund} gibt es nicht", "names a fund that is not listed: {fund}"),
    "parts": (
        "ein Topf ist Teil eines anderen, doch parts_within_total fehlt",
        "a fund is part of another: parts_within_total is missing",
    ),
    "spans": (
        "davor liegen Tage, für die nichts gilt",
        "before it lie days for which nothing holds",
    ),
    "unit": ("die Einheit muss {unit} sein", "the unit must be {unit}"),
    "amends_unknown": ("die Fassung {version} gibt es nicht", "there is no version {version}"),
    "amends_later": ("geändert wird nur Früheres", "only an earlier version is amended"),
    "nothing_to_end": (
        "die Linie {line} hat die geänderte Fassung nicht",
        "{line} is no line of the amended version",
    ),
    "overlap": (
        "die Geltung überschneidet sich mit {version}",
        "the validity overlaps with that of {version}",
    ),
    "name": ("passt nicht zum Namen der Datei", "does not fit the name of the file"),
    "no_text": ("ist kein Text in UTF-8", "is no text in utf-8"),
    "no_toml": ("ist kein TOML: {message}", "is no TOML: {message}"),
}
_UNNAMED = ("passt hier nicht", "does not fit here")


class Fault(NamedTuple):
    """One thing that is wrong, with its line from 1."""

    line: int
    place: str
    german: str
    english: str

    @classmethod
    def of(cls, code: str, context: Mapping[str, object], *, line: int, place: str) -> "Fault":
        """The fault in the words of its code; `context` fills them."""
        german, english = (words.format_map(context) for words in _REASONS.get(code, _UNNAMED))
        return cls(line, place, german.replace(" or ", " oder "), english)


class Doubt(NamedTuple):
    """What a check found: where in the text, which code, and what fills its words."""

    path: Path
    code: str
    context: Mapping[str, object] = {}


class BadFile(Exception):
    """A file of rules that cannot be used: every fault on a line of its own, by its line."""

    def __init__(self, file: str, faults: Iterable[Fault]) -> None:
        self.file = file
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(self._said, self.faults)))

    def _said(self, fault: Fault) -> str:
        line, place, german, english = fault
        return f"{self.file}:{line}: {place}: {german} · {english}"
