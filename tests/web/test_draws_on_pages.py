"""A sample by forms alone: announced, frozen by a second person, drawn, and drawn again."""

import re

from domain.sampling import Sampling
from domain.sampling_decisions import seed_commitment
from tests.web.life import CASE, COUNTY, live
from tests.web.page import Page
from tests.web.test_acts_on_pages import send
from tests.web.world import World

DRAW = "koordination.2016"


def test_a_sample_is_drawn_by_forms_and_shows_the_same_result_again(world: World) -> None:
    live(world, "proven")
    form = world.browser("k.adler").get("/acts/announce_draw").text
    [seed] = re.findall(r"<code>([\w-]{24})</code>", form)
    assert seed_commitment(seed) in form
    announced = send(
        world,
        "k.adler",
        "/acts/announce_draw",
        draw=DRAW,
        line="coordination",
        year="2016",
        commitment=seed_commitment(seed),
        reason="Alle Nachweise.",
        **{"strata.0.name": "alle", "strata.0.percent": "100"},
    )
    assert announced.status_code == 303, Page(announced).text("//main")
    frozen = send(world, "d.dorn", f"/draws/{DRAW}/acts/freeze_population", word="Linde")
    assert frozen.headers["location"] == f"/draws/{DRAW}?done=freeze_population"
    sampling = world.office.read(Sampling, DRAW)
    assert [item.case for item in sampling.population.items] == [CASE]
    refused = send(world, "k.adler", f"/draws/{DRAW}/acts/draw_sample", seed="ein anderer Satz")
    assert refused.status_code == 422
    drawn = send(world, "k.adler", f"/draws/{DRAW}/acts/draw_sample", seed=seed)
    assert drawn.headers["location"] == f"/draws/{DRAW}?done=draw_sample"
    assert world.office.read(Sampling, DRAW).drawn.drawn == (CASE,)
    assert "gleiches Ergebnis" in Page(world.browser("r.iltis").get(f"/draws/{DRAW}")).text()
    for person in ("k.adler", "d.dorn", "r.iltis", "l.hasel"):
        for address in ("/draws", f"/draws/{DRAW}"):
            page = Page(world.browser(person).get(address))
            assert (page.status, page.flaws()) == (200, [])
    assert world.browser(f"kasse.{COUNTY}").get(f"/draws/{DRAW}").status_code == 404
