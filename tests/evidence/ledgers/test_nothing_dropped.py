"""The law of every ledger: each claim of its kind stands in a row, whatever it lacks, and the order of pages changes no row."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from fallow.evidence.claim import Basis, ClaimKind, Modality, Polarity
from fallow.evidence.ledgers import ledger_of

KINDS = {
    "transfers": ClaimKind.TRANSFER,
    "pledges": ClaimKind.PLEDGE,
    "casualties": ClaimKind.CASUALTIES,
    "treaty": ClaimKind.TREATY_STATUS,
}
PARTY = st.sampled_from([None, "Ukraine", "Russian", "Xian forces"])
PLACE = st.sampled_from([None, {"name": "Kelvary", "country": "Orvenna", "lat": 0.0, "lon": 0.0, "precision_m": 400.0}])
WHEN = st.sampled_from(
    [None, {"start": "2031-04-13", "end": "2031-04-13"}, {"start": "2031-04-01", "end": "2031-04-30"}]
)
COUNT = st.one_of(
    st.none(), st.fixed_dictionaries({"low": st.integers(0, 9), "high": st.one_of(st.none(), st.integers(9, 20))})
)
FIELDS = {
    "transfers": st.fixed_dictionaries(
        {"from": PARTY, "to": PARTY, "munition": st.none(), "status": st.sampled_from([None, "announced", "odd"])}
    ),
    "pledges": st.fixed_dictionaries({"by": PARTY, "records": st.booleans(), "not_in_towns": st.booleans()}),
    "casualties": st.fixed_dictionaries(
        {"killed": COUNT, "injured": COUNT, "casualties": COUNT, "place": PLACE, "when": WHEN, "cause": st.none()}
    ),
    "treaty": st.fixed_dictionaries(
        {
            "states": st.lists(st.sampled_from(["Ukraine", "Xia"]), max_size=2, unique=True),
            "status": st.sampled_from(["party", "signed"]),
            "count": st.none(),
        }
    ),
}
SAID = st.fixed_dictionaries(
    {
        "voice": st.sampled_from([None, "state:ru", "ngo:x"]),
        "origin": st.sampled_from([None, "one"]),
        "day": st.sampled_from([None, "2031-04-14", "2031-04-20"]),
        "polarity": st.sampled_from(Polarity),
        "modality": st.sampled_from(Modality),
        "basis": st.sampled_from(Basis),
    }
)


@settings(max_examples=40, deadline=None)
@given(name=st.sampled_from(sorted(KINDS)), data=st.data())
def test_every_claim_stands_in_a_row_and_the_order_of_pages_changes_none(new_press, name, data):
    claims = data.draw(st.lists(st.tuples(SAID, FIELDS[name]), min_size=1, max_size=6))
    tables = []
    for order in (1, -1):
        press = new_press()
        for number, (said, fields) in list(enumerate(claims))[::order]:
            # The ledger's fields may be called as an argument is: they go in last and by themselves.
            press.says(f"page-{number}", KINDS[name], f"Words of {number}.", **said, **fields)
        rows = ledger_of(press.related(), name).rows
        assert {step.claim.id for row in rows for step in row.lineage} == {f"page-{n}:0" for n in range(len(claims))}
        assert all(row.cells() for row in rows)
        tables.append([row.to_json() for row in rows])
    assert tables[0] == tables[1]


@settings(max_examples=25, deadline=None)
@given(claims=st.lists(SAID, min_size=1, max_size=6))
def test_every_denial_stands_in_a_row(new_press, claims):
    press = new_press()
    for number, said in enumerate(claims):
        press.says(
            f"page-{number}",
            ClaimKind.USE,
            f"Words of {number}.",
            **{**said, "polarity": Polarity.DENY},
            actor="Russia",
        )
    rows = ledger_of(press.related(), "denials").rows
    assert {step.claim.id for row in rows for step in row.lineage} == {f"page-{n}:0" for n in range(len(claims))}
