"""Second half, held out: its modules of single pages."""

from __future__ import annotations

import pages_second_desk
import pages_second_long
import pages_second_more
import pages_second_press

MODULES = (pages_second_press, pages_second_desk, pages_second_long, pages_second_more)
