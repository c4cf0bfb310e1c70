"""The answers to the questions of courts of audit, each a pure function of what is known."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from psycopg import Connection
from psycopg.rows import args_row
from psycopg.sql import SQL

import programmes
from domain.calendar import months_later
from domain.words import Language
from projections.case_stages import ENDED
from projections.caseload import CaseRow, caseload
from projections.deadlines import DeadlineRow, deadlines
from projections.findings import INTERVENTIONS, Hand, Mark
from projections.payments import GrantRow, grants
from projections.questions import NO_VALUES, QUESTIONS, WORDS, Values

_NOTE_KINDS = frozenset({"note_written", "note_answered", "note_closed"})
_OF_RECIPIENTS = frozenset({"applicant", "county_finance"})


class Finding(NamedTuple):
    """What the record shows to a question; `position` is the entry it hangs on.

    `case` is empty where the entry is about none, then `subject` says what it is about. `facts`
    are for the sentence.
    """

    code: str
    case: str
    subject: str
    since: date
    amount_cents: int
    position: int
    facts: tuple[tuple[str, str | int], ...] = ()

    def words(self, language: Language) -> str:
        """What the record shows, as a sentence."""
        facts: dict[str, object] = dict(self.facts)
        for name in facts.keys() & WORDS.keys():
            facts[name] = WORDS[name][str(facts[name])][language]
        return QUESTIONS[self.code].said.told(language, on=self.since, **facts)


@dataclass(frozen=True)
class Known:
    """What the read models hold of the cases asked for, as of `today`."""

    today: date
    cases: tuple[CaseRow, ...]
    grants: dict[str, GrantRow]
    deadlines: tuple[DeadlineRow, ...]
    marks: tuple[Mark, ...]
    hands: tuple[Hand, ...]
    values: Values = field(default_factory=dict)
    of_case: dict[str, list[Mark]] = field(init=False)

    def __post_init__(self) -> None:
        sorted_in: dict[str, list[Mark]] = defaultdict(list)
        for mark in self.marks:
            sorted_in[mark.case].append(mark)
        object.__setattr__(self, "of_case", dict(sorted_in))

    def last(self, case: str, *kinds: str) -> Mark | None:
        """The newest mark of these kinds in a case."""
        found = [one for one in self.of_case.get(case, ()) if one.kind in kinds]
        return found[-1] if found else None

    def value(self, code: str) -> int:
        """The value that a question is asked with."""
        return self.values.get(code, QUESTIONS[code].value)

    def booked(self, case: str) -> int:
        """What arrived of a grant, in cents."""
        return self.grants[case].booked_cents if case in self.grants else 0


def _of(code: str, mark: Mark, amount: int, **facts: str | int) -> Finding:
    told = tuple(facts.items())
    return Finding(code, mark.case, mark.subject, mark.on, amount, mark.position, told)


def proof_unexamined(known: Known) -> Iterator[Finding]:
    """Proofs that lie longer than the target and have no note after them."""
    examined = ("examined", "examined_without_interest", "proof_returned")
    for case in known.of_case:
        last = known.last(case, "proof", *examined)
        months = known.value("proof_unexamined")
        if last and last.kind == "proof" and months_later(last.on, months) < known.today:
            yield _of("proof_unexamined", last, known.booked(case))


def note_missing(known: Known) -> Iterator[Finding]:
    """Cases with money that ended without a note."""
    for case in known.of_case:
        end = known.last(case, "settled", "closed")
        note = known.last(case, "examined", "examined_without_interest")
        if end and note is None and known.booked(case):
            yield _of("note_missing", end, known.booked(case))


def interest_unconsidered(known: Known) -> Iterator[Finding]:
    """Late use or a note that left interest out, without a decision on interest after it."""
    for case in known.of_case:
        cause = known.last(case, "used_late", "examined_without_interest")
        decided = known.last(case, "interest")
        if cause and (decided is None or decided.position < cause.position):
            amount = cause.amount_cents or known.booked(case)
            yield _of("interest_unconsidered", cause, amount)


def limitation_near(known: Known) -> Iterator[Finding]:
    """Claims and interest that lapse soon."""
    kinds = {"claim_limitation", "interest_limitation"}
    return _running_out(known, "limitation_near", kinds)


def revocation_year(known: Known) -> Iterator[Finding]:
    """Proceedings whose year ends soon."""
    return _running_out(known, "revocation_year", {"revocation"})


def _running_out(known: Known, code: str, kinds: set[str]) -> Iterator[Finding]:
    until = months_later(known.today, known.value(code))
    for one in known.deadlines:
        if one.kind not in kinds or one.due_on > until:
            continue
        mark = known.last(one.case, "recovery", "refund", "interest")
        owed = known.grants[one.case].to_repay_cents if one.case in known.grants else 0
        amount = known.booked(one.case) if code == "revocation_year" else owed
        if mark and amount:
            yield _of(code, mark._replace(on=one.due_on), amount)


def fixed_amount(known: Known) -> Iterator[Finding]:
    """Grants whose line is financed by a fixed amount that the rules only assume."""
    for case, grant in known.grants.items():
        signed = known.last(case, "signed")
        if signed and signed.programme and _assumed_fixed(signed.programme, grant.line):
            yield _of("fixed_amount", signed, grant.granted_cents)


def _assumed_fixed(programme: str, line: str) -> bool:
    financing = programmes.load(programme).line(line).financing
    return financing.value == "fixed_amount" and financing.assumption


def paid_before_final(known: Known) -> Iterator[Finding]:
    """Orders that were given before the notice was final."""
    for case, marks in known.of_case.items():
        final = known.last(case, "final")
        for order in (one for one in marks if one.kind == "ordered"):
            if final is None or order.position < final.position:
                yield _of("paid_before_final", order, order.amount_cents)


def started_before_notice(known: Known) -> Iterator[Finding]:
    """Contracts before the permitted start that nobody has judged harmless."""
    for case in known.of_case:
        alarm = known.last(case, "start_alarm")
        judged = known.last(case, "start_alarm", "start_reviewed")
        if alarm and judged == alarm:
            grant = known.grants.get(case)
            yield _of("started_before_notice", alarm, grant.granted_cents if grant else 0)


def split(known: Known) -> Iterator[Finding]:
    """Several small grants of a line and year to one recipient that exceed the limit together."""
    limit = known.value("split")
    groups: dict[tuple[str, str, int], list[GrantRow]] = defaultdict(list)
    for one in known.grants.values():
        if one.granted_cents <= limit:
            groups[one.recipient, one.line, one.year].append(one)
    for group in groups.values():
        total = sum(one.granted_cents for one in group)
        for one in group if total > limit else ():
            if signed := known.last(one.case, "signed"):
                yield _of("split", signed, one.granted_cents, total_cents=total)


def double_funding(known: Known) -> Iterator[Finding]:
    """Other public grantors without an agreement, and the same title granted twice in a year."""
    for case in known.of_case:
        last = known.last(case, "double_flagged", "double_agreed")
        if last and last.kind == "double_flagged":
            yield _of("double_funding", last, last.amount_cents)
    titles: dict[tuple[str, int, str], list[GrantRow]] = defaultdict(list)
    for one in known.grants.values():
        titles[one.recipient, one.year, one.title.casefold()].append(one)
    for again in (group for group in titles.values() if len(group) > 1):
        for one in again:
            if signed := known.last(one.case, "signed"):
                yield _of("double_funding", signed, one.granted_cents)


def many_roles(known: Known) -> Iterator[Finding]:
    """Persons that acted on one case in several roles; the recipient's two count as one."""
    acting: dict[tuple[str, str], list[Hand]] = defaultdict(list)
    for hand in known.hands:
        acting[hand.case, hand.person].append(hand)
    for (case, person), hands in acting.items():
        roles = {"recipient" if one.role in _OF_RECIPIENTS else one.role for one in hands}
        if len(roles) > known.value("many_roles"):
            new = max(hands, key=lambda one: one.position)
            facts = (("person", person), ("roles", len(roles)))
            amount = known.booked(case)
            yield Finding("many_roles", case, "", new.on, amount, new.position, facts)


def idle(known: Known) -> Iterator[Finding]:
    """Open cases on which somebody should act and nobody has."""
    months = known.value("idle")
    for one in known.cases:
        resting = one.stage in ENDED or one.desk == "nobody"
        due_later = one.due_on is not None and one.due_on >= known.today
        if not resting and not due_later and months_later(one.since, months) < known.today:
            yield Finding("idle", one.case, "", one.since, one.amount_cents, one.position)


def intervention(known: Known) -> Iterator[Finding]:
    """Acts by which persons set the usual course aside."""
    kinds = set(INTERVENTIONS.values())
    for mark in known.marks:
        if mark.kind in kinds:
            yield _of("intervention", mark, mark.amount_cents, intervention=mark.kind)


def open_note(known: Known) -> Iterator[Finding]:
    """Notes of auditors that no auditor has ended, with what the last act on each was."""
    for case, marks in known.of_case.items():
        last = {one.number: one for one in marks if one.kind in _NOTE_KINDS}
        written = {one.number: one for one in marks if one.kind == "note_written"}
        for number, mark in written.items():
            if last[number].kind != "note_closed":
                amount, standing = known.booked(case), last[number].kind
                yield _of("open_note", mark, amount, number=number, note_standing=standing)


ANSWERS: dict[str, Callable[[Known], Iterator[Finding]]] = {
    one.__name__: one
    for one in (
        *(proof_unexamined, note_missing, interest_unconsidered, limitation_near),
        *(revocation_year, fixed_amount, paid_before_final, started_before_notice, split),
        *(double_funding, many_roles, idle, intervention, open_note),
    )
}
"""Who answers which question."""


def findings(known: Known) -> list[Finding]:
    """All hits, question by question, the oldest first."""
    return [
        one
        for code in QUESTIONS
        for one in sorted(ANSWERS[code](known), key=lambda one: (one.since, one.case, one.position))
    ]


_MARKS = SQL(
    """
    SELECT position, "case", subject, kind, "on", person, number, amount_cents, programme
    FROM findings.marks
    WHERE "case" = ANY(%(cases)s) OR ("case" = '' AND %(whole)s) ORDER BY position
    """
)


def known(
    connection: Connection,
    *,
    today: date,
    grantor: str | None = None,
    values: Values = NO_VALUES,
) -> Known:
    """What is known of the cases of a grantor, of the Land's where it is empty, else of all.

    Entries about no case, such as those about a payment run, are the Land's.
    """
    rows = caseload(connection, grantor=grantor, today=today)
    names = [one.case for one in rows]
    wanted = {"cases": names, "whole": not grantor}
    with connection.cursor(row_factory=args_row(Mark)) as cursor:
        marks = cursor.execute(_MARKS, wanted).fetchall()
    hands = SQL('SELECT * FROM findings.hands WHERE "case" = ANY(%s) ORDER BY position')
    with connection.cursor(row_factory=args_row(Hand)) as cursor:
        acting = cursor.execute(hands, [names]).fetchall()
    return Known(
        today=today,
        cases=tuple(rows),
        grants={one.case: one for one in grants(connection, grantor=grantor)},
        deadlines=tuple(deadlines(connection, grantor=grantor)),
        marks=tuple(marks),
        hands=tuple(acting),
        values=values,
    )
