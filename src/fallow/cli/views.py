"""``fallow views``: the tables beside a register, for QGIS and whatever speaks SQL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from fallow.cli._render import JSON, REGISTER, emit, table


@click.command("views")
@REGISTER
@click.option("--rebuild", is_flag=True, help="Fold them from zero.")
@click.option("--check", is_flag=True, help="Compare them with a fold from zero; exit 1 where they differ.")
@JSON
def command(register: Path, rebuild: bool, check: bool, as_json: bool) -> int:
    """Bring the tables beside REGISTER up to date and say what they hold.

    They are a SQLite file named after the register with .views at its end. It may be deleted; it is made again.
    """
    from fallow.register import Register
    from fallow.register.views import Views

    with Register.open(register) as opened, Views.anew(opened) if rebuild else Views.of(opened) as views:
        problems = views.check() if check else []
        folded = views.folded
        told: dict[str, Any] = {
            "path": str(views.path) if views.path else None,
            "taken_in": folded.taken_in,
            "folded_anew": folded.anew,
            "seals": folded.seals,
            "entries": folded.entries,
            "tables": views.tables(),
            "checked": check,
            "problems": [{"kind": p.kind, "where": p.where, "sentence": p.sentence} for p in problems],
        }
    emit(told, as_json, lambda: _text(told))
    return 1 if problems else 0


def _text(told: dict[str, Any]) -> str:
    where = told["path"] or "in memory only: this register is no file, or its folder takes none"
    behind = f"up to date; {told['taken_in']} entries behind until now" if told["taken_in"] else "up to date"
    how = "folded from zero just now" if told["folded_anew"] else behind
    lines = [str(where), f"{told['entries']} entries under {told['seals']} seals, {how}"]
    lines += ["", table(((name.replace("_", " "), count) for name, count in told["tables"].items()), ("table", "rows"))]
    if told["tables"]["unread"]:
        lines.append(f"{told['tables']['unread']} stated places or days could not be read and are empty")
    lines += [f"problem ({problem['kind']}): {problem['sentence']}" for problem in told["problems"]]
    if told["checked"] and not told["problems"]:
        lines.append("every row is what a fold of the register from zero gives")
    lines.append("open records, versions, current, amendments or conflict in QGIS or with sqlite3; read, never write")
    return "\n".join(lines)
