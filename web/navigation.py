"""Where each role can go: the entries of the main navigation, and what is closed to a role."""

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
_DATA_PROTECTION: Entry = ("nav.data_protection", "/data-protection")
_ACCESS: Entry = ("nav.access", "/audit/access")
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
    "data_protection": (_DATA_PROTECTION, _ACCESS),
    "trainer": (_DESK, _AUDIT),
}

_CONFINED: dict[Role, tuple[str, ...]] = {
    "data_protection": ("/data-protection", "/audit/access", "/api/data-protection"),
}
_EVERYBODY = frozenset({"/", "/persons/me"})


def entries_of(role: Role, *, county: str | None) -> tuple[Entry, ...]:
    """The entries of a person; who acts for a county draws no samples of the Land."""
    entries = NAVIGATION.get(role, ())
    return tuple(one for one in entries if one != _DRAWS) if county else entries


def is_open(path: str, role: Role) -> bool:
    """Whether a role may open an address at all; what a confined role sees is listed, not hidden.

    The data protection officer sees how data are treated, not the cases (Art. 39 DSGVO).
    """
    shown = _CONFINED.get(role)
    if shown is None or path in _EVERYBODY:
        return True
    return any(path == one or path.startswith((f"{one}/", f"{one}.")) for one in shown)
