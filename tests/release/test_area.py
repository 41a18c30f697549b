"""Dangers of areas: a proposal read as a decision, a border mended in silence, a depth nobody stated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Polygon, box

from fallow.core.canonical import canonical_bytes
from fallow.core.errors import InputError, RefusalError
from fallow.core.place import lonlat_
from fallow.kinds import KINDS, parse_body
from fallow.release import Area, AreaState, parse_area, reopenings

S = AreaState
LAND = Area("A-1", box(36.2, 48.1, 36.21, 48.11), S.CONFIRMED)


def test_a_proposal_keeps_the_state_that_the_land_is_in():
    body = LAND.propose(S.CLEARED, reason="cleared by a team", depth_m=0.2).to_body()
    assert body["state"] == "confirmed"
    assert body["proposed"]["state"] == "cleared"
    assert parse_area(body).state is S.CONFIRMED
    assert parse_body(KINDS["area"], body) is body
    canonical_bytes(body)  # no floats: it can be an entry


def test_clearance_without_a_depth_is_refused():
    with pytest.raises(RefusalError, match="depth_m"):
        LAND.propose(S.CLEARED, reason="cleared by a team")
    with pytest.raises(RefusalError, match="depth_m=0"):
        LAND.propose(S.CLEARED, reason="cleared by a team", depth_m=0.0)


def test_an_act_without_a_reason_or_its_evidence_is_refused():
    with pytest.raises(RefusalError, match="reason"):
        LAND.propose(S.REDUCED, reason="  ")
    with pytest.raises(RefusalError, match="evidence"):
        Area("A-2", LAND.outline).propose(S.SUSPECTED, reason="a report")


def test_proposals_say_that_an_authority_decides():
    sentence = LAND.propose(S.REDUCED, reason="nothing found").sentence
    assert sentence.startswith("Proposed to an authority")
    assert "IMAS" in sentence
    assert "safe" not in sentence


@given(st.tuples(st.floats(-179, 178), st.floats(-89, 88)), st.floats(0.001, 1.0))
def test_an_outline_comes_back_to_the_millimetre(corner, side):
    area = Area("A", box(*corner, corner[0] + side, corner[1] + side), S.SUSPECTED, 0.5)
    back = parse_area(area.to_body())
    assert back.outline.hausdorff_distance(area.outline) < 2e-8
    assert (back.id, back.state, back.depth_m) == (area.id, area.state, area.depth_m)


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]},
        {"type": "Polygon", "coordinates": [[["a", "b"]]]},
        {"type": "Point", "coordinates": ["1", "2"]},
        {"type": "Polygon", "coordinates": []},
        {
            "type": "Polygon",
            "coordinates": [[[590000, 6126000], [590100, 6126000], [590100, 6126100], [590000, 6126000]]],
        },
        {"type": "Polygon"},
        None,
        "POLYGON",
    ],
)
def test_a_broken_border_is_refused_and_not_mended(geometry):
    with pytest.raises(InputError) as caught:
        parse_area({"id": "A", "geometry": geometry, "state": "suspected"})
    assert caught.value.kind == "bad-outline"


@pytest.mark.parametrize("depth", ["deep", -1, 0, float("nan"), True])
def test_a_depth_is_a_depth(depth):
    body = LAND.to_body() | {"depth_m": depth}
    with pytest.raises(InputError, match="depth"):
        parse_area(body)


def test_an_area_without_an_id_is_refused():
    with pytest.raises(InputError, match="id"):
        parse_area({"geometry": None, "state": None})


def test_released_area_with_a_new_find_reopens():
    cleared = Area("A-1", LAND.outline, S.CLEARED, 0.2)
    (proposal,) = reopenings([cleared], [("entry-1", lonlat_(36.205, 48.105)), ("entry-2", lonlat_(10.0, 10.0))])
    assert proposal.transition.after is S.REOPENED
    assert proposal.evidence == ("entry-1",)
    assert "land released as cleared" in proposal.reason
    assert proposal.to_body()["state"] == "cleared"  # until an authority decides


def test_a_find_on_the_border_reopens_too():
    cancelled = Area("A-1", Polygon([(0, 0), (1, 0), (1, 1), (0, 1)]), S.CANCELLED)
    assert len(reopenings([cancelled], [("e", lonlat_(1.0, 0.5))])) == 1


def test_a_find_in_land_that_was_never_released_reopens_nothing():
    assert reopenings([LAND, Area("A-2", LAND.outline)], [("e", lonlat_(36.205, 48.105))]) == []
