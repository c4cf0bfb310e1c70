"""Letters about a notice that stands: what an amending notice changed, what was miswritten."""

from collections.abc import Iterator
from typing import NamedTuple

from adapters.later_letters import AmendingNotice, CorrectionLetter
from adapters.letter_frame import Change, Letter
from domain.application import Application, ApplicationSubmitted
from domain.approval import Approval
from domain.decision import Instalment
from domain.desk import Desk
from domain.kernel import Day, Money
from domain.notice_decisions import signed_on
from domain.rules import assess
from domain.terms import amended
from workers.letterhead import act, posted


class _Grant(NamedTuple):
    """What one version of the notice grants."""

    amount_cents: Money
    instalments: tuple[Instalment, ...]
    content: ApplicationSubmitted
    provisional: bool


class _Statement(NamedTuple):
    """What the notice says of one thing, and the words for it."""

    value: object
    words: str


def amending_notice(desk: Desk, case: str, dated: Day, *, about: str) -> Letter:
    """The amending notice that became a version of the notice; `about` is `v2` for the first."""
    version = int(about.removeprefix("v"))
    approval = desk.read(Approval, case)
    change = approval.changes[version - 2]
    before, after = (_granted(desk, case, number) for number in (version - 1, version))
    return AmendingNotice(
        **act(desk, case, dated),
        version=version,
        notice_dated=signed_on(approval, 1),
        amount_cents=change.amount_cents,
        changes=tuple(_changes(_statements(desk, before), _statements(desk, after))),
        reasons=(change.reasons,),
    )


def _granted(desk: Desk, case: str, version: int) -> _Grant:
    approval, content = desk.read(Approval, case), desk.read(Application, case).submitted
    if approval.signed is None or approval.proposal is None:
        raise LookupError("the grant has not been decided")
    changes = approval.changes[: version - 1]
    began = approval.proposal.provisional is not None
    provisional = began and not any(one.definitive for one in changes)
    if not changes:
        amount, instalments = approval.signed.amount_cents, approval.proposal.instalments
        return _Grant(amount, instalments, content, provisional)
    last = changes[-1]
    return _Grant(last.amount_cents, last.instalments, amended(content, last), provisional)


def _statements(desk: Desk, grant: _Grant) -> dict[str, _Statement]:
    content, instalments = grant.content, grant.instalments
    programme = desk.programme(content.programme)
    computed = assess(programme, content.line, content.facts).amount_cents
    kind = "vorläufiger Bescheid" if grant.provisional else "endgültiger Bescheid"
    return {
        "Höchstbetrag": _Statement(grant.amount_cents, grant.amount_cents.euro),
        "Raten": _Statement(instalments, "; ".join(_instalment(one) for one in instalments)),
        "Bewilligungszeitraum": _Statement(content.period_to, f"bis {content.period_to:%d.%m.%Y}"),
        "Zuwendungszweck": _Statement(content.purpose, content.purpose),
        "Angaben zur Berechnung": _Statement(content.facts, f"ergeben höchstens {computed.euro}"),
        "Regelwerk": _Statement(content.programme, content.programme),
        "Art des Bescheids": _Statement(grant.provisional, kind),
        **{one.name: _Statement(one, one.amount_cents.euro) for one in content.plan},
    }


def _instalment(one: Instalment) -> str:
    return one.amount_cents.euro + (f" ab {one.from_on:%d.%m.%Y}" if one.from_on else "")


_NOTHING = _Statement(None, "–")
"""A line that the financing plan does not have."""


def _changes(before: dict[str, _Statement], after: dict[str, _Statement]) -> Iterator[Change]:
    for what in before | after:
        old, new = before.get(what, _NOTHING), after.get(what, _NOTHING)
        if old.value != new.value:
            yield Change(what=what, before=old.words, after=new.words)


def correction_letter(desk: Desk, case: str, dated: Day, *, about: str) -> Letter:
    """One correction of a version of the notice; `about` is `v1.2` for the second of the notice."""
    version, _, number = about.removeprefix("v").partition(".")
    approval = desk.read(Approval, case)
    corrected = approval.versions[int(version) - 1].corrections[int(number) - 1]
    return CorrectionLetter(
        **posted(desk, case, dated),
        notice_dated=signed_on(approval, int(version)),
        changes=(Change(what="Angabe", before=corrected.wrong, after=corrected.right),),
    )
