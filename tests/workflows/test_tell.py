"""Telling a subscriber: until it is told, for days, and then no more; never twice by mistake."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import count

import pytest
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from domain.application import RequestDocuments
from domain.kernel import Subject
from domain.webhook import RemoveWebhook, Webhook, WebhookRegistered
from office.sealing import personal_fields
from tests.adapters.test_webhooks import Subscriber
from tests.adapters.test_webhooks import subscriber as subscriber  # noqa: PLC0414 - a fixture
from tests.workflows.engine import dispatched, engine, file, scenes_of
from tests.workflows.memory_office import MemoryOffice
from tests.workflows.subscriber import BODY, CASE, Door, change, connecting
from tests.workflows.test_dispatcher import on_day_one, upto
from workers.demo.scenes import ADLER, Scene, always, cash_office
from workers.demo.year_2016 import BEGINS
from workers.subscribers import message_id, told_of
from workers.temporal import tell
from workers.wiring import Akte
from workflows.messages import Change
from workflows.tell import PATIENCE, Tell
from workflows.telling import Telling, body_of

_numbers = count(1)
REGISTER = [one for one in scenes_of(CASE) if one.name.startswith("register/main-k")]


class Counted(MemoryOffice):
    """An office in memory in which the body is registered and has named an address."""

    def __init__(self) -> None:
        super().__init__(BEGINS)
        self.play([*REGISTER, connecting()])

    @property
    def webhook(self) -> Webhook:
        return self.desk().read(Webhook, BODY)


@pytest.fixture
def office() -> Counted:
    return Counted()


async def told(skipping: WorkflowEnvironment, telling: Telling, one: Change) -> str:
    """Runs the workflow on the server whose clock skips."""
    queue = f"telling-{next(_numbers)}"
    with ThreadPoolExecutor(2) as threads:
        async with Worker(
            skipping.client,
            task_queue=queue,
            workflows=[Tell],
            activities=[telling.tell, telling.pause],
            activity_executor=threads,
        ):
            result = await skipping.client.execute_workflow(
                "tell", one, id=f"tell:{queue}", task_queue=queue, result_type=str
            )
    return str(result)


def test_a_program_that_is_away_for_a_while_is_told_the_same_message_again(
    run, skipping, office
) -> None:
    door = Door(shut=4)
    assert run(told(skipping, Telling(office, door), change())) == "told"
    assert len(door.sent) == 5
    assert {(message, body) for message, body, _ in door.sent} == {("msg_1", body_of(change()))}
    times = [at for _, _, at in door.sent]
    assert times[-1] - times[0] > timedelta(minutes=30)
    assert office.webhook.paused is None


def test_a_program_that_stays_away_for_days_is_left_alone(run, skipping, office) -> None:
    door = Door(shut=10_000)
    assert run(told(skipping, Telling(office, door), change())) == "paused"
    times = [at for _, _, at in door.sent]
    assert PATIENCE - timedelta(hours=12) < times[-1] - times[0] <= PATIENCE
    assert office.webhook.paused is not None
    assert office.webhook.paused.reason == "unreachable"
    late = Door()
    assert run(told(skipping, Telling(office, late), change("msg_2"))) == "not_wanted"
    assert late.sent == []


def test_an_address_that_may_not_be_told_is_paused_after_one_try(run, skipping, office) -> None:
    door = Door(refused=True)
    assert run(told(skipping, Telling(office, door), change())) == "paused"
    assert len(door.sent) == 1
    assert office.webhook.paused is not None
    assert office.webhook.paused.reason == "address_refused"


def test_a_message_for_an_earlier_address_is_not_sent_to_the_new_one(run, skipping, office) -> None:
    door = Door()
    assert run(told(skipping, Telling(office, door), change(number=2))) == "not_wanted"
    assert door.sent == []


def test_the_message_holds_no_amount_and_no_person() -> None:
    said = json.loads(body_of(change()))
    assert said["data"] == {
        "file_number": CASE,
        "changes": ["payment.arrived", "deadline.use"],
        "instalment": 1,
        "read": f"/api/cases/{CASE}",
    }
    assert set(said) == {"type", "timestamp", "data"}


def test_a_change_on_record_reaches_the_program_of_its_body_once(
    run, akte: Akte, client, subscriber: Subscriber
) -> None:
    asking = RequestDocuments(case=CASE, gaps=("form",), due_on=date(2016, 1, 29))
    on_day_one(akte, [*upto("submit"), connecting(subscriber.address)])
    file(akte, Scene(BEGINS, "ask", ADLER, always(asking)))
    entry = akte.record.history(Subject("application", CASE))[-1]

    async def story() -> str:
        async with engine(akte, client):
            await dispatched(akte)
            handle = client.get_workflow_handle(f"tell:{message_id(entry)}", result_type=str)
            result = await handle.result()
            await tell(client, told_of(akte.office, [entry]))
        return str(result)

    assert run(story()) == "told"
    received = {dict(head)["webhook-id"]: json.loads(body) for head, body in subscriber.received}
    assert len(received) == len(subscriber.received)
    assert received[message_id(entry)]["data"]["changes"] == ["deadline.documents"]


def test_after_the_end_nobody_is_told(run, skipping, office) -> None:
    end = always(RemoveWebhook(recipient=BODY))
    office.play([Scene(BEGINS, "end", cash_office(BODY), end)])
    door = Door()
    assert run(told(skipping, Telling(office, door), change())) == "not_wanted"
    assert door.sent == []


def test_the_secret_is_sealed_on_record() -> None:
    assert personal_fields(WebhookRegistered) == {"sealed_for": ("secret",)}
