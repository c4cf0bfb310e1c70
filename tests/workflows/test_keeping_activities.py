"""The engine offers a file on its day, and destroys only what two persons ordered."""

from datetime import date

from domain.audit_note import AuditNotes
from domain.kernel import Subject
from domain.retention import OfferToArchive
from tests import kept_file as kept
from tests.cast import BIRKE, DORN
from tests.story import Act, context
from tests.usual_grant import CASE, Grant
from tests.workflows.test_activities import Workbench
from workflows.triggers import woken_by


def kept_desk(*acts: Act) -> Workbench:
    """A bench on which the whole grant and then some acts were filed."""
    desk = Workbench()
    for number, (ask, actor, on) in enumerate([*Grant().until("closed"), *acts]):
        desk.office.today = on
        wish = ask(desk.office.desk()) if callable(ask) else ask
        desk.office.handle(wish, context(actor, on, f"kept/{number}"))
    return desk


def test_a_file_is_offered_with_its_list_on_the_day_after_its_period() -> None:
    desk = kept_desk()
    desk.office.today = kept.KEPT_UNTIL
    assert not desk.take("retention", CASE).recorded
    assert desk.filed("retention", kept.OFFERED, CASE) == "retention.offered.v1"
    assert desk.filed("retention", key=CASE) == "letter.prepared.v1"
    assert desk.look("retention", CASE).stage == "appraisal"


def test_a_signed_disposal_is_carried_out_once() -> None:
    told = [*kept.ordered()][len(Grant().until("closed")) :]
    desk = kept_desk(*told)
    assert isinstance(told[0].ask, OfferToArchive)
    assert desk.filed("retention", date(2028, 3, 1), CASE) == "letter.prepared.v1"
    assert desk.filed("retention", key=CASE) == "retention.destroyed.v1"
    assert desk.look("retention", CASE).stage == "closed"


def test_a_signed_erasure_is_carried_out_once() -> None:
    propose, sign = BIRKE.asks(kept.erasure(), kept.ENDED), DORN.asks(kept.SIGN_ERASURE, kept.ENDED)
    desk = kept_desk(propose)
    assert not desk.take("erasure", CASE).recorded
    desk = kept_desk(propose, sign)
    assert desk.filed("erasure", kept.ENDED, CASE) == "erasure.carried_out.v1"
    assert desk.look("erasure", CASE).stage == "closed"


def test_a_held_file_waits_without_a_step() -> None:
    desk = kept_desk(kept.PRUEFER.asks(kept.HOLD, kept.ENDED))
    desk.office.today = kept.OFFERED
    outlook = desk.look("retention", CASE)
    assert (outlook.stage, outlook.step) == ("keeping", None)


def test_an_open_note_holds_the_file_and_its_end_wakes_the_process() -> None:
    desk = kept_desk(kept.PRUEFER.asks(kept.note(), kept.ENDED))
    desk.office.today = kept.OFFERED
    assert desk.look("retention", CASE).step is None
    assert woken_by([Subject(AuditNotes.KIND, CASE)]) == [("retention", CASE)]
    desk.office.handle(kept.CLOSE, context(kept.PRUEFER, kept.OFFERED, "end"))
    assert desk.filed("retention", kept.OFFERED, CASE) == "retention.offered.v1"
