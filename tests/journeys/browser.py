"""A person at the browser: fills in the form that the portal shows with what a command says."""

from collections.abc import Iterator, Mapping, Sequence

import httpx
from fastapi import FastAPI

from domain.application import SubmitApplication
from domain.bank_details import ConfirmBankDetails, ReportBankDetails
from domain.kernel import Command
from tests.web.page import Element, Page
from tests.web.world import Client

Typed = dict[str, list[str]]
_OF_ADDRESS = {"case", "number", "recipient"}
_OF_APPLICATION = {"case", "recipient", "programme", "line", "year", "received_on"}


class Browser:
    """A browser in which one person is signed in."""

    def __init__(self, app: FastAPI, person: str) -> None:
        self._client = Client(app)
        page = Page(self._client.get("/sign-in"))
        answer = self._client.post("/sign-in", data={**page.form("/sign-in"), "person": person})
        assert answer.status_code == 303, answer.text

    def look(self, address: str) -> Page:
        """A page."""
        return Page(self.get(address))

    def get(self, address: str) -> httpx.Response:
        """Whatever lies at an address."""
        answer = self._client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        return answer

    def status(self, address: str) -> int:
        """How the portal answers to an address."""
        return self._client.get(address).status_code

    def hand_in(self, command: Command) -> str:
        """Fills in the command's form and sends it; the address to which that leads."""
        address = address_of(command)
        form = _form(self.look(address), command)
        answer = self._client.post(
            form.get("action") or address, data={**_hidden(form), **_filled(form, command)}
        )
        if answer.status_code == 200:  # the page shows once what it understood
            form = _form(Page(answer), command)
            answer = self._client.post(address, data={**_hidden(form), "confirm": "1"})
        assert answer.status_code == 303, Page(answer).text("//main")
        return answer.headers["location"]


def address_of(command: Command) -> str:
    """Where the form of a command is found."""
    match command:
        case SubmitApplication():
            return f"/apply/{command.programme}/{command.line}?year={command.year}"
        case ConfirmBankDetails() | ReportBankDetails():
            return f"/recipients/{command.recipient}/acts/{command.NAME}"
    said = command.model_dump()
    number = f"?number={said['number']}" if "number" in said else ""
    return f"/cases/{said['case']}/acts/{command.NAME}{number}"


def _form(page: Page, command: Command) -> Element:
    own = page.all(f"//main//form[contains(@action, '/acts/{command.NAME}')]")
    forms = own or page.all("//main//form[@method='post'][not(@action)]")
    assert forms, page.text("//main")
    return forms[-1]


def _hidden(form: Element) -> Typed:
    values: Typed = {}
    for field in form.xpath(".//input[@type='hidden']"):
        values.setdefault(field.get("name"), []).append(field.get("value", ""))
    return values


def _filled(form: Element, command: Command) -> Typed:
    """What the person types, each in a field that the form really has."""
    typed = dict(_texts("", command.model_dump(mode="json", exclude_defaults=True)))
    asked = {name for name in typed if form.xpath(f".//*[@name='{name}']")}
    known = _OF_APPLICATION if isinstance(command, SubmitApplication) else _OF_ADDRESS
    assert set(typed) - asked <= known, f"no field for {set(typed) - asked - known}"
    areas = {name for name in asked if form.xpath(f".//textarea[@name='{name}']")}
    return {name: ["\n".join(typed[name])] if name in areas else typed[name] for name in asked}


def _texts(name: str, value: object) -> Iterator[tuple[str, list[str]]]:
    """Dotted names of fields and what stands in them, written as Germans write it."""
    match value:
        case None | False | []:
            return
        case True:
            yield name, ["on"]
        case int() if name.endswith("_cents"):
            yield name, [f"{value // 100},{value % 100:02d}"]
        case int() if name.endswith("minutes"):
            yield name, [f"{value // 60}:{value % 60:02d}"]
        case Mapping() if all(isinstance(one, bool) for one in value.values()):
            yield name, [key for key, ticked in value.items() if ticked]
        case Mapping():
            for key, inner in value.items():
                yield from _texts(f"{name}.{key}" if name else key, inner)
        case str() | int():
            yield name, [str(value)]
        case Sequence() if all(isinstance(one, str) for one in value):
            yield name, list(value)
        case Sequence():
            for number, inner in enumerate(value):
                yield from _texts(f"{name}.{number}", inner)
