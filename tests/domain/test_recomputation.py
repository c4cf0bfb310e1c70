"""Recorded computations made again: the same to the cent, or the first step that departs."""

from datetime import date

import pytest

import programmes
from domain.application import ApplicationChecked
from domain.claim import InterestAssessed, RepaymentReceived
from domain.kernel import Entry, Money
from domain.proof_of_use import ProofExamined
from domain.recomputation import (
    Difference,
    Recorded,
    RecordedInterest,
    difference,
    recorded_computations,
)
from tests.cast import ADLER
from tests.changed_grant import amended
from tests.story import FIRST_DAY, context, given
from tests.usual_grant import CASE, MARCH, Grant
from tests.usual_recovery import INTEREST, Recall

FEWER = {"eligible_cents": 31_000_00, "months": 12}
FILED = given(*Grant().until("closed")).filings()
RECALLED = given(*Recall().until("paid")).filings()
RATES = programmes.base_rates()


def entries(altered=None, filed=FILED):
    """The record of the usual grant, with events of a type put in another way."""
    said = context(ADLER, FIRST_DAY)
    for number, (subject, event) in enumerate(filed, 1):
        changed = altered(event) if altered else event
        yield Entry(number, subject, 1, changed, said, said.now, None, b"")


def departures(altered=None, digest=programmes.digest) -> list[Difference]:
    found = [difference(one, programmes.load, digest, rates=RATES) for one in computations(altered)]
    return [one for one in found if one]


def computations(altered=None) -> list[Recorded]:
    return list(recorded_computations(entries(altered)))


def raised(event):
    """A check whose amount and last step say one cent more."""
    if not isinstance(event, ApplicationChecked):
        return event
    assessment = event.assessment
    *steps, last = assessment["trace"]
    last = {**last, "result_cents": last["result_cents"] + 1}
    stated = {**assessment, "trace": [*steps, last], "amount_cents": last["result_cents"]}
    return event.model_copy(update={"assessment": stated})


def test_an_assessment_and_a_settlement_are_found_and_come_out_the_same():
    assert [one.recognised is None for one in computations()] == [True, False]
    assert departures() == []


def test_words_of_a_step_are_no_difference():
    def reworded(event):
        if not isinstance(event, ProofExamined):
            return event
        first, *rest = event.settlement["trace"]
        first = {**first, "what": {"de": "anders gesagt", "en": "said otherwise"}}
        settlement = {**event.settlement, "trace": [first, *rest]}
        return event.model_copy(update={"settlement": settlement})

    assert departures(reworded) == []


def test_the_first_step_that_departs_is_named_with_both_amounts():
    (found,) = departures(raised)
    assert (found.case, found.step) == (CASE, "amount")
    assert (found.recorded, found.again) == (50_000_01, 50_000_00)


@pytest.mark.parametrize("more", [True, False])
def test_a_step_too_many_or_too_few_is_a_difference(more):
    def altered(event):
        if not isinstance(event, ProofExamined):
            return event
        *steps, last = event.settlement["trace"]
        trace = [*steps, last, {**last, "key": "last"}] if more else steps
        return event.model_copy(update={"settlement": {**event.settlement, "trace": trace}})

    (found,) = departures(altered)
    assert found.step == ("last" if more else "final")
    assert found.recorded == 50_000_00
    assert found.again == (None if more else 50_000_00)


def test_another_text_of_the_pinned_version_is_a_difference():
    found = departures(digest=lambda _: "0" * 64)
    assert [one.step for one in found] == ["rules", "rules"]
    assert [one.again for one in found] == [None, None]


def test_what_cannot_be_computed_any_more_is_a_difference():
    later = programmes.load("wir@2021-01-01")
    found = [
        difference(one, lambda _: later, programmes.digest, rates=RATES) for one in computations()
    ]
    assert [one.step for one in found] == ["line_unknown", "line_unknown"]


def test_a_settlement_is_repeated_on_what_an_amending_notice_left():
    grant = Grant(requested=40_000_00, parts=((40_000_00, MARCH),))
    told = given(*grant.until("confirmed"), *amended(grant, 30_000_00, facts=FEWER)).filings()
    examined = next(one for one in FILED if isinstance(one[1], ProofExamined))
    said = context(ADLER, FIRST_DAY)
    filed = [
        Entry(number, subject, 1, event, said, said.now, None, b"")
        for number, (subject, event) in enumerate([*told, examined], 1)
    ]
    assessed, settled = recorded_computations(filed)
    assert assessed.content.facts == grant.facts
    assert settled.content.facts == FEWER


def of_interest(altered=None) -> list[Difference]:
    found = list(recorded_computations(entries(altered, filed=RECALLED)))
    assert sum(isinstance(one, RecordedInterest) for one in found) == 1
    told = (difference(one, programmes.load, programmes.digest, rates=RATES) for one in found)
    return [one for one in told if one]


def with_sheet(change):
    """The assessed interest with a sheet put in another way."""

    def altered(event):
        if not isinstance(event, InterestAssessed):
            return event
        return event.model_copy(update={"sheet": change(event.sheet)})

    return altered


def test_a_sheet_of_interest_is_computed_again_from_what_moved_on_the_case():
    assert of_interest() == []


def test_a_cent_more_of_interest_is_a_difference():
    more = with_sheet(lambda sheet: sheet.model_copy(update={"total_cents": Money(INTEREST + 1)}))
    (found,) = of_interest(more)
    assert (found.step, found.recorded, found.again) == ("total", INTEREST + 1, INTEREST)


def test_the_first_line_of_interest_that_departs_is_named_by_its_day():
    def dearer(sheet):
        first, *rest = sheet.segments
        first = first.model_copy(update={"rate": first.rate + 1})
        return sheet.model_copy(update={"segments": (first, *rest)})

    (found,) = of_interest(with_sheet(dearer))
    assert found.step == "2016-03-04"


def test_other_terms_than_those_of_the_rules_are_a_difference():
    def elsewhere(sheet):
        terms = sheet.terms.model_copy(update={"points": sheet.terms.points + 1})
        return sheet.model_copy(update={"terms": terms})

    (found,) = of_interest(with_sheet(elsewhere))
    assert found.step == "terms"


def test_a_sheet_on_other_money_than_the_case_moved_is_a_difference():
    def less(event):
        if not isinstance(event, RepaymentReceived) or not event.principal_cents:
            return event
        return event.model_copy(update={"principal_cents": event.principal_cents - 1})

    assert [one.step for one in of_interest(less)] == ["movements"]


def test_a_sheet_without_its_base_rates_cannot_be_repeated():
    early = RATES.model_copy(update={"unknown_from": date(2017, 1, 1)})
    found = list(recorded_computations(entries(filed=RECALLED)))
    told = [difference(one, programmes.load, programmes.digest, rates=early) for one in found]
    assert [one.step for one in told if one] == ["base_rate_missing"]
