"""The rules against plain arithmetic, the trace against tampering, refusals against leaks."""

import json
from datetime import date
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

import programmes
from domain.calendar import Period
from domain.kernel import Money, Refused
from domain.rules import Assessment, Step, assess, explain, facts_schema, recheck
from domain.trace import computed

WIR = programmes.load("wir@2014-01-01")
cents = st.integers(0, 10_000_000)
few = st.integers(0, 400)


def rows(kind, **fields):
    """Rows with keys `kind-1`, `kind-2`, … and drawn fields."""
    row = st.fixed_dictionaries(fields)

    def numbered(drawn):
        return [{"key": f"{kind}-{n}", **one} for n, one in enumerate(drawn, 1)]

    return st.lists(row, min_size=1, max_size=8).map(numbered)


def amount(line, facts):
    assessment = assess(WIR, line, facts)
    assert recheck(assessment.trace) == ()
    assert assess(WIR, line, json.dumps(facts)) == assessment
    assert Assessment.model_validate_json(assessment.model_dump_json()) == assessment
    return int(assessment.amount_cents)


@given(cents, st.integers(1, 12), st.integers(1, 100), cents)
def test_coordination_is_the_uncovered_cost_up_to_its_part_of_the_cap(cost, months, post, other):
    facts = {"eligible_cents": cost, "months": months, "post_percent": post}
    cap = floor(Fraction(5_000_000 * months * post, 1200))
    expected = max(0, min(cost - other, cap))
    assert amount("coordination", {**facts, "other_funds_cents": other}) == expected


@given(st.lists(cents, min_size=1, max_size=7), cents)
def test_a_project_gets_half_of_its_cost_and_never_more_than_is_uncovered(costs, other):
    kinds = ["staff", "fees", "material", "rent", "travel", "publicity", "other"]
    items = [{"key": kind, "amount_cents": cost} for kind, cost in zip(kinds, costs, strict=False)]
    expected = max(0, min(sum(costs) // 2, sum(costs) - other))
    assert amount("innovative_project", {"items": items, "other_funds_cents": other}) == expected


@given(rows("guide", minutes=st.integers(0, 40_000), coordinating=st.booleans()))
def test_guides_get_five_euro_an_hour_each_up_to_the_yearly_cap(guides):
    def payable(guide):
        cap = 46 * (9 if guide["coordinating"] else 6) * 60
        return Fraction(min(guide["minutes"], cap) * 500, 60)

    paid = amount("guides_deployment", {"guides": guides})
    assert paid == sum(floor(payable(guide)) for guide in guides)
    assert 0 <= sum(payable(guide) for guide in guides) - paid < len(guides)


@given(rows("seminar", participants=few, eligible_cents=cents), cents)
def test_seminars_get_their_cost_up_to_75_euro_a_participant(seminars, other):
    each = [min(one["participants"] * 7_500, one["eligible_cents"]) for one in seminars]
    cost = sum(one["eligible_cents"] for one in seminars)
    expected = max(0, min(sum(each), cost - other))
    facts = {"seminars": seminars, "other_funds_cents": other}
    assert amount("guides_training", facts) == expected


@given(rows("course", participants=few, lessons=few), st.data())
def test_language_courses_get_one_euro_for_each_attendance(courses, data):
    expected = 0
    for course in courses:
        whole = course["participants"] * course["lessons"]
        course["attended"] = data.draw(st.one_of(st.none(), st.integers(0, whole)))
        expected += 100 * (whole if course["attended"] is None else course["attended"])
    assert amount("language_course", {"courses": courses}) == expected


@given(rows("course", lessons=few, eligible_cents=cents), cents)
def test_deutsch4u_gets_35_euro_a_lesson_up_to_cost_and_cap(courses, other):
    each = [min(one["lessons"] * 3_500, 1_050_000, one["eligible_cents"]) for one in courses]
    cost = sum(one["eligible_cents"] for one in courses)
    facts = {"courses": courses, "other_funds_cents": other}
    assert amount("deutsch4u", facts) == max(0, min(sum(each), cost - other))


GUIDES = {"guides": [{"key": "guide-1", "minutes": 18_000}, {"key": "guide-2", "minutes": 100}]}


def test_every_altered_number_of_a_trace_is_found():
    trace = assess(WIR, "guides_deployment", GUIDES).trace
    for number, step in enumerate(trace):
        altered = step.model_copy(update={"result_cents": step.result_cents + 1})
        assert recheck([*trace[:number], altered, *trace[number + 1 :]])
        for name, value in step.inputs.items():
            if isinstance(value, int) and name != "guide-1-worked":
                inputs = {**step.inputs, name: value * 2}
                altered = step.model_copy(update={"inputs": inputs})
                assert recheck([*trace[:number], altered, *trace[number + 1 :]]), name


def test_a_step_that_stands_twice_or_computes_to_nothing_is_found():
    first, *_ = assess(WIR, "guides_deployment", GUIDES).trace
    assert recheck([first, first]) == ("cap: stands twice",)
    broken = [
        first.model_copy(update={"inputs": {"rate_cents": 1, "per": 0}}),
        first.model_copy(update={"rule": "lesser", "inputs": {}}),
        first.model_copy(update={"rule": "distance", "inputs": {"one": 1}}),
        first.model_copy(update={"rule": "threshold", "inputs": {"one": 1}}),
    ]
    for step in broken:
        assert recheck([step]) == ("cap: says 138000, computes to nothing",)


def test_shares_can_be_rounded_half_up_where_a_programme_says_so():
    inputs = {"base": 333, "percent": 50, "per": 100}
    assert computed("product", {**inputs, "rounding": "down"}) == 166
    assert computed("product", {**inputs, "rounding": "half_up"}) == 167
    assert computed("product", {"base": 1, "per": 3, "rounding": "half_up"}) == 0


def test_an_assessment_whose_amount_is_not_its_last_step_is_no_assessment():
    stored = assess(WIR, "guides_deployment", GUIDES).model_dump(mode="json")
    with pytest.raises(ValueError, match="not the result of the last step"):
        Assessment.model_validate({**stored, "amount_cents": 1})


LEAKS = ["Erika Mustermann", "DE02120300000000202051"]
INVALID = [
    ("guides_deployment", {}, "facts.guides"),
    ("guides_deployment", {"guides": []}, "facts.guides"),
    ("guides_deployment", {"guides": "Erika Mustermann"}, "facts.guides"),
    ("guides_deployment", {"guides": [], "Erika Mustermann": 1}, "facts.guides"),
    ("guides_deployment", {**GUIDES, "Erika Mustermann": 1}, "facts"),
    (
        "guides_deployment",
        {"guides": [{"key": "guide-1", "minutes": -1}]},
        "facts.guides.0.minutes",
    ),
    ("guides_deployment", {"guides": [{"key": "guide-1", "minutes": 527_041}]}, None),
    ("guides_deployment", {"guides": [{"key": "guide-1", "minutes": True}]}, None),
    ("guides_deployment", {"guides": [{"key": "guide-1", "minutes": "60"}]}, None),
    ("guides_deployment", {"guides": [{"key": LEAKS[0], "minutes": 60}]}, "facts.guides.0.key"),
    ("guides_deployment", {"guides": [{"key": "guide-1", "minutes": 1, "coordinating": 1}]}, None),
    ("innovative_project", {"items": [{"key": LEAKS[0], "amount_cents": 1}]}, "facts.items.0.key"),
    ("coordination", {"eligible_cents": 1.5, "months": 1}, "facts.eligible_cents"),
    ("coordination", {"eligible_cents": 10**15, "months": 1}, "facts.eligible_cents"),
    ("coordination", {"eligible_cents": 1, "months": 1, "other_funds_cents": -1}, None),
    ("coordination", {"eligible_cents": object(), "months": 1}, "facts"),
    ("coordination", '{"eligible_cents": 1, "months": DE02120300000000202051}', "facts"),
    ("coordination", b"\xff", "facts"),
    ("coordination", "[]", "facts"),
]


@pytest.mark.parametrize(("line", "facts", "field"), INVALID)
def test_facts_that_cannot_be_computed_are_refused_without_quoting_them(line, facts, field):
    with pytest.raises(Refused) as raised:
        assess(WIR, line, facts)
    refusal = raised.value.refusal
    assert refusal.field == field or field is None
    assert refusal.field.startswith("facts")
    assert refusal.basis and refusal.next_german and refusal.next_english
    assert raised.value.__cause__ is None
    assert raised.value.__context__ is None
    assert not any(leak in f"{refusal}{raised.value}" for leak in LEAKS)


def test_an_unknown_line_is_refused():
    with pytest.raises(Refused) as raised:
        assess(WIR, "interpreters", {})
    assert raised.value.refusal.code == "line_unknown"


YEAR = Period(first=date(2016, 1, 1), last=date(2016, 12, 31))
SPRING = Period(first=date(2016, 3, 1), last=date(2016, 5, 31))
END_2021, MAY_2021 = date(2021, 12, 31), date(2021, 5, 31)
TWO_YEARS = Period(first=date(2015, 7, 1), last=date(2016, 6, 30))


def test_a_line_funded_by_the_year_takes_one_calendar_year():
    post = {"eligible_cents": 5_000_000, "months": 4}
    assert assess(WIR, "coordination", post, YEAR) == assess(WIR, "coordination", post)
    assert assess(WIR, "guides_deployment", GUIDES, SPRING).amount_cents > 0
    for line, facts in (("coordination", post), ("guides_deployment", GUIDES)):
        with pytest.raises(Refused) as raised:
            assess(WIR, line, facts, TWO_YEARS)
        assert raised.value.refusal.code == "period_not_one_year"
    with pytest.raises(Refused) as raised:
        assess(WIR, "coordination", post, SPRING)
    assert raised.value.refusal.field == "facts.months"


def test_a_part_funded_by_the_year_takes_one_calendar_year():
    centre = programmes.load("wir@2021-01-01")
    year, spring = (Period(first=date(2021, 1, 1), last=last) for last in (END_2021, MAY_2021))
    facts = {"first_post": {"eligible_cents": 5_000_000, "months": 6}}
    assert assess(centre, "diversity_centre", facts, year).amount_cents == Money(3_000_000)
    with pytest.raises(Refused) as raised:
        assess(centre, "diversity_centre", facts, spring)
    assert raised.value.refusal.code == "months_beyond_period"


def test_a_condition_explains_itself():
    facts = {"pool": 4, "inhabitants": 50_000, "flat_rate": {"eligible_cents": 200_000}}
    facts["deployment"] = {"guides": [{"key": "guide-1", "minutes": 60}]}
    german = explain(assess(programmes.load("wir@2021-01-01"), "guides_deployment", facts), "de")
    pool, small = (line for line in german if "nur wenn" in line)
    assert pool.startswith("Koordinierungspauschale: nur wenn: ein Pool von mindestens fünf")
    assert "4 ≥ 5; nicht erfüllt = 0,00 €" in pool
    assert "50.000 ≥ 1; 50.000 < 50.000; nicht erfüllt = 0,00 €" in small
    (tied,) = (line for line in german if "nur zusammen" in line)
    assert ": erfüllt = 2.000,00 €" in tied


def test_a_project_may_cross_the_end_of_the_year():
    facts = {"items": [{"key": "staff", "amount_cents": 100}], "own_cents": 50}
    assert assess(WIR, "innovative_project", facts, TWO_YEARS).amount_cents == Money(50)


def test_the_schema_of_a_line_s_facts_has_titles_in_german_and_english():
    for line in WIR.lines:
        schema = facts_schema(line)
        assert schema["additionalProperties"] is False
        parts = [schema, *schema.get("$defs", {}).values()]
        fields = [field for part in parts for field in part["properties"].values()]
        named = [field for field in fields if field.get("type") != "array"]
        assert named
        assert all(field["title"] and field["description"] for field in named)


def test_a_team_explains_itself_line_by_line():
    german = explain(assess(WIR, "guides_deployment", GUIDES), "de")
    assert german == (
        "Jahreshöchstbetrag je Person: 5,00 € × 46 Wochen × 6 Stunden je Woche = 1.380,00 € "
        "(Kompetenzzentrum Vielfalt: 276 Stunden im Jahr; Annahme)",
        "Lotsin oder Lotse 1: geleistet: 5,00 € × 18.000 Minuten : 60, abgerundet = 1.500,00 € "
        "(HMSI-Folien 2016: 5,00 € pro Stunde)",
        "Lotsin oder Lotse 1: zu zahlen: der niedrigste Betrag aus 1.500,00 € und 1.380,00 € = "
        "1.380,00 € (Kompetenzzentrum Vielfalt: 276 Stunden im Jahr; Annahme)",
        "Lotsin oder Lotse 2: geleistet: 5,00 € × 100 Minuten : 60, abgerundet = 8,33 € "
        "(keine Fundstelle; Annahme)",
        "Lotsin oder Lotse 2: zu zahlen: der niedrigste Betrag aus 8,33 € und 1.380,00 € = 8,33 € "
        "(Kompetenzzentrum Vielfalt: 276 Stunden im Jahr; Annahme)",
        "Zuwendung: 1.380,00 € + 8,33 € = 1.388,33 € (Summe der einzeln berechneten Beträge)",
        "Lotsin oder Lotse 1: 24:00 Stunden über der Jahresgrenze sind erfasst, aber nicht zu "
        "zahlen. (Kompetenzzentrum Vielfalt: 276 Stunden im Jahr)",
    )


def test_a_step_keeps_its_inputs_through_storage_in_any_order():
    for step in assess(WIR, "guides_deployment", GUIDES).trace:
        shuffled = json.loads(json.dumps(step.model_dump(mode="json"), sort_keys=True))
        assert recheck([Step.model_validate(shuffled)]) == ()
