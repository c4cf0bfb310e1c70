"""The seal's key by forms: one person proposes, another compares and orders."""

from domain.seal_key import SEAL, SealKeys
from tests.web.page import Page
from tests.web.test_acts_on_pages import send
from tests.web.world import World

OLD, NEW = (f"akte.example+0000000{number}+{'A' * 44}" for number in (1, 2))


def test_two_persons_change_the_key_of_the_seal(world: World) -> None:
    said = {"old_key": OLD, "new_key": NEW, "occasion": "routine", "reasons": "Jahreswechsel."}
    refused = send(world, "d.dorn", "/acts/propose_seal_key", **said | {"new_key": OLD})
    assert refused.status_code == 422
    assert send(world, "d.dorn", "/acts/propose_seal_key", **said).status_code == 303
    own = send(world, "d.dorn", "/acts/order_seal_key")
    assert "zweite Person" in Page(own).text("//main")
    page = Page(world.browser("l.hasel").get("/acts/order_seal_key"))
    assert page.flaws() == []
    assert page.form()["new_key"] == [NEW]
    assert send(world, "l.hasel", "/acts/order_seal_key").status_code == 303
    [order] = world.office.read(SealKeys, SEAL).orders
    assert (order.old_key, order.new_key, order.ordered_by) == (OLD, NEW, "l.hasel")
    again = Page(world.browser("f.eiche").get("/acts/propose_seal_key"))
    assert again.form()["old_key"] == [NEW]
    assert world.browser("k.adler").get("/acts/propose_seal_key").status_code == 404
