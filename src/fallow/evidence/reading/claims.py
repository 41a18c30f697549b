"""Claims: the grammar run over every sentence, with the statement it stands in and its moods. Rule ``claims/1``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from fallow.evidence.claim import Basis, ClaimKind, Modality, Polarity
from fallow.evidence.reading.authority import UNNAMED, house_family
from fallow.evidence.reading.families import Families, slug
from fallow.evidence.reading.grammar.actors import family_of_actor
from fallow.evidence.reading.grammar.casualties import find_casualties
from fallow.evidence.reading.grammar.dud_rate import find_dud_rate
from fallow.evidence.reading.grammar.mood import basis_of, modality_of, observed_here, polarity_of
from fallow.evidence.reading.grammar.plain import find_plain
from fallow.evidence.reading.grammar.scene import Finding, Scene, speaks_of_cluster
from fallow.evidence.reading.grammar.transfer import find_transfer
from fallow.evidence.reading.grammar.treaty import find_treaty_status
from fallow.evidence.reading.grammar.use import find_use, is_past_war
from fallow.evidence.reading.places import Gazetteer
from fallow.evidence.reading.published import after_dateline
from fallow.evidence.reading.result import Outlet, ReadClaim, Segment, Statement
from fallow.evidence.reading.sentences import sentences_of
from fallow.evidence.reading.span import Span, trimmed
from fallow.evidence.reading.words import ORG_WORDS, STARTERS

_RULES = (find_use, find_dud_rate, find_casualties, find_transfer, find_treaty_status, find_plain)
_FACT_OF_FUTURE = frozenset({ClaimKind.TRANSFER, ClaimKind.PLEDGE})
_OWN_BY_CUE = frozenset({ClaimKind.PLEDGE, ClaimKind.REQUEST, ClaimKind.STANCE})
_BODY_SUBJECT = re.compile(r"(?:[A-Z][\w’'\-]*,?\s+(?:(?:of|for|the|and|whose\s+\w+)\s+){0,2}){1,6}")
_SAW = re.compile(
    r"\b(?:found|saw|counted|documented|verified|recovered|collected|photographed|inspected|identified|observed|examined|marked|"
    r"recorded|established|visited|treated|mapped|analy[sz]ed|reviewed|checked)\b"
)
_OWN_OBSERVERS = re.compile(
    r"\b(?:[Oo]ur|[Mm]y|we|We|us|I|ourselves)\b|\b(?:of|from|for|by)\s+this\s+(?:\w+\s+)?(?:newspaper|paper|agency|website|magazine|station|channel|organi[sz]ation|group|office|centre|center|mission|trust)\b|"
    r"\b(?:of|from|with|by)\s+the\s+(?:[a-z-]+\s+){0,2}[Mm]ission\b|\bthe\s+(?:[a-z-]+\s+){0,2}[Mm]ission[’']s\b|\b[Tt]he\s+(?:Mission|Team|Service|Observers?)\b|\b[Tt]he\s+team\b|\b[Oo]bservers\s+(?:stationed|posted|in)\b|"
    r"\b(?:[A-Z]{2,6}|this\s+\w+)\s+(?:correspondents?|reporters?|photographers?|journalists?|teams?|crew)\b"
)
_LONGEST_PARAGRAPH = 3000
_WE = re.compile(r"\b[Ww]e(?:[’']ll|\s+will|\s+shall|\s+would)\b[^,;.]*$")
_AGENT = re.compile(r"\s+by\s+(?:the\s+)?((?:[A-Z][\w’'\-]*\s*){1,5})")


@dataclass(frozen=True, slots=True)
class Attributed:
    """A claim and the family that stands behind it: of its speaker, of the observer it names, or of the outlet."""

    claim: ReadClaim
    authority: str | None
    past_war: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What the claims of one document need beside its sentences. ``house`` is the family whose own report the page is."""

    text: str
    prefix: str
    statements: Sequence[Statement]
    published: date | None
    outlet: Outlet | None
    house: str | None
    families: Families
    places: Gazetteer


def read_claims(context: Context, segments: Sequence[Segment]) -> list[Attributed]:
    """Return the claims of a document in order of their first character, with ids that begin with the prefix."""
    used: Counter[str] = Counter()
    done: list[Attributed] = []
    for scene in _scenes(context, segments):
        done.extend([_attributed(context, scene, finding, used) for finding in _findings(scene)])
    return done


def _findings(scene: Scene) -> Iterable[Finding]:
    found = [finding for rule in _RULES for finding in rule(scene)]
    return sorted(found, key=lambda one: (one.trigger, one.kind.value))


def _scenes(context: Context, segments: Sequence[Segment]) -> Iterator[Scene]:
    on_topic = False
    about = speaks_of_cluster(context.text)
    previous: Span | None = None
    for segment in segments:
        if segment.kind == "boilerplate":
            continue
        touching = [
            one
            for one in context.statements
            if one.span.meets(segment.span) or any(c.meets(segment.span) for c in one.content)
        ]
        for whole in sentences_of(context.text, segment.span.start, segment.span.end):
            span = after_dateline(context.text, whole) if whole.start == segment.span.start else whole
            on_topic = on_topic or speaks_of_cluster(span.of(context.text))
            inside = tuple(one for one in touching if one.span.meets(span) or any(c.meets(span) for c in one.content))
            yield Scene(
                context.text,
                span,
                segment.span,
                previous,
                inside,
                on_topic,
                context.published,
                context.families,
                context.places,
                about,
            )
        if segment.kind == "body":
            previous = segment.span


def _attributed(context: Context, scene: Scene, finding: Finding, used: Counter[str]) -> Attributed:
    statement = scene.statement_at(finding.trigger.start)
    actor = next((finding.fields[key] for key in ("actor", "from", "by", "owner") if finding.fields.get(key)), None)
    doer = family_of_actor(scene, actor if isinstance(actor, str) else None)
    own = statement is not None and doer is not None and statement.speaker.authority == doer
    own = own or (finding.kind in _OWN_BY_CUE and scene.is_cue(finding.trigger.start))
    polarity = polarity_of(scene, finding)
    if own and polarity is Polarity.NEGATED and finding.kind is ClaimKind.USE:
        polarity = Polarity.DENY
    modality = modality_of(scene, finding, future_is_fact=finding.kind in _FACT_OF_FUTURE)
    ours = statement is not None and _WE.search(scene.text[scene.span.start : finding.trigger.end]) is not None
    if (
        (own or ours)
        and finding.kind is ClaimKind.USE
        and polarity is Polarity.AFFIRM
        and modality in {Modality.POSSIBLE, Modality.CONDITIONAL}
    ):
        modality = Modality.THREATENED
    basis = basis_of(scene, finding, statement, own=own)
    if (
        basis is Basis.ASSERTS_OTHER
        and statement is not None
        and context.house is not None
        and statement.speaker.authority == context.house
    ):
        basis = Basis.OBSERVED
    span = _extent(context.text, scene, finding, statement)
    key = f"{context.prefix}:c{finding.kind.value}-{finding.trigger.start}"
    used[key] += 1
    identifier = key if used[key] == 1 else f"{key}.{used[key]}"
    claim = ReadClaim(
        identifier,
        statement.id if statement is not None else None,
        finding.kind,
        span,
        polarity,
        modality,
        basis,
        finding.fields,
        finding.rule,
    )
    return Attributed(claim, _authority(context, scene, finding, statement, basis), is_past_war(scene))


def _extent(text: str, scene: Scene, finding: Finding, statement: Statement | None) -> Span:
    """The sentence, cut to the content of its statement where the claim stands in one."""
    if statement is None:
        before = text.rfind(";", scene.span.start, finding.trigger.start) + 1 or scene.span.start
        after = text.find(";", finding.trigger.end, scene.span.end)
        return trimmed(text, before, scene.span.end if after < 0 else after)
    holding = [span for span in statement.content if span.start <= finding.trigger.start < span.end]
    start = max(scene.span.start, holding[0].start) if holding else scene.span.start
    end = min(scene.span.end, holding[0].end) if holding else scene.span.end
    return trimmed(text, start, max(end, finding.trigger.end))


def _authority(
    context: Context, scene: Scene, finding: Finding, statement: Statement | None, basis: Basis
) -> str | None:
    """Who stands behind the claim. Hearsay has nobody."""
    if basis is Basis.HEARSAY:
        return None
    unnamed = _unnamed_observers(scene, finding, basis)
    if statement is not None:
        speaker = statement.speaker
        # "They documented" on a body's own page is the body; "a resident" is not, though he has no family either.
        own = basis is Basis.OBSERVED and speaker.name is None and speaker.role is None
        return speaker.authority or unnamed or (context.house if own else None)
    if basis is Basis.OBSERVED and observed_here(scene):
        observer = _observer(scene) or _observer_said(scene)
        if observer is not None:
            return observer
    if basis is Basis.OBSERVED:
        # A newspaper that writes "monitors recorded" did not look: only a page that is its own report did.
        return unnamed or context.house
    return house_family(context.outlet.name, context.families) if context.outlet is not None else None


def _unnamed_observers(scene: Scene, finding: Finding, basis: Basis) -> str | None:
    """First-hand observers whom nobody names: one family at one place, however many pages tell it.

    Only the page's own people ("our team", "reporters of this newspaper") and those of one definite mission: they are known to
    have looked, and that they cannot be told apart is why they are never counted twice. "Monitors" or "experts" alone are
    nobody, and add nothing.
    """
    place = finding.fields.get("place")
    if finding.kind is not ClaimKind.USE or basis is not Basis.OBSERVED or not isinstance(place, dict):
        return None
    start, end = scene.paragraph.start, scene.paragraph.end
    known = _OWN_OBSERVERS.search(scene.text, start, min(end, start + _LONGEST_PARAGRAPH))
    return f"{UNNAMED}{slug(str(place['name']))}" if known is not None else None


def _observer_said(scene: Scene) -> str | None:
    """Who in this sentence is told to have found or seen something ("..., Plain Evidence found during a visit")."""
    for one in scene.statements:
        cue = one.cue
        if cue is not None and scene.span.start <= cue.start < scene.span.end and _SAW.search(cue.of(scene.text)):
            return one.speaker.authority
    return None


def _observer(scene: Scene) -> str | None:
    """The body whose people saw it: 'a Green Field Trust team found ...', 'pictures examined by Green Field Trust'."""
    match = _SAW.search(scene.words)
    if match is None:
        return None
    agent = _AGENT.match(scene.words, match.end())
    runs = [agent[1]] if agent is not None else []
    runs += reversed(_BODY_SUBJECT.findall(scene.words[: match.start()] + " "))
    for run in runs:
        key = scene.families.body_of(run)
        if key is not None:
            return key
        words = [word for word in run.split() if word.lower() not in STARTERS]
        bodily = len(words) > 1 and {word.lower().rstrip(".,") for word in words[1:]} & ORG_WORDS
        named = agent is not None and run is agent[1] and bool(words) and words[0][0].isupper()
        if (bodily or named) and scene.families.state_of(run) is None:
            return f"org:{slug(' '.join(words))}"
    return None
