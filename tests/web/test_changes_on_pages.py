"""What happens after the decision, by forms alone: a change, a remedy, a correction, a report."""

from datetime import date

from domain.approval import Approval
from domain.change_report import ChangeReports
from tests.web.life import CASE, COUNTY, live
from tests.web.page import Page
from tests.web.test_acts_on_pages import do
from tests.web.world import World


def test_a_notice_is_changed_contested_and_corrected_from_form_to_form(world: World) -> None:
    live(world, "paid")
    applicant = f"antrag.{COUNTY}"
    why = {"reasons": "Die Kosten steigen nicht wie geplant."}
    do(world, applicant, "request_amendment", wish="Der Zweck wird enger gefasst.", **why)
    do(world, "d.dorn", "refuse_amendment", reasons="Der Zweck bliebe unerreicht.")
    changed = {"purpose": "Regionales Integrationsmanagement im Westkreis"}
    do(world, "k.adler", "propose_amendment", **why, **changed)
    do(world, "d.dorn", "send_back_amendment", remark="Bitte genauer.")
    do(world, "k.adler", "propose_amendment", **why, **changed)
    shown = Page(world.browser("d.dorn").get(f"/cases/{CASE}/acts/sign_amendment"))
    assert changed["purpose"] in shown.text()
    do(world, "d.dorn", "sign_amendment")
    approval = world.office.read(Approval, CASE)
    assert approval.changes[-1].purpose == changed["purpose"]
    error = {"wrong": "2105", "right": "2015", "why_obvious": "Zahlendreher."}
    do(world, "d.dorn", "correct_notice", **error)
    page = Page(world.browser("k.adler").get(f"/cases/{CASE}"))
    assert page.flaws() == []
    assert "Fassung 2" in page.text() and "2105" in page.text()
    told = {"circumstance": "less_cost", "description": "Weniger Stunden."}
    do(world, applicant, "report_change", known_since="2015-12-01", **told)
    do(world, "k.adler", "review_change", consequence="none", reasons="Ohne Gewicht.")
    assert world.office.read(ChangeReports, CASE).open == ()


def test_an_action_is_recorded_and_ended_from_form_to_form(world: World) -> None:
    live(world, "notified")
    today = world.office.today().isoformat()
    filed = {"remedy": "action", "filed_on": today, "reference": "VG Frankfurt 11 K 1/16.F"}
    do(world, "k.adler", "record_remedy", **filed)
    assert world.office.read(Approval, CASE).contested
    ended = {"outcome": "withdrawn", "ended_on": today, "reference": "Rücknahme vom selben Tag"}
    do(world, "k.adler", "record_remedy_end", **ended)
    assert not world.office.read(Approval, CASE).contested
    assert date.fromisoformat(today) < world.office.read(Approval, CASE).notified.remedies_until
