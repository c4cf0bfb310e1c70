"""Every step of the played demo is replayed as it was shown: nothing of the past is made up."""

import psycopg

from tests.replayed import Replayed
from tests.workers.conftest import Up
from workers.installation import open_books


def test_at_every_entry_the_past_is_what_the_live_read_models_showed(installation: Up) -> None:
    with (
        open_books(installation.data) as books,
        psycopg.connect(books.settings.database, autocommit=True) as connection,
    ):
        replayed = Replayed(books.office, connection)
        assert list(replayed.differences()) == []
        assert replayed.compared > 100
