"""The picture of a rate: the same bytes each time, whatever claims there are, and what moved nothing is on it too."""

from __future__ import annotations

from datetime import UTC, datetime

from fallow.evidence.dudclaims import DudClaim
from fallow.hazard.dudpicture import draw_rate, write_png
from fallow.hazard.dudprior import prior_from
from fallow.strikes import load_catalogue


def rate(*claims):
    return prior_from(load_catalogue(), claims).rates["m26"]


def claim(name, **given):
    known = datetime(2031, 5, 1, tzinfo=UTC)
    base = {
        "op": "=",
        "low": None,
        "high": None,
        "munition": "m26",
        "origin": name,
        "authority": name,
        "confirmed_by": "d",
    }
    return DudClaim(name, "e", "field", "told", known, **{**base, **given})


def words(figure):
    return [text.get_text() for axes in figure.axes for text in axes.texts]


def test_the_same_rate_gives_the_same_bytes(tmp_path):
    found = rate(claim("a", failed=12, of=240))
    for name in ("1.png", "2.png"):
        write_png(found, "M26", tmp_path / name)
    assert (tmp_path / "1.png").read_bytes() == (tmp_path / "2.png").read_bytes()
    assert (tmp_path / "1.png").read_bytes()[:4] == b"\x89PNG"


def test_what_moved_nothing_is_on_the_picture_with_its_reason():
    said = words(
        draw_rate(rate(claim("a", failed=12, of=240), claim("b", low=0.4, high=0.4, confirmed_by=None)), "M26")
    )
    assert any("12 of 240" in one for one in said)
    assert any("moved nothing: no analyst has confirmed it" in one for one in said)
    assert any("median" in one for one in said)


def test_without_a_claim_it_says_so():
    assert words(draw_rate(rate(), "M26")) == ["No claim speaks of this munition."]
