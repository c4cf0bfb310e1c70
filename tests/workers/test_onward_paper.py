"""Letters of money that is passed on: whose head, remedy and account they bear."""

from datetime import date

from adapters.letter_frame import Letter
from adapters.letter_kinds import ApprovalNotice, RejectionNotice
from adapters.letters import render
from domain.agenda import Step
from domain.application import RejectApplication
from domain.correspondence import LetterKind
from tests.adapters.test_letters import squeezed, text_of
from tests.domain.test_onward_changes import revoked
from tests.onward_award import COUNTY, FIRST, UPPER
from tests.onward_grant import BRUECKE_GRANT, COUNTY_GRANT, passed_on
from tests.story import Story, given
from workers.letterhead import Occasion
from workers.paper import compose
from workers.treasury import TRAINING_DEBTOR

COUNTY_NAME = "Main-Kinzig-Kreis"


def made(story: Story, case: str, kind: LetterKind) -> Letter:
    about = f"{case.lower()}.r1" if kind == "refund_notice" else "v1"
    step = Step(act="letter", key="k", letter=kind, about=about)
    return compose(story.desk, step, case=case, dated=story.today, debtor=TRAINING_DEBTOR)


def printed(letter: Letter) -> str:
    return squeezed(text_of(render(letter)))


def said(text: str, *parts: str) -> None:
    for part in parts:
        assert squeezed(part) in text, part


def test_a_countys_notice_bears_its_name_and_tells_of_the_objection() -> None:
    story = given(*passed_on(), *BRUECKE_GRANT.until("signed"))
    notice = made(story, FIRST, "approval_notice")
    assert isinstance(notice, ApprovalNotice) and notice.grantor
    assert notice.basis == f"VV Nr. 12 zu § 44 LHO; Zuwendungsbescheid des Landes {UPPER}"
    text = printed(notice)
    said(
        text,
        f"Widerspruch bei {COUNTY_NAME}, Marktplatz 1, 63571 Gelnhausen, erhoben werden.",
        f"Wir sind: {COUNTY_NAME}.",
        "innerhalb eines Monats widersprechen",
        f"wird von {COUNTY_NAME} weitergeleitet (Aktenzeichen {UPPER})",
        "Der Hessische Rechnungshof ist berechtigt, die Verwendung bei Ihnen zu prüfen",
    )
    for foreign in ("Regierungspräsidium", "Klage", "Verwaltungsgericht", "Wilhelminen"):
        assert foreign not in text, foreign


def test_the_lands_notice_names_what_has_to_be_passed_on_with_the_money() -> None:
    notice = made(given(*COUNTY_GRANT.until("signed")), UPPER, "approval_notice")
    assert notice.grantor is None
    said(
        printed(notice),
        "darf zur Erfüllung des Zwecks an gemeinnützige Träger weitergegeben werden",
        "Prüfungsrechts des Hessischen Rechnungshofs beim letzten Empfänger",
        "Klage beim Verwaltungsgericht Frankfurt am Main",
        "Regierungspräsidium Darmstadt",
    )


def test_a_countys_rejection_is_open_to_the_objection_too() -> None:
    reject = RejectApplication(case=FIRST, reasons="Der Zweck liegt nicht in der Richtlinie.")
    day = date(2022, 2, 8)
    acts = [*passed_on(), *BRUECKE_GRANT.until("checked"), COUNTY.signatory.asks(reject, day)]
    letter = made(given(*acts), FIRST, "rejection_notice")
    assert isinstance(letter, RejectionNotice)
    said(printed(letter), "Widerspruch bei", COUNTY_NAME)


def test_a_refund_notice_of_a_county_asks_for_its_own_money_under_its_own_remedy() -> None:
    notice = printed(made(revoked(500_00), FIRST, "refund_notice"))
    said(
        notice,
        f"Kontoinhaber {COUNTY_NAME}",
        "IBAN DE02 1203 0000 0000 2020 51",
        f"Kassenzeichen {FIRST}.R1",
        "Widerspruch bei",
    )
    assert squeezed(TRAINING_DEBTOR.name) not in notice


def test_what_is_to_be_repaid_goes_to_the_account_of_whoever_paid_it() -> None:
    story = given(*passed_on(), *BRUECKE_GRANT.until("booked"))
    below = Occasion(story.desk, FIRST, story.today, TRAINING_DEBTOR).account("R1")
    above = Occasion(story.desk, UPPER, story.today, TRAINING_DEBTOR).account("R1")
    assert below["holder"] == COUNTY_NAME
    assert below["iban"].replace(" ", "") == "DE02120300000000202051"
    assert above["holder"] == TRAINING_DEBTOR.name
