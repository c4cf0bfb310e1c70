"""Follows the record and knows at any time which processes are open and what each will do next."""

from datetime import timedelta

from domain.agenda import Plan, Process, makes_runs, plan
from domain.desk import Desk
from domain.disbursement import Disbursement, disbursement_key
from domain.kernel import Day, Entry
from domain.onward import awaits_run
from domain.payment import PaymentOrdered
from domain.payment_run import PaymentRun
from office.office import Office
from office.record import Record
from workflows.triggers import woken_by

_PAGE = 500


def to_take_up(record: Record, disbursement: Disbursement, today: Day) -> bool:
    """Whether the run of a day takes up a payment: one that was ordered on an earlier day.

    So it does not matter at which moment of its day a run is opened, nor how often.
    """
    if not awaits_run(disbursement):
        return False
    history = record.history(disbursement.subject)
    ordered = [entry.context.today for entry in history if isinstance(entry.event, PaymentOrdered)]
    return max(ordered) < today


class AgendaWatch:
    """The plans of all open processes as of `position`."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self.position = 0
        self.plans: dict[tuple[Process, str], Plan] = {}

    def catch_up(self) -> list[Entry]:
        """Takes in all that was filed since; gives the new entries."""
        news: list[Entry] = []
        while page := self._office.record.page(self.position, _PAGE):
            news += page
            self.position = page[-1].position
        desk = self._office.desk()
        for process, key in woken_by(entry.subject for entry in news):
            standing = plan(desk, process, key)
            if standing.closed:
                self.plans.pop((process, key), None)
            else:
                self.plans[process, key] = standing
        return news

    def due(self, today: Day) -> list[tuple[Process, str]]:
        """The open processes whose next own step is due."""
        return [
            one
            for one, standing in self.plans.items()
            if standing.step is not None and standing.step.due_on <= today
        ]

    def next_due(self, today: Day) -> Day | None:
        """The first day after today on which the engine or the bank will do something."""
        desk = self._office.desk()
        days = [self._moves_on(desk, process, key, today=today) for process, key in self.plans]
        return min((day for day in days if day and day > today), default=None)

    def quiet(self, today: Day) -> bool:
        """Whether the engine has done all that it can do today by itself."""
        desk = self._office.desk()
        return all(
            process == "payment_run" and _waits_for_bank(desk, key, today)
            for process, key in self.due(today)
        )

    def waits_for_run(self, today: Day) -> bool:
        """Whether today's run has still to take up what was ordered on earlier days."""
        desk = self._office.desk()
        return makes_runs(desk, today) and any(
            to_take_up(self._office.record, desk.read(Disbursement, key), today)
            for process, key in self.plans
            if process == "disbursement"
        )

    def _moves_on(self, desk: Desk, process: Process, key: str, *, today: Day) -> Day | None:
        """The day of a process's own step, of the run for an order, of the booking for a run."""
        if process == "disbursement" and awaits_run(desk.read(Disbursement, key)):
            return next_run_day(desk, today)
        if process == "payment_run" and (frozen := desk.read(PaymentRun, key).frozen):
            return frozen.execution_on
        step = self.plans[process, key].step
        return step.due_on if step else None


def next_run_day(desk: Desk, today: Day) -> Day:
    """The first day after today on which the schedule opens runs."""
    day = today + timedelta(days=1)
    while not makes_runs(desk, day):
        day += timedelta(days=1)
    return day


def _waits_for_bank(desk: Desk, key: str, today: Day) -> bool:
    """Whether all orders of a run were answered and none is to be booked yet."""
    run = desk.read(PaymentRun, key)
    if run.hand_over.unknown:  # waits for people, too
        return True
    if run.frozen is None or not run.handed_over or run.frozen.execution_on <= today:
        return False
    orders = (disbursement_key(item.case, item.number) for item in run.frozen.items)
    found = (desk.read(Disbursement, order) for order in orders)
    return not any(one.status == "in_run" and one.run == key for one in found)
