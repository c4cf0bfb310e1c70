"""The acts of a case beside its usual way: changes, remedies, reports, early starts, exclusions."""

from domain import amendment_decisions as amendments
from domain import early_start
from domain.amendment import (
    ProposeAmendment,
    RefuseAmendment,
    RequestAmendment,
    SendBackAmendment,
    SignAmendment,
)
from domain.change_report import ReportChange, ReviewChange, may_report, may_review
from domain.co_financing import RecordAgreement, may_record_agreement
from domain.contest import RecordRemedy, RecordRemedyEnd, may_end_remedy, may_record_remedy
from domain.correction import CorrectNotice, may_correct
from domain.early_start import (
    PermitEarlyStart,
    RecordContract,
    RefuseEarlyStart,
    RequestEarlyStart,
    ReviewStart,
)
from domain.exclusion import ExcludePerson, LiftExclusion, may_exclude, may_lift
from web.act import Act

CASE_ACTS: tuple[Act, ...] = (
    Act(SignAmendment, "case", amendments.may_sign),
    Act(SendBackAmendment, "case", amendments.may_sign, aside=True, rare=True),
    Act(ProposeAmendment, "case", amendments.may_propose, aside=True, rare=True),
    Act(RefuseAmendment, "case", amendments.may_refuse, aside=True, rare=True),
    Act(RequestAmendment, "case", amendments.may_request, aside=True, rare=True),
    Act(CorrectNotice, "case", may_correct, aside=True, rare=True),
    Act(RecordRemedy, "case", may_record_remedy, aside=True, rare=True),
    Act(RecordRemedyEnd, "case", may_end_remedy, aside=True, rare=True),
    Act(ReportChange, "case", may_report, aside=True, rare=True),
    Act(ReviewChange, "case", may_review),
    Act(PermitEarlyStart, "case", early_start.may_answer),
    Act(RefuseEarlyStart, "case", early_start.may_answer, aside=True, rare=True),
    Act(RequestEarlyStart, "case", early_start.may_request, aside=True, rare=True),
    Act(ReviewStart, "case", early_start.may_review),
    Act(RecordContract, "case", early_start.may_record_contract, aside=True, rare=True),
    Act(RecordAgreement, "case", may_record_agreement, aside=True, rare=True),
    Act(ExcludePerson, "case", may_exclude, aside=True, rare=True),
    Act(LiftExclusion, "case", may_lift, aside=True, rare=True),
)
"""In the order of the buttons; what nobody waits for is never the main one."""
