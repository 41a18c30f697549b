"""Weights over signs: they hold no text of what they were trained on, and decode to labels that can be read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fallow.core.errors import IntegrityError
from fallow.evidence.reading.cuewords import classes, plural
from fallow.evidence.reading.signs import FUNCTION_WORDS, Word, signs
from fallow.evidence.reading.span import Span
from fallow.evidence.reading.spotting import joined, stretches
from fallow.evidence.reading.weights import attribution_weights, parse_weights

DEPENDENCIES = frozenset(
    "acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj csubjpass dative dep det dobj expl intj "
    "mark meta neg nmod npadvmod nsubj nsubjpass nummod oprd parataxis pcomp pobj poss preconj predet prep prt punct quantmod relcl xcomp root".split()
)
FRAME = frozenset({"edge", "none"})


def test_the_table_that_ships_holds_no_word_of_any_corpus() -> None:
    """Every word in a sign is a function word, a mark, a name of a class, a dependency or a tag in capitals."""
    names = {one.split(":", 1)[1] for kinds in classes().values() for one in kinds}
    allowed = FUNCTION_WORDS | DEPENDENCIES | FRAME | names
    foreign = set()
    for sign in attribution_weights().signs:
        value = sign.split("=", 1)[1] if "=" in sign else ""
        foreign |= {word for word in re.findall(r"[a-z][a-z']{2,}", value.replace("ROOT", "")) if word not in allowed}
    assert foreign == set()


def test_a_word_outside_every_list_never_becomes_a_sign() -> None:
    words = [Word(0, 8, "Zyxwvuts", "NNP", "nsubj", 1, True), Word(9, 14, "qwerp", "VBD", "ROOT", 1, False)]
    assert not any("zyxwvuts" in sign.lower() or "qwerp" in sign for row in signs(words, []) for sign in row)


def test_forms_of_irregular_verbs_are_known() -> None:
    table = classes()
    assert [table[word][0] for word in ("said", "told", "wrote", "denied", "admitted", "vying") if word in table] == [
        "v:say", "v:tell", "v:write", "v:deny", "v:announce"
    ]  # fmt: skip
    assert plural("reply") == "replies"


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.sampled_from(sorted(attribution_weights().signs)), max_size=12), min_size=1, max_size=30))
def test_an_inner_label_only_follows_its_own_kind(rows: list[list[str]]) -> None:
    labels = attribution_weights().decode(rows)
    assert len(labels) == len(rows)
    for before, label in zip(["O", *labels], labels, strict=False):
        assert label[0] != "I" or before[1:] == label[1:]


@given(st.lists(st.sampled_from(["O", "BS", "IS", "BC", "IC", "BT", "IT"]), max_size=30))
def test_stretches_cover_exactly_what_is_labelled(labels: list[str]) -> None:
    covered = [i for one in stretches(labels) for i in range(one.first, one.last + 1)]
    assert covered == [i for i, label in enumerate(labels) if label != "O"]
    words = [Word(i, i + 1, "x", "NN", "dep", 0, i == 0) for i in range(len(labels))]
    assert sum(label == "BC" for label in labels) <= len(joined(words, stretches(labels))) or "IC" in labels


def test_a_table_of_another_version_is_refused() -> None:
    with pytest.raises(IntegrityError, match="version 1"):
        parse_weights({"fallow-weights": 2})


def test_a_quote_that_nothing_frames_still_has_signs() -> None:
    words = [
        Word(0, 1, '"', "``", "punct", 1, True),
        Word(1, 4, "Yes", "UH", "ROOT", 1, False),
        Word(4, 5, '"', "''", "punct", 1, False),
    ]
    assert any(sign.startswith("qf=(") for sign in signs(words, [Span(0, 5)])[0])
