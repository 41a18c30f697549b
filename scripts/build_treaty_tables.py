"""Build the tables of acts in ``src/fallow/treaty/tables`` from a listing of depositary facts.

Run it as ``PYTHONPATH=src python scripts/build_treaty_tables.py LISTING.csv``. The listing has one row a state and treaty:
``country_name, treaty_id, action_type, action_date, signature_date``, taken from the status pages of the United Nations
Treaty Collection (chapter XXVI) in February 2026. Facts are not anybody's property; the listing itself stays outside the
repository. Three faults of the listing are put right here, each with a note in the row:

- a state that signed and then "acceded" accepted: the status page marks acceptance "A" and accession "a";
- withdrawn states are missing from it: their acts are added by hand, with their own source and mark;
- for Protocol V the listing prints the day of consent in the column of signatures.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from fallow.treaty.states import parse_state

TABLES = Path(__file__).resolve().parent.parent / "src" / "fallow" / "treaty" / "tables"
COLUMNS = ("state", "iso3", "act", "date", "effective", "mark", "citation", "note")
TREATIES = {"ccm": ("ccm", "XXVI-6"), "ccw_p5": ("ccw_p5", "XXVI-2-d"), "ottawa": ("mbc", "XXVI-5")}

PRINTED = "listed as ratification; acceptance or approval is possible"
MAYBE = "listed as accession, but the State had signed: read as acceptance"

# The status page's own text was read up to this state (stored copy of XXVI-6): there a ratification is a ratification.
READ_UP_TO = "Ecuador"

LITHUANIA_2011 = "Cluster Munition Coalition, 28 March 2011, Lithuania ratifies treaty banning cluster bombs"
LITHUANIA_2024 = "President of the 12th Meeting of States Parties, September 2024, statement at clusterconvention.org"
LITHUANIA_2025 = "Presidency of the 13th Meeting of States Parties, statement of 6 March 2025"
BALTIC = "MAG, 27 December 2025, statement on the withdrawal of Estonia, Latvia and Lithuania"
BALTIC_NOTICE = "IANS, 29 June 2025, and Xinhua, 28 December 2025: notified 27 June 2025"
BALTIC_JOINED = "Xinhua, 28 December 2025, gives the year; the day is general knowledge"
FINLAND = "Reuters, July 2025: notified in July, effect in January 2026; the days are general knowledge"
POLAND = "Arms Control Today, January 2026: deposited by 20 August 2025, effect in early 2026; the days are inferred"

BY_HAND: dict[str, list[tuple[str, str, str, str, str, str]]] = {
    "ccm": [
        ("LTU", "signature", "2008-12-03", "unverified", LITHUANIA_2011, "the source gives Oslo, December 2008"),
        ("LTU", "ratification", "2011-03-24", "verified", LITHUANIA_2011, "also states entry into force on 2011-09-01"),
        ("LTU", "withdrawal_notice", "2024-09-06", "verified", LITHUANIA_2024, ""),
        ("LTU", "withdrawal", "2025-03-06", "verified", LITHUANIA_2025, "the first withdrawal from the Convention"),
    ],
    "mbc": [
        ("EST", "accession", "2004-05-12", "unverified", BALTIC_JOINED, ""),
        ("EST", "withdrawal_notice", "2025-06-27", "verified", BALTIC_NOTICE, ""),
        ("EST", "withdrawal", "2025-12-27", "verified", BALTIC, ""),
        ("LVA", "accession", "2005-07-01", "unverified", BALTIC_JOINED, ""),
        ("LVA", "withdrawal_notice", "2025-06-27", "verified", BALTIC_NOTICE, ""),
        ("LVA", "withdrawal", "2025-12-27", "verified", BALTIC, ""),
        ("LTU", "signature", "1999-02-26", "unverified", BALTIC_JOINED, ""),
        ("LTU", "ratification", "2003-05-12", "unverified", BALTIC_JOINED, ""),
        ("LTU", "withdrawal_notice", "2025-06-27", "verified", BALTIC_NOTICE, ""),
        ("LTU", "withdrawal", "2025-12-27", "verified", BALTIC, ""),
        ("FIN", "accession", "2012-01-09", "unverified", "general knowledge", ""),
        ("FIN", "withdrawal_notice", "2025-07-10", "unverified", FINLAND, ""),
        ("FIN", "withdrawal", "2026-01-10", "unverified", FINLAND, ""),
        ("POL", "withdrawal_notice", "2025-08-20", "inferred", POLAND, ""),
    ],
}
EFFECTIVE = {("mbc", "MNE"): "2006-06-03", ("mbc", "SSD"): "2011-07-09"}
"""Successions bind from the day of independence, which the listing does not give (general knowledge)."""


def rows_of(row: dict[str, str]) -> list[dict[str, str]]:
    """Return the acts that one row of the listing states."""
    instrument, chapter = TREATIES[row["treaty_id"]]
    state = parse_state(row["country_name"])
    base = {
        "state": state.name,
        "iso3": state.iso3,
        "effective": "",
        "mark": "verified",
        "citation": f"United Nations Treaty Collection, {chapter}, status page, retrieved February 2026",
        "note": "",
    }
    if instrument == "ccw_p5":
        return [{**base, "act": "consent", "date": row["signature_date"]}]
    acts = []
    if row["signature_date"]:
        acts.append({**base, "act": "signature", "date": row["signature_date"]})
    if row["action_date"]:
        acts.append({**base, **consent_of(instrument, state.iso3, row), "date": row["action_date"]})
    return acts


def consent_of(instrument: str, iso3: str, row: dict[str, str]) -> dict[str, str]:
    """Return the act of consent with the note that its listing needs."""
    act = row["action_type"].lower()
    if act == "accession" and row["signature_date"]:
        return {"act": "acceptance", "note": MAYBE}
    if act == "succession":
        return {
            "act": act,
            "effective": EFFECTIVE[(instrument, iso3)],
            "note": "bound from independence (general knowledge)",
        }
    certain = act != "ratification" or (instrument == "ccm" and row["country_name"] <= READ_UP_TO)
    return {"act": act, "note": "" if certain else PRINTED}


def main(listing: Path) -> None:
    """Write one table an instrument, by state and day."""
    tables: dict[str, list[dict[str, str]]] = {name: [] for name, _ in TREATIES.values()}
    with listing.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["treaty_id"] in TREATIES:
                tables[TREATIES[row["treaty_id"]][0]] += rows_of(row)
    for name, acts in BY_HAND.items():
        for iso3, act, day, mark, citation, note in acts:
            values = (parse_state(iso3).name, iso3, act, day, "", mark, citation, note)
            tables[name].append(dict(zip(COLUMNS, values, strict=True)))
    for name, rows in tables.items():
        with (TABLES / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(sorted(rows, key=lambda row: (row["iso3"], row["date"], row["act"] != "signature")))
        print(f"{name}.csv: {len(rows)} acts of {len({row['iso3'] for row in rows})} states")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: build_treaty_tables.py LISTING.csv")
    main(Path(sys.argv[1]))
