"""Walks every amount that pages print, along its link down to the fields of the record."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from office.moment import Moment
from office.office import Office
from projections.derivation import Derivation, faults, unnamed
from projections.views import Views
from tests.web.page import Page
from web.clocks import day_of
from web.derivations import CaseDerivations

EURO = re.compile(r"-?\d[\d.]*,\d\d\s€")
_CASE = re.compile(r"/cases/([^/]+)/why/(.+)")
TOLD = (
    "ancestor::*[self::button or self::svg or self::textarea or self::option or self::label"
    " or contains(@class, 'why-amount') or @class='why' or @id='why-amount'"
    " or @class='untraced']"
)
"""Where an amount needs no way to its derivation: it is one, or the house names the reason."""


@dataclass
class Walk:
    """The amounts of one person's pages; `faults` says all that is wrong with them."""

    office: Office
    views: Views
    followed: dict[str, str] = field(default_factory=dict)
    unled: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def look(self, browser: Any, addresses: Iterable[str]) -> None:
        """Opens pages and follows each amount on them."""
        for address in addresses:
            answer: httpx.Response = browser.get(address)
            if answer.status_code != 200:
                self.faults.append(f"{address}: {answer.status_code}")
                continue
            page = Page(answer)
            self.unled.update(f"{address.partition('?')[0]}: {one}" for one in _unled(page))
            for link in page.all("//a[@class='why-amount']"):
                self._follow(browser, str(link.get("href")), link.text_content())

    def _follow(self, browser: Any, address: str, printed: str) -> None:
        if self.followed.setdefault(address, printed) != printed:
            self.faults.append(f"{address}: printed {printed} and {self.followed[address]}")
        elif address not in self._seen:
            self._seen.add(address)
            self._open(browser, address, printed)

    def _open(self, browser: Any, address: str, printed: str) -> None:
        answer = browser.get(address)
        if answer.status_code != 200:
            self.faults.append(f"{address}: {answer.status_code}")
            return
        page = Page(answer)
        if (top := page.text("//*[@id='why-amount']")) != printed:
            self.faults.append(f"{address}: printed {printed}, derived {top}")
        if found := _CASE.fullmatch(urlsplit(address).path):
            self.faults += self._derived(found[1], found[2], urlsplit(address).query)
            return
        amounts = map(cents, (one.text_content() for one in page.all(_PARTS)))
        if sum(amounts) != cents(top) and not page.all("//main//ol[@class='steps']"):
            self.faults.append(f"{address}: its rows add up to another sum than {top}")
        for link in page.all("//a[@class='why-amount']"):
            self._follow(browser, str(link.get("href")), link.text_content())

    def _derived(self, case: str, name: str, query: str) -> Iterator[str]:
        asked = {key: values[0] for key, values in parse_qs(query).items()}
        moment = Moment(day_of(asked.get("true_on", "")), day_of(asked.get("known_on", "")))
        with self.views.read() as connection:
            found = CaseDerivations(self.office, connection, case=case, moment=moment).of(name)
        return _wrong(f"{case} {name}", found)

    def __post_init__(self) -> None:
        self._seen: set[str] = set()


_PARTS = "//main//ul[@class='why'][not(ancestor::ul[@class='why'])]/li/p[@class='amount']"


def cents(printed: str) -> int:
    """An amount as German pages print it, in cents."""
    return int(re.sub(r"[^\d-]", "", printed) or 0)


def _wrong(name: str, found: Derivation | None) -> Iterator[str]:
    if found is None:
        yield f"{name}: nothing"
        return
    yield from (f"{name}: {one}" for one in faults(found))
    for one in unnamed(found):
        topic = one.entry.event.TOPIC
        yield f"{name}: {one.amount_cents} is no field of {topic} at {one.entry.position}"


def _unled(page: Page) -> Iterator[str]:
    """Amounts that nobody can follow."""
    for text in page.all(f"//main//text()[not({TOLD})]"):
        if EURO.fullmatch(str(text).strip()):
            yield str(text).strip()
