"""Zuwendungsempfänger: one body, one entry; an account counts once a second person confirmed it."""

from datetime import date

import pytest
from pydantic import TypeAdapter, ValidationError
from schwifty import registry

from adapters.iban import checked_iban
from domain.bank_details import (
    BankDetailsConfirmed,
    BankDetailsReported,
    ReportBankDetails,
)
from domain.iban import FORMS, Iban
from domain.recipient import Recipient, RecipientRegistered
from tests.cast import ADLER, BIRKE, BODY, IBAN, KASSE, OTHER_IBAN, confirmation
from tests.story import Actor, given
from tests.usual_grant import Grant

GRANT = Grant()
REGISTERED = GRANT.until("registered")
REPORT = ReportBankDetails(recipient=BODY, iban=IBAN, holder="Kreiskasse")
REPORTED = [*REGISTERED, KASSE.asks(REPORT, date(2016, 1, 4))]


def test_a_body_is_entered_once() -> None:
    entered = RecipientRegistered(**dict(GRANT.registration()))
    story = given().when(GRANT.registration(), as_=ADLER).then(entered)
    assert story.state(Recipient, BODY).exists
    story.when(GRANT.registration(), as_=BIRKE).nothing()
    other = GRANT.registration(name="Wetteraukreis")
    story.when(other, as_=ADLER).refused("recipient_exists")


def test_the_same_entry_after_the_account_was_told_is_still_the_same_entry() -> None:
    given(*REPORTED).when(GRANT.registration(), as_=ADLER).nothing()


@pytest.mark.parametrize(
    "changes",
    [
        {"address": ()},
        {"address": ("Zeile",) * 7},
        {"classes": ()},
        {"classes": ({"recipient_class": "county", "valid_from": date(2014, 1, 1)},) * 21},
        {"email": "kasse@kreis"},
        {"email": "a@kreis.example, b@kreis.example"},
        {"email": "Kasse <kasse@kreis.example>"},
        {"email": "kasse@kreis.example\nBcc: alle@kreis.example"},
        {"email": "kässe@kreis.example"},
        {"email": "k" * 65 + "@kreis.example"},
    ],
)
def test_a_body_has_an_address_a_class_and_one_plain_email(changes) -> None:
    with pytest.raises(ValidationError):
        GRANT.registration(**changes)


def test_six_lines_of_address_are_enough_for_a_letter() -> None:
    six = GRANT.registration(address=("Zeile",) * 6, email=" a.b+c@x-y.kreis.example ")
    story = given().when(six, as_=ADLER).then(RecipientRegistered)
    assert story.state(Recipient, BODY).email == "a.b+c@x-y.kreis.example"


def test_a_city_has_the_class_that_was_last_entered_for_the_day() -> None:
    classes = (
        {"recipient_class": "county_free_city", "valid_from": date(2026, 1, 1)},
        {"recipient_class": "special_status_city", "valid_from": date(2014, 1, 1)},
    )
    story = given().when(GRANT.registration(classes=classes), as_=ADLER).then(RecipientRegistered)
    hanau = story.state(Recipient, BODY)
    assert hanau.class_on(date(2013, 12, 31)) is None
    assert hanau.class_on(date(2025, 12, 31)) == "special_status_city"
    assert hanau.class_on(date(2026, 1, 1)) == "county_free_city"


def test_an_account_is_told_once_and_its_teller_is_known() -> None:
    told = BankDetailsReported(
        recipient=BODY, reported_by=KASSE.person, iban=IBAN, holder="Kreiskasse"
    )
    story = given(*REGISTERED).when(REPORT, as_=KASSE).then(told)
    story.when(REPORT, as_=KASSE).nothing()
    assert not story.state(Recipient, BODY).bank_confirmed


def test_an_unknown_body_has_no_account() -> None:
    given().when(REPORT, as_=KASSE).refused("recipient_unknown", "recipient")
    given().when(confirmation, as_=BIRKE).refused("no_bank_details")
    given(*REGISTERED).when(confirmation, as_=BIRKE).refused("no_bank_details")


def test_an_account_is_confirmed_by_a_second_person_whatever_the_role() -> None:
    same_person = Actor(KASSE.person, "clerk")
    day = date(2016, 1, 4)
    confirmed = BankDetailsConfirmed(
        recipient=BODY, confirmed_by=BIRKE.person, confirmed_on=day, known_since=day
    )
    story = given(*REPORTED)
    story.when(confirmation, as_=same_person).refused("four_eyes")
    story.when(confirmation, as_=BIRKE).then(confirmed)
    story.when(confirmation, as_=ADLER).nothing()


def test_a_new_account_must_be_confirmed_anew() -> None:
    changed = REPORT.model_copy(update={"iban": OTHER_IBAN})
    story = given(*REPORTED).when(confirmation, as_=BIRKE).then(BankDetailsConfirmed)
    story.when(changed, as_=KASSE).then(BankDetailsReported)
    assert not story.state(Recipient, BODY).bank_confirmed
    story.when(confirmation, as_=BIRKE).then(BankDetailsConfirmed)


def usable(iban: str) -> bool:
    try:
        TypeAdapter(Iban).validate_python(iban)
    except ValidationError:
        return False
    return True


def example(country: str, form: str) -> str:
    """An account number of a country with check digits that fit."""
    filled = "".join(
        {"n": "0", "a": "A", "c": "Z"}[part[0]] * int(part[1:]) for part in form.split()
    )
    digits = "".join(str(int(sign, 36)) for sign in f"{filled}{country}00")
    return f"{country}{98 - int(digits) % 97:02d}{filled}"


@pytest.mark.parametrize("country", sorted(FORMS))
def test_every_account_we_take_can_stand_in_a_payment_file(country: str) -> None:
    iban = example(country, FORMS[country])
    assert usable(iban)
    assert checked_iban(iban) == iban


def test_every_country_whose_banks_are_in_the_sepa_area_is_known() -> None:
    known = (registry.get_iban_spec(country) for country in registry.get_countries())
    assert {spec.country for spec in known if spec.in_sepa_zone} <= set(FORMS)


@pytest.mark.parametrize(
    "iban",
    [
        "",
        "DE02 1203 0000 0000 2020 51",
        "de02120300000000202051",
        "DE03120300000000202051",
        "DE0212030000000020205",
        example("DE", "n18 n1"),
        example("DE", "n17 a1"),
        example("US", "n18"),
        example("NL", "n14"),
    ],
)
def test_an_account_that_no_payment_file_can_carry_is_refused(iban: str) -> None:
    assert usable(IBAN)
    assert not usable(iban)
