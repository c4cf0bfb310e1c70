"""Every amount that a page prints leads to its derivation, but for those named here."""

import re
from pathlib import Path

TEMPLATES = Path("web/templates")
BARE = re.compile(r"\|\s*money\b")
EXCEPT = {
    "accounts.html": (1, "the sum of a column, which is always zero"),
    "parts.html": (2, "the macros that lead to the derivation"),
    "why.html": (1, "a derivation itself"),
    "why_parts.html": (3, "a derivation itself"),
    "why_sum.html": (1, "a derivation itself"),
    "what_if.html": (5, "nothing of it is in the record: rules that are only tried"),
    "sign.html": (3, "a button, an average of others, and what the next act would leave"),
    "utilisation.html": (3, "a drawing, and sums of risks whose rows have their derivations"),
    "findings.html": (1, "a finding about no case: a line of the bank"),
    "gap_facts.html": (1, "the bank's own statement, shown as it came"),
    "clearing.html": (2, "the bank's own lines, shown as they came"),
    "clearing_facts.html": (1, "the bank's own line, shown as it came"),
    "draw.html": (1, "a limit that the announcement states"),
    "house_act.html": (1, "what an act would add up to; each line has its derivation"),
    "panels/drawable.html": (1, "what is not due yet, with its reason beside it"),
    "panels/interest.html": (2, "lines of a computation: the sheet is the derivation"),
    "panels/onward.html": (2, "what a second-level case has not used; that case derives it"),
}
"""How often a template prints an amount bare, and why it may."""


def bare() -> dict[str, int]:
    found = {
        str(path.relative_to(TEMPLATES)): len(BARE.findall(path.read_text(encoding="utf-8")))
        for path in sorted(TEMPLATES.rglob("*.html"))
    }
    return {name: count for name, count in found.items() if count}


def test_a_page_prints_no_amount_without_the_way_to_its_derivation() -> None:
    assert bare() == {name: count for name, (count, _) in EXCEPT.items()}
