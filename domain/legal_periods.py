"""Every period of grant law, each a small function from its event to a day with its derivation.

The period begins with a day of law and needs the calendar of the Land; lengths that a programme
or an authority sets are given, lengths that a statute sets have the statute's as default.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from domain.calendar import (
    Calendar,
    Deadline,
    days_after,
    days_before,
    fixed_day,
    latest_of,
    length,
    months_after,
    months_later,
    notification_by_portal,
    notification_by_post,
    years_after,
)
from domain.lines import MonthDay
from domain.programme import FictionSpan

PORTAL_DAYS = 10
"""Days in which a notice must be retrieved from the portal, § 41 Abs. 2a HVwVfG."""

# Remedies


def action(notified_on: date, calendar: Calendar, *, months: int = 1) -> Deadline:
    """The last day for an action (Klage) against a notice of the Regierungspräsidium."""
    basis = "§ 74 Abs. 1 Satz 2 VwGO, § 57 Abs. 2 VwGO, § 222 ZPO"
    return months_after(notified_on, months, calendar, basis=basis)


def objection(notified_on: date, calendar: Calendar, *, months: int = 1) -> Deadline:
    """The last day for an objection (Widerspruch) against a notice of a county or city."""
    return months_after(notified_on, months, calendar, basis="§ 70 Abs. 1 VwGO")


def action_without_instruction(
    notified_on: date, calendar: Calendar, *, months: int = 12
) -> Deadline:
    """The last day for an action where the remedy instruction is missing or wrong."""
    return _in_years(notified_on, months, calendar, basis="§ 58 Abs. 2 VwGO")


def objection_without_instruction(
    notified_on: date, calendar: Calendar, *, months: int = 12
) -> Deadline:
    """The last day for an objection where the remedy instruction is missing or wrong."""
    return _in_years(notified_on, months, calendar, basis="§ 70 Abs. 2, § 58 Abs. 2 VwGO")


def _in_years(event_day: date, months: int, calendar: Calendar, *, basis: str) -> Deadline:
    """A period of months, told in years as the statute does where it is a number of years."""
    years, rest = divmod(months, 12)
    if rest:
        return months_after(event_day, months, calendar, basis=basis)
    return years_after(event_day, years, calendar, basis=basis)


def waiver(declared_on: date, notified_on: date) -> Deadline | None:
    """The day on which a waiver of remedies makes a notice final; it never moves.

    `None` for a waiver declared before the notification: it has no effect.
    """
    if declared_on < notified_on:
        return None
    return Deadline(
        on=declared_on,
        event_day=notified_on,
        period="fixed",
        basis="Verzicht auf Rechtsbehelfe nach Bekanntgabe",
        counted="waived",
    )


def final_from(remedies: Deadline) -> date:
    """The day from whose beginning, 0:00, a notice without a remedy is final."""
    return remedies.on + timedelta(days=1)


# Notification


def notification(posted_on: date, fiction: Sequence[FictionSpan]) -> Deadline:
    """The day on which a posted notice counts as notified.

    Where more than one row of the table covers the posting day, the law is not known for sure: all
    are computed and the latest day holds, so that nothing counts as final too early. Raises
    LookupError where no row covers the day.
    """
    days = sorted(
        span.days.value
        for span in fiction
        if span.valid_from <= posted_on and (span.valid_to is None or posted_on <= span.valid_to)
    )
    if not days:
        raise LookupError(f"no notification fiction is known for {posted_on.isoformat()}")
    latest = latest_of(*(notification_by_post(posted_on, number) for number in days))
    if days[0] == days[-1]:
        return latest
    either = " oder ".join(str(number) for number in dict.fromkeys(days))
    basis = f"{latest.basis}: {either} Tage, der spätere Tag gilt"
    return latest.model_copy(update={"basis": basis})


def portal_retrieval(sent_on: date) -> Deadline:
    """The last day to retrieve a notice from the portal; it never moves.

    The day on which the recipient was told does not count. After it nothing is notified.
    """
    return Deadline(
        on=sent_on + timedelta(days=PORTAL_DAYS),
        event_day=sent_on,
        period=f"{PORTAL_DAYS} days",
        basis="§ 41 Abs. 2a HVwVfG",
    )


def notification_in_portal(retrieved_on: date, sent_on: date) -> Deadline | None:
    """The day after a retrieval in time, `None` after a retrieval that came too late."""
    if portal_retrieval(sent_on).passed(retrieved_on):
        return None
    return notification_by_portal(retrieved_on)


# Duties of the recipient


def application_by_day(day: date, calendar: Calendar, *, basis: str) -> Deadline:
    """The last day to apply where the programme names a day."""
    return fixed_day(day, calendar, basis=f"{basis}; § 31 Abs. 3 HVwVfG")


def application_by_lead(
    starts_on: date,
    calendar: Calendar,
    *,
    days: int,
    basis: str,
    reading: Literal["permissive", "strict"] = "permissive",
) -> Deadline:
    """The last day to apply a number of days before a start.

    No rule for counting backwards is known. The permissive reading takes the day so many days
    before; the strict one wants so many full days between, and moves back to a working day.
    """
    if reading == "permissive":
        return days_before(starts_on, days, basis=basis)
    ends = starts_on - timedelta(days=days + 1)
    on = ends if calendar.is_working_day(ends) else calendar.working_day_before(ends)
    return Deadline(
        on=on,
        event_day=starts_on,
        period=length(days, "day"),
        basis=basis,
        shifted_from=ends if on != ends else None,
        counted="clear",
    )


def declaration(notified_on: date, calendar: Calendar, *, months: int) -> Deadline:
    """The last day for the declaration to the notice."""
    return months_after(notified_on, months, calendar, basis="Zuwendungsbescheid")


def use_of_payment(booked_on: date, calendar: Calendar, *, months: int) -> Deadline:
    """The last day to use money that was paid; the booking day of the payout does not count."""
    return months_after(booked_on, months, calendar, basis="ANBest Nr. 1.4")


def proof_by_months(ended_on: date, calendar: Calendar, *, months: int, basis: str) -> Deadline:
    """The last day for the proof of use, months after the end of the funding period."""
    return months_after(ended_on, months, calendar, basis=basis)


def proof_by_day(ended_on: date, calendar: Calendar, *, day: MonthDay, basis: str) -> Deadline:
    """The last day for the proof of use: a day such as `30.04.` of the year after the end."""
    number, month, _ = day.split(".")
    return fixed_day(date(ended_on.year + 1, int(month), int(number)), calendar, basis=basis)


# Periods of the authority


def set_by_authority(event_day: date, calendar: Calendar, *, days: int) -> Deadline:
    """The last day of a period that the authority sets, such as for documents or a payment."""
    return days_after(event_day, days, calendar, basis="Fristsetzung, § 31 Abs. 1 HVwVfG")


def extended(due_on: date, until: date, calendar: Calendar) -> Deadline:
    """The last day of a period until `due_on` that the authority extends, also after it passed."""
    day = fixed_day(until, calendar, basis="§ 31 Abs. 7 HVwVfG")
    return day.model_copy(update={"event_day": due_on, "counted": "extended"})


def hearing(notified_on: date, calendar: Calendar, *, days: int) -> Deadline:
    """The last day to answer in a hearing; the authority sets the length, 28 days are 4 weeks."""
    return days_after(notified_on, days, calendar, basis="§ 28 Abs. 1 HVwVfG")


def examination(received_on: date, calendar: Calendar, *, months: int) -> Deadline:
    """The day by which a proof of use should be examined; a target, nothing follows from it."""
    return months_after(received_on, months, calendar, basis="VV Nr. 11.1 zu § 44 LHO")


def revocation(known_on: date, calendar: Calendar) -> Deadline:
    """The last day on which a withdrawal or revocation can be notified.

    The year begins when the authority knows all facts it needs to decide; a later enquiry does
    not start it anew. One day late is too late (§ 43 Abs. 1 HVwVfG). A notice obtained by fraud,
    threat or bribery knows no such limit (§ 48 Abs. 4 Satz 2 HVwVfG): there a person decides.
    """
    basis = "§ 48 Abs. 4 Satz 1, § 49 Abs. 3 Satz 2, § 31 HVwVfG"
    return years_after(known_on, 1, calendar, basis=basis)


def latest_posting(notify_by: date, fiction: Sequence[FictionSpan], calendar: Calendar) -> Deadline:
    """The last working day to post a notice that must be notified by a day.

    Raises LookupError where the table of notification fictions does not reach so far.
    """
    ends = notify_by
    while notification(ends, fiction).on > notify_by:
        ends -= timedelta(days=1)
    on = ends if calendar.is_working_day(ends) else calendar.working_day_before(ends)
    return Deadline(
        on=on,
        event_day=notify_by,
        period=length((notify_by - ends).days, "day"),
        basis="§ 41 Abs. 2, § 43 Abs. 1 HVwVfG",
        shifted_from=ends if on != ends else None,
        counted="post_by",
    )


# Limitation


def interest_limitation(arose_on: date, known_on: date) -> Deadline:
    """The last day before interest claims of a year lapse; it never moves.

    Three years from the end of the year in which the claim arose and the authority knew of it.
    """
    year = max(arose_on, known_on).year
    return Deadline(
        on=date(year + 3, 12, 31),
        event_day=date(year, 12, 31),
        period="3 years",
        basis="§§ 195, 199 Abs. 1 BGB",
        counted="year_end",
    )


def refund_limitation(final_on: date) -> Deadline:
    """The last day before a refund claim lapses, 30 years after its act became final.

    It never moves: the authority does not rely on a day that it could have used earlier.
    """
    return Deadline(
        on=months_later(final_on, 30 * 12),
        event_day=final_on,
        period="30 years",
        basis="§ 53 Abs. 2 HVwVfG; § 187 Abs. 1, § 188 Abs. 2 BGB",
    )


# Retention; the days do not move, for nothing must be done on them


def retention_of_file(ended_on: date, *, years: int, basis: str) -> Deadline:
    """The last day on which the authority must keep a file, from the end of the year it ended."""
    return Deadline(
        on=date(ended_on.year + years, 12, 31),
        event_day=date(ended_on.year, 12, 31),
        period=length(years, "year"),
        basis=basis,
        counted="year_end",
    )


def retention_from(began_on: date, *, years: int, basis: str) -> Deadline:
    """The last day of keeping that counts from a day: of receipts, or of a file at the latest."""
    return Deadline(
        on=months_later(began_on, years * 12),
        event_day=began_on,
        period=length(years, "year"),
        basis=basis,
    )
