"""The address that is told of changes: one at a time, signed, paused and resumed."""

import pytest
from pydantic import ValidationError

from domain.webhook import (
    RegisterWebhook,
    Webhook,
    WebhookPaused,
    WebhookRegistered,
    WebhookRemoved,
    WebhookResumed,
)
from tests.cast import ANTRAG, BODY, KASSE, SYSTEM
from tests.connected_body import ADDRESS, PAUSE, REGISTER, REMOVE, RESUME, SECRET
from tests.story import given
from tests.usual_grant import Grant

REGISTERED = Grant().registered()


def test_a_new_address_takes_the_place_of_the_one_before() -> None:
    story = given(*REGISTERED).when(REGISTER, as_=KASSE).then(WebhookRegistered)
    told = story.state(Webhook, BODY).told
    assert told is not None
    assert (told.address, told.secret, told.number) == (ADDRESS, SECRET, 1)
    again = story.when(REGISTER, as_=KASSE).then(WebhookRegistered).state(Webhook, BODY).told
    assert again is not None
    assert again.sealed_for == f"webhook.{BODY}.2"


def test_a_paused_address_is_not_told_until_it_is_resumed() -> None:
    story = given(*REGISTERED).when(REGISTER, as_=KASSE).then(WebhookRegistered)
    story.when(RESUME, as_=KASSE).refused("webhook_not_paused")
    story = story.when(PAUSE, as_=SYSTEM).then(WebhookPaused)
    assert story.state(Webhook, BODY).told is None
    story.when(PAUSE, as_=SYSTEM).nothing()
    story = story.when(RESUME, as_=KASSE).then(WebhookResumed)
    assert story.state(Webhook, BODY).told is not None


def test_the_failure_of_an_earlier_address_does_not_pause_the_new_one() -> None:
    story = given(*REGISTERED).when(REGISTER, as_=KASSE).then(WebhookRegistered)
    story = story.when(REGISTER, as_=KASSE).then(WebhookRegistered)
    story.when(PAUSE, as_=SYSTEM).nothing()


def test_what_is_removed_is_told_nothing_and_cannot_be_paused() -> None:
    story = given(*REGISTERED)
    story.when(REMOVE, as_=KASSE).refused("no_webhook")
    story.when(RESUME, as_=KASSE).refused("no_webhook")
    story = story.when(REGISTER, as_=KASSE).then(WebhookRegistered)
    story = story.when(REMOVE, as_=KASSE).then(WebhookRemoved)
    assert story.state(Webhook, BODY).registered is None
    story.when(PAUSE, as_=SYSTEM).nothing()


def test_only_the_finance_of_the_body_itself_connects_a_program() -> None:
    given(*REGISTERED).when(REGISTER, as_=ANTRAG).refused("not_your_role")
    given().when(REGISTER, as_=KASSE).refused("recipient_unknown")


@pytest.mark.parametrize(
    "address",
    [
        *("http://kasse.example/", "ftp://kasse.example/", "https://", "kasse.example"),
        *("https://user:word@kasse.example/", "https://kasse.example/?token=1"),
        *("https://kasse.example/#x", "https://[::1]/", "http://localhost.evil.example/"),
        *("https://kasse.example/a b", "https://kasse.example:99999999/", "javascript:alert(1)"),
    ],
)
def test_an_address_has_tls_and_hides_nothing(address: str) -> None:
    with pytest.raises(ValidationError):
        RegisterWebhook(recipient=BODY, address=address, secret=SECRET)


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_short", "A" * 40, f"whsec_{'!' * 32}"])
def test_a_secret_is_long_and_says_what_it_is(secret: str) -> None:
    with pytest.raises(ValidationError):
        RegisterWebhook(recipient=BODY, address=ADDRESS, secret=secret)


def test_the_state_reads_foreign_events_as_nothing() -> None:
    event = given(*REGISTERED).desk.files.popitem()[1][0]
    assert Webhook(BODY).evolve(event) == Webhook(BODY)
