"""The stranger's scripts stand in this folder and import each other by name, as they do for whoever runs them."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
