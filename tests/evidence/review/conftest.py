"""Invented pages on which a person must decide, a register that holds them, and a second person's key."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from review_pages import NOW, PAGES, PLACES

from fallow.evidence.reading import PlaceTable
from fallow.evidence.reading.capture import capture_documents
from fallow.evidence.review.answer import NO_DETAILS, Details, drafts_of
from fallow.evidence.review.question import Question
from fallow.evidence.review.queue import questions
from fallow.evidence.review.scene import scene_of
from fallow.register import Entry, Key, Register


@pytest.fixture
def places() -> PlaceTable:
    return PLACES


FIRST, SECOND = Key.new(), Key.new()


@pytest.fixture(scope="session")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register that holds all pages, read once for all tests."""
    folder = tmp_path_factory.mktemp("review")
    with Register.create(folder / "r.fallow", key=FIRST) as opened:
        capture_documents(opened, _written(folder, PAGES), NOW, places=PLACES)
    return folder / "r.fallow"


def _written(folder: Path, texts: Mapping[str, str]) -> list[Path]:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return [folder / f"{name}.txt" for name in texts]


@pytest.fixture
def keep(tmp_path: Path) -> Callable[..., list[Entry]]:
    """Write pages to files and keep them in a register."""

    def kept(register: Register, *names: str, **texts: str) -> list[Entry]:
        pages = {**{name: PAGES[name] for name in names}, **texts}
        return capture_documents(register, _written(tmp_path, pages), NOW, places=PLACES)

    return kept


@pytest.fixture
def register(tmp_path: Path, read_once: Path) -> Iterator[Register]:
    """A register with all pages, whose key is the first analyst's."""
    for part in read_once.parent.glob("r.fallow*"):
        shutil.copy(part, tmp_path / part.name)
    with Register.open(tmp_path / "r.fallow", key=FIRST) as opened:
        yield opened


@pytest.fixture
def other(tmp_path: Path, register: Register) -> Iterator[Register]:
    """The same register, written by a second analyst."""
    with Register.open(tmp_path / "r.fallow", key=SECOND) as opened:
        yield opened


@pytest.fixture
def asked() -> Callable[..., list[Question]]:
    """The questions of a register, of one kind or all."""

    def ask(register: Register, kind: str | None = None, as_known: datetime | None = None) -> list[Question]:
        return [one for one in questions(scene_of(register, as_known)) if kind is None or one.kind == kind]

    return ask


@pytest.fixture
def answer() -> Callable[..., list[Entry]]:
    """Answer a question as whoever writes the register does; each answer a minute after the last."""
    minutes = iter(range(1, 1000))

    def give(register: Register, question: Question, verdict: str, reason: str = "seen", **details: Any) -> list[Entry]:
        drafts = drafts_of(scene_of(register), question, verdict, reason, Details(**details) if details else NO_DETAILS)
        return register.append(drafts, now=NOW + timedelta(minutes=next(minutes)))

    return give
