"""Plays a year as large as 2022 and reconciles it to zero: record, ledger, bank and letters.

At its end nothing is reserved, ordered or on its way, nothing is owed, and every cent that left the
bank lies on an account that says what became of it. Nothing went out twice, the hash chain holds,
and the read models equal a rebuild.
"""

import json
import shutil
import sys
import tempfile
from collections import Counter
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from lxml import etree

from bench.soak import Failed, Play, examine, playing
from domain.kernel import Money
from workers.console import Listing, out, say
from workers.demo.large_year import APPLICATIONS, grants

PATIENCE_S = 5_400
OVER = ("reserved", "committed", "ordered", "in_transit", "paid", "to_repay", "interest_due")
"""Accounts on which nothing lies once every case has come to its end."""
KEPT = ("proven", "repaid", "waived", "written_off")
"""Accounts on which every cent lies that the bank paid."""


def main() -> int:
    """Prints the size of the year and what does not add up; 0 where all does."""
    folder = Path(tempfile.mkdtemp(prefix="large-year-"))
    play = Play(folder / "data", "--large", PATIENCE_S)
    try:
        with playing(play):
            pass
        booked = _booked(play.data)
        accounts = _accounts(play)
        found, wrong = examine(play)
    except Failed as failed:
        say(f"{failed}, see {folder}")
        return 1
    wrong += [f"{name} holds {accounts[name]}" for name in OVER if accounts[name]]
    if (kept := sum(accounts[name] for name in KEPT)) != booked:
        wrong.append(f"the bank booked {booked}, the ledger keeps {kept}")
    for line in wrong:
        say(line)
    rows = [
        ("applications", APPLICATIONS),
        ("applied for", Money(sum(one.requested for one in grants())).euro),
        ("booked by the bank", Money(booked).euro),
        ("events", found.events),
        ("payments", len(found.paid)),
        ("letters", len(found.letters)),
        ("seconds", round(play.seconds)),
        ("faults", len(wrong)),
    ]
    out.print(Listing("A year as large as 2022", ("what", "count"), rows))
    if not wrong:
        shutil.rmtree(folder)
    return 1 if wrong else 0


def _booked(data: Path) -> int:
    """What the bank's files say left the account, less what they say came back."""
    total = 0
    for path in (data / "bank").rglob("*.xml"):
        statement = etree.parse(path)
        for entry in statement.iterfind(".//{*}BkToCstmrStmt//{*}Ntry"):
            euro = Decimal(entry.findtext("{*}Amt") or "0")
            debit = entry.findtext("{*}CdtDbtInd") == "DBIT"
            total += int(euro * 100) if debit else -int(euro * 100)
    return total


def _accounts(play: Play) -> Counter[str]:
    """What lies on each account, all titles together; `Failed` where a title does not add up."""
    rows = json.loads(play.run("ledger", "--json").stdout)
    sums, accounts = Counter[str](), Counter[str]()
    for row in rows:
        sums[row["title"]] += row["amount_cents"]
        accounts[row["account"]] += row["amount_cents"]
    if unequal := {title: cents for title, cents in sums.items() if cents}:
        raise Failed(f"titles that do not add up to zero: {unequal}")
    return accounts


if __name__ == "__main__":
    sys.exit(main())
