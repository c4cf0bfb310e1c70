"""Decisions on selections: ranked by a clerk, decided by another; never beyond free funds."""

import hashlib
from collections.abc import Iterator

from domain.application import Application, ApplicationRejected
from domain.appropriation import (
    Appropriation,
)
from domain.approval import Approval
from domain.desk import Desk
from domain.exclusion import refuse_if_excluded
from domain.kernel import Context, Filing, Filings, Money
from domain.reasons import selection as reasons
from domain.reasons.approval import CONTENT_CHANGED, FUNDS_SHORT, FUNDS_UNKNOWN
from domain.reasons.budget import NOT_AUTHORISED
from domain.reasons.general import FOUR_EYES
from domain.reservation import parts_of, release_reservation, reservations
from domain.retention_decisions import begin_retention
from domain.selection import (
    DecideSelection,
    RankApplications,
    Ranked,
    Ranking,
    RankingProposed,
    Selection,
    SelectionDecided,
    selection_key,
)
from domain.titles import appropriation_of, titles_of


def ranking_hash(ranking: Ranking) -> str:
    """The SHA-256 of a ranking in its fixed JSON form, as hexadecimal digits."""
    content = ranking.model_dump_json(include=set(Ranking.model_fields))
    return hashlib.sha256(content.encode()).hexdigest()


def rank(desk: Desk, command: RankApplications, context: Context) -> Filings:
    """Lay the ranking before the second person; a new one replaces the old one."""
    for one in command.ranking:
        refuse_if_excluded(desk, one.case, context)
    _refuse_ranking(desk, command)
    key = selection_key(command.programme, command.line, command.year)
    selection, digest = desk.read(Selection, key), ranking_hash(command)
    if selection.proposal and selection.proposal.content_hash == digest:
        return []
    event = RankingProposed(**dict(command), proposed_by=context.person, content_hash=digest)
    return [(selection.subject, event)]


def _refuse_ranking(desk: Desk, ranking: Ranking) -> None:
    """Each application once, checked, of this line and year; the selected can be paid."""
    cases = [one.case for one in ranking.ranking]
    if len(set(cases)) < len(cases):
        raise reasons.RANKED_TWICE.because()
    for case in cases:
        application = desk.read(Application, case)
        content = application.content
        if content is None or application.status != "checked" or desk.read(Approval, case).signed:
            raise reasons.NOT_RANKABLE.because(case=case)
        own = (content.programme.partition("@")[0], content.line, content.year)
        if content.upper or own != (ranking.programme, ranking.line, ranking.year):
            raise reasons.NOT_RANKABLE.because(case=case)
    _refuse_beyond_funds(desk, [desk.read(Application, one.case) for one in _chosen(ranking)])


def _chosen(ranking: Ranking) -> list[Ranked]:
    return [one for one in ranking.ranking if one.selected]


def _refuse_beyond_funds(desk: Desk, applications: list[Application]) -> None:
    """What the selected still need together is free, and authorised for the next year."""
    needed: dict[str, Money] = {}
    for application in applications:
        if not appropriation_of(desk, application).appropriated:
            raise FUNDS_UNKNOWN.because("ranking")
        titles = titles_of(desk, application)
        for place, (title, part) in enumerate(zip(titles, parts_of(application), strict=False)):
            more = part - title.share(application.key).reserved
            needed[title.key] = needed.get(title.key, Money(0)) + more
            _refuse_short(title, needed[title.key], authorised=place > 0)


def _refuse_short(title: Appropriation, needed: Money, *, authorised: bool) -> None:
    if authorised and needed > title.authorised_free:
        free = title.authorised_free.euro
        raise NOT_AUTHORISED.because("ranking", free=free, needed=needed.euro)
    if not authorised and needed > title.free:
        raise FUNDS_SHORT.because("ranking", free=title.free.euro, needed=needed.euro)


def decide(desk: Desk, command: DecideSelection, context: Context) -> Filings:
    """Decide: the selected get their funds reserved, the others a rejection with its reasons."""
    selection = desk.read(Selection, selection_key(command.programme, command.line, command.year))
    proposal = selection.proposal
    if proposal is None:
        raise reasons.NOTHING_RANKED.because()
    if proposal.content_hash != command.content_hash:
        raise CONTENT_CHANGED.because()
    _refuse_prepared(desk, proposal, context)
    _refuse_ranking(desk, proposal)
    selected = tuple(one.case for one in proposal.ranking if one.selected)
    rejected = tuple(one.case for one in proposal.ranking if not one.selected)
    decided = SelectionDecided(
        content_hash=command.content_hash,
        selected=selected,
        rejected=rejected,
        decided_by=context.person,
    )
    outcomes = [one for ranked in proposal.ranking for one in _outcome(desk, ranked, context)]
    return [(selection.subject, decided), *outcomes]


def _refuse_prepared(desk: Desk, proposal: RankingProposed, context: Context) -> None:
    if context.person == proposal.proposed_by:
        raise FOUR_EYES.because(act="Rangfolge vorgelegt", done="ranking proposed")
    for one in proposal.ranking:
        refuse_if_excluded(desk, one.case, context)
        application = desk.read(Application, one.case)
        if context.person in {application.checked_by, application.submitted.submitted_by}:
            raise FOUR_EYES.because(
                act="Antrag eingereicht oder geprüft", done="application submitted or checked"
            )


def _outcome(desk: Desk, ranked: Ranked, context: Context) -> Iterator[Filing]:
    application = desk.read(Application, ranked.case)
    if ranked.selected:
        yield from reservations(desk, application, context)
        return
    rejected = ApplicationRejected(rejected_by=context.person, reasons=ranked.reasons)
    yield application.subject, rejected
    yield from release_reservation(desk, application)
    yield begin_retention(desk, ranked.case, "rejected", ended_on=context.today)
