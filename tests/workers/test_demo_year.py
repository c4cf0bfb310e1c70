"""The training year shows what can happen to a grant, and its draw leaves nobody out."""

from domain.sampling import FreezePopulation
from workers.demo.samples import DRAW
from workers.demo.scenes import Scene
from workers.demo.year_2016 import ENDS, scenes

SCENES = scenes()
SHOWN = (
    *("ask-to-start", "permit-start", "sued", "withdrew", "reject", "withdraw", "supply"),
    *("report", "review-report", "wish", "amend", "sign-amendment", "extend-proof"),
    *("announce", "freeze", "draw", "query", "answer-query"),
    *("open-recovery", "hear", "answer", "refund", "defer", "repay", "interest", "repay-interest"),
)


def named(name: str) -> list[Scene]:
    return [scene for scene in SCENES if scene.name.endswith(f"/{name}")]


def test_each_scene_is_handed_in_once_in_the_order_of_days() -> None:
    assert len({scene.name for scene in SCENES}) == len(SCENES)
    days = [scene.on for scene in SCENES]
    assert days == sorted(days)
    assert days[-1] <= ENDS


def test_the_year_shows_what_can_happen_to_a_grant() -> None:
    assert [name for name in SHOWN if not named(name)] == []


def test_every_proof_of_coordination_that_lay_there_is_in_the_draw() -> None:
    [freezing] = named("freeze")
    frozen = freezing.ask(None)
    assert isinstance(frozen, FreezePopulation)
    proven = {
        scene.name.partition("/")[0]
        for scene in named("prove")
        if scene.on <= freezing.on and scene.name.startswith(("WIR-2016-K", "WIR-2016-MKK"))
    }
    assert set(frozen.cases) == proven
    assert frozen.draw == DRAW
    [asked] = named("query")
    assert asked.name.partition("/")[0] in frozen.cases
