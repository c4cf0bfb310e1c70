"""The agenda of an amending notice: printed, posted, notified and final by itself."""

from datetime import date

from domain.agenda import CLOSED, Plan, plan
from domain.correction import CorrectNotice
from domain.correspondence import RecordLetter
from tests.cast import BIRKE, DORN, SYSTEM
from tests.changed_grant import APRIL, amended, amendment, final, notified, remedy, signature
from tests.story import Story, given
from tests.usual_grant import CASE, DIGEST, Grant

GRANT = Grant(requested=40_000_00, parts=((40_000_00, date(2016, 3, 1)),))
AMENDED = [*GRANT.until("confirmed"), *amended(GRANT, 45_000_00)]


def standing(story: Story) -> Plan:
    return plan(story.desk, "notice", CASE)


def test_each_step_of_an_amending_notice_bears_its_number() -> None:
    told = given(*AMENDED)
    keys = []
    for act in [*notified(GRANT), *final(GRANT)]:
        step = standing(told).step
        keys.append((step.key, step.version, standing(told).stage))
        told = told.given(act)
    assert keys == [
        (f"notice/{CASE}/letter/amending_notice/v2", 1, "letter"),
        (f"notice/{CASE}/post/post/v2", 2, "posting"),
        (f"notice/{CASE}/notify/v2", 2, "notification"),
        (f"notice/{CASE}/finalise/v2", 2, "acceptance"),
    ]
    assert standing(told) == Plan(stage=CLOSED)


def test_a_notice_in_the_portal_stays_there_until_its_ten_days_are_over() -> None:
    draft = amendment(GRANT, 45_000_00, channel="portal")
    told = given(*GRANT.until("confirmed"), BIRKE.asks(draft, APRIL))
    told = told.given(DORN.asks(signature(GRANT), APRIL))
    letter = RecordLetter(
        subject=f"approval:{CASE}", kind="amending_notice", about="v2", document=DIGEST
    )
    told = told.given(SYSTEM.asks(letter, APRIL))
    assert standing(told).step.about == "portal"
    posted = GRANT.posting(version=2, posted_on=APRIL, channel="portal")
    step = standing(told.given(SYSTEM.asks(posted, APRIL))).step
    assert (step.act, step.about, step.due_on.day) == ("post", "post", APRIL.day + 11)


def test_each_correction_is_told_once_also_when_the_notice_is_final() -> None:
    fix = CorrectNotice(
        case=CASE, wrong="40.000,00", right="45.000,00", why_obvious="Verschrieben, siehe Plan."
    )
    told = given(*GRANT.until("confirmed"))
    assert standing(told).closed
    told = told.given(DORN.asks(fix, APRIL))
    step = standing(told).step
    assert (step.letter, step.about) == ("correction_letter", "v1.1")
    letter = RecordLetter(
        subject=f"approval:{CASE}", kind="correction_letter", about="v1.1", document=DIGEST
    )
    assert standing(told.given(SYSTEM.asks(letter, APRIL))).closed


def test_a_contested_version_waits_for_the_court() -> None:
    told = given(*AMENDED, *notified(GRANT))
    filed = remedy(GRANT, version=2, filed_on=date(2016, 4, 20))
    told = told.given(BIRKE.asks(filed, date(2016, 4, 21)))
    assert standing(told) == Plan(stage="acceptance")


def test_both_versions_go_their_way_and_the_earlier_step_comes_first() -> None:
    told = given(*GRANT.until("notified"), *amended(GRANT, 45_000_00))
    assert standing(told).step.act == "letter"
    assert standing(told.given(*notified(GRANT))).step.act == "remind"
