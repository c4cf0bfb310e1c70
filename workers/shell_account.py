"""Who sits at the shell: the account of the operating system, which no option can change."""

import os
import pwd


def shell_account() -> str:
    """The account that runs the command, behind sudo the one that asked: `os:jung`."""
    number = os.getuid()
    asked = os.environ.get("SUDO_USER") if number == 0 else None
    return f"os:{asked or _name_of(number)}"


def _name_of(number: int) -> str:
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:  # a container may run under a number that nobody named
        return str(number)
