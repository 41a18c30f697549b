"""First half: its modules of single pages."""

from __future__ import annotations

import pages_first_long
import pages_first_news
import pages_first_reports

MODULES = (pages_first_news, pages_first_reports, pages_first_long)
