"""Who may do what: every role and every command, cell by cell, and whose cases one sees."""

from datetime import date
from typing import get_args

import pytest

from domain.application import SubmitApplication, WithdrawApplication
from domain.bank_details import ReportBankDetails
from domain.desk import Desk
from domain.disbursement import RequestDrawdown
from domain.kernel import Command, Refused, Role
from domain.policy import ALLOWED, READERS, SCOPED, may_read, permit
from office.deciders import COMMANDS, DECIDERS
from tests.cast import ANTRAG, BODY
from tests.story import Actor, context, given
from tests.usual_grant import CASE, Grant

TODAY = date(2016, 1, 4)
DESK = given(*Grant().until("submitted")).desk
ROLES: dict[str, Role] = {
    "A": "applicant",
    "C": "clerk",
    "S": "signatory",
    "B": "budget_officer",
    "T": "treasury",
    "F": "county_finance",
    "M": "ministry",
    "R": "auditor",
    "U": "trainer",
    "E": "system",
    "D": "data_protection",
}
TABLE = """
register_recipient       . C . . . . . . . . .
report_bank_details      A . . . . F . . . . .
confirm_bank_details     . C . . . . . . . . .
object_to_account        A C . . . F . . . . .
record_payee_check       . C . . T . . . . . .
decide_payee_check       . C S . . . . . . . .
submit_application       A . . . . . . . . . .
request_documents        . C . . . . . . . . .
supply_documents         A . . . . . . . . . .
check_application        . C . . . . . . . . .
withdraw_application     A . . . . . . . . . .
reject_application       . . S . . . . . . . .
appropriate_funds        . . . B . . . . . . .
reserve_funds            . . . B . . . . . . .
propose_approval         . C . . . . . . . . .
send_back_approval       . . S . . . . . . . .
sign_approval            . . S . . . . . . . .
record_posting           . C . . . . . . . E .
retrieve_notice          A . . . . . . . . . .
record_notification      . . . . . . . . . E .
return_declaration       A . . . . . . . . . .
record_finality          . . . . . . . . . E .
request_drawdown         A . . . . F . . . . .
return_drawdown          . C . . . . . . . . .
certify_factually        . C . . . . . . . . .
certify_arithmetically   . C . . . . . . . . .
order_payment            . . S . . . . . . . .
open_payment_run         . . . . T . . . . E .
record_payment_file      . . . . . . . . . E .
begin_hand_over          . . . . . . . . . E .
record_hand_over         . . . . . . . . . E .
report_lost_answer       . . . . T . . . . E .
propose_receipt          . . . . T . . . . . .
propose_passing_over     . . . . T . . . . . .
confirm_passing_over     . . . . T . . . . . .
confirm_receipt          . . . . T . . . . . .
record_bank_message      . . . . T . . . . E .
report_use               A . . . . F . . . . .
submit_proof             A . . . . F . . . . .
return_proof             . C . . . . . . . . .
query_proof              . C . . . . . . . . .
answer_queries           A . . . . F . . . . .
examine_proof            . C . . . . . . . . .
close_examination        . . S . . . . . . . .
close_case               . C . . . . . . . E .
reopen_examination       . . S . . . . . . . .
announce_draw            . C . . . . . . . . .
freeze_population        . . S . . . . . . . .
draw_sample              . C S . . . . . . . .
extend_period            . C . . . . . . . . .
open_recovery            . C . . . . . . . . .
start_hearing            . C . . . . . . . . .
submit_statement         A . . . . F . . . . .
abandon_recovery         . C . . . . . . . . .
propose_refund           . C . . . . . . . . .
propose_refund_waiver    . C . . . . . . . . .
propose_interest         . C . . . . . . . . .
propose_interest_waiver  . C . . . . . . . . .
propose_deferral         . C . . . . . . . . .
propose_suspension       . C . . . . . . . . .
propose_remission        . C . . . . . . . . .
propose_set_off          . C . . . . . . . . .
propose_enforcement      . C . . . . . . . . .
record_claim_remedy      . C . . . . . . . . .
record_claim_remedy_end  . C . . . . . . . . .
send_back_measure        . . S . . . . . . . .
sign_measure             . . S . . . . . . . .
record_repayment         . . . . T . . . . . .
record_surplus_return    . . . . T . . . . . .
record_instruction_defect . C . . . . . . . . .
record_reminder          . . . . . . . . . E .
record_letter            . . . . . . . . . E .
correct_notice           . . S . . . . . . . .
record_remedy            . C . . . . . . . . .
record_remedy_end        . C . . . . . . . . .
request_amendment        A . . . . . . . . . .
refuse_amendment         . . S . . . . . . . .
propose_amendment        . C . . . . . . . . .
send_back_amendment      . . S . . . . . . . .
sign_amendment           . . S . . . . . . . .
report_change            A . . . . F . . . . .
review_change            . C . . . . . . . . .
change_class             . C . . . . . . . . .
move_seat                . C . . . . . . . . .
request_early_start      A . . . . . . . . . .
permit_early_start       . . S . . . . . . . .
refuse_early_start       . . S . . . . . . . .
record_contract          A C . . . . . . . . .
review_start             . C . . . . . . . . .
record_agreement         . C . . . . . . . . .
exclude_person           . C S B T . M . . . .
lift_exclusion           . . S . . . . . . . .
authorise_commitments    . . . B . . . . . . .
freeze_funds             . . . B . . . . . . .
lift_freeze              . . . B . . . . . . .
close_budget_year        . . . B . . . . . . .
rank_applications        . C . . . . . . . . .
decide_selection         . . S . . . M . . . .
advance_clock            . . . . . . . . U . .
propose_seal_key         . . S . . . . . . . .
order_seal_key           . . S . . . M . . . .
set_audit_hold           . . . . . . . R . . .
release_audit_hold       . . . . . . . R . . .
write_audit_note         . . . . . . . R . . .
answer_audit_note        . C . . . . . . . . .
close_audit_note         . . . . . . . R . . .
offer_to_archive         . . . . . . . . . E .
record_archive_decision  . C . . . . . . . . .
propose_disposal         . C . . . . . . . . .
sign_disposal            . . S . . . . . . . .
record_destruction       . . . . . . . . . E .
propose_erasure          . C . . . . . . . . .
sign_erasure             . . S . . . . . . . .
record_erasure           . . . . . . . . . E .
pass_on_funds            . . . B . . . . . . .
record_onward_payment    . . . . T . . . . . .
record_onward_return     . . . . T . . . . . .
propose_clearing         . . . . T . . . . . .
confirm_clearing         . . . . T . . . . . .
renew_feed               A . . . . F . . . . .
revoke_feed              A . . . . F . . . . .
register_webhook         . . . . . F . . . . .
remove_webhook           . . . . . F . . . . .
resume_webhook           . . . . . F . . . . .
pause_webhook            . . . . . . . . . E .
"""
CELLS = [
    (name, role, cell != ".")
    for name, *cells in map(str.split, TABLE.split("\n")[1:-1])
    for role, cell in zip(ROLES.values(), cells, strict=True)
]


def refusal(command: Command, actor: Actor, desk: Desk = DESK) -> str | None:
    """The code with which the rights refuse a command, `None` where they allow it."""
    try:
        permit(desk, command, context(actor, TODAY))
    except Refused as refused:
        return refused.refusal.code
    return None


def test_the_table_names_every_command_and_every_role() -> None:
    assert sorted({name for name, _, _ in CELLS}) == sorted(COMMANDS)
    assert set(ROLES.values()) == set(get_args(Role))
    assert set(ALLOWED) == set(DECIDERS)


@pytest.mark.parametrize(("name", "role", "allowed"), CELLS)
def test_a_role_may_do_what_the_table_says_and_nothing_else(name, role, allowed) -> None:
    command = COMMANDS[name].model_construct(case=CASE, recipient=BODY, county=None, orders=())
    own = BODY if role in SCOPED or name == "pass_on_funds" else None
    assert refusal(command, Actor("p", role, own)) == (None if allowed else "not_your_role")


def test_a_refused_role_learns_whom_to_ask() -> None:
    with pytest.raises(Refused) as raised:
        wish = COMMANDS["close_case"](case=CASE)
        permit(DESK, wish, context(ANTRAG, TODAY))
    assert "clerk, system" in raised.value.refusal.next_english


def test_what_is_in_no_table_is_forbidden_to_everyone() -> None:
    class BurnFile(Command):
        """No command of ours."""

        case: str = CASE

    assert {refusal(BurnFile(), Actor("p", role, BODY)) for role in ROLES.values()} == {
        "not_your_role"
    }


@pytest.mark.parametrize("scope", ["wetteraukreis", None])
@pytest.mark.parametrize("role", sorted(SCOPED))
def test_nobody_acts_for_another_recipient_or_for_none(role, scope) -> None:
    stranger = Actor("p", role, scope)
    for kind in (RequestDrawdown, ReportBankDetails):
        wish = kind.model_construct(case=CASE, recipient=BODY)
        assert refusal(wish, stranger) == "case_unknown"


def test_a_case_of_others_and_a_case_that_is_none_look_the_same() -> None:
    stranger, nobody = Actor("p", "applicant", "wetteraukreis"), Actor("p", "applicant")
    for case in (CASE, "WIR-2016-OTHER"):
        for actor in (stranger, nobody):
            assert refusal(WithdrawApplication(case=case), actor) == "case_unknown"
    assert refusal(WithdrawApplication(case="WIR-2016-OTHER"), ANTRAG) == "case_unknown"
    assert refusal(WithdrawApplication(case=CASE), ANTRAG) is None


def test_an_application_is_handed_in_for_ones_own_body() -> None:
    other = SubmitApplication.model_construct(case=CASE, recipient="wetteraukreis")
    assert refusal(other, ANTRAG) == "case_unknown"


@pytest.mark.parametrize("role", ROLES.values())
def test_the_authority_reads_all_and_a_recipient_its_own(role: Role) -> None:
    assert may_read(BODY, role, None) is (role in READERS)
    assert not may_read(BODY, role, "wetteraukreis")
    assert may_read(BODY, role, BODY) is (role in SCOPED)
    assert set(ROLES.values()) == READERS | SCOPED | {"data_protection"}
