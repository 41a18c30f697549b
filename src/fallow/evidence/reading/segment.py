"""Segments: headline, body, caption, boilerplate and other stories, by rules on lines. Rules ``segment-*/1``.

A line is judged by its own words (a share button, a credit) and by where it stands (above the headline, below the last
paragraph). Only what is clearly not the story is taken out of it: a body line lost costs a statement, a chrome line kept
costs nothing but a line. A trailing run of paragraphs that never speaks of the page's subject and brings only persons who
were not named before is another story on the same page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from fallow.evidence.reading.result import Segment
from fallow.evidence.reading.span import Span
from fallow.evidence.reading.turns import find_turns

TOPIC = re.compile(
    r"\b(?:cluster|munitions?|bombs?|bomblets?|submunitions?|shells?|weapons?|dpicm\w*|ccm|convention|treaty|duds?|unexploded|"
    r"landmines?|mines|demin\w+|de-min\w+|clearance|rockets?|artillery|explosives?|ordnance|remnants|missiles?|warheads?)\b",
    re.IGNORECASE,
)
"""Words of the page's subject. A paragraph without any of them is not yet another story; a long run of them may be."""

_CHROME = re.compile(
    r"""^(?:share(?:\s+(?:this|on|via|the)\b.{0,40})?|tweet|print|e-?mail|save|comments?(?:\s*\(\d+\))?|\d+\s+comments?|advertisement|
    sponsored(?:\s+content)?|subscribe\b.{0,60}|sign\s+(?:up|in)\b.{0,60}|log\s*in|follow\s+(?:us|@)\b.{0,60}|join\s+(?:us|our)\b.{0,60}|
    most\s+(?:popular|read|viewed|shared)\b.{0,40}|trending\b.{0,40}|read\s+(?:more|also|next)\b.{0,120}|also\s+read\b.{0,120}|
    see\s+also\b.{0,120}|(?:related|more|latest|top|other|recommended)\s+(?:articles?|stories|news|topics|content|posts|from|on|reading)\b.{0,60}|
    check\s+out\s+(?:our\s+)?other\b.{0,40}|you\s+(?:may|might)\s+also\b.{0,60}|tags?\s*:.{0,120}|topics?\s*:.{0,120}|filed\s+under\b.{0,80}|
    (?:exclusive|breaking|world|local|latest|top)\s+news|home|menu|search|skip\s+to\b.{0,30}|back\s+to\s+top|next|previous|newsletter\b.{0,60}|
    (?:©|\(c\)|copyright\b).{0,120}|all\s+rights\s+reserved.{0,80}|terms\s+(?:of|and)\b.{0,60}|privacy\b.{0,40}|cookies?\b.{0,80}|
    we\s+use\s+cookies.{0,200}|this\s+(?:site|website)\s+uses.{0,200}|about\s+us|contact\s+us|donate\b.{0,40}|support\s+us|
    (?:facebook|twitter|whatsapp|telegram|linkedin|instagram|youtube|reddit|x)(?:[\s|/,·-]+(?:facebook|twitter|whatsapp|telegram|linkedin|instagram|youtube|reddit|x|email|e-mail|print|copy\s+link))*|
    copy\s+link|listen\s+to\s+this\b.{0,60}|\d+\s+min(?:ute)?s?\s+read|reading\s+time\b.{0,20}|(?:\d[\d.,]*\s*[km]?\s+)?(?:views?|shares?|likes?|reads?)(?:\s*:?\s*[\d.,]+)?|
    this\s+(?:story|article|report|piece)\s+(?:was\s+)?(?:first|originally)\s+(?:appeared|published|printed)\b.{0,120}|originally\s+published\b.{0,120}|leave\s+a\s+(?:comment|reply)|
    (?:https?://|www\.)\S+|.{0,40}[’']s\s+website\s+can\b.{0,100}|.{0,30}\bnews\s+roku|mirror\b.{0,80}|
    [-–—_=*•·.\s\d,+|/]+[kKmM]?|-?\d+(?:\.\d+)?\s*°?\s*[CF])$""",
    re.IGNORECASE | re.VERBOSE,
)
_BREADCRUMB = re.compile(r"^[^.!?“”\"]{1,60}(?:\s*[/›»>|]\s*[^.!?“”\"]{1,60}){1,6}$")
_TAIL = re.compile(
    r"^(?:check out|most (?:popular|read)|related|more (?:stories|news|from|on)|read (?:more|also|next)|latest|recommended|"
    r"you (?:may|might) also|share this|see also|tags?\b|also read|trending|subscribe|sign up|other (?:stories|news))",
    re.IGNORECASE,
)
_OTHERS_BEGIN = re.compile(
    r"^(?:related|more|other|latest|recommended|most popular|in other news|also read|read also|elsewhere)\b.{0,50}$",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\b(?:file|archive|stock)\s+(?:photo|photograph|picture|image|footage)\.?$|\b(?:picture|photo|photograph|image)$|"
    r"\((?:photo|image|picture|file|file photo|screengrab|credit|source|via)\b[^)]*\)\s*$|^(?:photo|image|picture|file photo|file image|caption|video|watch|map|graphic)\b\s*[:|]|"
    r"\b(?:photo|image|picture|credit)\s*(?:by|:|/)\s*\S|\bgetty images\b|\[(?:file|photo|image)[^\]]*\]\s*$|(?:/|©\s?)(?:reuters|ap|afp|epa|tass|getty)\b\.?$",
    re.IGNORECASE,
)
_SHOWING = re.compile(
    r"\b(?:showing|shows|seen|pictured|stands?|walks?|looks?|displayed|photographed|left|right)\b", re.IGNORECASE
)
_BYLINE = re.compile(
    r"^(?:by|from|written by|posted by|author:)\s+[A-Z][\w.’'\-]+(?:\s+[\w.’'\-]+){0,5}(?:\s*[|,·–-].{0,60})?$",
    re.IGNORECASE,
)
_DATE_LINE = re.compile(
    r"^(?:(?:published|updated|posted|first published|last (?:modified|updated|update)|date)\b.{0,60}|"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]+,?\s+\d{4}|[A-Z][a-z]+\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{4})"
    r"(?:[\s,|·–-]+.{0,40})?)$",
    re.IGNORECASE,
)
_NAME_AND_DATE = re.compile(
    r"^[A-Z][\w&’'.\- ]{2,50},?\s+(?:published\s+|updated\s+)?(?:on\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]+,?\s+\d{4}|[A-Z][a-z]+\s+\d{1,2},?\s+\d{4})$"
)
_FULL_STOP = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_PERSON = re.compile(r"\b[A-Z][a-z’'\-]+\s+(?:[A-Z][a-z’'\-]+\s+)?([A-Z][a-z’'\-]{2,})\b")
_HEADLINE_WORDS = 30
_BANNER_WORDS = 5
_COMMENTS = re.compile(
    r"(?:\d+|one|two|three|no)\s+(?:thoughts?|comments?|responses?|replies)\s+(?:on|to|so\s+far)\b.{0,120}$|(?:reader\s+|readers[’']\s+)?comments?\s*(?:\(\d+\)|:)\s*$|"
    r"(?:join|read)\s+the\s+(?:discussion|conversation|comments)\b.{0,40}$|leave\s+a\s+(?:reply|comment)\b.{0,80}$",
    re.IGNORECASE,
)
_LONGEST_CHROME = 600
"""Characters. Longer lines are text, and are never tried against the patterns of chrome."""
_OTHER_STORY_PARAGRAPHS = 5
_OTHER_STORY_WORDS = 180
_OTHER_STORY_PERSONS = 3
_CARRIED = re.compile(r"\b(?:them|they|these|those|such)\b", re.IGNORECASE)


def segment(text: str, paragraphs: Sequence[Span]) -> list[Segment]:
    """Return one segment per paragraph, in order, not overlapping; white space between them belongs to none."""
    labels = [_by_own_words(span.of(text)) for span in paragraphs]
    _mark_turns(text, paragraphs, labels)
    words = [len(span.of(text).split()) for span in paragraphs]
    _mark_masthead(text, paragraphs, labels, words)
    _mark_headline(text, paragraphs, labels, words)
    _mark_banner(text, paragraphs, labels, words)
    _mark_after_headline(text, paragraphs, labels, words)
    _mark_tail(text, paragraphs, labels, words)
    _mark_subheads(text, paragraphs, labels, words)
    _mark_other_story(text, paragraphs, labels)
    _mark_comments(text, paragraphs, labels)
    return [
        Segment(span, *(label or ("body", "segment-body/1"))) for span, label in zip(paragraphs, labels, strict=True)
    ]


_Label = tuple[str, str] | None


def _mark_turns(text: str, paragraphs: Sequence[Span], labels: list[_Label]) -> None:
    """What somebody says in a transcript, and the line that says who, is body, however short and unfinished."""
    turns = find_turns(text, paragraphs)
    begun = {one.label.start for one in turns}
    spoken = {span.end for one in turns for span in one.words}
    for i, span in enumerate(paragraphs):
        if (labels[i] is None and span.end in spoken) or any(span.start <= at < span.end for at in begun):
            labels[i] = ("body", "segment-turn/1")


def _by_own_words(line: str) -> _Label:
    if len(line) > _LONGEST_CHROME:
        return None
    flat = " ".join(line.split())
    if _CHROME.match(flat) or (_BREADCRUMB.match(flat) and len(flat.split()) <= 12 and not _FULL_STOP.search(flat)):
        return ("boilerplate", "segment-chrome/1")
    if len(flat) <= 120 and (_BYLINE.match(flat) or _DATE_LINE.match(flat) or _NAME_AND_DATE.match(flat)):
        return ("boilerplate", "segment-byline/1")
    if len(flat.split()) <= 60 and _CREDIT.search(flat):
        return ("caption", "segment-credit/1")
    return None


def _mark_masthead(text: str, paragraphs: Sequence[Span], labels: list[_Label], words: list[int]) -> None:
    """Short lines above or between chrome at the top of the page (a city, a section) are chrome too."""
    first_long = next((i for i, n in enumerate(words) if n > 20), len(words))
    top_chrome = {
        i for i in range(first_long) if labels[i] is not None and labels[i] != ("caption", "segment-credit/1")
    }
    unlabelled = [i for i in range(first_long) if labels[i] is None and not _FULL_STOP.search(paragraphs[i].of(text))]
    if len(unlabelled) > 1 and words[unlabelled[0]] <= 3 and any(words[i] >= 4 for i in unlabelled[1:]):
        labels[unlabelled[0]] = ("boilerplate", "segment-masthead/1")
    last_left = max((i for i in range(first_long) if labels[i] is None), default=-1)
    for i in range(last_left):
        if labels[i] is None and words[i] <= 3 and (i - 1 in top_chrome or i + 1 in top_chrome):
            labels[i] = ("boilerplate", "segment-masthead/1")


def _mark_headline(text: str, paragraphs: Sequence[Span], labels: list[_Label], words: list[int]) -> None:
    """The first line left that is short for a paragraph, where longer lines follow."""
    left = [i for i, label in enumerate(labels) if label is None]
    if len(left) < 2:
        return
    first = left[0]
    line = paragraphs[first].of(text)
    rest = sorted(words[i] for i in left[1:])
    typical = rest[len(rest) // 2]
    stop = _FULL_STOP.search(line) is not None and not line.rstrip("\"'”’").endswith("?")
    limit = 16 if stop and words[first] < typical else 0 if stop else _HEADLINE_WORDS
    if words[first] <= limit:
        labels[first] = ("headline", "segment-headline/1")
        title = " ".join(line.split())
        for i in left[1:3]:
            flat = " ".join(paragraphs[i].of(text).split())
            if flat.endswith(title) and len(flat) <= len(title) + 24:
                labels[i] = ("headline", "segment-headline-again/1")


def _mark_banner(text: str, paragraphs: Sequence[Span], labels: list[_Label], words: list[int]) -> None:
    """A few words, then a date or a menu, then a longer unfinished line: the first is the page's banner, the other the headline."""
    first = next((i for i, label in enumerate(labels) if label == ("headline", "segment-headline/1")), None)
    if first is None or words[first] > _BANNER_WORDS:
        return
    second = next((i for i in range(first + 1, len(labels)) if labels[i] is None), None)
    if second is None or second - first not in {2, 3} or labels[second - 1] == ("caption", "segment-credit/1"):
        return
    if _BANNER_WORDS < words[second] <= _HEADLINE_WORDS and not _FULL_STOP.search(paragraphs[second].of(text)):
        labels[first] = ("boilerplate", "segment-banner/1")
        labels[second] = ("headline", "segment-headline/1")


def _mark_comments(text: str, paragraphs: Sequence[Span], labels: list[_Label]) -> None:
    """What readers wrote below the story is none of it."""
    start = next((i for i, span in enumerate(paragraphs) if i > 1 and _COMMENTS.match(span.of(text))), None)
    if start is not None and sum(label is None for label in labels[:start]) > 1:
        for i in range(start, len(labels)):
            labels[i] = ("boilerplate", "segment-comments/1")


def _mark_after_headline(text: str, paragraphs: Sequence[Span], labels: list[_Label], words: list[int]) -> None:
    """Unfinished lines between the headline and the first paragraph: a section, a caption, a second headline."""
    for i, label in enumerate(labels):
        if label is None:
            line = paragraphs[i].of(text)
            if _FULL_STOP.search(line) or words[i] > 40:
                return
            above = {label[0] for label in labels[:i] if label is not None}
            before = labels[i - 1] if i > 0 else None
            parted = before is not None and before[0] == "boilerplate" and "headline" in above
            if words[i] <= 2:
                labels[i] = ("boilerplate", "segment-section/1")
            elif _SHOWING.search(line) or parted:
                labels[i] = ("caption", "segment-showing/1")
            elif words[i] <= _HEADLINE_WORDS:
                labels[i] = ("headline", "segment-standfirst/1")


def _mark_tail(text: str, paragraphs: Sequence[Span], labels: list[_Label], words: list[int]) -> None:
    """Everything unfinished after the last finished paragraph; and short lists of headlines under a 'Related' line."""
    i = len(labels) - 1
    while i > 0 and labels[i] != ("headline", "segment-headline/1"):
        line = paragraphs[i].of(text)
        if labels[i] is None and (_FULL_STOP.search(line) or words[i] > 25):
            break
        if labels[i] is None:
            labels[i] = ("boilerplate", "segment-tail/1")
        i -= 1
    for start in range(1, len(labels)):
        flat = " ".join(paragraphs[start].of(text).split())
        if _OTHERS_BEGIN.match(flat) and words[start] <= 8 and not _FULL_STOP.search(flat.rstrip(":")):
            labels[start] = labels[start] or ("boilerplate", "segment-related/1")
            for j in range(start + 1, len(labels)):
                if labels[j] is None or labels[j] == ("boilerplate", "segment-tail/1"):
                    labels[j] = ("other_story", "segment-related/1")
            return


def _mark_subheads(text: str, paragraphs: Sequence[Span], labels: list[_Label], words: list[int]) -> None:
    """A short line without an end among finished paragraphs is a heading inside the story."""
    for i in range(1, len(labels)):
        if labels[i] is None and words[i] <= 14 and not _FULL_STOP.search(paragraphs[i].of(text)):
            labels[i] = ("headline", "segment-subhead/1")


def _mark_other_story(text: str, paragraphs: Sequence[Span], labels: list[_Label]) -> None:
    body = [i for i, label in enumerate(labels) if label is None]
    on_topic: list[int] = []
    for place, i in enumerate(body):
        words_here = paragraphs[i].of(text)
        carried = place > 0 and on_topic[-1:] == [body[place - 1]] and _CARRIED.search(words_here)
        if TOPIC.search(words_here) or carried:
            on_topic.append(i)
    if not on_topic:
        return
    run = [i for i in body if i > on_topic[-1]]
    if len(run) < _OTHER_STORY_PARAGRAPHS or not _starts_anew(text, paragraphs, run[0]):
        return
    words = sum(len(paragraphs[i].of(text).split()) for i in run)
    before = {name for i in body if i <= on_topic[-1] for name in _PERSON.findall(paragraphs[i].of(text))}
    inside = {name for i in run for name in _PERSON.findall(paragraphs[i].of(text))}
    if (
        words >= _OTHER_STORY_WORDS
        and len(inside - before) >= _OTHER_STORY_PERSONS
        and len(inside & before) <= len(inside) // 4
    ):
        for i in run:
            labels[i] = ("other_story", "segment-other-story/1")


def _starts_anew(text: str, paragraphs: Sequence[Span], index: int) -> bool:
    """Another story does not begin in the middle of somebody's quote or with a pronoun."""
    first = paragraphs[index].of(text)
    return not first.startswith(("“", '"', "‘", "'", "«")) and first.split()[0] not in {"He", "She", "They", "It"}
