"""The report of a payment run: one archivable PDF, the same bytes each time, no whole account."""

from datetime import date
from io import BytesIO

import pikepdf
import pytest
from pydantic import ValidationError

from adapters.run_report import ReportedPayment, RunPersons, RunReport, masked, render_run_report
from domain.kernel import Money
from tests.adapters.test_letters import HOSTILE, NAMES, squeezed, text_of

PAYMENT = ReportedPayment(
    reference="WIR-2016-T0001.1.1",
    payee="Main-Kinzig-Kreis",
    account=masked("DE02120300000000202051"),
    amount_cents=Money(40_000_00),
    fund="wir-2016",
    set_off_cents=Money(10_000_00),
)
REPORT = RunReport(
    run="2016-03-01-1",
    made_on=date(2016, 3, 1),
    execution_on=date(2016, 3, 2),
    message_id="AKTE-2016-03-01-1",
    debtor="Regierungspräsidium Darmstadt",
    account=masked("DE89370400440532013000"),
    total_cents=Money(40_000_00),
    set_off_cents=Money(10_000_00),
    content_hash="a" * 64,
    file_hash="b" * 64,
    persons=(
        RunPersons(act="certified", names=("Karla Adler", "Sven Cramer")),
        RunPersons(act="opened", names=("",)),
    ),
    payments=(PAYMENT,),
)


def test_a_report_is_the_same_bytes_twice_archivable_and_accessible() -> None:
    content = render_run_report(REPORT)
    assert content == render_run_report(REPORT)
    with pikepdf.open(BytesIO(content)) as document, document.open_metadata() as about:
        assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("2", "A")
        assert about["pdfuaid:part"] == "1"
        assert about["dc:title"] == "Laufprotokoll 2016-03-01-1"
        assert str(document.Root.Lang) == "de-DE"


@pytest.mark.parametrize(
    "told",
    [
        *("2016-03-01-1", "AKTE-2016-03-01-1", "1. März 2016", "2. März 2016", "40.000,00 €"),
        *("10.000,00 €", "aufgerechnet", "a" * 64, "b" * 64, "Karla Adler, Sven Cramer"),
        *("das Programm nach Zeitplan", "DE02 … 2051", "DE89 … 3000", "wir-2016"),
    ],
)
def test_a_report_tells_what_an_auditor_looks_for(told: str) -> None:
    assert squeezed(told) in text_of(render_run_report(REPORT))


def test_a_report_shows_no_whole_account() -> None:
    assert "12030000000020" not in text_of(render_run_report(REPORT))


@pytest.mark.parametrize("words", [HOSTILE, NAMES])
def test_a_name_arrives_as_it_is_and_never_runs(words: str) -> None:
    named = REPORT.model_copy(update={"payments": (PAYMENT.model_copy(update={"payee": words}),)})
    assert squeezed(words) in text_of(render_run_report(named))


def test_an_erased_account_and_a_missing_file_are_told() -> None:
    erased = PAYMENT.model_copy(update={"account": None})
    report = REPORT.model_copy(update={"payments": (erased,), "file_hash": None})
    text = text_of(render_run_report(report))
    assert "gelöscht" in text
    assert squeezed("noch nicht geschrieben") in text


def test_a_run_of_five_hundred_payments_repeats_its_head_on_each_page() -> None:
    many = REPORT.model_copy(
        update={"payments": (PAYMENT,) * 500, "total_cents": Money(500 * 40_000_00)}
    )
    text = text_of(render_run_report(many))
    assert text.count("Main-Kinzig-Kreis") == 500
    assert text.count(squeezed("Empfänger, Konto und Titel")) > 10


@pytest.mark.parametrize("wrong", ["total_cents", "set_off_cents"])
def test_a_report_that_does_not_add_up_is_no_report(wrong: str) -> None:
    with pytest.raises(ValidationError):
        RunReport.model_validate(REPORT.model_dump() | {wrong: 1})
