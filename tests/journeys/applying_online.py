"""An applicant hands in an application through the portal's own form."""

import httpx

from domain.application import SubmitApplication
from domain.desk import Desk
from domain.rules import facts_schema
from tests.web.page import Page
from tests.web.world import Client
from web.app import create_app
from web.fields import Ask
from web.filing import ActForm
from workers.demo.stories import Grant, applying
from workers.processes import portal_of
from workers.wiring import Akte

_KNOWN = ("case", "line", "recipient", "year", "programme", "received_on", "channel")


def apply_online(akte: Akte, grant: Grant) -> str:
    """Fills in the form as a person would, confirms the echo; gives the file number."""
    browser = _signed_in(Client(create_app(portal_of(akte))), f"antrag.{grant.recipient}")
    address = f"/apply/wir/{grant.line}?year=2016"
    form = Page(browser.get(address)).form(address)
    answer = browser.post(address, data={**form, **_typed(akte.office.desk(), grant)})
    if answer.status_code == httpx.codes.OK:
        answer = browser.post(address, data={**Page(answer).form(), "confirm": "1"})
    assert answer.status_code == httpx.codes.SEE_OTHER, Page(answer).text("//main")
    return answer.headers["location"].removeprefix("/cases/").partition("?")[0]


def _signed_in(browser: Client, person: str) -> Client:
    hidden = Page(browser.get("/sign-in")).form("/sign-in")
    answer = browser.post("/sign-in", data={"csrf": hidden["csrf"], "person": person})
    assert answer.status_code == httpx.codes.SEE_OTHER
    return browser


def _typed(desk: Desk, grant: Grant) -> dict[str, list[str]]:
    """The application as texts in the form's fields."""
    [scene] = applying(grant)
    command = scene.ask(desk)
    assert isinstance(command, SubmitApplication)
    content = command.model_dump(mode="python", exclude=set(_KNOWN))
    rules = desk.in_force("wir", grant.period[0]).line(grant.line)
    form = ActForm(
        SubmitApplication,
        dict.fromkeys(_KNOWN, ""),
        Ask(facts=facts_schema(rules)),
        {name: value for name, value in content.items() if value not in (None, ())},
    )
    return {name: list(texts) for name, texts in form.begin().items()}
