"""Last pages, the press: broadcasters, a weekly, a court report, an island paper, a check, a thread. All of it is fiction."""

from __future__ import annotations

from last_people import person
from markup import Page, org, role

PORILAHTI = Page(
    "porilahti",
    """#b YLEIS NEWS | Politics
#h Defence committee split over cluster shells for Finland's artillery
#b 13.2. 16:31 • Updated 13.2. 19:05
#b 13 February 2032

<o>The parliamentary defence committee heard experts on Friday on whether Finland, <c treaty_status/negated opt>which never joined the cluster munitions ban</c>, should buy such shells again.</o>

The committee's chair, Aatu Raekallio (NCP), said after the meeting that <s A on=2032-02-13><c request opt>he sees no obstacle to acquiring them, provided that the new types are <q A on=2032-02-13>"as reliable as promised"</q></c></s>.

The Left Alliance's Kukka-Maaria Ojanperä was of a different mind.

<q B>"<c harm_risk opt>Somebody has to pick the berries after the war, too</c>,"</q> she told Yleis.

<s C on=2032-02-13><c dud_rate op=le value=0.02 munition=K310 source=C>Major Eetu Vilppula of the Logistics Command told the committee that no more than two per cent of the K310's submunitions had been left unexploded in winter tests at Rovajärvi.</c></s>

<s B><c dud_rate opt>According to Ojanperä, the major could not say what the figure would be in a metre of snow.</c></s>

<c stock/negated|affirm opt>The Defence Forces retired their previous cluster ammunition in 2018.</c> <o><c request/negated opt>The Ministry of Defence declined to say whether a request for quotation had been sent out.</c></o>

#h Read more:
#o Grey seal blocks tram line in Tampere
""",
    {
        "A": person("Aatu Raekallio"),
        "B": person("Kukka-Maaria Ojanperä"),
        "C": person("Eetu Vilppula"),
    },
    "2032-02-13",
)

VOLOS = Page(
    "volos",
    """#b NEWSROOM
#b 12.06.2031 • 14:02
#h Athens mulls parting with old cluster rockets, sources tell ‘K’
#c An M270 launcher of the Hellenic Army during a parade in Thessaloniki [file]

<s A><c transfer/affirm/possible><c request opt><c stock opt>The government is examining a US request to give up several thousand M26 rockets kept in depots near Volos, well-placed sources have told the newspaper.</c></c></c></s>

The same sources stressed that <s A><c transfer/negated/possible|asserted opt>no decision will be taken before the NATO summit</c></s>.

Government spokesman Thanos Drimakopoulos, pressed on the matter at Thursday’s briefing, would only say that <s B on=2031-06-12>Greece <q B on=2031-06-12>“examines every request of its allies on its merits.”</q></s> He then added, smiling: <q B on=2031-06-12>“And it examines them in silence.”</q>

Main opposition MP Danae Xiroudaki, a former deputy defense minister, <s C>accused him of <q C>“playing hide-and-seek with bombs that <c harm_risk opt>maim children</c>.”</q></s>

<s D><c dud_rate op=range value=0.16 high=0.23 munition=M26 source=D>US Army acceptance tests have put the M26’s share of duds at between 16 and 23 percent, notes Kimon Lefakis, an analyst with the Aegean Security Forum.</c></s> <q D>“Aging propellant makes this worse, not better,”</q> he wrote in a post on X.

<c treaty_status/negated>Greece has neither signed nor ratified the Convention on Cluster Munitions.</c>

<o>The mayor of Volos has asked for a meeting, though his letter, sent on Tuesday, mostly concerns the traffic of trucks past a primary school.</o>
""",
    {
        "A": role("well-placed sources", "sources"),
        "B": person("Thanos Drimakopoulos"),
        "C": person("Danae Xiroudaki"),
        "D": person("Kimon Lefakis"),
    },
    "2031-06-12",
)

NIS = Page(
    "nis",
    """#h Nis Residents Take NATO Cluster Bombing to Belgrade Court

#b Sanja Prokić-Vold | Nis | BIRL | Wed, May 7, 2031 14:48

<o>Twenty-eight relatives of people killed by cluster bombs in 1999 filed a joint lawsuit on Wednesday.</o>

<c use when=1999-05-07>On May 7, 1999, a NATO aircraft released two containers of cluster bombs over the centre of Nis</c>, <c casualties>killing 16 people</c>. <s N><c effect/negated opt>The alliance said at the time that the bombs had missed the airport, their intended target.</c></s>

<q A>“My father went out for eggs. That is the whole story,”</q> Vukašin Trajanov, one of the plaintiffs, told BIRL outside the courthouse.

His lawyer, Bosiljka Aranđelović, argued that <s B>the pilots’ orders <q B>“must exist on paper somewhere in Brussels”</q></s>. <s B>She said she was seeking 100,000 euros for each family.</s>

But legal experts are sceptical. <s C>Aljoša Grahovac, who teaches international law in Podgorica, believes the suit will fail on immunity.</s> <q C>“<c prohibition/negated opt>Cluster bombs as such weren’t banned in 1999</c>, and NATO can’t be sued in Belgrade,”</q> he explained. <q C>“It’s a monument in the form of a lawsuit.”</q>

<s D><c harm_risk opt><c casualties>Unexploded bomblets have killed six people in southern Serbia since the war, the Serbian Demining Directorate says.</c></c></s> <s D><c dud_rate op=range value=0.05 high=0.07 munition=BLU-97 source=D>It reckons that five to seven percent of the BLU-97s lay live after impact.</c></s>

NATO’s press office did not respond by the time of publication.

#b This article is available in: Shqip / Macedonian / Bos/Hrv/Srp
""",
    {
        "A": person("Vukašin Trajanov"),
        "B": person("Bosiljka Aranđelović"),
        "C": person("Aljoša Grahovac"),
        "D": org("the Serbian Demining Directorate", "Serbian Demining Directorate", "Demining Directorate"),
        "N": org("The alliance", "alliance", "NATO"),
    },
    "2031-05-07",
)

PENGUIN = Page(
    "penguin",
    """#b Penguin Post – the Islands’ weekly
#h Last cluster bomb fenced off at Fox Bay is gone – and the sheep are back

#b Friday 8 August 2031

IT TOOK forty-nine years, two governments and a Zimbabwean with a paintbrush, but the last known BL755 bomblet on the Falklands is no more.

<s A>The thing went up at 11.20am on Tuesday <q A>‘with a crack like a slammed gate’</q>, reports Dougal Biggs-Peart, whose family have farmed the ground since 1911.</s>

<s B><c use>RAF Harriers dropped 107 BL755s on Argentine positions in 1982</c>, says Legislative Assembly member Roberta Clegg-Summers.</s> <s B><c dud_rate op=eq value=0.096 munition=BL755 source=B>She puts the BL755’s failure rate at 9.6 per cent, the figure which the Ministry gave her father.</c></s>

<q C>‘<c dud_rate opt>That was the peat. On rock they nearly all went off</c>,’</q> reckons clearance supervisor Tendai Mushangwe. <q C>‘You push a rod into peat and it tells you nothing. It just sighs.’</q>

<c casualties/negated>No civilian was ever hurt by one.</c> <o>A cow was, in 1985, and has a street named after her.</o>

Falklands Governor Sir Crispin Athelney <s D>sent a telegram in which he praised <q D>‘the patience of men who lie on their bellies for a living’</q></s>.

Also this week: cheaper flour, a lost kelpie and the results of the darts.
""",
    {
        "A": person("Dougal Biggs-Peart"),
        "B": person("Roberta Clegg-Summers"),
        "C": person("Tendai Mushangwe"),
        "D": person("Crispin Athelney"),
    },
    "2031-08-08",
)

LEDGER_ETHIOPIA = Page(
    "ledger_ethiopia",
    """#h News: Fano accuses army of ‘bomblet drones’ in North Wollo; govt says allegation ‘laughable’

#b by Mihret Teklu @Addis_Ledger
#b July 4, 2030

Addis Ababa – <s A on=2030-07-03><c use><c accusation opt>Government drones released cluster submunitions over at least two villages near Lalibela, a spokesperson for Fano militia alleged in a voice message on Wednesday.</c></c></s>

Abebaw Nigussie-Worku, who claims to speak for the group, said <s B><c casualties>nine farmers threshing teff were killed in Gashena</c></s>. <s B><c munition_desc opt>The canisters bore markings in a language <q B>“none of us can read,”</q> he went on.</c></s>

Addis Ledger could not independently verify the claim.

Reached for comment, State Minister of Communication Selamawit Desta-Kibret laughed. <q C>“<c use/deny|negated><c stock/negated|deny opt>The National Defense Force neither owns nor uses such weapons</c></c>. It is laughable,”</q> she told this publication. <s C>She did confirm, however, that <q C>“surgical operations against extremist hideouts”</q> had been carried out in the zone <q C>“since Sunday.”</q></s>

A health worker at the Lalibela General Hospital, who spoke on condition of anonymity for fear of reprisal, said <s D><c casualties opt>he had treated eleven people for <q D>“many small holes”</q></c></s>.

Last month, the Ethiopian Rights Commission, a state-appointed body, <s E>urged all parties to refrain from attacks on civilians</s>. <c treaty_status/negated opt>Ethiopia is not a state party to the Convention on Cluster Munitions.</c> AL
""",
    {
        "A": role("a spokesperson for Fano militia", "spokesperson", "Fano", "Nigussie-Worku"),
        "B": person("Abebaw Nigussie-Worku"),
        "C": person("Selamawit Desta-Kibret"),
        "D": role("A health worker", "health worker"),
        "E": org("the Ethiopian Rights Commission", "Ethiopian Rights Commission", "Rights Commission"),
    },
    "2030-07-04",
)

CHECK = Page(
    "check",
    """#b VERA — Verification Desk
#h No, this picture does not show a cluster bomb dropped on Tbilisi

#b Published on Tuesday 5 November 2030 at 17:13
#b By Nutsa Gelovani-Brecht

A photograph of a yellow-ribboned cylinder in a tree has been shared over 40,000 times since Sunday with the caption that <o><c use/affirm|deny opt>“Russia is dropping cluster bombs on Tbilisi!”</c></o>. This is false: the picture was taken in Laos, and the cylinder is empty.

A reverse image search leads to a travel blog of 2019. Its author, the Dutch photographer Wessel Hoekzema, confirmed to VERA that <s A>he had taken the picture in a guest-house garden</s>. <q A on=2030-11-04>“They used it as a flowerpot,”</q> he said in an e-mail dated November 4.

<s B><c use/deny opt>Georgia’s interior ministry also denied that any munition had fallen on the capital.</c></s> A spokesman, Bondo Kvelashvili, <s C>called the posts a <q C>“fairy tale for adults”</q></s>.

<c use>Cluster munitions were used in Georgia in August 2008, by both sides.</c> <s D><c casualties opt><c use opt>A Dutch cameraman was among those killed by a Russian Iskander missile with a cluster warhead in Gori, an inquiry by his government concluded.</c></c></s>

The accounts that pushed the picture had earlier promoted a “miracle diet”. VERA has asked the platform to add a label.
""",
    {
        "A": person("Wessel Hoekzema"),
        "B": org("Georgia’s interior ministry", "interior ministry"),
        "C": person("Bondo Kvelashvili"),
        "D": role("an inquiry by his government", "inquiry"),
    },
    "2030-11-05",
)

THREAD = Page(
    "thread",
    """#b Unrolled thread • 6 posts • 4 min read
#b Bookmark   Save as PDF   My Authors
#h Jelle Terwindt @jterwindt
#b Jun 9, 2031

1/ <c transfer/affirm/asserted|possible opt>There's a lot of noise about the cluster rockets that Seoul is said to have sold to Poland.</c> Let me try to sort out who actually said what. 🧵

2/ <s A on=2031-06-05>On Thursday Polish deputy PM Zdzisława Korbielska told Radio Wawel: <q A on=2031-06-05>"<c transfer/affirm/asserted opt>We are taking what the Koreans have on the shelf</c>."</q></s> She didn't say cluster. Nobody asked.

3/ <s B on=2031-06-07><c transfer>On Saturday the Korean daily Jungdo reported that 2,000 of the K239 rockets in the deal carry submunitions, quoting <o>"an industry insider"</o>.</c></s>

4/ <s C on=2031-06-08><c transfer/deny|negated>The Polish MoD yesterday denied buying any cluster munitions.</c></s> Note the tense. <q C on=2031-06-08>"No such contract has been concluded"</q>, its statement read.

5/ My own view, fwiw: <c transfer/affirm/possible opt>they'll come, quietly, in 2033.</c> <c treaty_status/negated>Poland never joined the CCM</c> and there's no law in the way.

6/ h/t to Ms. Ewelina Sztorc, who dug up the tender. <q D>"Look at annex 7 and weep,"</q> as she put it to me.

#b Missing some post in this thread? You can try to force a refresh
""",
    {
        "A": person("Zdzisława Korbielska"),
        "B": org("Jungdo"),
        "C": org("The Polish MoD", "Polish MoD", "MoD"),
        "D": person("Ewelina Sztorc"),
    },
    "2031-06-09",
)
