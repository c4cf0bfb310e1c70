"""The door to subscribers: signed messages over a real connection, and never inward."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from adapters.webhooks import AddressRefused, Undelivered, Webhooks, is_public

SECRET = f"whsec_{'A' * 32}"
BODY = '{"type":"grant.changed"}'
Received = list[tuple[dict[str, str], bytes]]


class Subscriber(ThreadingHTTPServer):
    """A subscriber's program: keeps what it gets and answers with one status."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.received: Received = []
        self.status = 204

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/meldung"


class _Answering(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Subscriber)
        length = int(self.headers["Content-Length"])
        self.server.received.append((dict(self.headers), self.rfile.read(length)))
        self.send_response(self.server.status)
        if self.server.status == 302:
            self.send_header("Location", self.server.address)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def subscriber() -> Iterator[Subscriber]:
    server = Subscriber()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def send(address: str, *, training: bool = True) -> None:
    at = datetime.now(UTC)  # noqa: TID251 - the receiver's library compares with the real time
    Webhooks(training=training).send(address, SECRET, message="msg_1", body=BODY, at=at)


def test_the_receiver_can_prove_who_sent_what(subscriber: Subscriber) -> None:
    send(subscriber.address)
    [(headers, body)] = subscriber.received
    assert Webhook(SECRET).verify(body, headers) == json.loads(BODY)
    assert headers["webhook-id"] == "msg_1"
    assert headers["Host"] == f"127.0.0.1:{subscriber.server_port}"
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(body + b" ", headers)


@pytest.mark.parametrize("status", [302, 400, 404, 410, 500, 503])
def test_any_other_answer_than_success_is_not_delivered(
    subscriber: Subscriber, status: int
) -> None:
    subscriber.status = status
    with pytest.raises(Undelivered, match=str(status)):
        send(subscriber.address)
    assert len(subscriber.received) == 1


def test_nobody_there_is_not_delivered_and_the_error_names_no_address(
    subscriber: Subscriber,
) -> None:
    subscriber.shutdown()
    subscriber.server_close()
    with pytest.raises(Undelivered) as raised:
        send(subscriber.address)
    assert "127.0.0.1" not in str(raised.value)


def test_a_name_that_nobody_has_is_not_delivered() -> None:
    with pytest.raises(Undelivered):
        send("https://nobody.invalid/")


@pytest.mark.parametrize(
    "address",
    [
        *("https://127.0.0.1/", "https://localhost/", "https://10.0.0.1/", "https://192.168.1.1/"),
        *("https://169.254.169.254/", "https://172.16.0.9/", "https://0.0.0.0/", "https://127.1/"),
        *("http://127.0.0.1/", "https://100.64.0.1/", "https://224.0.0.1/"),
    ],
)
def test_outside_training_no_message_goes_inward(address: str) -> None:
    with pytest.raises(AddressRefused):
        send(address, training=False)


@pytest.mark.parametrize(
    ("machine", "public"),
    [
        *(
            ("8.8.8.8", True),
            ("2001:4860:4860::8888", True),
            ("::1", False),
            ("fe80::1%eth0", False),
        ),
        *(("::ffff:127.0.0.1", False), ("::ffff:10.0.0.1", False), ("fd00::1", False)),
        *(("2002:7f00:1::", False), ("ff02::1", False), ("0.0.0.0", False)),
    ],
)
def test_an_address_is_public_in_whatever_form_it_is_written(machine: str, public: bool) -> None:
    assert is_public(machine) == public
