"""Opens the ZIP in which banks deliver several messages at once, and refuses what is no such ZIP.

Nothing is unpacked to a disk and no name of the archive is used, so none can lead anywhere.
"""

import zlib
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from adapters.bank import IncomingFile
from adapters.xml_door import SIZE_LIMIT, bad

_MARK = b"PK"
_MOST_MESSAGES = 500
_ENCRYPTED = 1


def messages_in(file: IncomingFile) -> Iterator[IncomingFile]:
    """The file itself, or each message of a ZIP with its own hash; errors: `BadBankMessage`.

    All that a ZIP holds may together be as large as one message, whatever its directory claims.
    """
    if not file.content.startswith(_MARK):
        yield file
        return
    left = SIZE_LIMIT
    for number, content in enumerate(_contents(file.content), 1):
        left -= len(content)
        if left < 0 or content.startswith(_MARK):
            raise bad("container")
        yield IncomingFile(f"{number}.xml", content, sha256(content).hexdigest())


def _contents(archive: bytes) -> Iterator[bytes]:
    try:
        with ZipFile(BytesIO(archive)) as opened:
            yield from (_content(opened, member) for member in _members(opened))
    except (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
        raise bad("container") from None


def _members(opened: ZipFile) -> list[ZipInfo]:
    members = [one for one in opened.infolist() if not one.is_dir()]
    if not 1 <= len(members) <= _MOST_MESSAGES or not all(map(_is_plain, members)):
        raise bad("container")
    return members


def _content(opened: ZipFile, member: ZipInfo) -> bytes:
    with opened.open(member) as stream:
        return stream.read(SIZE_LIMIT + 1)


def _is_plain(member: ZipInfo) -> bool:
    plain = member.compress_type in {ZIP_STORED, ZIP_DEFLATED}
    return plain and not member.flag_bits & _ENCRYPTED
