"""Unseen pages in the manner of agencies and state outlets. All of it is fiction; names of countries are real."""

from __future__ import annotations

from markup import Page, org, role
from unseen_people import person

BORDER = Page(
    "border",
    """#h Cambodia says Thai shells scattered bomblets near border school; Thai army calls weapons dual-purpose

#b By SOPHEAP LUN and ANAN WORAKIT
#b Updated 6:41 PM GMT+7, March 7, 2028

BANGKOK (Meridian Press) — <s H on=2028-03-07><c accusation opt><c use when=2028-03-04>Thailand's army fired cluster munitions across the border on Saturday</c>, the head of Cambodia's demining authority said Tuesday</c></s>, an accusation that Thai commanders neither confirmed nor rejected.

<s A on=2028-03-07><c munition_desc opt>Chhorn Vannara, the authority's director general, said that his teams had collected 61 unexploded M46 grenades from two villages</c>.</s> <q A on=2028-03-07>“We don't need a laboratory to know what this is. We have been picking these things up for 30 years,”</q> he told reporters in Phnom Penh, holding up a photograph.

A Thai army spokesman, Col. Preecha Sombatkul, said <s B on=2028-03-07><c use opt>the artillery had fired <q B on=2028-03-07>“dual-purpose rounds against military targets only, when and where necessary”</q></c></s>. <s B on=2028-03-07><c treaty_status/negated>Thailand, he noted, has not signed the treaty</c> <c prohibition opt>that bans cluster munitions</c>.</s>

<c treaty_status/negated opt>Neither has Cambodia</c>, <c harm_risk opt>one of the world's most heavily mined countries</c>.

<s C><c harm_risk>Villagers who returned to collect rice risk stepping on the small gray cylinders, warned Margit Sundelöf, who runs the Phnom Penh office of the clearance charity Safe Paddies.</c></s> <q C>“People are coming home to feed their pigs. They won't wait for us,”</q> she said.

<c casualties/affirm|negated>No deaths from the leftover bomblets have been reported, but a 12-year-old boy was hurt on Sunday.</c> <s D><c casualties opt>His father, who asked to be identified only by his given name, Samnang, said that the boy had lost three fingers.</c></s>

#b ___
#b Worakit reported from Surin, Thailand.
""",
    {
        "H": role("the head of Cambodia's demining authority", "demining authority", "Vannara"),
        "A": person("Chhorn Vannara"),
        "B": person("Preecha Sombatkul"),
        "C": person("Margit Sundelöf"),
        "D": role("His father", "father", "Samnang"),
    },
    "2028-03-07",
)

EXCLUSIVE = Page(
    "exclusive",
    """#h EXCLUSIVE-Washington weighs cluster rounds for Taiwan, sources say

#b By Corwin Dalby, Hetty Marchetti
#b June 15, 2028 10:03 AM UTC

WASHINGTON/TAIPEI, June 15 (Crossline) - <s A><c transfer/affirm/possible>The United States is considering selling rocket-delivered cluster munitions to Taiwan, three sources familiar with the matter told Crossline</c></s>, <o>a step likely to anger Beijing</o>.

<s A><c transfer/affirm/possible opt>A decision could come as early as next week, two of the sources said, declining to be named because the talks are confidential.</c></s>

<s B on=2028-06-14>A State Department spokesperson declined to discuss specific systems but said on Wednesday that Washington <q B on=2028-06-14>"will continue to make available the articles necessary for Taiwan's self-defense"</q>.</s>

<s C on=2028-06-15><c request/negated|deny>Taiwan's defence ministry said it had made no request for cluster munitions.</c></s> Its spokesman, Major General Hsu Po-yuan, told lawmakers on Thursday that <s D on=2028-06-15><q D on=2028-06-15>"all means that delay a landing are worth studying"</q></s>.

China's foreign ministry said <s E on=2028-06-15><c stance>it <q E on=2028-06-15>"firmly opposes"</q> any arms sales to the island</c></s>.

<c national_restriction>U.S. law bars the export of cluster munitions with a failure rate above 1%, unless the president issues a waiver.</c> <s F><c dud_rate op=eq value=0.05 munition=M26 source=F>A 2019 Army paper seen by Crossline put the rate for the M26 rocket at 5 percent.</c></s> <c dud_rate opt>Others have found far more.</c>

<s G><c effect>Retired Marine Colonel Desmond Ackerholt said such rockets would be <q G>"brutally effective on a crowded beach"</q>.</c></s> <q G>"But Taiwan would have to live on that beach afterwards,"</q> he added.

The island has spent the past decade trying to turn its beaches into what planners call a porcupine. Its legislature passed a special budget in March after six weeks of brawls, in one of which a lawmaker ran off with the bill.

Arms makers' shares were little changed in early trading.

#b (Reporting by Corwin Dalby in Washington and Hetty Marchetti in Taipei; additional reporting by Lin Chih-ming; Editing by Rosa Quill)
""",
    {
        "A": role("three sources familiar with the matter", "three sources", "two of the sources", "sources"),
        "B": role(
            "A State Department spokesperson", "State Department spokesperson", "spokesperson", "State Department"
        ),
        "C": org("Taiwan's defence ministry", "defence ministry"),
        "D": person("Hsu Po-yuan", "Hsu"),
        "E": org("China's foreign ministry", "foreign ministry", "China"),
        "F": org("A 2019 Army paper", "Army paper", "Army"),
        "G": person("Desmond Ackerholt"),
    },
    "2028-06-15",
)

REGION = Page(
    "region",
    """#b 19 OCT 2029, 09:12
#h Four civilians wounded in Ukrainian cluster strike on Belgorod Region settlement — governor

#h According to Oleg Tarabukin, a kindergarten and two cars were damaged

BELGOROD, October 19. /RUSINFORM/. <s A on=2029-10-19><c casualties>Four civilians suffered injuries <c use>as the Ukrainian armed forces delivered a strike on the settlement of Nizhny Kamyshok using cluster munitions</c></c>, Governor Oleg Tarabukin wrote on his Telegram channel.</s>

<q A on=2029-10-19>"<c casualties opt>A man with a shrapnel wound to the thigh is in serious condition. The other three were given assistance on the spot and declined hospitalization</c>,"</q> the governor wrote.

<s A on=2029-10-19><c damage>He specified that the attack smashed windows in a kindergarten, damaged the facade of a shop and two passenger cars, and severed a power line.</c></s>

<q A on=2029-10-19>"<c harm_risk opt>I appeal to residents: do not approach the fragments! Call 112</c>,"</q> Tarabukin added.

The settlement lies eight kilometers from the border. Classes in its school have been held online since the beginning of September.

<s B on=2029-10-18>On October 18, the Russian Defense Ministry reported that <c use opt>air defenses had intercepted 11 rockets over the region, two of them fitted with cluster warheads</c>.</s>
""",
    {
        "A": person("Oleg Tarabukin"),
        "B": org("the Russian Defense Ministry", "Russian Defense Ministry", "Defense Ministry"),
    },
    "2029-10-19",
)

MISSILE = Page(
    "missile",
    """#h Israel says Iran missile with cluster warhead hit suburb, one dead

#b Issued on: 22/06/2028 - 21:15 | Modified: 22/06/2028 - 23:40
#b 3 min read

Tel Aviv (AMP) – <s A on=2028-06-22><c use when=2028-06-22><c accusation opt>Israel on Thursday accused Iran of firing a ballistic missile with a cluster warhead at a suburb of Tel Aviv</c></c></s>, <c casualties>killing a woman and wounding 14 people</c>.

<s B on=2028-06-22><c munition_desc>The warhead split open at an altitude of some seven kilometres and released around 20 submunitions over a radius of eight kilometres, a military official told journalists.</c></s>

<q B on=2028-06-22>"<c accusation opt>The terror regime seeks to harm civilians and even used weapons with wide dispersal to maximise the damage</c>,"</q> the official said on condition of anonymity.

<o>One of the small bombs punched through the roof of a house in Azor Gimel but did not go off.</o> <q C on=2028-06-22>"I heard a thud, no boom, and then I saw it in the laundry basket,"</q> its owner, 68-year-old Shoshana Barlev-Katz, told AMP.

<q D on=2028-06-22>"<c harm_risk opt>Do not touch, do not film, do not post</c>,"</q> Home Front Command spokeswoman Lieutenant Colonel Efrat Nachmani urged in a televised message.

Tehran did not immediately comment. <s E><c stock opt>Its Revolutionary Guards have in the past said they possess missiles with <q E>"multiple warheads"</q>.</c></s>

<c treaty_status/negated>Iran and Israel are not among the more than 100 countries that have joined the Convention on Cluster Munitions</c>, <c prohibition>which prohibits their use, transfer, production and storage</c>.

<c use>Israel itself fired millions of submunitions into southern Lebanon during the 2006 war.</c>

#b eg/ams/kl
#b © 2028 AMP
""",
    {
        "A": org("Israel"),
        "B": role("a military official", "military official", "official"),
        "C": person("Shoshana Barlev-Katz"),
        "D": person("Efrat Nachmani"),
        "E": org("Revolutionary Guards", "Revolutionary Guards", "Guards"),
    },
    "2028-06-22",
)

GLOATING = Page(
    "gloating",
    """#b Home / Russia & Former Soviet Union
#b 14 Jul, 2028 11:26
#h ‘Gesture of despair’: Moscow slams Berlin over cluster transit

#h Germany is washing its hands while American bomblets roll through its railway stations, the Foreign Ministry spokeswoman says

#c FILE PHOTO. A US ammunition depot in Rhineland-Palatinate. © Globe Pool

<s A on=2028-07-13><c transfer opt><c accusation opt>Berlin’s claim that it knows nothing about cluster munitions crossing its territory on their way to Ukraine is <q A on=2028-07-13>“a mockery of common sense,”</q> Russian Foreign Ministry spokeswoman Alevtina Dronova has said.</c></c></s>

Speaking at her weekly briefing on Thursday, Dronova reminded journalists that <s A on=2028-07-13><c treaty_status>Germany ratified the Convention on Cluster Munitions in 2009</c></s>. <q A on=2028-07-13>“They were among the loudest preachers. And now what? Now the preachers are holding the door open,”</q> she remarked.

The diplomat was commenting on a report by the broadcaster Kanal Nord, <s N><c transfer>which claimed last week that hundreds of thousands of DPICM rounds had been moved to Ukraine from the US depot at Miesau</c></s>.

German government deputy spokesman Ruprecht Hallensleben, asked about the report, insisted that <s B>Berlin had <q B>“no knowledge of the contents of individual trains.”</q></s>

<c transfer>Washington began supplying Kiev with cluster shells in July 2023.</c> <s C><c dud_rate op=le value=0.0235 source=C>The Pentagon maintained at the time that their dud rate did not exceed 2.35%</c></s>, <o>a figure that <c dud_rate opt>many experts dispute</c></o>.

<s A on=2028-07-13><c harm_risk><c effect/negated opt>According to Dronova, such deliveries <q A on=2028-07-13>“will not change the course of the special military operation”</q> but will poison the land for generations.</c></c></s>
""",
    {
        "A": person("Alevtina Dronova"),
        "B": person("Ruprecht Hallensleben"),
        "C": org("The Pentagon", "Pentagon"),
        "N": org("Kanal Nord"),
    },
    "2028-07-14",
)

REMARKS = Page(
    "remarks",
    """#h Foreign Ministry Spokesperson Gao Wenrui’s Regular Press Conference on April 18, 2029 (excerpt)
#b Updated: April 18, 2029 19:55

Kyodai Press: <o>The United States announced that it will deploy launchers for cluster rockets in the Philippines. What is your comment?</o>

Gao Wenrui: <t A><c stance opt>China is firmly opposed to this.</c> <c accusation opt>The US has brought a weapon that indiscriminately harms civilians to the doorstep of the region.</c> We urge the US to think twice and not to go further down the wrong path.</t>

Radio Corallina: <o>A follow-up. Will China itself accede to the Convention on Cluster Munitions?</o>

Gao Wenrui: <t A><c treaty_status/negated opt>China is not a state party</c> to the convention you mentioned. <c stance opt>We endorse its humanitarian purposes</c> and have taken part in its meetings as an observer.</t>

Crossline: <o>Laos reported last week that two Chinese engineers were injured by a bomblet. Can you confirm this?</o>

Gao Wenrui: <t A><c casualties>I can confirm that two Chinese nationals sustained injuries in Xieng Khouang on April 11.</c> Their condition is stable. For specifics I’d refer you to the competent authorities.</t>
""",
    {"A": person("Gao Wenrui", "Gao")},
    "2029-04-18",
)

DEPUTY = Page(
    "deputy",
    """#b News   /   Politics   /   West Asia
#h Iran dismisses cluster allegations as ‘blame game,’ points to US record in Iraq

#b Sunday, 25 June 2028 4:17 PM  [ Last Update: Sunday, 25 June 2028 5:02 PM ]

#c Iran’s deputy foreign minister for legal affairs, Behzad Khosravani (file photo)

<o>A senior Iranian diplomat has rejected as baseless the Israeli regime’s allegations.</o>

<q A on=2028-06-24>“<c use/deny opt>Our missiles strike military targets and nothing but military targets</c>,”</q> Behzad Khosravani, Iran’s deputy foreign minister for legal affairs, wrote in a letter to the UN chief on Saturday.

<s A on=2028-06-24><c use/deny>He categorically denied that Iran had used cluster munitions against Tel Aviv</c>, calling the claims <q A on=2028-06-24>“a blame game by those who perfected the crime.”</q></s>

In the letter, a copy of which was obtained by Payvand TV, <s A on=2028-06-24>Khosravani went on to recall that <c use>US forces dropped some 13,000 cluster bombs on Iraq in 2003</c></s>.

<q A on=2028-06-24>“<c casualties opt><c harm_risk opt>To this day, Iraqi children are paying with their limbs</c></c>,”</q> the letter reads.

<s B on=2028-06-25>Meanwhile, the chief commander of the Aerospace Division, Brigadier General Sohrab Delavari, on Sunday warned that <c use/affirm/threatened|conditional opt>should the aggression be repeated, the response would be <q B on=2028-06-25>“several times heavier and wider.”</q></c></s>

#b Payvand TV’s website can also be accessed at the following alternate addresses:
#b SHARE THIS ARTICLE
""",
    {"A": person("Behzad Khosravani"), "B": person("Sohrab Delavari")},
    "2028-06-25",
)
