"""Has bytes stamped by a time stamping authority (RFC 3161), and checks what it answers."""

from pathlib import Path

import httpx
from cryptography.x509 import load_pem_x509_certificates
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

_PATIENCE_S = 20
_LARGEST = 100_000
_QUERY, _REPLY = "application/timestamp-query", "application/timestamp-reply"


class Unstamped(Exception):
    """There is no stamp, or none that counts; another try may help."""


class TimestampAuthority:
    """An authority at an address, with the PEM file of the certificates that it must lead to."""

    def __init__(self, address: str, roots: Path) -> None:
        self._address, self._roots = address, roots

    def stamp(self, content: bytes) -> bytes:
        """The authority's whole answer over the SHA-256 of a content, rightly signed.

        The authority learns the hash alone. Errors: `Unstamped`.
        """
        builder = TimestampRequestBuilder().data(content).hash_algorithm(HashAlgorithm.SHA256)
        request = builder.nonce(nonce=True).cert_request(cert_request=True).build()
        reply = self._asked(request.as_bytes())
        try:
            verifier = VerifierBuilder.from_request(request)
            for root in load_pem_x509_certificates(self._roots.read_bytes()):
                verifier = verifier.add_root_certificate(root)
            verifier.build().verify_message(decode_timestamp_response(reply), content)
        except (OSError, ValueError, VerificationError) as error:
            raise Unstamped(type(error).__name__) from error
        return reply

    def _asked(self, query: bytes) -> bytes:
        headers = {"Content-Type": _QUERY, "Accept": _REPLY}
        try:
            with httpx.Client(timeout=_PATIENCE_S) as client:
                answer = client.post(self._address, content=query, headers=headers)
        except httpx.HTTPError as error:
            # the cause names the address
            raise Unstamped(type(error).__name__) from None
        if answer.status_code != httpx.codes.OK or len(answer.content) > _LARGEST:
            raise Unstamped(str(answer.status_code))
        return answer.content
