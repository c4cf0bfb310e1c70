"""A time stamping authority of our own: certificates made here, answers by openssl, over HTTP."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

OPENSSL = shutil.which("openssl") or "openssl"
_CONFIG = """
[req]
distinguished_name = name
[name]
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[stamping]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[tsa]
default_tsa = stamps
[stamps]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256, sha384, sha512
ess_cert_id_alg = sha256
"""


class Authority:
    """Its files lie in `folder`; `root.pem` is what others trust."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.roots = folder, folder / "root.pem"
        self.broken = b""
        self.asked = 0
        folder.mkdir()
        (folder / "conf").write_text(_CONFIG.format(folder=folder))
        (folder / "serial").write_text("01")
        key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "3650")
        made = ("req", "-x509", *key, "-config", "conf")
        self._run(*made, "-subj", "/CN=Pruefwurzel", "-extensions", "root", *_files("root"))
        signed = ("-CA", "root.pem", "-CAkey", "root.key", "-subj", "/CN=Zeitstempel")
        self._run(*made, *signed, "-extensions", "stamping", *_files("tsa"))

    def reply(self, query: bytes) -> bytes:
        """What the authority answers."""
        self.asked += 1
        (self.folder / "query").write_bytes(query)
        asked = ("-config", "conf", "-section", "stamps", "-queryfile", "query", "-out", "reply")
        self._run("ts", "-reply", *asked)
        return self.broken or (self.folder / "reply").read_bytes()

    def verifies(self, reply: Path, content: Path) -> bool:
        """Whether openssl finds an answer to be over a content and rightly signed."""
        given = ("-in", str(reply), "-data", str(content), "-CAfile", str(self.roots))
        done = subprocess.run(
            [OPENSSL, "ts", "-verify", *given], check=False, capture_output=True, text=True
        )
        return done.returncode == 0

    def _run(self, *words: str) -> None:
        subprocess.run([OPENSSL, *words], cwd=self.folder, check=True, capture_output=True)


def _files(name: str) -> tuple[str, ...]:
    return ("-keyout", f"{name}.key", "-out", f"{name}.pem")


@contextmanager
def listening(authority: Authority) -> Iterator[str]:
    """The address at which an authority answers."""

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            assert self.headers["Content-Type"] == "application/timestamp-query"
            self.send_response(200)
            self.end_headers()
            self.wfile.write(authority.reply(query))

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
            pass

    with HTTPServer(("127.0.0.1", 0), Answering) as server:
        runner = Thread(target=server.serve_forever)
        runner.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            runner.join()
