"""The computation of interest as lines of text, one for each stretch of days."""

from domain.interest import InterestSheet
from domain.words import Language, written
from projections.wording import amount
from web.rates import exact_euro, rate_words
from web.texts import say


def interest_steps(sheet: InterestSheet, language: Language) -> tuple[str, ...]:
    """Each stretch with its days, principal and rate; then the terms, the base rates, the total."""
    stretches = (
        f"{written(one.first, language)} – {written(one.last, language)}: "
        f"{amount(one.principal_cents, language)} × {rate_words(one.rate, language)} × "
        f"{one.days}/{one.year_days} = {exact_euro(one.interest, language)}"
        for one in sheet.segments
    )
    terms = sheet.terms
    how = say("interest.how", language, points=terms.points, count=terms.day_count)
    table = say("interest.table", language, version=written(sheet.base_rates, language))
    total = f"{say('interest.total', language)}: {amount(sheet.total_cents, language)}"
    return (*stretches, f"{how} {table}", total)
