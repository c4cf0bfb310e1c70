"""The settlement: never above what was approved or spent, and what was paid comes out even."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import programmes
from domain.kernel import Money, Refused
from domain.rules import explain, recheck
from domain.settlement import Settlement, instalments, may_waive, settle

WIR = programmes.load("wir@2014-01-01")
cents = st.integers(0, 10_000_000)
money = cents.map(Money)


def project(**costs):
    other = costs.pop("other_funds", 0)
    items = [{"key": key, "amount_cents": cost} for key, cost in costs.items()]
    return {"items": items, "other_funds_cents": other}


def settled(approved, planned, actual, paid=None):
    settlement = settle(
        WIR,
        "innovative_project",
        approved=Money(approved),
        planned_facts=planned,
        actual_facts=actual,
        paid=paid,
    )
    assert recheck(settlement.trace) == ()
    assert Settlement.model_validate_json(settlement.model_dump_json()) == settlement
    return settlement


@given(money, cents, cents, st.integers(0, 1_000_000))
def test_a_share_follows_the_threshold_then_the_whole_is_computed_anew(
    approved, planned, spent, other
):
    final = settled(approved, project(staff=planned), project(staff=spent, other_funds=other))
    recognised = min(spent, planned * 120 // 100, planned)
    unchanged = planned - recognised <= 50_000 and other <= 50_000
    share = max(0, recognised - other) // 2
    expected = min(approved, approved if unchanged else share, max(0, spent - other))
    assert final.final_cents == expected


@given(money, st.lists(cents, min_size=3, max_size=3), st.lists(cents, min_size=3, max_size=3))
def test_recognised_cost_stays_within_lines_and_plan(approved, planned, spent):
    keys = ("staff", "fees", "material")
    plan = project(**dict(zip(keys, planned, strict=True)))
    use = project(**dict(zip(keys, spent, strict=True)))
    settlement = settled(approved, plan, use)
    results = {step.key: step.result_cents for step in settlement.trace}
    within = [min(cost, line * 120 // 100) for line, cost in zip(planned, spent, strict=True)]
    assert results["recognised"] == min(sum(within), sum(planned))
    exceeded = sum(one.code == "line_exceeded" for one in settlement.findings)
    assert exceeded == sum(cost > limit for cost, limit in zip(spent, within, strict=True))


@given(money, cents, cents, money)
def test_what_was_paid_is_the_final_grant_more_the_refund_less_the_outstanding(
    approved, planned, spent, paid
):
    one = settled(approved, project(staff=planned), project(staff=spent), paid)
    assert 0 <= one.final_cents <= approved
    assert one.final_cents == paid - one.refund_cents + one.outstanding_cents
    assert one.refund_cents == 0 or one.outstanding_cents == 0


def test_without_a_payment_there_is_neither_refund_nor_rest():
    settlement = settled(2_000_000, project(staff=4_000_000), project(staff=3_650_000))
    assert settlement.final_cents == 1_825_000
    assert settlement.paid_cents is None
    assert settlement.refund_cents is None
    assert settlement.outstanding_cents is None
    assert settlement.trace[-1].key == "final"
    assert settlement.financing == "share"


@given(cents, st.integers(1, 12))
def test_a_fixed_amount_is_the_cost_where_it_falls_below(spent, months):
    approved = Money(2_000_000)
    facts = {"eligible_cents": 4_000_000, "months": 12}
    actual = {"eligible_cents": spent, "months": months}
    settlement = settle(
        WIR, "coordination", approved=approved, planned_facts=facts, actual_facts=actual
    )
    assert settlement.financing == "fixed_amount"
    assert settlement.final_cents == min(approved, spent, 5_000_000 * months // 12)
    assert recheck(settlement.trace) == ()


def test_facts_that_cannot_be_computed_are_refused_in_plan_and_use():
    good, bad = project(staff=100), {"items": []}
    for planned, actual in ((good, bad), (bad, good)):
        with pytest.raises(Refused) as raised:
            settled(100, planned, actual)
        assert raised.value.refusal.field == "facts.items"


def test_a_settlement_explains_itself():
    plan, use = project(staff=4_000_000), project(staff=3_650_000, travel=100)
    german = explain(settled(2_000_000, plan, use, Money(2_000_000)), "de")
    assert (
        "Änderung gegenüber dem Plan: Unterschied zwischen 40.000,00 € und 36.500,00 € = "
        "3.500,00 € (BNBest-EFRE Nr. 2.1: mehr als 500 Euro; Annahme)" in german
    )
    assert (
        "Zuwendung nach der Schwellenprüfung: 3.500,00 € über der Schwelle von 500,00 € = "
        "18.250,00 € (BNBest-EFRE Nr. 2.1: mehr als 500 Euro; Annahme)" in german
    )
    assert (
        "Erstattung: 20.000,00 € − 18.250,00 €, mindestens null = 1.750,00 € "
        "(§ 49a Abs. 1 HVwVfG)" in german
    )
    assert german[-1] == (
        "Reisen: 1,00 € über dem Einzelansatz sind ohne Einwilligung nicht anerkannt. "
        "(ANBest-P Nr. 1.2: Einzelansätze bis zu 20 v. H.)"
    )
    english = explain(settled(2_000_000, plan, project(staff=3_960_000)), "en")
    assert (
        "grant after the threshold test: 400,00 € not above the threshold of 500,00 € = "
        "20.000,00 € (BNBest-EFRE Nr. 2.1: mehr als 500 Euro; assumption)" in english
    )


@given(money, st.integers(1, 60))
def test_instalments_are_equal_but_for_the_last(amount, count):
    parts = instalments(amount, count)
    assert len(parts) == count
    assert sum(parts) == amount
    assert len(set(parts[:-1])) <= 1
    assert 0 <= parts[-1] - parts[0] < count


@pytest.mark.parametrize(
    ("recipient_class", "refund", "expected"),
    [
        ("county", 250_000, True),
        ("county", 250_001, False),
        ("special_status_city", 250_000, True),
        ("municipality", 250_000, True),
        ("non_profit_carrier", 50_000, True),
        ("non_profit_carrier", 50_001, False),
        ("county", 1, True),
        ("county", 0, False),
    ],
)
def test_a_small_refund_may_be_waived_by_a_person(recipient_class, refund, expected):
    assert may_waive(WIR, recipient_class, Money(refund)) is expected
