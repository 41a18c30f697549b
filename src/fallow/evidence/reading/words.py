"""Closed word lists of English news prose that the rules of reading stand on.

The lists hold ordinary words and no names of people, places or outlets; those are in dated tables (``tables/``), because
they change and need a source.
"""

from __future__ import annotations

import re

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

MALE = frozenset(
    "he him his himself mr sir lord king prince father brother son man boy spokesman chairman congressman".split()
)
FEMALE = frozenset(
    "she her hers herself mrs ms miss lady daw frau madame señora queen princess mother sister daughter woman girl spokeswoman chairwoman "
    "congresswoman".split()
)
PERSONAL = frozenset("he she they it i we you who".split())
"""Pronouns that may stand as the subject of a verb of saying."""

DETERMINERS = frozenset(
    "the a an this that these those his her its their our my your some any each both one another".split()
)
PREPOSITIONS = frozenset(
    "of for to at in from on with by about against into over under after before during since until between among amid "
    "despite near around through across within without behind outside inside towards toward upon as via per than".split()
)
CONJUNCTIONS = frozenset(
    "and or but while whereas although though because if when where which who whom whose so yet nor unless once since "
    "after before as however meanwhile moreover therefore thus also still instead".split()
)
AUXILIARIES = frozenset(
    "is are was were be been being has have had having do does did will would shall should can could may might must "
    "not n't never".split()
)
ADVERBS = frozenset(
    "also then later again further too even just still already now once ever never earlier soon often always "
    "meanwhile however thus therefore instead indeed yet likewise twice first".split()
)
STARTERS = frozenset(
    "on in at after before during since while when as if but and however although though despite amid meanwhile earlier "
    "later last this that these those the a an he she it they we i there here for from with by to of so yet also both "
    "some many most all no not now then today yesterday according speaking asked responding citing neither either nor asked nobody somebody everybody officials people".split()
)
"""Words whose capital at the start of a sentence says nothing about a name."""

ROLE_NOUNS = frozenset(
    """ambassador envoy diplomat minister president premier chancellor secretary undersecretary under-secretary spokesman
    spokeswoman spokesperson official officer adviser advisor chief director head chair chairman chairwoman chairperson
    commissioner governor mayor senator congressman congresswoman lawmaker legislator mp deputy general colonel captain
    commander lieutenant sergeant major admiral marshal analyst expert researcher investigator monitor activist campaigner
    doctor surgeon nurse teacher farmer resident villager witness survivor soldier blogger journalist reporter
    correspondent editor leader professor historian deminer engineer coordinator representative delegate negotiator aide
    source prosecutor lawyer judge king queen prince pope bishop driver mother father woman man boy girl elder shopkeeper
    medic paramedic rescuer policeman economist author physician volunteer founder specialist technician surveyor
    observer inspector shepherd headteacher headmaster headmistress midwife priest imam spokespeople pilot gunner
    supervisor attache councillor councilor clerk consul counsellor counselor spokespersons columnist curator signalman milblogger speaker
    delegate mason conscript veteran neighbour lecturer student pupil guard baker miner fisherman beekeeper""".split()
)
OFFICE_NOUNS = frozenset(
    """ambassador envoy diplomat minister president premier chancellor secretary undersecretary under-secretary spokesman
    spokeswoman spokesperson spokespeople official officer chief director head chair chairman chairwoman commissioner
    governor deputy general colonel captain commander lieutenant major admiral marshal representative delegate negotiator
    prosecutor king queen attache consul speaker""".split()
)
"""Roles that speak for the body they belong to. A farmer of a country does not speak for its state."""

LOCAL_ROLES = frozenset(
    "resident villager farmer shepherd mother father man woman boy girl survivor witness elder driver shopkeeper priest imam neighbour "
    "neighbor pupil student".split()
)
"""Roles that tie a person to a place and to no body."""

ROLE_KIN: tuple[frozenset[str], ...] = (
    frozenset({"ambassador", "envoy", "diplomat", "consul", "representative", "negotiator", "delegate"}),
    frozenset({"president", "leader"}),
    frozenset({"premier", "minister", "chancellor", "leader"}),
    frozenset({"spokesman", "spokesperson", "spokeswoman"}),
    frozenset({"adviser", "advisor", "aide"}),
    frozenset({"director", "head", "chief", "coordinator"}),
    frozenset({"general", "colonel", "commander", "officer", "major", "captain"}),
    frozenset({"senator", "congressman", "congresswoman", "lawmaker", "legislator", "mp"}),
    frozenset({"secretary", "undersecretary", "under-secretary", "minister"}),
    frozenset({"doctor", "surgeon", "physician", "medic"}),
    frozenset({"deminer", "surveyor", "technician", "specialist"}),
)
"""Roles that a writer may exchange for one another when the same person is meant again."""

TITLE_WORDS = ROLE_NOUNS | frozenset(
    """mr mrs ms miss dr sir lord lady baroness baron dame viscount rev prof daw herr frau monsieur madame señor señora sheikh sheik gen col lt sgt maj capt sen rep gov foreign defence defense prime assistant principal brig cmdr adm
    vice national security state press senior former acting first interior finance health affairs policy permanent
    special humanitarian regional field operations programme program country military army naval navy air force forces
    overseas department ministry director-general secretary-general brigadier attorney district provincial village
    chief-of-staff information media team mission communications executive managing co-director local top retired us uk
    eu un u.s u.k high-ranking independent opposition civil presidential kremlin pentagon""".split()
)
ORG_WORDS = frozenset(
    """ministry department house council watch nations states convention committee university agency army union office
    party church region city province plant government parliament senate congress court commission organisation
    organization group trust foundation institute centre center campaign coalition alliance association federation
    service force forces command corps police guard bank fund international news times post herald tribune journal
    gazette courier mail telegraph chronicle observer monitor press agency television tv radio channel network media
    hospital clinic school company corporation administration pentagon kremlin rights relief aid clearance network project
    embassy consulate secretariat programme program district authority directorate staff tribunal league society mission
    unit team bureau board treaty protocol street road river sea east west north south dispatch bulletin wire review
    monitoring action clinic republic kingdom observatory secretariat syndicate laboratory forum institution academy museum library archive division brigade battalion regiment squadron garrison""".split()
)
"""A capitalised run that holds one of these is a body or a place, not a person."""

PLURAL_SPEAKERS = frozenset(
    """officials experts analysts researchers investigators monitors activists campaigners doctors residents villagers
    witnesses survivors soldiers journalists reporters sources prosecutors lawyers diplomats ministers leaders senators
    lawmakers legislators authorities allies critics opponents supporters organisations organizations groups agencies
    observers forces troops commanders people locals deminers medics rescuers governments countries states police
    representatives specialists engineers teachers farmers outlets media scientists historians neighbours neighbors growers
    insurers users families parents sappers""".split()
)

ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen col lt sgt maj capt sen rep gov rev hon st no nos vs etc inc ltd co corp jan feb mar apr jun jul "
    "aug sep sept oct nov dec approx est dept adm brig cmdr fig vol art ph eg ie u.s u.k u.n e.g i.e a.m p.m".split()
)
"""Words that keep their point inside a sentence."""

WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"
    r"|(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Maj|Capt|Sen|Rep|Gov|Rev|St)\."
    r"|[^\W_]+(?:[’'.\-][^\W_]+)*(?:[’'](?!\w))?"
    r"|[^\w\s]|_"
)
"""One token: an abbreviation with its points, a word with its hyphens and apostrophes, a figure, or one mark."""


def is_capital(token: str) -> bool:
    """True where the token begins with an upper-case letter."""
    return bool(token) and token[0].isupper()


def bare(token: str) -> str:
    """Return the token in lower case without possessive ending or final point."""
    low = token.lower().replace("’", "'").rstrip(".")
    return low.removesuffix("'s").rstrip("'")
