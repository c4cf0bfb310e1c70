"""The terms on which a recipient's account is used; a block of the rule set with its defaults."""

from domain.kernel import Message
from domain.sourced import Count, Sourced
from domain.words import Words

_CHANGE = Sourced[Count](
    value=5,
    unit="days",
    reference="VV §§ 70-80 LHO Nr. 1.1.3",
    assumption=True,
    reason=Words(
        de="Keine Wartezeit belegt; in fünf Arbeitstagen kommt der Brief an und ein Einspruch"
        " zurück.",
        en="No waiting time is documented; in five working days the letter arrives and an"
        " objection comes back.",
    ),
)
_FIRST = Sourced[Count](
    value=0,
    unit="days",
    reference="VV §§ 70-80 LHO Nr. 1.1.3",
    assumption=True,
    reason=Words(
        de="Das erste Konto steht in der unterschriebenen Erklärung; vor ihm gab es keines,"
        " dessen Inhaberin zu warnen wäre.",
        en="The first account stands in the signed declaration; before it there was none"
        " whose holder could be warned.",
    ),
)
_CHECK = Sourced[bool](
    value=False,
    reference="Art. 5c Abs. 6 VO (EU) Nr. 260/2012",
    assumption=True,
    reason=Words(
        de="Für Sammelaufträge darf auf die Prüfung verzichtet werden; ob das Land das tut,"
        " ist nicht belegt. Eine vorliegende Antwort zählt immer.",
        en="For bulk files the check may be waived; whether the Land does so is not"
        " documented. An answer that is there always counts.",
    ),
)


class AccountTerms(Message):
    """How many working days an account waits from its confirmation, and what must be checked.

    `change_wait_days` hold for an account that takes the place of another one,
    `first_wait_days` for the first. With `payee_check_required` nothing is ordered to an account
    of which the bank was not asked (Verification of Payee).
    """

    change_wait_days: Sourced[Count] = _CHANGE
    first_wait_days: Sourced[Count] = _FIRST
    payee_check_required: Sourced[bool] = _CHECK


USUAL_ACCOUNT_TERMS = AccountTerms()
"""What holds where a programme says nothing else."""
