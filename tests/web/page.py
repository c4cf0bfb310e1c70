"""A page as a test reads it: its structure, its forms, and what a person with a keyboard needs."""

from collections import Counter
from typing import Any

import httpx
from lxml import html

Element = Any  # lxml.html has no types


class Page:
    """The parsed page of an answer."""

    def __init__(self, answer: httpx.Response) -> None:
        self.status = answer.status_code
        self.tree: Element = html.fromstring(answer.text)

    def text(self, path: str = "//body") -> str:
        """The words of all elements at a path, white space made single."""
        found = self.tree.xpath(path)
        return " ".join(" ".join(one.itertext()) for one in found).replace("\n", " ")

    def all(self, path: str) -> list[Element]:
        return list(self.tree.xpath(path))

    def links(self) -> set[str]:
        return {str(address) for address in self.tree.xpath("//a/@href")}

    def form(self, action: str | None = None) -> dict[str, list[str]]:
        """What the form with an action would send; the page's last form where none has it."""
        named = self.all(f"//form[@action='{action}']")
        found = (named or self.all("//main//form[@method='post']"))[-1]
        values: dict[str, list[str]] = {}
        for field in found.xpath(".//input | .//textarea | .//select"):
            name, kind = field.get("name"), field.get("type", "")
            unticked = kind == "checkbox" and "checked" not in field.attrib
            if name and kind != "file" and not unticked:
                values.setdefault(str(name), []).append(_value(field))
        return values

    def flaws(self) -> list[str]:
        """What would keep somebody from using the page."""
        return [
            *self._missing_frame(),
            *(f"twice: #{one}" for one, count in self._ids().items() if count > 1),
            *(f"no label: {one.get('name')}" for one in self._fields() if not self._labelled(one)),
            *("table without caption" for one in self.all("//table[not(caption)]")),
            *("header without scope" for one in self.all("//th[not(@scope)]")),
            *(f"inline {name}" for name in ("style", "onclick") if self.all(f"//*[@{name}]")),
            *(f"leads nowhere: {one}" for one in self.links() if self._leads_nowhere(one)),
            *(
                "button without words"
                for one in self.all("//button")
                if not one.text_content().strip()
            ),
            *("script" for _ in self.all("//script")),
        ]

    def _missing_frame(self) -> list[str]:
        wanted = {
            "one h1": len(self.all("//h1")) == 1,
            "main": len(self.all("//main[@id='content']")) == 1,
            "language": self.tree.get("lang") in {"de", "en"},
            "title": bool(self.text("//title").strip()),
            "skip link": self.tree.xpath("string(//a[1]/@href)") == "#content",
            "landmarks": bool(self.all("//header")) and bool(self.all("//footer")),
        }
        return [f"no {name}" for name, there in wanted.items() if not there]

    def _ids(self) -> Counter[str]:
        return Counter(self.tree.xpath("//@id"))

    def _fields(self) -> list[Element]:
        return self.all("//input[@type!='hidden'] | //textarea | //select")

    def _labelled(self, field: Element) -> bool:
        known = field.get("aria-label") or self.all(f"//label[@for='{field.get('id')}']")
        return bool(known)

    def _leads_nowhere(self, address: str) -> bool:
        return address.startswith("#") and address[1:] not in self._ids()


def _value(field: Element) -> str:
    if field.tag == "textarea":
        return (field.text or "").removeprefix("\n")
    if field.tag == "select":
        chosen = field.xpath(".//option[@selected]") or field.xpath(".//option[1]")
        return str(chosen[0].get("value", chosen[0].text)) if chosen else ""
    return str(field.get("value", ""))
