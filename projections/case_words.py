"""The words for where a case stands and what it waits for, in the reader's own."""

from domain.words import Language, written
from projections.caseload import CaseRow
from projections.wording import Audience, term


def stage_words(stage: str, language: Language, *, audience: Audience = "authority") -> str:
    """Where a case stands; KeyError for a stage that does not exist."""
    return term("stages", stage, language, audience=audience)


def waiting_words(row: CaseRow, language: Language, *, audience: Audience = "authority") -> str:
    """What the case waits for, with its day."""
    what = term("waits", row.waits_for, language, audience=audience).format(number=row.number)
    if row.due_on is None:
        return what
    due_on = written(row.due_on, language)
    return term("days", "late" if row.late else "due", language).format(what=what, due_on=due_on)
