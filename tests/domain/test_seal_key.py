"""Siegelschlüssel: changed by two persons, each key once, and nobody is asked twice."""

import pytest
from pydantic import ValidationError

from domain.seal_key import (
    SEAL,
    OrderSealKey,
    ProposeSealKey,
    SealKeyOrdered,
    SealKeyProposed,
    SealKeys,
)
from tests.cast import ADLER, DORN, EICHE
from tests.story import Actor, Story, given
from tests.usual_grant import MARCH

HASEL = Actor("l.hasel", "ministry")
FIRST, SECOND, THIRD = (f"akte.example+0000000{number}+{'A' * 44}" for number in (1, 2, 3))


def proposal(old: str = FIRST, new: str = SECOND, **more: str) -> ProposeSealKey:
    said = {"occasion": "routine", "reasons": "Wechsel zum Jahresende."} | more
    return ProposeSealKey(old_key=old, new_key=new, **said)


def ordering(new: str = SECOND, occasion: str = "routine") -> OrderSealKey:
    return OrderSealKey(new_key=new, occasion=occasion)


def proposed() -> Story:
    return given(DORN.asks(proposal(), MARCH))


def test_another_person_orders_what_is_proposed() -> None:
    story = proposed().when(ordering(), as_=HASEL).then(SealKeyOrdered)
    [order] = story.state(SealKeys, SEAL).orders
    assert (order.old_key, order.new_key) == (FIRST, SECOND)
    assert (order.proposed_by, order.ordered_by) == ("d.dorn", "l.hasel")
    assert story.state(SealKeys, SEAL).proposal is None
    story.when(ordering(), as_=HASEL).nothing()


def test_whoever_proposed_does_not_order_and_a_clerk_does_neither() -> None:
    proposed().when(ordering(), as_=DORN).refused("four_eyes")
    given().when(proposal(), as_=ADLER, on=MARCH).refused("not_your_role")


@pytest.mark.parametrize("other", [ordering(THIRD), ordering(occasion="suspected_loss")])
def test_only_what_was_proposed_is_ordered(other: OrderSealKey) -> None:
    proposed().when(other, as_=EICHE).refused("content_changed")


def test_nothing_is_ordered_that_nobody_proposed() -> None:
    given().when(ordering(), as_=EICHE, on=MARCH).refused("seal_key_not_proposed", "new_key")
    story = proposed().when(ordering(), as_=EICHE).granted()
    story.when(ordering(THIRD), as_=EICHE).refused("seal_key_not_proposed")


def test_the_last_proposal_counts_and_a_repeated_one_changes_nothing() -> None:
    story = proposed()
    story.when(proposal(), as_=DORN).nothing()
    story.when(proposal(new=THIRD), as_=EICHE).then(SealKeyProposed)
    story.when(ordering(), as_=DORN).refused("content_changed")
    story.when(ordering(THIRD), as_=DORN).then(SealKeyOrdered)


def test_a_key_serves_once_and_follows_one_that_the_record_knows() -> None:
    given().when(proposal(new=FIRST), as_=DORN, on=MARCH).refused("seal_key_used", "new_key")
    story = proposed().when(ordering(), as_=EICHE).granted()
    story.when(proposal(SECOND, FIRST), as_=DORN).refused("seal_key_used")
    story.when(proposal(THIRD, f"{THIRD[:-1]}B"), as_=DORN).refused("seal_key_unknown", "old_key")
    story.when(proposal(FIRST, THIRD), as_=DORN).then(SealKeyProposed)


@pytest.mark.parametrize("key", ["", "akte.example", f"a b+00000001+{'A' * 44}", FIRST + "A"])
def test_what_is_no_public_key_is_no_wish(key: str) -> None:
    with pytest.raises(ValidationError):
        proposal(new=key)


def test_other_events_change_nothing() -> None:
    story = proposed()
    [event] = [one for one in story.told() if isinstance(one, SealKeyProposed)]
    keys = SealKeys(SEAL)
    assert keys.evolve(story.told()[0]).proposal == event
    assert keys.evolve(object()) is keys  # type: ignore[arg-type]  # any event of another file
