"""Where each role can go: the entries of the main navigation."""

from domain.kernel import Role

Entry = tuple[str, str]
"""The key of its text, and its address."""

_DESK: Entry = ("nav.desk", "/")
_MINE: Entry = ("nav.mine", "/")
_APPLY: Entry = ("nav.apply", "/apply")
_PAYMENTS: Entry = ("nav.payments", "/payments")
_LEDGER: Entry = ("nav.ledger", "/ledger")
_RECIPIENTS: Entry = ("nav.recipients", "/recipients")
_DRAWS: Entry = ("nav.draws", "/draws")
_AUDIT: Entry = ("nav.audit", "/audit")
_CLEARING: Entry = ("nav.clearing", "/clearing")
_RUNS: Entry = ("nav.runs", "/runs")
_UTILISATION: Entry = ("nav.utilisation", "/utilisation")
_WHAT_IF: Entry = ("nav.what_if", "/whatif")

NAVIGATION: dict[Role, tuple[Entry, ...]] = {
    "applicant": (_MINE, _APPLY, _PAYMENTS),
    "county_finance": (_MINE, _PAYMENTS),
    "clerk": (_DESK, _PAYMENTS, _RECIPIENTS, _LEDGER, _DRAWS),
    "signatory": (_DESK, _PAYMENTS, _LEDGER, _DRAWS),
    "budget_officer": (_DESK, _LEDGER, _UTILISATION),
    "treasury": (_DESK, _PAYMENTS, _RUNS, _CLEARING, _LEDGER),
    "ministry": (_DESK, _UTILISATION, _PAYMENTS, _LEDGER, _DRAWS, _AUDIT, _WHAT_IF),
    "auditor": (_AUDIT, _PAYMENTS, _RUNS, _CLEARING, _LEDGER, _RECIPIENTS, _DRAWS),
    "trainer": (_DESK, _AUDIT),
}


def entries_of(role: Role, *, county: str | None) -> tuple[Entry, ...]:
    """The entries of a person; who acts for a county draws no samples of the Land."""
    entries = NAVIGATION.get(role, ())
    return tuple(one for one in entries if one != _DRAWS) if county else entries
