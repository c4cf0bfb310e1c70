"""A portal over a fresh record, with its read models kept up beside the test."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import programmes
from adapters.documents import Documents, check_upload
from office.accesses import Accesses
from office.deciders import EVENTS
from office.office import Office
from office.personal import Keys
from office.record import Record
from office.visits import Visits
from projections.projector import Projector
from projections.views import Views
from tests.conftest import Database
from tests.web.world import Clock, World
from web.app import create_app
from web.persons import Persons
from web.portal import Portal
from workers.advice_paper import advise
from workers.run_paper import run_report


@pytest.fixture
def world(database: Database, keys: Keys, tmp_path: Path) -> Iterator[World]:
    record = Record(database.app, events=EVENTS, keys=keys)
    clock = Clock()
    office = Office(record, wall_clock=clock, training=True)
    views, projector = Views(database.app), Projector(database.app, record)
    projector.catch_up()
    documents, stop = Documents(tmp_path / "documents"), threading.Event()
    accesses, visits = Accesses(database.app), Visits(database.app)
    persons = Persons.in_training(programmes.recipients("wir"))
    portal = Portal(
        office=office,
        views=views,
        documents=documents,
        accesses=accesses,
        visits=visits,
        persons=persons,
        secret=b"only for tests",
        training=True,
        wall_clock=clock,
        check_upload=check_upload,
        advise=advise,
        run_report=lambda run: run_report(office, run, persons.name),
    )
    thread = threading.Thread(target=projector.run, args=(stop,))
    thread.start()
    yield World(
        office=office,
        views=views,
        projector=Projector(database.app, record),
        documents=documents,
        portal=portal,
        app=create_app(portal),
        clock=clock,
    )
    stop.set()
    thread.join()
    accesses.close()
    visits.close()
    views.close()
    record.close()
