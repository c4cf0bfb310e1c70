"""Words: everything that can happen has a sentence in both languages, with its facts."""

from string import Formatter
from typing import get_args

import pytest

from domain.approval import DeclarationReturned
from domain.correspondence import DutyName, LetterKind, Step
from domain.disbursement import Certificate
from domain.disbursement import Status as DrawStatus
from domain.kernel import Event, Personal
from office.deciders import EVENTS
from projections import case_stages, case_waits
from projections.payments import PaymentRow
from projections.wording import WORDS, amount, term

LANGUAGES = ("de", "en")


def places(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def personal(event: type[Event]) -> set[str]:
    return {
        name
        for name, field in event.model_fields.items()
        if any(isinstance(mark, Personal) for mark in field.metadata)
    }


def test_the_personal_fields_of_events_are_known() -> None:
    assert personal(DeclarationReturned) == {"signed_by_name"}


def test_there_is_a_sentence_for_every_event_and_for_nothing_else() -> None:
    assert set(WORDS["timeline"]) == {event.TOPIC for event in EVENTS}


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.TOPIC)
def test_a_sentence_names_facts_of_its_event_and_no_personal_ones(event: type[Event]) -> None:
    german, english = (WORDS["timeline"][event.TOPIC][language] for language in LANGUAGES)
    assert german != english
    assert places(german) == places(english)
    facts = {*event.model_fields, *vars(event), "number"}
    assert places(german) <= facts - personal(event)


@pytest.mark.parametrize("group", ["stages", "waits"])
def test_the_authority_and_the_recipient_have_words_in_both_languages(group: str) -> None:
    for words in WORDS[group].values():
        assert set(words) == {"authority", "recipient"}
        assert all(set(spoken) == set(LANGUAGES) for spoken in words.values())


def test_every_stage_and_every_waiting_point_has_words() -> None:
    assert set(WORDS["waits"]) == set(case_waits.DESKS)
    stages = set(case_waits._STAGE_WAITS) | case_stages.ENDED | {"posted", "declared", "settled"}
    assert set(WORDS["stages"]) == stages


def test_the_authoritys_own_steps_have_other_words_for_the_recipient() -> None:
    for key, desk in case_waits.DESKS.items():
        inside = term("waits", key, "de")
        outside = term("waits", key, "de", audience="recipient")
        assert inside != outside
        if desk in {"clerk", "signatory", "budget_officer", "treasury", "system", "bank"}:
            assert not any(word in outside for word in ("Sachbearbeitung", "Zeichnung", "Kasse"))


def test_every_status_of_a_payment_has_words_for_the_county() -> None:
    assert set(WORDS["payments"]) == set(get_args(DrawStatus)) - {"none"}
    for status in WORDS["payments"].values():
        assert places(status["de"]) == places(status["en"]) <= set(PaymentRow._fields)


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        ("duty", DutyName),
        ("step", Step),
        ("kind", LetterKind),
        ("certificate", Certificate),
    ],
)
def test_every_named_fact_has_its_words(field: str, kind: object) -> None:
    assert set(WORDS["values"][field]) == set(get_args(kind))


@pytest.mark.parametrize(
    ("cents", "german", "english"),
    [
        (123456, "1.234,56 €", "€1,234.56"),
        (0, "0,00 €", "€0.00"),
        (-5, "-0,05 €", "-€0.05"),
        (123456789012, "1.234.567.890,12 €", "€1,234,567,890.12"),
    ],
)
def test_an_amount_is_written_as_its_language_writes_it(
    cents: int, german: str, english: str
) -> None:
    assert (amount(cents, "de"), amount(cents, "en")) == (german, english)
