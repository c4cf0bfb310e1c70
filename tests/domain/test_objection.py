"""Where the grantor is a county, the remedy is an objection, and its law is cited."""

from dataclasses import dataclass
from datetime import date

from domain.approval import Approval
from domain.notice import RemedyFiled
from domain.programme import Programme
from domain.sourced import Sourced
from tests.cast import ADLER
from tests.changed_grant import remedy
from tests.story import Story, StoryDesk
from tests.usual_grant import CASE, Grant

GRANT = Grant()
OBJECTION = Sourced(value="objection", reference="§ 70 Abs. 1 VwGO")


@dataclass
class CountyDesk(StoryDesk):
    """A desk whose programmes are a county's own."""

    def programme(self, reference: str) -> Programme:
        found = super().programme(reference)
        parameters = found.parameters.model_copy(update={"remedy": OBJECTION})
        return found.model_copy(update={"parameters": parameters})


def test_an_objection_suspends_the_notice_of_a_county() -> None:
    story = Story(CountyDesk()).given(*GRANT.until("notified"))
    assert "§ 70 Abs. 1 VwGO" in story.state(Approval, CASE).notified.remedies.basis
    day = date(2016, 2, 1)
    story.when(remedy(GRANT), as_=ADLER, on=day).refused("other_remedy", "remedy")
    story.when(remedy(GRANT, remedy="objection"), as_=ADLER, on=day).then(RemedyFiled)
    assert story.state(Approval, CASE).contested
