"""Second half, held out: single pages as offices, monitors, courts and ministries write them. All of it is fiction."""

from __future__ import annotations

from datetime import date

from casting import Cast, back, dm, dmy, mdy, wd
from markup import Page, org, role


def rights_dispatch(c: Cast) -> Page:
    a, b = c.person("f"), c.person("m")
    v = c.village("Yemen")
    pub = c.day(weekday=3)
    hit = back(pub, 9)
    n = org("Lantern Rights", "Lantern")
    text = f"""#h Yemen: banned bombs on {v.name}

#b Dispatch | {dmy(pub)}

<s N><c use when={hit} place="{v.name}">Coalition aircraft dropped cluster bombs on the outskirts of {v.name} in Yemen on {dmy(hit)}</c>, Lantern Rights said in a dispatch published today.</s>

<c casualties>No fewer than seven villagers were hurt, among them a girl of five.</c>

<s A>{a.full}, who heads the organisation's weapons desk, said that her staff had spoken to twelve witnesses and looked at thirty pictures.</s> <q A>“<c munition_desc opt>In nine of them you can read the lot number</c>,”</q> she said.

<q W>“They came down like seeds,”</q> a beekeeper told Lantern Rights.

<s G><c accusation/affirm|deny opt><c use/deny opt>The coalition's spokesman, General {b.full}, denied the accusation.</c></c></s> <q G>“<c use/deny|negated>The coalition does not employ cluster munitions in populated places</c>,”</q> he said in a written reply.

<c treaty_status/negated>Saudi Arabia and Yemen are not among the states that have joined the convention.</c>
"""
    return Page("rights_dispatch", text, {"A": a, "G": b, "N": n, "W": role("beekeeper", "a beekeeper")}, str(pub))


def monthly_update(c: Cast) -> Page:
    a = c.person("m")
    pub = c.day(weekday=0)
    o = org("Office of the Humanitarian Coordinator", "Office")
    text = f"""#b UPDATE No. 31
#h Protection of civilians: explosive remnants

#b Date: {dmy(pub)}

<s O><c casualties>The Office of the Humanitarian Coordinator has recorded 14 to 18 casualties from unexploded submunitions over the past month.</c></s> Figures for two districts are missing.

<s A>The coordinator, {a.full}, cautioned that <c casualties opt>the real number was probably higher</c>.</s>

<s A>He urged all parties to share the coordinates of contaminated areas.</s>

<q A>“Every week without the coordinates costs us a week and somebody else a foot,”</q> he said in a statement.

<s O>The Office notes that 61 teachers were trained in risk education.</s>

#b For further information: press desk
"""
    return Page("monthly_update", text, {"A": a, "O": o}, str(pub))


def foreign_ministry(c: Cast) -> Page:
    a = c.person("f")
    pub = c.day(weekday=4)
    m = org("Ministry of Foreign Affairs", "Ministry", "ministry")
    text = f"""#b Ministry of Foreign Affairs
#b Press service

#h Comment by the spokeswoman on deliveries of cluster munitions

{dmy(pub)} 15:20

<t A>We have taken note of the latest announcement. <c accusation opt>It makes those who deliver accomplices.</c> <c harm_risk>The fields of Ukraine will be sown with death for decades.</c></t>

<t A><c stance>Russia condemns this step in the strongest terms.</c> <c use/affirm/threatened|conditional|possible>We reserve the right to use similar means if these munitions are fired at our territory.</c></t>

{a.full}, spokeswoman of the Russian foreign ministry
"""
    return Page("foreign_ministry", text, {"A": a, "M": m}, str(pub))


def debate_record(c: Cast) -> Page:
    a, b = c.person("f"), c.person("m")
    pub = c.day(weekday=1)
    text = f"""#h Record of the debate of {dmy(pub)} (extract)

The SPEAKER: I call {a.full}.

{a.full} (Meadow East): <t A>I thank the minister for his letter. It tells us that <c national_restriction>exports of cluster munitions have been unlawful since 2011</c>. It does not tell us whether anyone has ever looked into a container.</t>

{b.full} (Minister of Trade): <t B>We look into four thousand containers a year. <c transfer/negated|deny>No cluster munition has left our ports.</c></t>

{a.full}: <t A>Four thousand out of how many?</t>

{b.full}: <t B>I shall write to the honourable member.</t>

(Laughter)
"""
    return Page("debate_record", text, {"A": a, "B": b}, str(pub))


def inquiry(c: Cast) -> Page:
    a, b, d = c.person("m"), c.person("f"), c.person("m")
    pub = c.day(weekday=2)
    tue = back(pub, 1)
    text = f"""#h Inquiry into arms brokers, day nine

Reported by the clerk on {dmy(pub)}

<s A on={tue}>Giving evidence on Tuesday, the former broker {a.full} admitted that <c transfer>he had arranged the sale of 900 cluster bombs to Sudan in 2009</c>.</s>

<q A on={tue}>"<c prohibition/negated opt>Nobody told me it was forbidden</c>, and I did not ask,"</q> he testified.

<s B on={tue}>Counsel to the inquiry, {b.full}, put it to him that he had been told twice.</s>

<q A on={tue}>"Not in a language I wished to understand,"</q> {a.last} answered.

The second witness, Captain {d.full}, had guarded the depot. <s D on={tue}><c stock opt>In his recollection there were never more than two hundred bombs in the sheds.</c></s> <s D on={tue}>He insisted that the papers had been forged.</s>

The hearing continues tomorrow.
"""
    return Page("inquiry", text, {"A": a, "B": b, "D": d}, str(pub))


def situation_report(c: Cast) -> Page:
    v, w = c.village("Syria"), c.village("Iraq")
    pub = c.day(weekday=6)
    o = org("Cluster coordination team", "coordination team", "team")
    text = f"""#h SITUATION REPORT 14 – {dmy(pub)}

KEY POINTS
- Rain has closed the road between {v.name} and the district town.
- <c casualties>Two children were injured by a submunition on {dm(back(pub, 3))}.</c>
- 48 hectares were released in {w.name}.
- The next convoy is planned for Tuesday.

NEEDS
- Tents: 310
- Risk education sets: 1,200

FUNDING
- Received so far: 37 per cent of the appeal.
"""
    return Page("situation_report", text, {"O": o}, str(pub))


def reliability_note(c: Cast) -> Page:
    a, b, d = c.person("f"), c.person("m"), c.person("m")
    pub = c.day(weekday=3)
    text = f"""#h Reliability of submunitions: a short note

{dmy(pub)}

<s A><c dud_rate op=le value=0.06 munition=M864 source=A>An army paper of the year 2000 gave a dud rate of up to 6 per cent for the M864, {a.full} of the arsenal museum notes.</c></s>

<s B><c dud_rate op=range value=0.05 high=0.1 munition=BLU-97 source=B>Professor {b.full} estimates that 5 to 10 per cent of BLU-97 bomblets fail to detonate.</c></s>

<s D><c dud_rate op=ge value=0.25 munition=9N235 owner=Russia source=D>Of the Russian 9N235 submunitions at least a quarter remain unexploded, says {d.full}, who has cleared them.</c></s>

<q D>“<c dud_rate op=approx|eq value=0.25 munition=9N235 source=D>With the 9N235 you can take one in four as your rule</c>,”</q> he says.

<o><c dud_rate/affirm/asserted|possible op=gt value=0.2 source=unknown>It is widely believed that more than 20 per cent of all old submunitions are duds.</c></o>

<s A><c dud_rate op=lt value=0.01 munition=M85 owner=Israel source=A>{a.last} adds that the manufacturer of the Israeli M85 once promised a failure rate below 1 per cent.</c></s>
"""
    return Page("reliability_note", text, {"A": a, "B": b, "D": d}, str(pub))


def reliability_hearing(c: Cast) -> Page:
    a, b = c.person("m"), c.person("f")
    pub = c.day(weekday=4)
    thu = back(pub, 1)
    text = f"""#h Grenades under oath

#b {mdy(pub)}

<s A on={thu}><c dud_rate op=lt value=0.025 owner="United States" source=A>Under Secretary {a.full} swore on Thursday that the dud rate of the American rounds was under 2.5 per cent.</c></s>

<s B on={thu}><c dud_rate op=ge value=0.14 munition=M42 source=B>{b.full}, an engineer, contradicted him: the M42 grenade had failed in not less than 14 per cent of the firings she had attended.</c></s>

<q A on={thu}>“<c dud_rate op=eq value=0.0235 source=A>The dud rate is 2.35 per cent</c>, and I have the papers here,”</q> said {a.last}.

<q B on={thu}>“<c dud_rate op=approx value=0.125 munition=M42 source=B>One in eight M42s was a dud, give or take</c>,”</q> {b.last} retorted. <q B on={thu}>“I have the scars.”</q>

<s A on={thu}><c dud_rate op=range value=0.3 high=0.4 owner=Russia source=A>The Under Secretary put the failure rate of Russian cluster munitions at between 30 and 40 per cent.</c></s>

<s A on={thu}>He gave no source for that.</s>
"""
    return Page("reliability_hearing", text, {"A": a, "B": b}, str(pub))


def rates_in_press(c: Cast) -> Page:
    a, b = c.person("f"), c.person("m")
    pub = c.day(weekday=0)
    text = f"""#h Fact check: how good are the new shells?

{wd(pub)}, {dmy(pub)}

The claim: <s K><c dud_rate op=le value=0.02 source=K>the maker says that its new shell leaves no more than two per cent of its grenades behind.</c></s>

What we found. <s A><c dud_rate opt>In trials she attended, around 7 per cent were left, says {a.full}, a former range officer.</c></s>

<s B><c dud_rate op=le|eq value=0.15 munition=M26 source=B>As many as 15 per cent of M26 submunitions failed in his time, recalls the gunner {b.full}.</c></s>

<s B><c dud_rate op=range value=0.08 high=0.12 munition=DM642 source=B>For the German DM642 he cites a failure rate of 8 to 12 per cent.</c></s>

<o><c dud_rate op=eq value=0.3 source=unknown>Some websites put the dud rate at 30 per cent without giving a source.</c></o>

Our verdict: the claim is not proven.
"""
    return Page("rates_in_press", text, {"A": a, "B": b, "K": org("the maker", "maker")}, str(pub))


def transfers_digest(c: Cast) -> Page:
    a, b, d = c.person("m"), c.person("f"), c.person("m")
    pub = c.day(weekday=2)
    mon = back(pub, 2)
    text = f"""#h Arms movements: digest

#b Compiled on {dmy(pub)}

<s A on={mon}><c transfer>Turkey has delivered a first lot of cluster shells to Azerbaijan, the Turkish defence minister, {a.full}, confirmed on Monday.</c></s>

<s B on={mon}><c transfer/deny>Azerbaijan's deputy foreign minister, {b.full}, denied the same day that Baku had received anything of the kind.</c></s>

<s D><c request>Armenia has asked Iran for cluster rockets, according to {d.full}, a member of the Armenian parliament.</c></s> <c transfer/affirm/possible>Tehran may deliver them next year.</c>

<c transfer/negated>Poland has not transferred any cluster munitions so far.</c>

<o><c pledge>Baku pledged to keep such weapons away from towns.</c></o>

<c national_restriction>Austrian law prohibits the transit of cluster munitions</c> and <c national_restriction opt>the financing of their makers</c>.
"""
    return Page("transfers_digest", text, {"A": a, "B": b, "D": d}, str(pub))


def review_conference(c: Cast) -> Page:
    a, b = c.person("m"), c.person("f")
    pub = c.day(weekday=4)
    text = f"""#h Review conference closes with a long list

{dmy(pub)}, from our correspondent

<c treaty_status>The Convention on Cluster Munitions entered into force on 1 August 2010.</c> The conference's president, {a.full}, counted its members on Friday and was not content.

<q A on={pub}>“<c treaty_status/negated opt>Too many of the big ones are missing</c>,”</q> he said.

<c treaty_status/negated>Turkey, Brazil and Poland have not acceded.</c> <c treaty_status>Iraq ratified in 2013.</c>

<s B on={pub}>{b.full}, speaking for the survivors, proposed that the next meeting be held in a village.</s>

<s B on={pub}><c treaty_status/affirm/possible>She voiced the hope that Libya might accede next year.</c></s>

<c prohibition opt>The convention obliges its members to clear contaminated land within ten years.</c>
"""
    return Page("review_conference", text, {"A": a, "B": b}, str(pub))


def ward_notes(c: Cast) -> Page:
    a, b = c.person("f"), c.person("m")
    v = c.village("Sudan")
    pub = c.day(weekday=0)
    sat = back(pub, 2)
    text = f"""#h Notes from a ward

{mdy(pub)}

On Saturday a cart brought five people from {v.name}. <s A on={sat}><c casualties opt>Three died on the way, the surgeon on duty, {a.full}, told us by radio.</c></s>

<q A on={sat}>“They had been cutting grass for the donkey,”</q> she said.

<c casualties>Since the rains began the ward has treated 40 to 45 people hurt by bomblets.</c> <s B><c casualties>In the same months of last year there were no more than a dozen, {b.full}, the ward's clerk, reckons.</c></s>

<s A on={sat}>The surgeon asked for gauze and for a second generator.</s>

<s B>The clerk fears that the road will be cut by the end of the week.</s>
"""
    return Page("ward_notes", text, {"A": a, "B": b}, str(pub))


def communique(c: Cast) -> Page:
    a = c.person("m")
    v = c.village("Azerbaijan")
    pub = c.day(weekday=5)
    text = f"""#b General Staff
#h Morning communiqué, {dmy(pub)}

<t A><c use>In the course of the night the enemy shelled {v.name} with cluster rockets.</c> <c casualties/negated opt>There are no losses among our troops.</c> <c damage>A barn and a power line were destroyed.</c></t>

<t A>Our units hold their positions. <c use/negated|deny>We did not and do not use cluster munitions.</c></t>

#b Signed: Colonel {a.full}, head of the press centre
"""
    return Page("communique", text, {"A": a}, str(pub))


def days_of_speech(c: Cast) -> Page:
    a, b = c.person("m"), c.person("f")
    pub = c.day(weekday=3)
    tue, mon, sat = back(pub, 2), back(pub, 3), back(pub, 5)
    text = f"""#h Who said what about the depot, and when

Updated {dmy(pub)}

<s A on={sat}>The prefect, {a.full}, first mentioned the depot last Saturday.</s> <q A on={sat}>“There is nothing in it but paint,”</q> he said then.

<s B on={mon}>On Monday evening the journalist {b.full} wrote that the paint had fins.</s>

<s A on={tue}>On {dm(tue)} the prefect conceded that he had not been inside.</s>

<s B on={back(pub, 1)}>{b.last} claimed yesterday to have been inside herself.</s>

<s A on={pub}>Earlier today {a.last} invited the press to a visit.</s>

<q B on={pub}>“I know the way,”</q> {b.last} commented this afternoon.

In {_month(back(pub, 75))}, before any of this, the depot had been declared empty.
"""
    return Page("days_of_speech", text, {"A": a, "B": b}, str(pub))


def _month(day: date) -> str:
    """``March 2024``."""
    return dmy(day).partition(" ")[2]


TEMPLATES = (
    rights_dispatch,
    monthly_update,
    foreign_ministry,
    debate_record,
    inquiry,
    situation_report,
    reliability_note,
    reliability_hearing,
    rates_in_press,
    transfers_digest,
    review_conference,
    ward_notes,
    communique,
    days_of_speech,
)
