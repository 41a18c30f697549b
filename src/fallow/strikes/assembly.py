"""Hypotheses: from the claims of one view, the catalogue and the analyst's decisions to strikes.

Pure: the same claims and decisions give the same strikes in any order. Claims are sorted into those that may make a strike,
those against, and those set aside; pairs are compared (``linking``), joined (``grouping``), weighed (``weighing``), and each
group becomes a ``Strike`` that keeps every link and reason. What was not joined is listed as perhaps the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from fallow.core.amount import Amount
from fallow.core.when import Precision, When
from fallow.evidence.claim import Claim
from fallow.strikes.candidates import SetAside, from_document, sort_claims
from fallow.strikes.catalogue import Catalogue
from fallow.strikes.denials import denials_of
from fallow.strikes.grouping import decided, group, newest
from fallow.strikes.linking import Comparison
from fallow.strikes.position import Position, combine, place_of
from fallow.strikes.strike import Decision, Grade, Link, Perhaps, Standing, Strike, strike_id
from fallow.strikes.weighing import Weight, by_origin, weigh

CONFIRMED_LABEL = "confirmed_candidate"
"""The label of claims of a candidate that an analyst confirmed (``fallow.evidence.docclaims``)."""

SIMULATED = "simulated"
"""The label of claims about a simulated world; it marks every strike that they make."""


@dataclass(frozen=True, slots=True)
class Hypotheses:
    """The strikes of one view and what made none: nothing that was claimed is missing from the two together."""

    strikes: tuple[Strike, ...]
    claims: int
    against_elsewhere: tuple[str, ...]
    set_aside: tuple[SetAside, ...]
    decisions_unused: tuple[Decision, ...]

    @property
    def without_place(self) -> int:
        """How many strikes have no place."""
        return sum(1 for strike in self.strikes if strike.place is None)

    @property
    def perhaps_the_same(self) -> int:
        """How many pairs of strikes may be one."""
        pairs = {tuple(sorted((strike.id, other.strike))) for strike in self.strikes for other in strike.perhaps}
        return len(pairs)

    def headline(self) -> str:
        """Return the counts in one line: claims beside strikes, so that neither is taken for the other."""
        parts = [f"{self.without_place} without place", f"{self.perhaps_the_same} pairs perhaps the same"]
        if candidates := sum(1 for strike in self.strikes if strike.standing is Standing.CANDIDATE):
            parts.append(f"{candidates} only asserted in documents")
        if self.against_elsewhere:
            parts.append(f"{len(self.against_elsewhere)} denials that fit no strike")
        if self.set_aside:
            parts.append(f"{len(self.set_aside)} claims set aside")
        one = "claim" if self.claims == 1 else "claims"
        strikes = "strike" if len(self.strikes) == 1 else "strikes"
        return f"{self.claims} {one} of use -> {len(self.strikes)} {strikes}; {'; '.join(parts)}"


def hypotheses(claims: Iterable[Claim], catalogue: Catalogue, decisions: Iterable[Decision] = ()) -> list[Strike]:
    """Return the strikes that the claims of one view make, by date and id; see ``read_strikes`` for what made none."""
    return list(read_strikes(claims, catalogue, decisions).strikes)


def read_strikes(claims: Iterable[Claim], catalogue: Catalogue, decisions: Iterable[Decision] = ()) -> Hypotheses:
    """Return the strikes of one view with what was set aside, denied elsewhere or decided about claims not in view."""
    sorted_claims = sort_claims(claims, catalogue)
    affirming, against = sorted_claims.affirming, sorted_claims.against
    comparison = Comparison(affirming, catalogue)
    by_pair = newest(decisions)
    listed = comparison.links()
    index = {claim.id: at for at, claim in enumerate(affirming)}
    usable = {pair for pair in by_pair if pair[0] in index and pair[1] in index and pair[0] != pair[1]}
    missing = sorted(usable - {(link.a, link.b) for link in listed})
    links = decided(listed + [comparison.between(index[a], index[b]) for a, b in missing], by_pair)
    denials = denials_of(affirming, against, catalogue)
    groups = group([claim.id for claim in affirming], links)
    positions = {claim.id: comparison.positions[at] for claim, at in zip(affirming, index.values(), strict=True)}
    builder = _Builder((*affirming, *against), positions, catalogue)
    strikes = builder.build(groups.members(), links, groups.refused, denials)
    placed = {claim for strike in strikes for claim in strike.against}
    return Hypotheses(
        strikes=tuple(sorted(strikes, key=_by_date)),
        claims=len(affirming),
        against_elsewhere=tuple(claim.id for claim in against if claim.id not in placed),
        set_aside=sorted_claims.set_aside,
        decisions_unused=tuple(made[0] for pair, made in sorted(by_pair.items()) if pair not in usable),
    )


def _by_date(strike: Strike) -> tuple[str, str]:
    return (strike.when.start.isoformat() if strike.when else "9999", strike.id)


class _Builder:
    """Turns groups of claims into strikes."""

    def __init__(
        self,
        claims: Sequence[Claim],
        positions: dict[str, Position | None],
        catalogue: Catalogue,
    ) -> None:
        self._claims = {claim.id: claim for claim in claims}
        self._positions = positions
        self._catalogue = catalogue

    def build(
        self,
        groups: Sequence[tuple[str, ...]],
        links: Sequence[Link],
        refused: Sequence[Link],
        denials: dict[str, set[str]],
    ) -> list[Strike]:
        names = {members: strike_id(self._first(members)) for members in groups}
        home = {claim: names[members] for members in groups for claim in members}
        inside: dict[str, list[Link]] = {}
        across: dict[str, dict[str, Link]] = {}
        not_followed = {(link.a, link.b) for link in refused}
        for link in links:
            a, b = home[link.a], home[link.b]
            if a == b or link.grade is Grade.DECIDED_DIFFERENT:
                for name in {a, b}:
                    inside.setdefault(name, []).append(link)
                continue
            shown = _not_joined(link) if (link.a, link.b) in not_followed else link
            for here, there in ((a, b), (b, a)):
                best = across.setdefault(here, {}).get(there)
                if best is None or (shown.p_same, best.a, best.b) > (best.p_same, shown.a, shown.b):
                    across[here][there] = shown
        return [
            self._strike(
                names[members],
                [self._claims[claim] for claim in members],
                sorted({denial for claim in members for denial in denials.get(claim, ())}),
                inside.get(names[members], []),
                [Perhaps(there, link) for there, link in sorted(across.get(names[members], {}).items())],
            )
            for members in groups
        ]

    def _first(self, members: Sequence[str]) -> str:
        return min(members, key=lambda claim: (self._claims[claim].known_at, claim))

    def _strike(
        self, name: str, members: list[Claim], against: list[str], links: list[Link], perhaps: list[Perhaps]
    ) -> Strike:
        weight = weigh(members, [self._claims[claim] for claim in against])
        position = self._position(members)
        munition, munition_class, conflict = self._munition(members)
        flags = {flag for claim in members for flag in claim.flags}
        if position is not None and position.assumed:
            flags.add("position-uncertainty-assumed")
        if conflict:
            flags.add("munition-conflict")
        return Strike(
            id=name,
            members=tuple(claim.id for claim in members),
            against=tuple(against),
            entries=tuple(sorted({claim.entry_id for claim in members})),
            links=tuple(sorted(links, key=lambda link: (link.a, link.b))),
            perhaps=tuple(perhaps),
            place=place_of(position) if position else None,
            position_sigma_m=position.sigma_m if position else None,
            when=_when(members),
            munition=munition,
            munition_class=munition_class,
            munition_conflict=conflict,
            carriers=_carriers(members),
            p_real=weight.p_real,
            weight=weight,
            standing=_standing(members, weight),
            flags=tuple(sorted(flags)),
            reasons=weight.reasons,
            simulated=any(SIMULATED in claim.labels for claim in members),
        )

    def _position(self, members: Sequence[Claim]) -> Position | None:
        # One position for each origin, its finest: copies repeat a position, they do not measure it again.
        best = []
        for claims in by_origin(members).values():
            here = [(p.sigma_m, claim.id, p) for claim in claims if (p := self._positions[claim.id]) is not None]
            if here:
                best.append(min(here)[2])
        return combine(best) if best else None

    def _munition(self, members: Sequence[Claim]) -> tuple[str | None, str | None, tuple[str, ...]]:
        read = {claim.munition: self._catalogue.find(claim.munition) for claim in members if claim.munition}
        keys = {match.key for match in read.values() if match and match.key}
        open_ones = [set(match.candidates) for match in read.values() if match and not match.key and match.candidates]
        classes = sorted({match.munition_class for match in read.values() if match and match.munition_class})
        narrowest = next((name for name in classes if name != "cluster-munition"), classes[0] if classes else None)
        if len(keys) == 1 and all(keys <= candidates for candidates in open_ones):
            return next(iter(keys)), None, ()
        if keys:
            return None, narrowest, tuple(sorted(text for text in read if text))
        return None, narrowest, ()


def _not_joined(link: Link) -> Link:
    from_decision = link.grade is Grade.DECIDED_SAME
    reason = (
        "not followed: it would join a pair decided to be different"
        if from_decision
        else "not joined: another member of that strike does not fit"
    )
    return Link(
        link.a, link.b, link.p_same, link.grade, link.distance_m, link.gap_days, (*link.reasons, reason), link.decisions
    )


def _standing(members: Sequence[Claim], weight: Weight) -> Standing:
    # A row of a list is a record of an event to its author, however little its author saw; a sentence in a document is not.
    recorded = any(not from_document(claim) or CONFIRMED_LABEL in claim.labels for claim in members)
    return Standing.STANDS if recorded or weight.observing or weight.own_act else Standing.CANDIDATE


def _when(members: Sequence[Claim]) -> When | None:
    whens = [claim.when for claim in members if claim.when is not None]
    if not whens:
        return None
    start, end = max(when.start for when in whens), min(when.end for when in whens)
    if end < start:  # they contradict each other by a day or a few: keep all the days that any of them says
        start, end = min(when.start for when in whens), max(when.end for when in whens)
    for when in whens:
        if (when.start, when.end) == (start, end):
            return When(start, end, when.precision, when.text)
    precision = Precision.DAY if end - start < timedelta(days=1) else Precision.INTERVAL
    return When(start, end, precision, "; ".join(sorted({when.text for when in whens})))


def _carriers(members: Sequence[Claim]) -> int | None:
    stated = {count for claim in members if (count := _stated_carriers(claim)) is not None}
    return next(iter(stated)) if len(stated) == 1 else None


def _stated_carriers(claim: Claim) -> int | None:
    # A number read from a document, or a row's count column; a range is no number.
    counts = claim.fields.get("counts")
    value = claim.fields.get("carriers", counts.get("carriers") if isinstance(counts, Mapping) else None)
    if isinstance(value, Amount) and value.stated and value.low == value.high:
        value = int(value.low) if value.low == int(value.low) else None
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None
