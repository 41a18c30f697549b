"""Second half, held out: longer articles with many speakers, as foreign desks write them. All of it is fiction."""

from __future__ import annotations

from casting import Cast, back, dmy, mdy
from markup import Page, org, role


def kremlin_answer(c: Cast) -> Page:
    a, b, d, e = c.person("m"), c.person("f"), c.person("m"), c.person("m")
    pub = c.day(weekday=2)
    mon, tue = back(pub, 2), back(pub, 1)
    text = f"""#h Moscow threatens reply as cluster shells arrive in Ukraine

#b {mdy(pub)}
#b 5 minute read

#c Archive image of a howitzer. Photograph: agency

<s A on={tue}><c transfer>The first American cluster shells have reached Ukraine, a general of the Ukrainian army, {a.full}, confirmed on Tuesday.</c></s>

<q A on={tue}>“<c transfer opt>We have received them</c>, but <c use/negated>we have not used them yet</c>,”</q> he told an American broadcaster. <q A on={tue}>“<c effect>They can change the battlefield radically</c>.”</q>

Russia's defence minister, {d.full}, had sounded a warning a day earlier. <s D on={mon}><c use/affirm/threatened|conditional><c transfer/affirm/conditional opt>If the United States supplies cluster munitions to Ukraine</c>, the Russian army will be forced to use similar weapons, he said on Monday.</c></s> <s D on={mon}><c stock>He added that Russia possessed such weapons in large numbers</c></s> and that <s D on={mon}><c use/negated|deny>it had refrained from using them so far</c></s>.

<o><c use>Rights organisations have documented dozens of attacks with cluster munitions by Russian forces since February 2022.</c></o>

<s B on={tue}><c pledge>Ukraine's deputy defence minister, {b.full}, reiterated on Tuesday that <c use/affirm|negated/asserted|possible|conditional opt>the shells would be fired only at fields where Russian soldiers are concentrated</c>.</c></s> <q B on={tue}>“<c pledge opt>We shall keep a record of every place</c>,”</q> she said, <q B on={tue}>“<c pledge opt>and these are the places that we shall clear first</c>.”</q>

<s E>A retired British officer, {e.full}, doubts that the shells will decide anything.</s> <q E>“<c effect opt>They are a plaster, not a cure</c>,”</q> he said in an interview.

<s R><c dud_rate op=lt value=0.03 source=R>Fewer than 3 per cent of the delivered shells' bomblets will fail, a Pentagon official said.</c></s> <o><c dud_rate op=approx value=0.06 munition=M864 source=unknown>Older reports speak of a failure rate of about 6 per cent for the M864.</c></o>

#o MOST VIEWED
#o Ten beaches without a single umbrella
"""
    speakers = {"A": a, "B": b, "D": d, "E": e, "R": role("a Pentagon official", "Pentagon official", "official")}
    return Page("kremlin_answer", text, speakers, str(pub))


def stock_debate(c: Cast) -> Page:
    a, b, d = c.person("f"), c.person("m"), c.person("f")
    pub = c.day(weekday=4)
    thu = back(pub, 1)
    text = f"""#h Row in Ankara over what lies in the bunkers

#b Ankara, {dmy(pub)}

<s A on={thu}><c stock>Turkey still keeps cluster bombs in its bunkers, defence minister {a.full} acknowledged in parliament on Thursday.</c></s> <s A on={thu}><c use/negated|deny>The armed forces have never used them, she assured the deputies.</c></s>

It was the first time that a minister had spoken of the bombs in public. {b.full}, who leads the opposition, was on his feet at once. <q B on={thu}>"<c stock opt>How many, how old, and for whom?</c>"</q> he asked.

<q A on={thu}>"Numbers of that kind are not read out,"</q> the minister replied.

<s B on={thu}><c request opt>{b.last} called on the government to destroy the bombs</c> and <c treaty_status/affirm|negated/asserted|possible opt>to accede to the convention</c>.</s> <s B on={thu}><c treaty_status>More than a hundred countries had done so, he pointed out.</c></s>

The government benches were not impressed. <s D on={thu}><c stance>Deputy {d.full} of the ruling party said that <c treaty_status/negated|affirm opt>joining the convention was out of the question</c>.</c></s> <q D on={thu}>"<c stance opt>Let our neighbours go first</c>,"</q> she said.

<s A on={thu}><c transfer/deny|negated>{a.last} denied that Turkey had sold cluster bombs to Libya.</c></s> <o><c transfer/affirm/asserted|possible opt>A newspaper had reported the sale in the spring.</c></o>

The debate goes on next week.
"""
    return Page("stock_debate", text, {"A": a, "B": b, "D": d}, str(pub))


def operator_figures(c: Cast) -> Page:
    a, b = c.person("m"), c.person("f")
    pub = c.day(weekday=1)
    mon = back(pub, 1)
    n = org("Meadow Trust", "Trust")
    text = f"""#h Deminers publish what they found

#b {dmy(pub)} | Humanitarian desk

The Meadow Trust released its yearly figures on Monday. <s N><c dud_rate op=approx value=0.18 munition=BLU-97 source=N>According to the Trust, about 18 per cent of the BLU-97 bomblets in its strikes had failed to explode.</c></s> <s N><c dud_rate op=ge value=0.1 munition=M77 source=N>For the M77 the failure rate was at least 10 per cent, it says.</c></s>

<q A on={mon}>“We do not test, we count,”</q> said the Trust's director, {a.full}, at the presentation. <q A on={mon}>“And what we count is always more than what was promised.”</q>

<s A on={mon}><c casualties>Accidents had cost the lives of 17 people in its areas, he said</c>, <c casualties opt>twelve of them under age</c>.</s>

<s B><c dud_rate opt>A spokeswoman for the makers' association, {b.full}, questioned the figures.</c></s> <q B>“<c dud_rate op=lt value=0.05 munition=M77 source=B>The dud rate of the M77 is below 5 per cent</c> when it is stored and fired as it should be,”</q> she wrote in an e-mail.

<s A><c request opt>{a.last} invited the association to send its engineers to the fields.</c></s> <s B>They had not been asked before, the spokeswoman said.</s>

<o><c pledge>Germany and Norway have pledged to fund six more teams.</c></o>
"""
    return Page("operator_figures", text, {"A": a, "B": b, "N": n}, str(pub))


def border_day(c: Cast) -> Page:
    a, b, d = c.person("f"), c.person("m"), c.person("m")
    v = c.village("Iraq")
    pub = c.day(weekday=5)
    thu, fri = back(pub, 2), back(pub, 1)
    text = f"""#h Baghdad protests after shells land near {v.name}

{dmy(pub)} – by our regional staff

<s M on={fri}><c use when={thu} place="{v.name}">Iraq's foreign ministry said on Friday that Turkish artillery had fired cluster shells at {v.name} on Thursday night.</c></s>

<q A on={fri}>“<c accusation opt>This is a breach of every rule there is</c>,”</q> ministry spokeswoman {a.full} said in a televised statement. <s A on={fri}><c casualties>She put the number of injured at six or seven.</c></s>

<s S><c use/deny opt>The Turkish general staff denied the report.</c></s> <q B>“<c use/deny|negated>No cluster ammunition was used in this operation</c>,”</q> its spokesman, Colonel {b.full}, told journalists.

<q D>“<c casualties opt>I carried my uncle to the car</c>,”</q> said {d.full}, a shopkeeper. <s D>He did not know what kind of shells they had been, he said.</s>

<c treaty_status>Iraq is a party to the Convention on Cluster Munitions</c>; <c treaty_status/negated>Turkey is not</c>.

The ministry handed a note to the ambassador.
"""
    speakers = {
        "A": a,
        "B": b,
        "D": d,
        "M": org("Iraq's foreign ministry", "foreign ministry", "Iraq"),
        "S": org("Turkish general staff", "general staff", "Turkey"),
    }
    return Page("border_day", text, speakers, str(pub))


def church_and_state(c: Cast) -> Page:
    a, b, d, e = c.person("m"), c.person("f"), c.person("m"), c.person("f")
    pub = c.day(weekday=6)
    sat = back(pub, 1)
    text = f"""#h Bishop, banker, beekeeper: a coalition against the grenades

#b Sunday edition, {dmy(pub)}

They make an odd team. <o>The bishop of Riverton, {a.full}, a banker named {b.full} and the beekeeper {d.full} want Canada to stop <c transfer/affirm|negated/asserted|possible opt>the transit of cluster shells</c>.</o>

<q A on={sat}>‘<c stance opt>We are not naive, we are merely early</c>,’</q> the bishop told a crowd of three hundred on Saturday. <q B on={sat}>‘<c national_restriction opt>Our bank has not lent a cent to the makers of these things since 2012</c>,’</q> said {b.last}. <q B on={sat}>‘It didn’t cost us a single customer.’</q>

<s D on={sat}><c stance>The beekeeper said he was against any weapon that outlives its owner.</c></s>

<s E><c transfer/negated|deny>Defence minister {e.full} has repeatedly said that no such shells pass through Canada.</c></s> <s A on={sat}>The bishop, for his part, thinks that the minister ought to count the trains.</s>

<s B on={sat}><c treaty_status>{b.last} reminded the crowd that Canada ratified the convention in 2015.</c></s> <s B on={sat}><c prohibition>It forbids any assistance, she stressed.</c></s>

<q D on={sat}>‘My bees’ opinion is known,’</q> {d.last} concluded. <q D on={sat}>‘They’ve left the depot’s lime trees.’</q>
"""
    return Page("church_and_state", text, {"A": a, "B": b, "D": d, "E": e}, str(pub))


def refugees_return(c: Cast) -> Page:
    a, b, d = c.person("f"), c.person("m"), c.person("m")
    v = c.village("Georgia")
    pub = c.day(weekday=0)
    text = f"""#h Back to {v.name}, with a broom

#b {dmy(pub)}
#b From our reporter

{v.name} (Georgia) – The first thing that {a.full} did was to sweep the threshold. <q A>«My mother did it after her war and I do it after mine,»</q> she says.

Eleven families have come back so far. <s B>The administration expects forty by the summer, says its head, {b.full}.</s> <q B>«The wells are clean, the roofs are another matter,»</q> he explains.

<c use>Russian aircraft dropped cluster bombs on villages in this part of Georgia in August 2008.</c> <s D><c dud_rate op=approx value=0.3333 source=D>Roughly one third of the bomblets lay unexploded, recalls {d.full}, who led the clearance.</c></s> <s D><c casualties>He counted sixteen dead and fifty-four wounded, he says.</c></s>

<q D>«<c harm_risk opt>The last bomblet is always the one that nobody has found</c>,»</q> says {d.last}. <s D>He would not let his own children play behind the mill, he admits.</s>

{a.last} has decided to stay all the same.

#c The mill of {v.name}
"""
    return Page("refugees_return", text, {"A": a, "B": b, "D": d}, str(pub))


TEMPLATES = (kremlin_answer, stock_debate, operator_figures, border_day, church_and_state, refugees_return)
