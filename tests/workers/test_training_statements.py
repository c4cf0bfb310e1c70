"""The training bank's statements leave no gap, in whatever order they are read."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

from adapters.bank import BankFolders
from adapters.sepa import pain001
from adapters.training_bank import TrainingBank
from domain.bank_account import BankAccount, account_key
from tests.adapters.test_training_bank import DAY, RUN
from tests.domain.bank_walk import Walk
from workers.treasury import bank_command


def test_statements_of_several_runs_with_returns_follow_one_another(tmp_path: Path) -> None:
    folders = BankFolders(tmp_path)
    bank = TrainingBank(folders)
    for number in range(3):
        on = DAY + timedelta(days=number)
        transfers = tuple(
            replace(one, end_to_end_id=f"{one.end_to_end_id}{number}") for one in RUN.transfers
        )
        run = replace(RUN, message_id=f"RUN-{number}", execution_on=on, transfers=transfers)
        folders.hand_over(f"{run.message_id}.xml", pain001(run))
        bank.work(on)
    bank.work(DAY + timedelta(days=9))
    messages = [bank_command(file) for file in folders.waiting()]
    assert sum(len(one.statements) for one in messages) == 6
    Random(7).shuffle(messages)
    account = Walk().hears(messages).story.state(BankAccount, account_key(RUN.debtor_iban))
    assert (len(account.spans), account.gaps) == (6, ())
    without = [one for one in messages if not (one.statements and one.statements[0].number == 3)]
    lacking = Walk().hears(without).story.state(BankAccount, account_key(RUN.debtor_iban))
    assert len(lacking.gaps) == 1
