"""A portal over a real record, the persons who act in it, and clients to use it with."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import count
from typing import Any

import httpx
from fastapi import FastAPI

from adapters.documents import Documents
from domain.bank_details_decisions import account_seen
from domain.kernel import Command, Context
from office.deciders import COMMANDS
from office.office import Answer, Office
from projections.projector import Projector
from projections.views import Views
from web.persons import Person, token_of
from web.portal import Portal

ADDRESS = "http://akte.example"
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


Headers = httpx.Headers | Mapping[str, str] | Mapping[bytes, bytes]


class Client:
    """Asks the application in the test's own process; keeps cookies like a browser."""

    def __init__(self, app: FastAPI, headers: Headers | None = None) -> None:
        self._client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url=ADDRESS, headers=headers
        )

    def get(self, address: str, **options: Any) -> httpx.Response:
        return asyncio.run(self._client.get(address, **options))

    def post(self, address: str, **options: Any) -> httpx.Response:
        return asyncio.run(self._client.post(address, **options))

    @property
    def cookies(self) -> httpx.Cookies:
        return self._client.cookies

    def command(self, name: str, content: object, key: str = "", **headers: str) -> httpx.Response:
        """Hands a command to the API."""
        return self.post(
            f"/api/commands/{name}",
            json=content,
            headers={"Idempotency-Key": key or f"test-{next(_NUMBERS)}", **headers},
        )


_NUMBERS = count(1)


@dataclass
class World:
    """The wired portal; `day` is the business date of everything that is done."""

    office: Office
    views: Views
    projector: Projector
    documents: Documents
    portal: Portal
    app: FastAPI
    clock: "Clock"

    def person(self, key: str) -> Person:
        person = self.portal.persons.find(key)
        assert person is not None, key
        return person

    def give(self, key: str, name: str, /, **content: object) -> Answer:
        """A person gives a command; the read models show it afterwards."""
        person = self.person(key)
        return self._handle(COMMANDS[name](**content), person.key, person.role, person.scope)

    def confirm_account(self, county: str) -> Answer:
        """A clerk confirms the account that lies there."""
        account = account_seen(self.office.desk(), county)
        return self.give("m.birke", "confirm_bank_details", recipient=county, account=account)

    def engine(self, name: str, /, **content: object) -> Answer:
        """The engine itself gives a command."""
        return self._handle(COMMANDS[name](**content), "system", "system", None)

    def _handle(self, command: Command, person: str, role: Any, scope: str | None) -> Answer:
        context = Context(
            command_id=f"world-{next(_NUMBERS)}",
            person=person,
            role=role,
            scope=scope,
            today=self.office.today(),
            now=self.office.now(),
        )
        answer = self.office.handle(command, context)
        self.projector.catch_up()
        return answer

    def browser(self, key: str = "") -> Client:
        """A browser in which a person is signed in, or nobody."""
        client = Client(self.app)
        if key:
            page = client.get("/sign-in").text
            hidden = dict(_HIDDEN.findall(page))
            answer = client.post("/sign-in", data={**hidden, "person": key})
            assert answer.status_code == 303, answer.text
        return client

    def program(self, key: str) -> Client:
        """A program that calls the API for a person."""
        token = token_of(self.portal.secret, self.person(key))
        return Client(self.app, {"Authorization": f"Bearer {token}"})

    def head(self) -> int:
        """The position of the record's end."""
        return self.office.record.head().position


class Clock:
    """A wall clock that tests set."""

    def __init__(self) -> None:
        self.now = datetime(2015, 11, 2, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def go_to(self, day: date) -> None:
        self.now = datetime.combine(day, time(9), UTC)
