"""Checks a range of seals of a register file in a process of its own, and writes what it found to standard output.

Started by ``verify_seal`` for large registers as ``python -m fallow.register.verify_worker FILE FIRST LAST``, so that a caller's
own program is never run a second time. The two speak pickle, which stays between a process and its child.
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path

from fallow.register.recorders.sqlite import SqliteRecorder
from fallow.register.seal import parse_seal
from fallow.register.verify_seal import check_range


def main(path: str, first: str, last: str) -> None:
    """Check the seals with numbers ``first`` to ``last`` and write the findings."""
    recorder = SqliteRecorder.open(Path(path))
    try:
        seals = {
            stored.number: parse_seal(stored.raw, stored.signature)
            for stored in recorder.seals(int(first) - 1)
            if stored.number <= int(last)
        }
        found = check_range(recorder, seals, recorder.partial())
    finally:
        recorder.close()
    sys.stdout.buffer.write(pickle.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:4])
