"""Reasons of measures with several grantors."""

from domain.kernel import Refusal

GRANTORS_NOT_AGREED = Refusal(
    "grantors_not_agreed",
    "Mehrere Stellen fördern; wer für alle prüft, ist noch nicht vereinbart.",
    "Several bodies give grants; who examines for all is not agreed yet.",
    "VV Nr. 1.4 zu § 44 LHO",
    "Stimmen Sie sich ab und vermerken Sie die Vereinbarung.",
    "Agree with the others and record it.",
    "case",
)
NO_OTHER_GRANTOR = Refusal(
    "no_other_grantor",
    "Der Antrag nennt keine andere Stelle, die fördert oder gefragt ist.",
    "The application names no other body that gives or was asked for a grant.",
    "VV Nr. 1.4 zu § 44 LHO",
    "Eine Vereinbarung ist hier nicht nötig.",
    "No agreement is needed here.",
    "case",
)
GRANTORS_ABOVE_FUNDS = Refusal(
    "grantors_above_other_funds",
    "Die anderen Stellen geben zusammen {sum}, als Mittel Dritter sind {other} angegeben.",
    "The other bodies give {sum} together; the funds of others are stated as {other}.",
    "VV Nr. 1.4, 3.1 zu § 44 LHO",
    "Gleichen Sie die Mittel Dritter und die anderen Stellen einander an.",
    "Make the funds of others and the other bodies agree.",
    "other_grantors",
)
