"""The pages of a bundle: complete without network, true to the seal, and safe to open."""

import re
from datetime import UTC, date, datetime

from projections.audit.pages import CaseStory, Sealed, case_page, index_page
from projections.book import Posted
from projections.caseload import CaseRow
from projections.timeline import TimelineRow

CASE = "WIR-2016-X0001"
LETTER, ABSENT = "a" * 64, "b" * 64
SEALED = Sealed("akte.example", 90, "cd" * 32, ["akte.example+00000000+AAAA"])


def row(title: str = "Lotsen & <b>mehr</b>") -> CaseRow:
    return CaseRow(
        case=CASE, line="coordination", year=2016, recipient="fulda", recipient_name="Fulda",
        title=title, amount_cents=0, stage="closed", desk="nobody", waits_for="nothing",
        since=date(2016, 1, 1), due_on=None, late=False, position=9, number=0, grantor="",
        upper="",
    )  # fmt: skip


def step(position: int, day: date, document: str | None = None) -> TimelineRow:
    return TimelineRow(
        position=position, case=CASE, subject=f"application:{CASE}", topic="t", business_date=day,
        recorded_at=datetime(2026, 1, 1, 11, tzinfo=UTC), person="k.adler", role="clerk",
        sentence_de=f"Schritt {position}", sentence_en=f"Step {position}", basis="§ 44 LHO",
        reason=None, programme="wir@2014-01-01", document=document,
    )  # fmt: skip


def line(position: int, source: str, target: str, cents: int) -> Posted:
    return Posted(
        position=position, number=1, booked_on=date(2016, 3, 1), event="appropriation.ordered.v1",
        title="t", case=CASE, source=source, target=target, amount_cents=cents, reference=None,
    )  # fmt: skip


STORY = CaseStory(
    row(),
    [step(3, date(2015, 12, 7)), step(5, date(2016, 1, 4), LETTER), step(8, date(2016, 2, 1))],
    [line(5, "committed", "ordered", 700), line(8, "committed", "ordered", 30)],
)


def test_a_case_is_told_year_by_year_with_its_numbers_letters_and_postings() -> None:
    page = case_page(STORY, frozenset({LETTER}))
    assert re.findall(r'<h2 id="y\d">(\d+)', page) == ["2015", "2016"]
    assert re.findall(r'<li id="n(\d+)">', page) == ["3", "5", "8"]
    assert page.count(f"../documents/{LETTER}") == 1
    assert '<a href="#n8">8</a>' in page
    assert "01.01.2026 12:00:00" in page


def test_a_letter_that_is_not_enclosed_is_not_linked() -> None:
    story = STORY._replace(steps=[step(5, date(2016, 1, 4), ABSENT)])
    assert "documents/" not in case_page(story, frozenset({LETTER}))


def test_the_money_lies_where_the_sealed_postings_put_it() -> None:
    assert [(one.name.de, cents) for one, cents in STORY.lies] == [("angeordnet", 730)]


def test_the_index_leads_to_each_case_and_says_how_much_is_enclosed() -> None:
    papers = {"documents": 1, "bank_files": 4}
    part = index_page(SEALED, [STORY], events=3, papers=papers)
    assert f'href="cases/{CASE}.html"' in part
    assert "3 von 90 versiegelten" in part
    assert "alle versiegelten" in index_page(SEALED, [STORY], events=90, papers=papers)


def test_a_page_needs_no_network_and_runs_nothing_that_somebody_typed() -> None:
    for page in (
        index_page(SEALED, [STORY], events=3, papers={"documents": 0, "bank_files": 0}),
        case_page(STORY, frozenset()),
    ):
        assert "Lotsen &amp; &lt;b&gt;mehr&lt;/b&gt;" in page
        assert not re.search(r"https?:|<script|<link|src=|@import|url\(", page)
