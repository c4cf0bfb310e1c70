"""Follows the record and knows at any time which processes are open and what each will do next."""

from domain.agenda import Plan, Process, plan
from domain.clock import ClockAdvanced
from domain.disbursement import Disbursement, disbursement_key
from domain.kernel import Day, Entry
from domain.payment_run import PaymentRun
from office.office import Office
from workflows.triggers import woken_by

_PAGE = 500


class AgendaWatch:
    """The plans of all open processes as of `position`; `moved_to` is the clock's last day."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self.position = 0
        self.clock_position = 0
        self.plans: dict[tuple[Process, str], Plan] = {}

    def catch_up(self) -> list[Entry]:
        """Takes in all that was filed since; gives the new entries."""
        news: list[Entry] = []
        while page := self._office.record.page(self.position, _PAGE):
            news += page
            self.position = page[-1].position
        desk = self._office.desk()
        for entry in news:
            if isinstance(entry.event, ClockAdvanced):
                self.clock_position = entry.position
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
        """The first day after today on which the engine will do something by itself."""
        days = [one.step.due_on for one in self.plans.values() if one.step]
        return min((day for day in days if day > today), default=None)

    def quiet(self, today: Day) -> bool:
        """Whether the engine has done all that it can do today by itself."""
        desk = self._office.desk()
        for process, key in self.due(today):
            if process != "payment_run":
                return False
            run = desk.read(PaymentRun, key)
            if run.frozen is None or not run.handed_over or run.frozen.execution_on <= today:
                return False
            for item in run.frozen.items:
                one = desk.read(Disbursement, disbursement_key(item.case, item.number))
                if one.status == "in_run" and one.run == key:
                    return False
        return True

    def waits_for_run(self, today: Day) -> bool:
        """Whether today's run has still to take up what was ordered before the clock moved."""
        desk = self._office.desk()
        if not desk.calendar.is_working_day(today):
            return False
        for process, key in self.plans:
            if process == "disbursement" and desk.read(Disbursement, key).status == "ordered":
                history = self._office.record.history(desk.read(Disbursement, key).subject)
                if history[-1].position < self.clock_position:
                    return True
        return False
