"""What a decision on a grant says: amount, instalments, provisions; shared by all its versions."""

from typing import Annotated, Literal

from pydantic import Field

from domain.kernel import CaseId, Day, Message, Payable, Text
from domain.sourced import Percent

NoticeChannel = Literal["post", "portal"]
Condition = Literal[
    "assignment",
    "data_protection",
    "no_future_claim",
    "notification_duties",
    "publicity",
    "onward_grant",
]
"""The ancillary provisions that a clerk can add; their wording is data of the letters."""


class Instalment(Message):
    """A part of the grant and the earliest day it can be drawn, if one is fixed."""

    amount_cents: Payable
    from_on: Day | None = None


Instalments = Annotated[tuple[Instalment, ...], Field(min_length=1, max_length=12)]


class Decision(Message):
    """What the notice will say; its hash is what the second person signs.

    `reserve_percent` of the grant is paid only after the proof of use was examined
    (Schlusszahlungsvorbehalt, VV Nr. 5.3.7 zu § 44 LHO). `provisional` names what is still
    uncertain where the notice is provisional (vorläufiger Bescheid).
    """

    case: CaseId
    amount_cents: Payable
    instalments: Instalments
    conditions: Annotated[tuple[Condition, ...], Field(max_length=20)] = ()
    channel: NoticeChannel = "post"
    reasons: Text
    reserve_percent: Percent = 0
    provisional: Text | None = None
