"""Unseen pages as ministries, parliaments, the United Nations and committees put them out. All of it is fiction."""

from __future__ import annotations

from markup import Page, org
from unseen_people import person

COMMENT = Page(
    "comment",
    """#b The Ministry of Foreign Affairs of the Russian Federation
#b 8 June 2029 18:24
#b 1147-08-06-2029
#h Comment by the Information and Press Department on the new supplies of cluster munitions to the Kiev regime

<o><c transfer>On 6 June, Washington announced yet another, already the ninth, package which includes 155-mm cluster projectiles</c>. <c stance opt><c accusation opt>We regard this step as a manifestation of the aggressive anti-Russian course of the United States.</c></c></o>

<o>It is indicative that the representatives of the US Administration do not even take the trouble to conceal the consequences.</o> <q B on=2029-06-07>“<c harm_risk/affirm/asserted|possible opt>There will be civilians who get hurt, and we accept that</c>,”</q> Deputy National Security Adviser Lyle Cavanaugh said on CBN on 7 June. The meaning of this is clear to any lawyer.

<o><c pledge/affirm|negated/asserted opt>The assurances of the Ukrainian side that it will use these weapons “carefully” and “responsibly” are worth nothing.</c></o>

<o><c use>The Armed Forces of Ukraine have shelled Donetsk and Gorlovka with cluster munitions since 2014</c>, and <c use opt><c casualties opt>on 29 May a nine-year-old girl died in Yasinovataya as a result of one such shelling</c></c>.</o>

<o><c treaty_status/negated opt>The Russian Federation is not a party to the Convention on Cluster Munitions</c> <c stance opt>and considers it a product of double standards.</c></o>
""",
    {
        "B": person("Lyle Cavanaugh"),
    },
    "2029-06-08",
)

WRITTEN = Page(
    "written",
    """#b UK Parliament > Business > Written questions, answers and statements
#h Cluster Munitions: Diego Garcia
#b Question for Ministry of Defence
#b UIN 48213, tabled on 5 February 2029

Question
#b Rhodri Pennant-Davies (Plaid Cymru, Ceredigion)
<t A>To ask the Secretary of State for Defence, pursuant to the Answer of 22 January 2029 to Question 46655, <c stock/affirm/possible|conditional opt>whether cluster munitions are stored by the armed forces of the United States on Diego Garcia</c>.</t>

Answer
#b Marcia Osei-Grant (Labour, Croydon East)
#b Answered on 13 February 2029
<t B><c stock/negated|deny>The United States holds no cluster munitions on British territory.</c> <c stock/negated|affirm opt>The last were removed in 2010.</c> <c treaty_status opt>As a State Party to the Convention on Cluster Munitions</c>, <c prohibition opt>the UK does not permit their stockpiling by any state on its soil</c>. <c pledge/affirm|negated opt>The Government will continue to make this position known to allies.</c></t>
""",
    {"A": person("Rhodri Pennant-Davies"), "B": person("Marcia Osei-Grant")},
    "2029-02-13",
)

NOON = Page(
    "noon",
    """#h Daily Press Briefing by the Office of the Spokesperson for the Secretary-General
#b 31 January 2029

The following is a near-verbatim transcript of today’s noon briefing by Anselm Obiora-Reyes, Deputy Spokesman for the Secretary-General.

#h Myanmar
<t A>Good afternoon, everyone. On Myanmar, our colleagues from the Office for the Coordination of Humanitarian Affairs tell us that <c casualties>at least 31 people, most of them children, were killed or injured by explosive weapons in Sagaing in the first half of January</c>. <c use>That includes the attack with cluster munitions on a monastery school in Nyaungbinkan.</c> <c stance opt>The Secretary-General reiterates his condemnation of the use of cluster munitions by anyone, anywhere.</c></t>

#h Questions
Question: <o>Thank you, Anselm. Does the Secretary-General believe the States that are leaving the Convention should reconsider?</o>

Deputy Spokesman: <t A><c treaty_status opt><c stance opt>He regrets every withdrawal</c></c>, and he has told the Governments concerned as much. His words were, “<o>Humanity is not a fair-weather commitment.</o>”</t>

Question: <o>And a follow-up on Sudan. Did the UN verify <c use/affirm|negated opt>the use in Kordofan</c>?</o>

Deputy Spokesman: <t A>We do not have people on the ground there at this point. <c use/affirm|negated|deny/possible|asserted opt>So no, we’re not in a position to confirm it.</c> Thank you. Over to you, Bettina.</t>
""",
    {"A": person("Anselm Obiora-Reyes")},
    "2029-01-31",
)

HEARING = Page(
    "hearing",
    """#b [Senate Hearing 121-88]
#b From the Subcommittee on Seapower, Land Forces and Munitions
#h TO RECEIVE TESTIMONY ON AREA-EFFECT MUNITIONS
#b TUESDAY, MARCH 20, 2029

The subcommittee met, pursuant to notice, at 2:32 p.m. in room SR-232A, Senator Orrin Blackmer (chairman of the subcommittee) presiding.

Chairman Blackmer. <t A>The hearing will come to order. General, let me go right at it. What fails, and how often?</t>

General Kincannon. <t B>Thank you, Mr. Chairman. <c dud_rate op=range value=0.03 high=0.05 munition=M864 source=B>Across the lots we have sampled, between 3 and 5 percent of the M864’s grenades fail.</c> <c dud_rate opt>The XM1208, which replaces it, is under 1 percent.</c></t>

Senator Loomis-Adair. <t C><c dud_rate opt>General, the deminers tell my office 20 percent.</c> <c accusation opt>Somebody is wrong by a factor of four.</c></t>

General Kincannon. <t B>Senator, with respect, they count what is left after the vehicles have been over it. <c transfer/affirm/asserted opt>I would add that no partner nation has sent one of those rounds back.</c></t>

[Laughter.]

Chairman Blackmer. <t A>I doubt they could get the postage. <c stock opt>How many of the old ones do we still own?</c></t>

General Kincannon. <t B><c stock>Roughly 1.1 million rounds as of December, sir, down from 3.7.</c> <c pledge opt>They will be demilitarized by 2036 if the funding holds.</c></t>

#b [Whereupon, at 3:51 p.m., the subcommittee adjourned.]
""",
    {"A": person("Orrin Blackmer"), "B": person("General Kincannon"), "C": person("Senator Loomis-Adair")},
    "2029-03-20",
)

ACCIDENT = Page(
    "accident",
    """#b AZERBAIJAN MINE CLEARANCE SERVICE | Press service
#h INFORMATION ON THE INCIDENT IN AGHDARA
#b 16.05.2029 [13:05]

<c casualties>On 16 May at about 09:40, a civilian, Elchin Rustamzade, born in 1987, received various injuries as a result of the explosion of a cluster submunition while grazing livestock in the village of Yukhari Chayli, Aghdara district.</c>

<s A on=2029-05-16>The Service states that the territory was not cleared and that warning signs had been installed.</s>

<s B on=2029-05-16><c harm_risk opt>Head of the operations department Colonel Namig Talibzade once again urged citizens not to enter unknown areas.</c></s> <q B on=2029-05-16>“One step past the sign is enough,”</q> he noted.

<s A on=2029-05-16><c casualties>Since November 2020, 412 persons have become victims of mines and unexploded ordnance, 71 of whom died, the Service reports.</c></s>

<s A on=2029-05-16><c request opt>The Service again calls on Armenia to hand over maps <c use opt>of the cluster strikes of 2020</c>.</c></s> <s C>Yerevan says that <c use/deny opt>it has nothing to hand over, since its forces did not use such weapons</c>.</s>
""",
    {
        "A": org("The Service", "Service", "Mine Clearance Service", "Azerbaijan Mine Clearance Service"),
        "B": person("Namig Talibzade"),
        "C": org("Yerevan", "Armenia"),
    },
    "2029-05-16",
)

DEPARTURE = Page(
    "departure",
    """#b FOR IMMEDIATE RELEASE
#b Coalition Against Area Weapons • Geneva • media@caaw.example
#h Croatia’s parliament votes to leave cluster munition ban: “A day of shame”

#b 15 November 2028

<c treaty_status/affirm|negated>Croatia’s parliament today voted 78 to 61 to withdraw from the Convention on Cluster Munitions</c>, <o>only the second state ever to do so</o>.

<q A on=2028-11-15>“A survivor state has just told survivors that their limbs were negotiable,”</q> said Coalition director Imelda Vantongeren. <q A on=2028-11-15>“<c request opt>We call on President Kosjenka Radas not to sign.</c>”</q>

Vantongeren stressed that <s A on=2028-11-15><c treaty_status opt>under Article 20, a withdrawal takes effect six months after the depositary has been notified</c></s>.

<q B>“They came to our village in ’95 with a bag of cookies and <c pledge opt><c harm_risk opt>told us the bombs would be gone by Christmas</c></c>,”</q> recalls Davor Mihalić-Sands, <o><c casualties opt>who lost his right leg to a bomblet from an Orkan rocket</c></o>. <q B>“I was in second grade.</q>

<q B>“I’m forty-one now. They’re not gone.”</q>

<s N on=2028-11-15><c stock/negated|affirm opt>The Coalition recalled that Croatia finished destroying 7,235 cluster munitions in 2018, two years before its deadline.</c></s>

#h Notes to editors
<c treaty_status>112 states are party to the Convention; a further 12 have signed but not ratified.</c>
<c prohibition>It prohibits the use, development, production, acquisition, stockpiling and transfer of cluster munitions.</c>
#b Interviews: +41 00 000 00 00
""",
    {"A": person("Imelda Vantongeren"), "B": person("Davor Mihalić-Sands"), "N": org("The Coalition", "Coalition")},
    "2028-11-15",
)
