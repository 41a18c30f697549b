"""Makes the generator of archives importable by its name, as the measuring scripts import it."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
