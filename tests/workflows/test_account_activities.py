"""The engine sends the letter on another account once, and none that nobody owes."""

from tests.account_changes import TOLD, moved, objection
from tests.cast import BODY, KASSE
from tests.story import Act, context
from tests.usual_grant import Grant
from tests.workflows.test_activities import Workbench


def account_desk(*acts: Act) -> Workbench:
    """A bench on which the first account was confirmed, and then some acts were filed."""
    desk = Workbench()
    for number, (ask, actor, on) in enumerate([*Grant().until("confirmed"), *acts]):
        desk.office.today = on
        wish = ask(desk.office.desk()) if callable(ask) else ask
        desk.office.handle(wish, context(actor, on, f"account/{number}"))
    return desk


def test_another_account_is_told_by_one_letter() -> None:
    desk = account_desk(*moved())
    assert desk.look("bank_details", BODY).stage == "letter"
    assert desk.filed("bank_details", key=BODY) == "letter.prepared.v1"
    assert desk.look("bank_details", BODY).stage == "closed"


def test_neither_the_first_account_nor_a_stopped_one_is_told() -> None:
    assert account_desk().look("bank_details", BODY).stage == "closed"
    stopped = account_desk(*moved(), KASSE.asks(objection, TOLD))
    assert stopped.look("bank_details", BODY).stage == "closed"
