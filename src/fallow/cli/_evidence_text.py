"""How claims, origins, grades, table rows and custody are printed for people. Counts stay apart; absence is a dash."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from fallow.cli._render import table
from fallow.register.keys import short_author

WIDTH = 100
_WORDS = 160


def claims_text(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the claims by document: what, on whose word, how, where, with the words; what people ruled below each."""
    if not rows:
        return "no claims of documents"
    lines: list[str] = []
    document = None
    for row in rows:
        if row["document"] != document:
            document = row["document"]
            lines += ["", f"{document}, {row['published'] or 'no day of publication printed'}"]
        where = f" at {row['place']['name']}" if row["place"] else ""
        when = f" {_days(row['when'])}" if row["when"] else ""
        put = " ".join(one for one in (row["polarity"], row["modality"], row["basis"].replace("_", " ")))
        lines.append(
            f"  {row['id']}  {row['kind']}{where}{when}: {put}, by {row['who']} ({row['authority'] or 'no body known'})"
        )
        lines.append(_wrapped(_cut(row["words"]) if row["words"] else "(words that name a private person)", "      | "))
        if row["flags"]:
            lines.append(f"      flags: {', '.join(row['flags'])}")
        lines += [
            f"      {one['verdict']}{set_text(one.get('set'))} by {short_author(one['by'])} on {one['at'][:10]}: {one['reason']} (entry {one['entry'][:10]})"
            for one in row["decided"]
        ]
    return "\n".join([*lines, "", f"{len(rows)} claims"]).lstrip("\n")


def set_text(told: Mapping[str, Any] | None) -> str:
    """Return what a correction sets, in words: " to place Halvik (Norrin, -36.1, -21.2, to 500 m), when 2031-05-12"."""
    if not told:
        return ""
    return f" to {', '.join(f'{name} {_told(name, value)}' for name, value in told.items())}"


def _told(name: str, value: Any) -> Any:
    if name == "place" and value:
        return f"{value['name']} ({value['country']}, {value['lat']}, {value['lon']}, to {value['precision_m']} m)"
    return _days(value) if name == "when" and value else value


def origins_text(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the propositions: counts for and against, then who says it with grades beside, then the links."""
    if not rows:
        return "no propositions"
    lines = []
    for row in rows:
        against = row["against"]
        lines += [
            row["key"],
            f"  for: {_counts(row)}",
            f"  against: {_counts(against)}" if against["documents"] else "  against: nobody",
        ]
        shown = [
            (
                "+" if one["side"] == "for" else "-",
                one["id"],
                one["who"][:40],
                one["authority"],
                one["basis"].replace("_", " "),
                ", ".join(one["given"]) or None,
                one["proposed"],
            )
            for one in row["claims"]
        ]
        header = ("", "claim", "who", "family", "basis", "graded", "proposed")
        lines.append(textwrap.indent(table(shown, header), "  "))
        lines += [f"  {link['kind']}: {link['a'][:40]} - {link['b'][:40]}: {link['evidence']}" for link in row["links"]]
        lines.append("")
    lines.append(
        "Counts are of independent origins and of families, never of articles; a range shows links in doubt, the lower end is "
        "the one to trust.\nGrades are beside and count nowhere: graded by people, proposed by rule grade/1."
    )
    return "\n".join(lines)


def grades_text(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the grades, those given and the one proposed in columns of their own."""
    shown = [
        (
            row["claim"],
            "; ".join(f"{one['grade']} by {short_author(one['by'])}: {one['reason']}" for one in row["given"]) or None,
            row["proposed"]["grade"],
            f"{row['proposed']['reliability']}; {row['proposed']['credibility']}",
        )
        for row in rows
    ]
    if not shown:
        return "nothing is graded"
    return f"{table(shown, ('claim', 'graded by people', 'proposed', 'why proposed'))}\n\nA proposal is never stored and stands in for no grade."


def rows_text(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the table rows behind what was read, by document and use, with whose word each row is and where it first counts."""
    if not rows:
        return "no row of a look-up table stands behind what was read"
    grouped: dict[tuple[str, str, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        grouped.setdefault((row["document"], row["what"], str(row["row"])), []).append(row)
    lines: list[str] = []
    document = None
    for (name, what, _), uses in grouped.items():
        first = uses[0]
        if name != document:
            document = name
            again = first["tables_then"] != first["tables_now"]
            now = f"; the tables now are {first['tables_now']}: read it again to use them" if again else ""
            lines += ["", f"{name}, read by tables {first['tables_then']}{now}"]
        times = f"{len(uses)} times, first {first['of'][:60]}" if len(uses) > 1 else first["of"][:60]
        unsure = "; the page has no day, so the row's days could not be looked at" if first["day_unknown"] else ""
        lines += [f"  {what} ({times})", f"      {_row_said(first['row'])}{unsure}"]
    return "\n".join(lines).lstrip("\n")


def _row_said(used: Mapping[str, Any]) -> str:
    days = f", {used.get('from') or 'open'} to {used.get('to') or 'open'}" if used.get("from") or used.get("to") else ""
    mark = f", {used['mark']}" if used["mark"] else ""
    source = f", source: {used['source']}" if used["source"] else ""
    return f"{used['table']}: {used.get('name') or used.get('key')}{days} ({used['whose']}{mark}{source})"


def custody_text(found: Mapping[str, Any]) -> str:
    """Return the chain of custody, one line a step."""
    shown = [
        (one["at"][:19].replace("T", " "), one["what"], short_author(one["by"]), one["entry"][:10], one["says"][:160])
        for one in found["steps"]
    ]
    head = f"{found['name']}, document {found['document'][:12]}"
    return f"{head}\n\n{table(shown, ('when (UTC)', 'what', 'by key', 'entry', 'says'))}"


def _counts(counts: Mapping[str, Any]) -> str:
    origins = counts["origins"]
    said = f"{origins['low']} to {origins['high']}" if isinstance(origins, dict) else str(origins)
    return f"{counts['documents']} documents, {said} origins, {counts['asserting_families']} asserting and {counts['observing_families']} observing families"


def _days(when: Mapping[str, str]) -> str:
    return when["start"] if when["start"] == when["end"] else f"{when['start']} to {when['end']}"


def _cut(text: str) -> str:
    plain = " ".join("".join(char if char.isprintable() or char.isspace() else "�" for char in text).split())
    return plain if len(plain) <= _WORDS else f"{plain[:_WORDS].rstrip()} …"


def _wrapped(text: str, indent: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False)
