"""The player asks each person once, whoever goes on playing after it."""

from dataclasses import replace

from domain.desk import Desk
from domain.kernel import Command
from office.personal import Keys
from tests.conftest import Database
from tests.office.front_desk import House, opened
from workers.demo.player import Player
from workers.demo.year_2016 import BEGINS, opening


def test_what_is_on_record_is_not_asked_for_again(database: Database, keys: Keys) -> None:
    first = opening()[0]
    asked: list[str] = []

    def ask(desk: Desk) -> Command:
        asked.append(first.name)
        return first.ask(desk)

    with opened(database.app, keys) as record:
        for _ in range(2):
            player = Player(House(record, training=True).office)
            player.go_to(BEGINS)
            player.perform(replace(first, ask=ask))
    assert asked == [first.name]
