"""Fresh pages: what those write who count, argue and ask. All of it is fiction; names of countries are real."""

from __future__ import annotations

from fresh_people import person
from markup import Page, org, role

FIELD_REPORT = Page(
    "field_report",
    """#h What stayed in the ground: findings from three districts of Lebanon

#b Policy Note 14 | Levant Ordnance Study Group | May 2032
#b Download PDF

#h Key findings

<c dud_rate op=approx|eq value=0.1429 munition=M77 source=N>One in seven M77 grenades was found unexploded at the eleven sites that our teams searched to the end.</c>

<c dud_rate op=range value=0.1 high=0.4 munition=BLU-63 source=N>For the BLU-63 the share of duds lay between 10 and 40 per cent, depending on the soil.</c>

<c casualties>Fifty-one people, of whom nineteen were children, have been hurt in the three districts since 2006.</c>

#h Method

Between 3 February and 21 April 2032 our teams walked 214 hectares with detectors. A site was counted only where the whole strike could be delineated. We counted casings, not craters: every casing tells how many grenades it carried.

#h What officials told us

<o>The maker's own leaflet, which the director of the national centre, Brigadier Ghassan Abi-Rizk, still keeps in his desk, <c dud_rate op=lt value=0.03 munition=M77>gives a failure rate of less than 3 percent for the M77</c>.</o> <q A>“I show it to visitors,”</q> he told us. <q A>“Then I show them the map.”</q>

<s A>He believes that <c harm_risk opt>clearance will last until 2041</c> if funding stays where it is.</s> <s B>A donor representative in Beirut was less gloomy, arguing that machines had doubled the pace.</s>

#h What farmers told us

Of the 77 farmers whom we asked, 60 had moved at least one bomblet by hand. <q C>“We put them in the well, what else?”</q> said one, a tobacco grower of 58. <s D>His neighbour said that <c pledge opt>the army had promised to come in the week of the harvest</c> and had come in the week after.</s>

#h Recommendations

States parties should publish strike records. <c request opt>Israel should hand over the remaining maps.</c> Donors should pay by the hectare and not by the month.

#b 1. See our Policy Note 9 for definitions.
#b The views expressed are those of the authors alone. © Levant Ordnance Study Group
""",
    {
        "A": person("Ghassan Abi-Rizk"),
        "B": role("a donor representative in Beirut", "donor representative", "representative"),
        "C": role("a tobacco grower", "tobacco grower", "one", "farmer"),
        "D": role("his neighbour", "neighbour"),
        "N": org("Levant Ordnance Study Group", "our teams"),
    },
    None,
)

BLOG = Page(
    "blog",
    """#b Notes from a Cold Shed
#b a blog about metal, mostly
#b Home / About / Archive / Buy me a coffee
#h Seven per cent of what, exactly?

#b Posted by admin on February 9, 2031 in Uncategorized

Every few years somebody discovers the phrase "dud rate" and waves it about like a fish.

This week it was the turn of Senator Royce Tillinghast, who told a breakfast show that <s A><c dud_rate op=eq value=0.07 owner="United States" source=A>American shells had a dud rate of seven per cent</c></s> and that this was <q A>"good for government work"</q>. I nearly dropped my toast.

Seven per cent of what? Of those fired on a dry lake bed in Nevada, at noon, by men who had slept? I have dug these things out of a Flemish ditch. Nobody in the ditch asked for my percentages.

Look, I understand the case. <c effect opt>If you are being overrun you use what you have.</c> My grandfather would have. But please don't call it "precision". Don't call it "proportionate". And for the love of God don't call it "humane", as one columnist did in the Leeward Examiner last month: <q B>"A shorter war is the humane war, and <c effect opt>cluster shells shorten wars</c>."</q>

<c effect/negated opt>Do they? I know of no war that they shortened.</c> I know of several they made longer by about forty years.

<s C>An old hand at the depot in Zutendaal once told me <c dud_rate op=approx value=0.25 source=C>a quarter of everything fails on a wet day</c>.</s> He wasn't selling anything. I believe him.

So, Senator: bring your seven per cent to my ditch. I'll lend you boots.

#b Filed under: shells, sums
#b 3 thoughts on “Seven per cent of what, exactly?”
#b gunnerbob says: February 9, 2031 at 11:02 pm
#b “Well said. My old sergeant would have loved this.”
#b Leave a Reply Cancel reply
""",
    {
        "A": person("Royce Tillinghast"),
        "B": role("one columnist", "columnist"),
        "C": role("an old hand at the depot", "old hand", "hand"),
    },
    "2031-02-09",
)

QUESTIONS = Page(
    "questions",
    """#h Ten minutes with the woman who writes the risk maps

#b The Saturday Questions | 5 November 2033

Dr Yevheniia Stoliarchuk draws maps for a living. Hers hang in schools, bus shelters and one ice-cream parlour. Edited for length.

Q. What does a red square mean?

A. <t A><c harm_risk opt>That something was found there and that we think there is more.</c> It does not mean that a white square is safe. I tell people that white is the colour of not knowing.</t>

Q. <o>The army says <c dud_rate opt>its shells hardly ever fail</c>.</o>

A. <t A>Which army? <c dud_rate op=range value=0.02 high=0.05 opt>I have been told two per cent and I have been told five.</c> <c dud_rate op=ge value=0.16 opt>What I find on my squares is never below sixteen.</c></t>

Q. Do you trust the firing records that were promised?

A. <t A><c pledge opt>We were promised records for every battery.</c> We have received some. I would not call them good, but a bad record beats a good memory.</t>

Q. Last question. Your favourite map?

A. <t A>The one that I could throw away. It was of Dovhyi Yar. We finished it in May.</t>

Dr Stoliarchuk’s exhibition, “White Squares”, runs until 30 November. At the opening the curator, Ostap Myrnyi, called the maps <q B>“the saddest wallpaper in Europe”</q>.
""",
    {"A": person("Yevheniia Stoliarchuk"), "B": person("Ostap Myrnyi")},
    "2033-11-05",
)

HARD_WRAPPED = Page(
    "hard_wrapped",
    """#b From: digest@lists.plainfield.example
#b Subject: [disarm-digest] Vol 41, Issue 6
#b Date: Mon, 20 Jun 2033 06:12:44 +0000

#h LAOS ASKS FOR FIVE MORE YEARS

VIENTIANE, 18 June - <s A on=2033-06-18><c request opt>Laos will ask the states
parties for a further five years to clear its land</c>, the head of its
regulatory authority, Mr. Somphet Vilayvong, said on Saturday.</s>

<q A on=2033-06-18>"We have surveyed all the provinces once, and some of them twice.
<c harm_risk opt>There are still villages where a hoe is a dangerous tool</c>,"</q> Mr.
Vilayvong told a meeting of donors in the capital. <q A on=2033-06-18>"We ask for
patience, and we ask for teams."</q>

<c use>Some 270 million bomblets were dropped on the country between 1964
and 1973.</c> <c dud_rate/affirm/asserted|possible op=le value=0.3 source=unknown>Up to 30 per cent are thought not
to have exploded.</c>

<s B on=2033-06-18>The ambassador of Japan, Ms. Chiyo Hasekura, said that <c pledge opt>her
government would go on paying for two of the eleven teams</c>.</s> <q B on=2033-06-18>"<c pledge opt>A
promise with a date on it is the only kind we make</c>,"</q> she
said.

<s A on=2033-06-18><c casualties>Mr. Vilayvong said accidents had fallen from 302 in
2008 to 24 last year</c>,</s> but he warned that <s A on=2033-06-18>the
last fields would be the slowest</s>.

#b --
#b To unsubscribe send a blank message to the address above.
""",
    {"A": person("Somphet Vilayvong"), "B": person("Chiyo Hasekura")},
    "2033-06-20",
)

LONG_QUOTES = Page(
    "long_quotes",
    """#h The signalman's account

#b Long read

#b 2 October 2031

For nine years Bohumil Razdorny kept the level crossing at kilometre 88. In August he sat down in the waiting room and told us what he had seen there, in order, with the times.

<q A>“At ten past four there was a whistle, not a loud one. I thought of the kettle. Then the air over the yard opened like a paper bag and all of it came down at once.</q>

<q A>“You must understand that I had the 4.17 in the block. Sixty people in two carriages. I ran out with the red flag and I saw them lying on the sleepers, dozens of them, like spilled batteries.</q>

<q A>“I did not know the word submunition. I know it now. <c harm_risk opt>I know that you must not run between them</c>, and I know that I ran.”</q>

The train stopped forty metres short. <o>Its driver, Ulyana Petrenchuk, climbed down and, by her own account, shouted at him.</o>

<q B>“I called him a drunk,”</q> she says. <q B>“Then I saw where his boots were standing.</q>

<q B>“After that I did not shout any more. We got the people out on the other side, one by one, and he counted them. He counted aloud. I still hear it: fifty-eight, fifty-nine, sixty.”</q>

It took the engineers five days to clear the yard. <o><c munition_desc opt><c use opt>Captain Sava Dmytrash, who led them, remembers 144 bomblets and one cat.</c></c></o> <q C>“The cat was the only one that moved,”</q> he says.

<s A>Razdorny says he would like the flag back.</s> It is in a museum, behind glass, with a card that calls him <o>“a railway employee”</o>.
""",
    {"A": person("Bohumil Razdorny"), "B": person("Ulyana Petrenchuk"), "C": person("Sava Dmytrash")},
    "2031-10-02",
)

PRONOUN_CHAIN = Page(
    "pronoun_chain",
    """#h Two brothers-in-law and a depot

#b 11 January 2032

Ferenc Darabos ran the depot and Gyula Szentmarton inspected it. They married sisters. <o>For six years, each says, they did not speak of work at table.</o>

<s A>Darabos says he never hid a crate.</s> <q A>“I signed for what was there,”</q> he says. He pours the coffee himself. <q A>“Ask my brother-in-law.”</q>

Szentmarton does not want coffee. <q B>“I was shown four halls out of five,”</q> he says. <s B>He says he asked for the key to the fifth on three occasions.</s> <q B>“On the third I was told that it had been lost.”</q>

It had not been lost. <c stock>In the fifth hall lay 1,900 cluster bombs that Hungary had reported as destroyed in 2011.</c> Their wives, Ilka and Zita, learned of it from the radio.

<q C>“I turned it off,”</q> Ilka Darabos says. Her sister turned it up. <q D>“I wanted to hear whether they would say his name,”</q> she says.

They did, and the other's too. Neither man has been charged.
""",
    {
        "A": person("Ferenc Darabos"),
        "B": person("Gyula Szentmarton"),
        "C": person("Ilka Darabos"),
        "D": role("her sister", "sister", "Zita"),
    },
    "2032-01-11",
)
