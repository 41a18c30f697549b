"""Documents in a register: bytes kept, read once, copies sharing one origin, nothing there by halves."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from fallow.cli.read import command
from fallow.core.errors import InputError
from fallow.evidence.claim import ClaimKind, Polarity
from fallow.evidence.docclaims import CANDIDATE_LABEL, CLUSTER_LABEL, document_claims
from fallow.evidence.reading import PlaceTable
from fallow.evidence.reading.capture import capture_documents
from fallow.register import Register

NOW = datetime(2031, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path, pages: dict[str, str]) -> Path:
    for name, text in pages.items():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    return tmp_path


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.txt"))


def test_a_second_capture_adds_nothing(folder: Path, places: PlaceTable) -> None:
    with Register.create(folder / "r.fallow") as register:
        first = capture_documents(register, files(folder), NOW, places=places)
        assert [entry.kind for entry in first] == ["document", "reading"] * 5
        assert capture_documents(register, files(folder), NOW, places=places) == []
        assert register.count() == 10
        assert register.verify()


def test_other_places_are_another_reading_of_the_same_document(folder: Path, places: PlaceTable) -> None:
    with Register.create(folder / "r.fallow") as register:
        capture_documents(register, files(folder)[:1], NOW)
        again = capture_documents(register, files(folder)[:1], NOW, places=places)
        assert [entry.kind for entry in again] == ["reading"]


def test_the_words_of_every_claim_are_in_the_register(folder: Path, places: PlaceTable) -> None:
    with Register.create(folder / "r.fallow") as register:
        capture_documents(register, files(folder), NOW, places=places)
        for claim in document_claims(register):
            text = register.blob(claim.source).decode()
            words = text[claim.fields["words"]["start"] : claim.fields["words"]["end"]]
            assert words.strip()
            assert register.get(claim.entry_id).kind == "reading"


def test_copies_share_one_origin_and_the_denial_has_its_own(folder: Path, places: PlaceTable) -> None:
    with Register.create(folder / "r.fallow") as register:
        capture_documents(register, files(folder), NOW, places=places)
        uses = [c for c in document_claims(register) if c.kind is ClaimKind.USE and c.place is not None]
    asserted = {
        c.origin
        for c in uses
        if c.polarity is Polarity.AFFIRM and c.authority is not None and c.authority.startswith("state:")
    }
    denied = {c.origin for c in uses if c.polarity is not Polarity.AFFIRM}
    assert len(asserted) == 1
    assert denied
    assert not denied & asserted
    assert all(CLUSTER_LABEL in c.labels for c in uses)


def test_only_sound_claims_carry_the_candidate_label(folder: Path, places: PlaceTable) -> None:
    with Register.create(folder / "r.fallow") as register:
        capture_documents(register, files(folder), NOW, places=places)
        labelled = [c for c in document_claims(register) if CANDIDATE_LABEL in c.labels]
    assert labelled
    assert all(c.place is not None and c.when is not None and c.when.days <= 7 for c in labelled)
    assert all("rewritten-text" not in c.flags and c.polarity is Polarity.AFFIRM for c in labelled)


def test_what_was_known_then_leaves_later_documents_out(folder: Path, places: PlaceTable) -> None:
    with Register.create(folder / "r.fallow") as register:
        original, rest = folder / "original.txt", [path for path in files(folder) if path.name != "original.txt"]
        capture_documents(register, [original], NOW, date(2031, 5, 14), places)
        capture_documents(register, rest, NOW, date(2031, 5, 20), places)
        then = document_claims(register, as_known=datetime(2031, 5, 15, tzinfo=UTC))
        assert {c.source for c in then} == {c.source for c in document_claims(register) if c.known_at.day == 14}
        assert len(then) < len(document_claims(register))


def test_the_order_of_capture_changes_no_claim(folder: Path, places: PlaceTable) -> None:
    views = []
    for name, paths in (("a", files(folder)), ("b", files(folder)[::-1])):
        with Register.create(folder / f"{name}.fallow") as register:
            for path in paths:
                capture_documents(register, [path], NOW, places=places)
            views.append([(c.id, c.kind, c.authority, c.origin, c.labels, c.flags) for c in document_claims(register)])
    assert views[0] == views[1]


def test_an_office_document_is_refused_with_a_way_out(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(b"%PDF-1.7 ...")
    with Register.create(tmp_path / "r.fallow") as register, pytest.raises(InputError, match="a PDF") as caught:
        capture_documents(register, [path], NOW)
    assert caught.value.kind == "not-text"


CONTRACT = {
    "documents": {"path", "sha256", "chars", "segments", "published", "outlet", "rewritten", "statements", "claims"},
    "statements": {"id", "type", "start", "end", "speaker", "cue", "content", "quotes", "said_on", "via", "to"},
    "claims": {"id", "statement", "kind", "start", "end", "polarity", "modality", "basis", "fields"},
    "links": {"kind", "a", "b", "score", "evidence"},
    "propositions": {"key", "claims", "documents", "origins", "asserting_families", "observing_families", "against"},
    "strike_candidates": {"claims", "place", "when", "why"},
}


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(command, [str(one) for one in arguments], catch_exceptions=False)
    return result.exit_code, result.stdout


def table(folder: Path) -> Path:
    path = folder / "places.csv"
    path.write_text("name,country,lat,lon,precision_m\nHalvik,Norrin,-36.10,-21.20,500\n", "utf-8")
    return path


def test_the_json_is_exactly_the_contract_and_the_same_every_time(folder: Path) -> None:
    code, out = run(*files(folder), "--places", table(folder), "--json")
    assert code == 0
    assert run(*files(folder), "--places", table(folder), "--json") == (0, out)
    result = json.loads(out)
    assert set(result) == {"documents", "links", "propositions", "strike_candidates"}
    for key in ("documents", "links", "propositions", "strike_candidates"):
        assert result[key]
        assert all(set(one) == CONTRACT[key] for one in result[key])
    for document in result["documents"]:
        for key in ("statements", "claims"):
            assert all(set(one) == CONTRACT[key] for one in document[key])
        for claim in document["claims"]:
            if claim["kind"] == "use":
                assert set(claim["fields"]) == {"actor", "munition", "place", "when"}
            if claim["kind"] == "dud_rate":
                assert set(claim["fields"]) == {"owner", "munition", "op", "value", "high", "source_chain"}


def test_every_statement_and_claim_names_its_rule(folder: Path) -> None:
    _, out = run(*files(folder), "--places", table(folder), "--json", "--rules")
    result = json.loads(out)
    ids = {one["id"] for document in result["documents"] for key in ("statements", "claims") for one in document[key]}
    assert ids <= set(result["rules"])
    assert all("/" in rule for rule in result["rules"].values())


def test_the_summary_shows_counts_apart(folder: Path) -> None:
    code, out = run(*files(folder), "--places", table(folder))
    assert code == 0
    assert "origins" in out
    assert "strike candidates" in out
    assert "contradicts" in out


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    Register.create(folder / "r.fallow").close()
    run(*files(folder), "--into", folder / "r.fallow", "--dry-run")
    with Register.open(folder / "r.fallow") as register:
        assert register.count() == 0
    run(*files(folder), "--into", folder / "r.fallow", "--places", table(folder))
    with Register.open(folder / "r.fallow") as register:
        assert register.count() == 10


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("name,country,lat,lon\nHalvik,Norrin,1,2\n", "precision_m"),
        ("name,country,lat,lon,precision_m\nHalvik,Norrin,95,2,500\n", "95"),
        ("name,country,lat,lon,precision_m\nHalvik,Norrin,north,2,500\n", "north"),
        ("name,country,lat,lon,precision_m\n", "no rows"),
    ],
)
def test_a_bad_table_of_places_is_named(tmp_path: Path, content: str, found: str) -> None:
    from fallow.evidence.reading import read_place_table

    (tmp_path / "p.csv").write_text(content)
    with pytest.raises(InputError, match=found) as caught:
        read_place_table(tmp_path / "p.csv")
    assert caught.value.kind == "bad-places"
