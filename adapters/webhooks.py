"""Tells a subscriber's program of a change: signed, over TLS, and never into a private network."""

import socket
from datetime import datetime
from ipaddress import ip_address

import httpx
from standardwebhooks import Webhook

TIMEOUT_S = 10


class Undelivered(Exception):
    """The program did not take the message; another try may help."""


class AddressRefused(Exception):
    """The address leads where nothing may be sent; another try does not help."""


class Webhooks:
    """The door to subscribers' programs. Only in `training` may it lead to this machine itself."""

    refusing = AddressRefused

    def __init__(self, *, training: bool) -> None:
        self._training = training

    def send(self, address: str, secret: str, *, message: str, body: str, at: datetime) -> None:
        """Posts a body under its message id, which the receiver keeps to tell repetitions.

        The name is resolved once and that very machine is called, so that it cannot turn into
        another one in between. Redirects are not followed and the answer is not read. Errors:
        `Undelivered`, `AddressRefused`.
        """
        url = httpx.URL(address)
        if url.scheme != "https" and not self._training:
            raise AddressRefused(url.scheme)
        headers = {
            "Host": url.netloc.decode("ascii"),
            "Content-Type": "application/json",
            "webhook-id": message,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": Webhook(secret).sign(message, at, body),
        }
        target = url.copy_with(host=self._machine(url))
        try:
            with (
                httpx.Client(timeout=TIMEOUT_S, trust_env=False) as client,
                client.stream(
                    "POST",
                    target,
                    content=body.encode(),
                    headers=headers,
                    extensions={"sni_hostname": url.host},
                ) as answer,
            ):
                status = answer.status_code
        except httpx.HTTPError as error:
            # the cause names the address
            raise Undelivered(type(error).__name__) from None
        if not 200 <= status < 300:
            raise Undelivered(str(status))

    def _machine(self, url: httpx.URL) -> str:
        """The machine behind the name; every one the name stands for must be a public one."""
        try:
            found = socket.getaddrinfo(url.host, url.port or 443, type=socket.SOCK_STREAM)
        except OSError:
            raise Undelivered("name") from None
        machines = [str(place[0]) for *_, place in found]
        if not self._training and not all(is_public(one) for one in machines):
            raise AddressRefused("private")
        return machines[0]


def is_public(machine: str) -> bool:
    """Whether an IP address belongs to the public network, also one inside another form."""
    address = ip_address(machine.partition("%")[0])
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    return address.is_global and not address.is_multicast and (inner is None or inner.is_global)
