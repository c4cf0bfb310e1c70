"""Components that are put together: what each gives, under its conditions and with its ties."""

from domain.kernel import ZERO, Message, Money
from domain.rule_kinds import Component, Condition
from domain.trace import ADDED, AMOUNT, Inputs, Sheet
from domain.words import Words

_ALONE = Words(
    de="Ohne den anderen Teil wird dieser nicht gefördert.",
    en="Without the other part this one gets nothing.",
)


def add_component(
    whole: Sheet, component: Component, *, part: Sheet, amount: Money, stated: Message
) -> Money:
    """What the component gives: its amount where all conditions hold and its ties pay, else zero.

    `part` is the sheet that computed the amount; `stated` holds the circumstances.
    """
    inputs: Inputs = {f"{component.id}.amount": amount}
    for condition in component.conditions:
        key = f"where-{condition.id}"
        inputs[f"{component.id}.{key}"] = _add_condition(part, condition, amount, stated=stated)
    if component.only_with:
        key = f"{component.id}.tied"
        inputs[key] = _add_tie(whole, part, component, amount=amount)
    return whole.add(component.id, component.title, rule="lesser", inputs=inputs, by=ADDED)


def add_together(sheet: Sheet, given: Inputs) -> None:
    """The sum of what the components give, as the grant."""
    sheet.add("amount", AMOUNT, rule="sum", inputs=given, by=ADDED)


def _add_condition(part: Sheet, condition: Condition, amount: Money, *, stated: Message) -> Money:
    inputs: Inputs = {"amount": amount}
    circumstances = dict(stated)
    for demand in condition.any_of.value:
        inputs[demand.circumstance] = int(circumstances[demand.circumstance])
        inputs |= demand.limits
    text = condition.text
    what = Words(de=f"nur wenn: {text.de}", en=f"only if: {text.en}")
    key = f"where-{condition.id}"
    held = part.add(key, what, rule="where_any", inputs=inputs, by=condition.any_of)
    if held < amount:
        failed = Words(de=f"nicht erfüllt: {text.de}", en=f"not met: {text.en}")
        part.find("condition_not_met", failed, basis=condition.any_of.reference)
    return held


def _add_tie(whole: Sheet, part: Sheet, component: Component, *, amount: Money) -> Money:
    """Every component it is tied to gives something: the least of them is more than zero."""
    assert component.only_with
    tie = component.only_with
    given = {step.key: step.result_cents for step in whole.steps}
    needed: Inputs = {other: given.get(other, ZERO) for other in tie.value}
    words = Words(de="was der andere Teil erhält", en="what the other part gets")
    least = part.add("others", words, rule="lesser", inputs=needed, by=tie)
    what = Words(de="nur zusammen mit dem anderen Teil", en="only together with the other part")
    inputs: Inputs = {"amount": amount, "others": least}
    held = part.add("tied", what, rule="where_any", inputs=inputs, by=tie)
    if held < amount:
        part.find("only_with", _ALONE, basis=tie.reference)
    return held
