"""What the rules allow is never called wrong: every story of the domain holds for the verifier."""

import json
from collections.abc import Iterator
from pathlib import Path

from projections.audit import verify
from tests.every_topic import stored, stories
from tests.sealed import KEY
from tests.story import Story
from tests.tampered_case import case_of
from tests.written_record import Written

RULES = {f"programmes/wir/{one.name}": one.read_bytes() for one in Path("programmes/wir").iterdir()}


def recorded(story: Story) -> Written:
    """The sealed record of a story; where nobody is known who acted, somebody else did."""
    record = Written()
    for number, (subject, event, person) in enumerate(story.desk.told):
        content = json.loads(stored(event))
        name = f"{subject.kind}:{subject.key}"
        record.file(name, event.TOPIC, content, person=person or f"somebody-{number}")
    record.seal()
    return record


def wrong(story: Story, folder: Path) -> Iterator[str]:
    """What the verifier says against a story; its documents were never written."""
    case = case_of("story", recorded(story), folder, add=RULES)
    report = verify.check(case.given["path"], key=str(KEY.verifier()))
    for position, code, values in report.bad:
        if code != "absent":
            yield f"{position} {story.desk.told[position - 1][1].TOPIC} {code} {values}"


def test_no_story_that_the_rules_allow_is_called_wrong(tmp_path: Path) -> None:
    told = list(stories())
    assert [one for story in told for one in wrong(story, tmp_path)] == []
    topics = {event.TOPIC for story in told for _, event, _ in story.desk.told}
    assert {one for one in verify.STEPS if one.endswith(".v1")} - topics == set()
