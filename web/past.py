"""A case at a moment of the past, as pages, programs and the command line ask for it."""

from dataclasses import dataclass

from psycopg import Connection

from domain.correspondence import LetterPrepared
from domain.payment_run import PaymentFileWritten
from office.moment import Moment
from office.office import Office
from projections.story import told_at
from projections.timeline import TimelineRow, timeline
from web.case_file import file_at
from web.grounds import Rule, Wish, entry_at, rule_of, wish_behind
from web.standing import INTERNAL, Change, Standing, changes, standing
from web.texts import known

_PAPERS = frozenset({LetterPrepared.TOPIC, PaymentFileWritten.TOPIC})


@dataclass(frozen=True)
class Past:
    """How a case stood at a moment, the steps that led there, and those that came later."""

    case: str
    moment: Moment
    standing: Standing
    steps: list[TimelineRow]
    later: list[TimelineRow]


@dataclass(frozen=True)
class Step:
    """One entry of a case and what it changed; `number` counts from 1 up to `count`."""

    case: str
    number: int
    count: int
    row: TimelineRow
    wish: Wish
    rule: Rule
    before: Standing
    after: Standing
    followed: list[TimelineRow]
    earlier: int | None
    next: int | None

    @property
    def changes(self) -> list[Change]:
        """What it changed among the facts of the case."""
        return changes(self.before, self.after)


def past(
    office: Office, connection: Connection, *, case: str, moment: Moment, scoped: bool = False
) -> Past:
    """A case at a moment; who is `scoped` reads what concerns a recipient."""
    rows = timeline(connection, case)
    told = told_at(rows, moment)
    there = {row.position for row in told}
    shown = [row for row in rows if not scoped or known(f"recipient_topic.{row.topic}")]
    return Past(
        case=case,
        moment=moment,
        standing=standing_at(office, case, moment, scoped=scoped),
        steps=[row for row in shown if row.position in there],
        later=[row for row in shown if row.position not in there],
    )


def standing_at(office: Office, case: str, moment: Moment, *, scoped: bool = False) -> Standing:
    """The facts of a case at a moment."""
    found = standing(file_at(office, case, moment))
    return {key: fact for key, fact in found.items() if not scoped or key not in INTERNAL}


def step(office: Office, connection: Connection, case: str, position: int) -> Step | None:
    """The entry of a case at a position; `None` where none stands there."""
    rows = timeline(connection, case)
    places = {row.position: index for index, row in enumerate(rows)}
    if position not in places:
        return None
    index = places[position]
    wish = wish_behind(office, entry_at(office, position))
    return Step(
        case=case,
        number=index + 1,
        count=len(rows),
        row=rows[index],
        wish=wish,
        rule=rule_of(connection, case, wish),
        before=standing_at(office, case, Moment(position=position - 1)),
        after=standing_at(office, case, Moment(position=position)),
        followed=_followed(rows, index),
        earlier=rows[index - 1].position if index else None,
        next=rows[index + 1].position if index + 1 < len(rows) else None,
    )


def compared(office: Office, case: str, earlier: Moment, later: Moment) -> list[Change]:
    """What differs between two moments of a case."""
    return changes(standing_at(office, case, earlier), standing_at(office, case, later))


def _followed(rows: list[TimelineRow], index: int) -> list[TimelineRow]:
    """The letters and bank files that came next in the files which the same act wrote to."""
    act = rows[index]
    files = {one.subject for one in rows if one.recorded_at == act.recorded_at}
    found = []
    for one in rows[index + 1 :]:
        if one.subject in files and one.topic in _PAPERS:
            found.append(one)
        elif one.recorded_at != act.recorded_at:
            files.discard(one.subject)
    return found if act.topic not in _PAPERS else []
