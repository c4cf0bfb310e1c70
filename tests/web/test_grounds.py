"""What a step rests on, in words: computations, stretches of interest, periods."""

from dataclasses import replace

from domain.claim import InterestAssessed, RefundAssessed
from tests.every_topic import examples
from web.grounds import Rule

NOTHING = Rule("§ 1", None, None, None, (), (), (), (), ())


def test_interest_is_said_stretch_by_stretch_and_a_period_as_it_was_counted() -> None:
    _, charged = examples()[InterestAssessed.TOPIC]
    _, claimed = examples()[RefundAssessed.TOPIC]
    assert isinstance(charged, InterestAssessed)
    assert isinstance(claimed, RefundAssessed)
    rule = replace(NOTHING, sheets=(charged.sheet,), deadlines=(claimed.due,))
    *stretches, period = rule.said("de")
    assert len(stretches) == len(charged.sheet.segments) > 0
    assert all(" € × " in one and "/36" in one for one in stretches)
    assert period == claimed.due.explain("de")
    assert NOTHING.said("en") == NOTHING.booked("de") == []
