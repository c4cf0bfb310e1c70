"""Reasons of amending notices."""

from domain.kernel import Refusal

NOT_NOTIFIED = Refusal(
    "notice_not_notified",
    "Die letzte Fassung des Bescheids ist noch nicht bekannt gegeben.",
    "The last version of the notice has not been notified yet.",
    "§§ 41, 43 Abs. 1 HVwVfG",
    "Warten Sie die Bekanntgabe ab.",
    "Wait for the notification.",
    "case",
)
REQUEST_OPEN = Refusal(
    "amendment_requested",
    "Über eine Änderung wird bereits entschieden.",
    "A change is being decided already.",
    "§ 10 HVwVfG",
    "Warten Sie die Entscheidung ab; ergänzen Sie bei Bedarf formlos.",
    "Wait for the decision; add what is needed informally.",
    "case",
)
NOT_REQUESTED = Refusal(
    "no_amendment_requested",
    "Es liegt kein Änderungsantrag vor.",
    "No change was requested.",
    "§ 22 HVwVfG",
    "Eine Änderung von Amts wegen legt die Sachbearbeitung als Entwurf vor.",
    "A clerk can lay a change of the authority's own before the second person.",
    "case",
)
NOTHING_PROPOSED = Refusal(
    "no_amendment_proposed",
    "Es liegt kein Entwurf eines Änderungsbescheids zur Zeichnung vor.",
    "There is no draft amending notice to sign.",
    "§ 37 HVwVfG",
    "Die Sachbearbeitung muss zuerst einen Entwurf vorlegen.",
    "A clerk has to propose a change first.",
    "case",
)
NOTHING_CHANGED = Refusal(
    "nothing_changed",
    "Der Entwurf ändert nichts am geltenden Bescheid.",
    "The draft changes nothing in the notice in force.",
    "§ 36 HVwVfG",
    "Ändern Sie mindestens eine Angabe.",
    "Change at least one thing.",
    "amount_cents",
)
ABOVE_RULES = Refusal(
    "above_assessment",
    "Nach den Förderregeln sind höchstens {assessed} möglich.",
    "The rules allow at most {assessed}.",
    "Förderrichtlinie Nr. 4",
    "Setzen Sie höchstens diesen Betrag an oder berichtigen Sie die Angaben.",
    "Enter at most this amount, or correct the facts.",
    "amount_cents",
)
BELOW_CLAIMED = Refusal(
    "below_claimed",
    "Davon sind {claimed} schon abgerufen; was gezahlt ist, nimmt nur ein Widerruf zurück.",
    "Of it {claimed} are drawn already; what is paid is taken back by revocation only.",
    "§§ 48, 49 HVwVfG",
    "Setzen Sie mindestens diesen Betrag an oder leiten Sie den Widerruf ein.",
    "Enter at least this amount, or begin the revocation.",
    "amount_cents",
)
NOT_PROVISIONAL = Refusal(
    "not_provisional",
    "Der Bescheid ist nicht vorläufig; ein endgültiger kann ihn nicht ersetzen.",
    "The notice is not provisional; a final one cannot replace it.",
    "§ 36 HVwVfG; BVerwG 3 C 7.09",
    "Legen Sie eine Änderung ohne diese Angabe vor.",
    "Propose a change without this statement.",
    "definitive",
)
RULES_UNKNOWN = Refusal(
    "rules_unknown",
    "Diese Fassung der Förderregeln gilt für das Programm nicht.",
    "The programme has no such version of its rules.",
    "Förderrichtlinie",
    "Nennen Sie die Fassung, an die der Fall gebunden ist, oder eine in Kraft getretene.",
    "Name the version to which the case is pinned, or one that came into force.",
    "programme",
)
