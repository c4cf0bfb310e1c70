"""The system account that runs PostgreSQL where the engine itself is started by root."""

import os
import pwd
import subprocess
from pathlib import Path

from workers.data_folder import StartRefused

NAME = "akte"


class NoAccount(StartRefused):
    """Root cannot run PostgreSQL and no account for it could be made."""

    def __init__(self) -> None:
        super().__init__(
            "PostgreSQL läuft nicht als root, und das Konto „akte“ ließ sich nicht anlegen. "
            "Bitte das Konto anlegen (useradd --system akte) oder ohne root starten.",
            "PostgreSQL does not run as root, and the account “akte” could not be made. "
            "Please create the account (useradd --system akte) or start without root.",
        )


class NotOurFolder(StartRefused):
    """A stranger made the folder before us and could read or replace what we put there."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"Der Ordner {folder} gehört einem anderen Konto. Bitte ihn prüfen und entfernen.",
            f"The folder {folder} belongs to another account. Please look at it and remove it.",
        )


def server_account(folder: Path) -> pwd.struct_passwd | None:
    """Who runs the server of `folder`: `None` means this very user, who is not root.

    For root it is the folder's owner, else an account that exists, else a new system account.
    Errors: `NoAccount`.
    """
    if os.geteuid() != 0:
        return None
    if folder.exists() and (owner := folder.stat().st_uid) != 0:
        return pwd.getpwuid(owner)
    return _account_named(NAME) or _account_named("postgres") or _new_account()


def hand_over(folder: Path, account: pwd.struct_passwd | None) -> None:
    """Gives `folder`, closed to all others, to the account, and lets it walk there.

    The folders above get the right to be walked through, not to be read. Errors:
    `NotOurFolder`.
    """
    for place in (folder.parent, folder):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    owner = folder.lstat().st_uid
    if owner not in {os.geteuid(), account.pw_uid if account else None}:
        raise NotOurFolder(folder)
    if account is None:
        return
    if owner != account.pw_uid:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)
    open_the_way(folder)


def open_the_way(path: Path) -> None:
    """Lets every account walk through the folders above `path`; changes nothing else."""
    for above in path.absolute().parents:
        mode = above.stat().st_mode
        if not mode & 0o001:
            above.chmod(mode | 0o001)


def _account_named(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _new_account() -> pwd.struct_passwd:
    command = ("useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME)
    try:
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 fixed words
        return pwd.getpwnam(NAME)
    except (OSError, subprocess.CalledProcessError, KeyError):
        raise NoAccount from None
