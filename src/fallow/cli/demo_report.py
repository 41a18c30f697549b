"""The example's report: one self-contained page, from contested reports to the treaty clock, with lineage.

Sections follow the chain. Figures are in ``demo_headline``, drawn maps in ``demo_maps``; here are the words and tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from fallow import __version__
from fallow.cli.demo_chain import NOW, Chain
from fallow.cli.demo_headline import Headline
from fallow.cli.demo_maps import district_map, survey_map
from fallow.cli.demo_rates import rate_blocks
from fallow.core.ids import short
from fallow.publish.page import Block, Drawing, Figure, Figures, Fold, Page, Picture, Section, Steps, Table, Words
from fallow.register import Register
from fallow.strikes import Strike, lineage

BANNER = (
    "SIMULATED EXAMPLE · invented states, people and places in the open sea · nothing here says that any land is safe"
)


def report_page(chain: Chain, figures: Sequence[Headline], map_png: bytes, register: Register) -> Page:
    """Return the page; ``figures`` are the headline figures, ``map_png`` the hazard picture."""
    return Page(
        title="From contested reports to land that may be given back",
        lead="Sixteen pages that copy, deny and contradict one another; four files of records with errors; some reports of "
        "villagers and a survey half done. What may still lie where, how sure is that, and where should one look next? Each "
        "figure stands beside the truth of this invented district, which no step was shown.",
        banner=BANNER,
        sections=[
            Section("figures", "What came out", _figures(figures)),
            Section("reports", "Who said what, and how many are independent", _reports(chain)),
            Section("records", "Records, as they were and as they changed", _records(chain)),
            Section("strikes", "Strikes, with lineage", _strikes(chain, register)),
            Section("hazard", "What may still lie where", _hazard(chain, map_png)),
            Section("survey", "Where to look next", _survey(chain)),
            Section("release", "What an authority may be asked", _release(chain)),
            Section("treaty", "The treaty clock", _treaty(chain)),
        ],
        colophon=_colophon(chain, register),
    )


def _figures(figures: Sequence[Headline]) -> list[Block]:
    shown = [Figure(one.says, one.estimate, one.truth, one.note) for one in figures]
    return [
        Figures(shown),
        Words(
            "Read the ranges, not the middles: a range that says 5 to 95 % is meant to miss the truth one time in ten. "
            "One example shows nothing about calibration; the methods pages say how often the ranges hold on many scenes.",
            "quiet",
        ),
    ]


def _reports(chain: Chain) -> list[Block]:
    reading = chain.reading
    names = {document["sha256"]: document["path"].rsplit("/", 1)[-1] for document in reading["documents"]}
    copies: dict[str, list[str]] = {}
    for link in reading["links"]:
        if link["kind"] == "derived_from":
            copies.setdefault(link["a"], []).append(
                f"from {names.get(link['b'], short(link['b']))} ({link['score']:.2f})"
            )
    rows = [
        (
            names[document["sha256"]],
            (document["outlet"] or {}).get("name"),
            (document["published"] or {}).get("date"),
            len(document["statements"]),
            len(document["claims"]),
            "; ".join(copies.get(document["sha256"], [])) or None,
            "suspected" if document["rewritten"]["suspected"] else None,
        )
        for document in reading["documents"]
    ]
    header = ("document", "outlet", "published", "statements", "claims", "copy", "rewritten by machine")
    propositions = sorted(reading["propositions"], key=lambda one: (-_low(one["documents"]), one["key"]))
    main = [one for one in propositions if one["key"].startswith(("use|place", "dud_rate"))]
    rest = [one for one in propositions if one not in main]
    said = [
        (
            names[document["sha256"]],
            statement["speaker"]["name"] or statement["speaker"]["role"],
            statement["speaker"]["affiliation"],
            statement["type"],
            len(statement["quotes"]),
        )
        for document in reading["documents"]
        for statement in document["statements"]
    ]
    return [
        Words(
            "Counting articles misleads in both directions. Copies and rewritten copies share the origin of what they copy; an "
            "account that names nobody adds nothing; all offices of one government are one family. Denials stay beside the "
            "claim and cancel no observation."
        ),
        _propositions(
            main, "Uses at a place and rates, by how many independent origins (ranges where a link is uncertain)"
        ),
        Fold(f"{len(rest)} further things that are claimed", [_propositions(rest, "")]),
        Table(header, rows, "The documents", (3, 4)),
        Fold(
            f"{len(said)} statements and who made them",
            [Table(("document", "speaker", "affiliation", "kind", "quotes"), said, "", (4,))],
        ),
        *_dud_rates(chain, names),
    ]


def _propositions(listed: Sequence[dict[str, Any]], caption: str) -> Table:
    rows = [
        (
            _plain_key(one["key"]),
            _number(one["documents"]),
            _number(one["origins"]),
            _number(one["observing_families"]),
            _number(one["asserting_families"]),
            _number(one["against"]["documents"]),
            _number(one["against"]["asserting_families"]),
        )
        for one in listed
    ]
    header = (
        "what is claimed",
        "documents",
        "origins",
        "observing families",
        "asserting families",
        "documents against",
        "families against",
    )
    return Table(header, rows, caption, (1, 2, 3, 4, 5, 6))


def _plain_key(key: str) -> str:
    """A proposition's key as words: its kind, then its parts, ``nobody says`` where a part is unknown."""
    kind, *parts = key.split("|")
    words = []
    for part in parts:
        name, _, value = (
            part.rpartition("=") if "=" in part and not part.startswith(("<", ">", "=")) else ("", "", part)
        )
        start, _, end = value.partition("/")
        value = start if start == end else value.replace("/", " to ")
        value = value.split(":", 1)[-1] if value.startswith(("state:", "org:", "ngo:", "person:")) else value
        words.append(
            {"?": "nobody says", "-": ""}.get(
                value, f"{name} {value}".strip().removeprefix("place ").removeprefix("when ")
            )
        )
    return f"{kind.replace('_', ' ')}: {', '.join(word for word in words if word)}".rstrip(": ")


def _dud_rates(chain: Chain, names: dict[str, str]) -> list[Block]:
    rows = []
    for document in chain.reading["documents"]:
        for claim in document["claims"]:
            if claim["kind"] == "dud_rate":
                f = claim["fields"]
                high = f" to {float(f['high']):.3g}" if f.get("high") is not None else ""
                rows.append(
                    (
                        f.get("munition"),
                        f.get("owner"),
                        f"{'' if f['op'] == 'range' else f['op'] + ' '}{float(f['value']):.3g}{high}",
                        claim["basis"],
                        names[document["sha256"]],
                    )
                )
    if not rows:
        return []
    return [Table(("munition", "whose", "rate claimed", "basis", "document"), rows, "Dud rates, as claimed")]


def _number(value: Any) -> object:
    if isinstance(value, list):
        return len(value)
    if isinstance(value, dict) and "low" in value:
        return f"{value['low']}–{value['high']}" if value["low"] != value["high"] else value["low"]
    return value


def _low(value: Any) -> int:
    return int(value["low"] if isinstance(value, dict) else value)


def _records(chain: Chain) -> list[Block]:
    rows = [
        (
            report.file,
            report.known_since,
            report.rows,
            report.new,
            report.corrected,
            report.no_longer_listed,
            report.placed,
            report.labelled.get("cluster_munition", 0),
        )
        for report in chain.imports
    ]
    flags = [(report.file, flag.kind, flag.key, flag.sentence) for report in chain.imports for flag in report.flags]
    return [
        Words(
            "Every row is kept as its source wrote it and read by a mapping. A later file corrects or drops rows; the earlier "
            "answer stays. What looks wrong is flagged beside the row and never repaired."
        ),
        Table(
            (
                "file",
                "known since",
                "rows",
                "new",
                "corrected",
                "no longer listed",
                "with position",
                "cluster munitions",
            ),
            rows,
            "Files, in the order in which they were public",
            (2, 3, 4, 5, 6, 7),
        ),
        Table(("file", "flag", "row", "what it says"), flags, "Flags"),
    ]


def _strikes(chain: Chain, register: Register) -> list[Block]:
    if chain.hypotheses is None:
        return []
    strikes = chain.hypotheses.strikes
    rows = [
        (
            short(strike.id),
            strike.when.start.isoformat() if strike.when else None,
            strike.munition or (f"({strike.munition_class})" if strike.munition_class else None),
            len(strike.members),
            len(strike.weight.observing),
            len(strike.weight.own_act),
            len(strike.weight.asserting),
            len(strike.against),
            f"{strike.p_real:.2f}",
            None if strike.position_sigma_m is None else f"{strike.position_sigma_m:.0f}",
            len(strike.perhaps),
        )
        for strike in strikes
    ]
    shown = sorted(strikes, key=lambda strike: (-len(strike.members), strike.id))[:3]
    return [
        Words(chain.hypotheses.headline() + "."),
        Table(
            (
                "strike",
                "day",
                "munition",
                "claims",
                "observed by",
                "own act of",
                "asserted by",
                "against",
                "chance that it is real",
                "± m",
                "perhaps the same as",
            ),
            rows,
            "Hypotheses; nothing is merged without its reasons",
            (3, 4, 5, 6, 7, 8, 9, 10),
        ),
        *(_lineage(strike, chain, register) for strike in shown),
        Drawing(district_map(chain)),
    ]


def _lineage(strike: Strike, chain: Chain, register: Register) -> Fold:
    claims = {claim.id: claim for claim in chain.claims}
    steps: list[tuple[int, str, str]] = [(0, "strike", f"{short(strike.id)}: {'; '.join(strike.reasons)}")]
    for step in lineage(register, strike, claims):
        steps.extend(_walk(step))
    steps.extend(
        (1, "link", f"{link.grade.value}, {link.p_same:.2f}: {'; '.join(link.reasons)}") for link in strike.links
    )
    return Fold(f"Lineage of strike {short(strike.id)}, {len(strike.members)} claims", [Steps(steps)])


def _walk(step: dict[str, Any]) -> Iterable[tuple[int, str, str]]:
    claim = step["claim"]
    told = [claim["basis"], claim["authority"] or "nobody named", claim["munition"] or "no munition named"]
    when = (claim["when"] or {}).get("text") or (claim["when"] or {}).get("start") or "no day"
    yield 1, f"claim {step['role']}", f"{', '.join(told)}, {when}, ± {claim['uncertainty_m'] or 'unknown'} m"
    yield 2, "entry", f"{short(step['entry']['id'])} ({step['entry'].get('kind', 'missing')})"
    if "row" in step:
        row = step["row"]
        file = row["file"]["name"] if isinstance(row["file"], dict) else row["source"]
        yield 3, "row", f"{row['key']} of {file} (listing {short(row['listing'])}, with its mapping)"
    if "document" in step:
        document = step["document"]
        words = document["words"]
        yield 3, "document", document["name"] + (f": “{' '.join(words.split())}”" if words else "")
    for past in step.get("history", []):
        yield 3, past["what"], f"{short(past['entry'])}: {past['reason']}"


def _hazard(chain: Chain, map_png: bytes) -> list[Block]:
    if chain.hazard is None:
        return []
    field = chain.hazard
    return [
        Picture(map_png, "Expected unexploded items per hectare; hatched ground was never searched to the end."),
        Words(str(field.outcome)),
        *_rates(chain),
        Words("This field does not know: " + "; ".join(field.provenance["does_not_know"]) + ".", "warn"),
        Fold(
            "Lineage of the field",
            [
                Steps(
                    [
                        (0, "field", f"{field.method} {field.version}, seed {field.seed}, on {field.provenance['on']}"),
                        (1, "entry", short(chain.field_entry.id) if chain.field_entry else "none"),
                        *((1, "input", f"{name}: {short(sha)}") for name, sha in field.provenance["inputs"].items()),
                        *(
                            (2, "strike", f"{short(strike['id'])}, {strike['date']}, from {strike['source'][:160]}")
                            for strike in field.provenance["strikes"]
                        ),
                        *((1, "flag", flag) for flag in field.provenance["flags"]),
                    ]
                )
            ],
        ),
    ]


def _rates(chain: Chain) -> list[Block]:
    if chain.rates is None or chain.hypotheses is None:
        return []
    pages = {document["sha256"]: document["path"].rsplit("/", 1)[-1] for document in chain.reading["documents"]}
    used = [strike.munition for strike in chain.hypotheses.strikes if strike.munition is not None]
    return [Fold("Why these failure rates", rate_blocks(chain.dud_claims, chain.rates, used, pages))]


def _survey(chain: Chain) -> list[Block]:
    if chain.planner is None:
        return []
    rows = [(n, box.id, box.search_number, box.why) for n, box in enumerate(chain.boxes, start=1)]
    stopped = chain.planner.stopped
    return [
        Drawing(survey_map(chain)),
        Table(("", "box", "search", "why"), rows, "The next boxes, best first", (0, 2)),
        Words(str(stopped) if stopped else "The planner's stop rule is not met: the survey should go on."),
    ]


def _release(chain: Chain) -> list[Block]:
    blocks: list[Block] = [
        Words(
            "No software releases land. What can be done is to hold a parcel against the criteria that an authority has set, item "
            "by item, and to say what the figure does not cover."
        )
    ]
    for parcel in chain.parcels:
        answer = parcel.answer
        rows = [(check.criterion.id, check.sentence) for check in answer.checks]
        rows += [("floor", floor) for floor in answer.floors]
        blocks += [
            Words(f"{parcel.id}, asked for by {parcel.asked_by}. {answer.sentence}"),
            Words(answer.residual.sentence, "quiet"),
            Table(("criterion", "held against the parcel"), rows),
        ]
    if chain.parcels:
        blocks.append(Words("Not covered: " + "; ".join(chain.parcels[0].answer.residual.not_covered) + ".", "warn"))
    return blocks


def _treaty(chain: Chain) -> list[Block]:
    rows = [
        (duty.article, duty.duty, duty.due, duty.extended, duty.state.value, "yes" if duty.binding else "encouraged")
        for duty in chain.duties
    ]
    dated = [duty for duty in chain.duties if duty.due is not None]
    steps = [
        step
        for duty in dated
        for step in [
            (0, f"article {duty.article}", f"{duty.duty}: {duty.due}"),
            *((1, "because", reason) for reason in duty.derivation),
        ]
    ]
    return [
        Words(f"What the invented state owes on {NOW.date()} under the Convention on Cluster Munitions."),
        Table(("article", "duty", "due", "extended to", "state", "binding"), rows),
        Fold("How each day was derived", [Steps(steps)]),
    ]


def _colophon(chain: Chain, register: Register) -> list[str]:
    verdict = register.verify()
    head = ", ".join(short(head) for head in verdict.heads)
    return [
        f"Fallow {__version__}; seed {chain.world.seed}; the example's clock stands at {NOW.isoformat()}.",
        f"Register: {verdict.entries} entries, head {head}, "
        + ("every entry has its digest and its place in the chain." if verdict else "VERIFICATION FAILED."),
        "Everything in this file is inside this file; it asks no network for anything. The same seed gives the same bytes.",
    ]
