"""The large year has the size of 2022, and each of its grants is lived to an end."""

from collections import Counter

from workers.demo.large_year import APPLICATIONS, ENDS, grants, scenes


def test_the_year_has_as_many_applications_and_as_much_money_as_2022() -> None:
    found = list(grants())
    assert len({grant.case for grant in found}) == len(found) == APPLICATIONS == 306
    assert sum(grant.requested for grant in found) > 8_700_000_00


def test_each_application_comes_to_an_end() -> None:
    told = scenes()
    ends = Counter(
        name
        for scene in told
        if (name := scene.name.partition("/")[2]) in {"reject", "withdraw", "close-examination"}
    )
    assert sum(ends.values()) == APPLICATIONS
    assert min(ends.values()) == ends["withdraw"] == ends["reject"] == 6
    assert len({scene.name for scene in told}) == len(told)
    assert max(scene.on for scene in told) <= ENDS
