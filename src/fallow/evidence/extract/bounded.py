"""Bounded: starts the user's program with its memory bounded, and becomes it. Run by ``command``, never by a person.

``python -I bounded.py BYTES PROGRAM ARGUMENT...``; where the system cannot bound it, it runs unbounded.
"""

from __future__ import annotations

import contextlib
import os
import sys


def main(argv: list[str]) -> None:
    """Bound this process and become the program; exit 127 where it cannot be started."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        most = int(argv[0])
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        os.execvp(argv[1], argv[1:])  # noqa: S606 - the user's own program, given as a list, no shell
    except OSError:
        sys.exit(127)


if __name__ == "__main__":
    main(sys.argv[1:])
