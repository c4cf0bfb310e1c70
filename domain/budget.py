"""What the budget says beside its sums: frozen money, and authorisations for later years."""

from typing import Annotated, ClassVar

from pydantic import Field

from domain.kernel import Command, Event, Key, Line, Message, Payable, Text

Year = Annotated[int, Field(strict=True, ge=2000, le=2100)]


class TitleOfYear(Message):
    """Names one title of one year; `fund` is the programme's own key of it."""

    programme: Key
    fund: Key
    year: Year


# Commands


class FreezeFunds(TitleOfYear, Command):
    """Freeze a share of a title, or an amount where no share is named (Haushaltssperre)."""

    NAME: ClassVar[str] = "freeze_funds"
    percent: Annotated[int, Field(strict=True, ge=1, le=100)] | None = None
    amount_cents: Payable | None = None
    reasons: Text


class LiftFreeze(TitleOfYear, Command):
    """Lift the freeze of an amount, with reasons."""

    NAME: ClassVar[str] = "lift_freeze"
    amount_cents: Payable
    reasons: Text


class AuthoriseCommitments(TitleOfYear, Command):
    """Enter an authorisation of the budget to bind money of a later year."""

    NAME: ClassVar[str] = "authorise_commitments"
    amount_cents: Payable
    reference: Line


# Events


class FundsFrozen(Event):
    """Money of the title cannot be reserved until the freeze is lifted."""

    TOPIC: ClassVar[str] = "appropriation.frozen.v1"
    BASIS: ClassVar[str] = "§ 41 LHO"
    amount_cents: Payable
    reasons: Text
    frozen_by: Key


class FreezeLifted(Event):
    """Frozen money can be reserved again."""

    TOPIC: ClassVar[str] = "appropriation.freeze_lifted.v1"
    BASIS: ClassVar[str] = "§ 41 LHO"
    amount_cents: Payable
    reasons: Text
    lifted_by: Key


class CommitmentsAuthorised(Event):
    """Money of this year may be bound before it is appropriated (Verpflichtungsermächtigung)."""

    TOPIC: ClassVar[str] = "appropriation.authorised.v1"
    BASIS: ClassVar[str] = "§§ 16, 38 LHO; § 22 HGrG"
    amount_cents: Payable
    reference: Line
    authorised_by: Key
