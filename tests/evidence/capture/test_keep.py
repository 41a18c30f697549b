"""Keeping: bytes first, text apart from them, every step on record, and a second time adds nothing."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from capture_cases import NOW, html, mail, pdf, wacz, warc

from fallow.core.errors import InputError, NotThereError
from fallow.evidence.capture import Extractor, Obtained, capture_files, custody, files_of, keep, new_files, texts_of
from fallow.evidence.claim import ClaimKind
from fallow.evidence.docclaims import document_claims
from fallow.evidence.grade import grade_decision
from fallow.register import Draft, Register
from fallow.register.merge import merge

PUBLISHED = '<meta property="article:published_time" content="2031-05-14T10:00:00Z">'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "pages"
    (place / "deep" / "er").mkdir(parents=True)
    (place / "a.html").write_bytes(html(PUBLISHED))
    (place / "b.pdf").write_bytes(pdf("Cluster munitions struck Halvik, the governor said."))
    (place / "deep" / "c.eml").write_bytes(mail("Words.", ("photo.png", "image/png", b"\x89PNG\r\n\x1a\n")))
    (place / "deep" / "er" / "d.wacz").write_bytes(
        wacz(warc(("https://a.example/1", "text/html", html(title="Another"))))
    )
    (place / "deep" / "e.txt").write_text("Halvik was hit on Monday, she said.", "utf-8")
    (place / ".hidden").write_text("x")
    (place / "deep" / "link").symlink_to(place)
    return place


def documents(register: Register) -> dict[str, list]:
    found: dict[str, list] = {}
    for entry in register.entries("document"):
        found.setdefault(entry.body["name"], []).append(entry)
    return found


def test_a_second_capture_of_a_folder_adds_nothing(register: Register, folder: Path, extractor: Extractor) -> None:
    listing = files_of([folder])
    assert [path.name for path in listing.files] == ["a.html", "b.pdf", "c.eml", "e.txt", "d.wacz"]
    assert [path.name for path in listing.passed_over] == [".hidden", "link"]
    told: list[str] = []
    first = capture_files(
        register, listing.files, NOW, on_file=lambda one: told.append(one.path.name), extractor=extractor
    )
    assert [one.outcome for one in first] == ["kept"] * 5
    assert told == [path.name for path in listing.files]
    entries = register.count()
    assert new_files(register, listing.files) == []
    again = capture_files(register, listing.files, NOW + timedelta(days=1), extractor=extractor)
    assert [one.outcome for one in again] == ["known"] * 5
    assert register.count() == entries
    assert register.verify()


def test_a_capture_that_was_broken_off_goes_on_where_it_stopped(
    register: Register, folder: Path, extractor: Extractor
) -> None:
    files = files_of([folder]).files

    def stop(outcome: keep.Outcome) -> None:
        if outcome.path.name == "b.pdf":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        capture_files(register, files, NOW, on_file=stop, extractor=extractor)
    assert [one.outcome for one in capture_files(register, files, NOW, extractor=extractor)] == ["known"] * 2 + [
        "kept"
    ] * 3


def test_the_page_is_kept_as_it_came_and_offsets_refer_to_its_text(
    register: Register, folder: Path, extractor: Extractor
) -> None:
    capture_files(
        register,
        [folder / "a.html"],
        NOW,
        obtained=Obtained("saved from a browser", "https://a.example/1"),
        extractor=extractor,
    )
    original, text = documents(register)["a.html"]
    assert register.blob(original.body["sha256"]) == (folder / "a.html").read_bytes()
    assert original.body["obtained"]["url"] == "https://a.example/1"
    assert "chars" not in original.body
    assert text.body["derived_from"] == original.id
    assert "not of the original" in text.body["derivation"]["offsets"]
    assert text.body["published"] == {
        "date": "2031-05-14",
        "basis": "declared in the page's markup: meta article:published_time",
    }
    words = register.blob(text.body["sha256"]).decode()
    printed = text.body["printed_dates"]
    assert [one["date"] for one in printed] == ["2031-05-12"], "printed dates stand apart from the day of publication"
    assert words[printed[0]["start"] : printed[0]["end"]] == "12 May 2031"
    uses = [claim for claim in document_claims(register) if claim.kind is ClaimKind.USE]
    assert uses
    for claim in uses:
        assert claim.source == text.body["sha256"]
        assert words[claim.fields["words"]["start"] : claim.fields["words"]["end"]].strip()
        assert claim.fields["published"] == "2031-05-14"


def test_what_fallow_read_is_given_is_the_text_that_is_kept(
    register: Register, folder: Path, extractor: Extractor
) -> None:
    capture_files(register, files_of([folder]).files, NOW, extractor=extractor)
    kept = {entry.body["sha256"] for entry in register.entries("document") if "chars" in entry.body}
    read = [text for path in files_of([folder]).files for _, text in texts_of(path, NOW.date(), extractor)]
    assert {register.recorder.put_blob(text) for text in read} == kept
    assert len(read) == 5


def test_parts_are_documents_of_their_own_and_name_their_whole(
    register: Register, folder: Path, extractor: Extractor
) -> None:
    capture_files(register, files_of([folder]).files, NOW, extractor=extractor)
    found = documents(register)
    (photo,) = found["c.eml#photo.png"]
    assert photo.body["part_of"] == found["c.eml"][0].id
    assert photo.body["text"] == "none: image/png holds no text"
    page, _ = found["https://a.example/1"]
    assert page.body["obtained"] == {
        "how": "part of d.wacz",
        "at": "2031-06-01T12:00:00.000000Z",
        "url": "https://a.example/1",
        "fetched_at": "2031-05-20T08:00:00Z",
    }


def test_a_newer_reader_reads_the_kept_text_and_extracts_nothing_anew(
    register: Register, folder: Path, monkeypatch: pytest.MonkeyPatch, extractor: Extractor
) -> None:
    files = files_of([folder]).files
    capture_files(register, files, NOW, extractor=extractor)
    before = register.count("document")
    monkeypatch.setattr(keep, "READER_VERSION", "999")
    outcomes = capture_files(register, files, NOW, extractor=extractor)
    assert [one.outcome for one in outcomes] == ["read_again"] * 5
    assert {entry.kind for one in outcomes for entry in one.entries} == {"reading"}
    assert register.count("document") == before
    dated = [entry.body["result"]["document"]["published"] for entry in outcomes[0].entries]
    assert dated == [{"date": "2031-05-14", "basis": "declared in the page's markup: meta article:published_time"}]


def test_custody_lists_every_step_from_the_file_to_the_grade(
    register: Register, folder: Path, extractor: Extractor
) -> None:
    capture_files(register, [folder / "deep" / "er" / "d.wacz"], NOW, extractor=extractor)
    text = [entry for entry in register.entries("document") if "derived_from" in entry.body][-1]
    (reading,) = register.entries("reading")
    later = NOW + timedelta(hours=1)
    (correction,) = register.append(
        [Draft("correction", {"of": text.id, "body": {**text.body, "outlet": None}, "reason": "wrong outlet"})],
        now=later,
    )
    register.append([Draft("dispute", {"of": reading.id, "reason": "misread"})], now=later)
    register.append([Draft("withdrawal", {"of": correction.id, "reason": "it was right"})], now=later)
    graded = grade_decision("c", "B2", reason="known")
    register.append([Draft("decision", {**graded.body, "document": text.id})], now=later)
    steps = custody(register, text.id[:12])
    assert [step.what for step in steps] == [
        "obtained", "hashed", "unpacked", "hashed", "extracted", "hashed", "read",
        "corrected", "withdrawn", "disputed", "decided",
    ]  # fmt: skip
    assert {step.by for step in steps} == {text.author}
    assert steps == sorted(steps, key=lambda step: step.at)
    assert "2031-05-20T08:00:00Z as the archive says" in steps[2].says
    assert str(text.body["sha256"]) in steps[5].says
    whole = custody(register, steps[0].document)
    assert [step.to_json() for step in whole] == [step.to_json() for step in steps]


def test_custody_is_of_documents(register: Register, folder: Path, extractor: Extractor) -> None:
    (note,) = register.append([Draft("note", {"text": "x"})], now=NOW)
    with pytest.raises(InputError) as caught:
        custody(register, note.id)
    assert caught.value.kind == "not-a-document"
    with pytest.raises(NotThereError):
        custody(register, "ffffffff")


def test_the_same_page_in_two_copies_is_one_origin(
    tmp_path: Path, register: Register, folder: Path, extractor: Extractor
) -> None:
    shutil.copy(folder / "a.html", folder / "copy.eml")
    (folder / "copy.eml").write_bytes(mail("Look.", ("page.html", "text/html", html(PUBLISHED))))
    capture_files(register, [folder / "a.html", folder / "copy.eml"], NOW, extractor=extractor)
    uses = [c for c in document_claims(register) if c.kind is ClaimKind.USE]
    assert len(uses) == len({c.id for c in uses})


def test_attachments_and_texts_travel_with_a_merge(
    tmp_path: Path, register: Register, folder: Path, extractor: Extractor
) -> None:
    capture_files(register, files_of([folder]).files, NOW, extractor=extractor)
    with Register.create(tmp_path / "other.fallow") as other:
        merge(other, register)
        assert [claim.id for claim in document_claims(other)] == [claim.id for claim in document_claims(register)]
        assert set(other.recorder.blobs()) == set(register.recorder.blobs())


def test_a_folder_named_like_a_library_is_not_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "trafilatura.py").write_text("raise SystemExit('imported a stranger')")
    (tmp_path / "p.html").write_bytes(html())
    monkeypatch.chdir(tmp_path)
    ((_, text),) = texts_of(Path("p.html"))
    assert b"Cluster munitions" in text
