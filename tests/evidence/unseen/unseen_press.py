"""Unseen pages in the manner of tabloids, broadcasters, local outlets and the sites that lift from them. All of it is fiction."""

from __future__ import annotations

from markup import Page, org, role
from unseen_people import person

TABLOID = Page(
    "tabloid",
    """#h HELL RAIN: Mad Vlad's generals vow to 'answer in kind' after Kyiv gets fresh cluster shells

#b By Jonny Trask, Defence Editor
#b Published: 20:14, 3 Aug 2028
#b Updated: 8:02, 4 Aug 2028

<o><c use/affirm/threatened>RUSSIA last night threatened to blitz Ukraine with cluster bombs in revenge for <c transfer opt>a new batch of US shells</c>.</c></o>

Ranting state TV general Fyodor Zaplatin fumed: <q A>'<c use/affirm/threatened|conditional>We'll bury them under our own little gifts</c>. They've only seen the samples.'</q>

<s B><c use/affirm/threatened|conditional opt><c stock opt>Kremlin mouthpiece Yegor Lushin also hinted that Moscow had <q B>'a sufficient stockpile of various kinds'</q> and would <q B>'reserve the right to mirror steps'</q>.</c></c></s>

But Ukraine's top brass aren't fazed.

<q C>'<c use opt>We've been under their clusters since day one</c>, so what's new?'</q> shrugged Major Taras Polianskyi of the 118th Brigade.

He told The Daily Bugle Post: <q C>'<c effect opt>One of these shells does the job of ten normal ones in a trench</c>. My lads cheered when the lorry came.'</q>

<s D><c transfer/affirm/asserted|possible|conditional>Washington has agreed to hand over 30,000 of the 155mm shells, a source close to the deal revealed.</c></s>

Ex-Army bomb disposal officer Clive Harbottle, 57, warned: <q E>'<c harm_risk opt>Kids pick them up, they look like toys</c>. <c dud_rate op=approx value=0.1 source=E>I'd say one in ten doesn't go bang when it should</c>.'</q>

<c treaty_status>Britain is one of 112 countries signed up to a ban</c> <c stance opt>and PM Dame Harriet Colclough has urged the US to think again</c>.

#o READ MORE ON THE WAR
#o SPY DOLPHINS Putin's navy trains new recruits in the Black Sea
""",
    {
        "A": person("Fyodor Zaplatin"),
        "B": person("Yegor Lushin"),
        "C": person("Taras Polianskyi"),
        "D": role("a source close to the deal", "source close to the deal", "source"),
        "E": person("Clive Harbottle"),
    },
    "2028-08-03",
    also="2028-08-04",
)

BROADCASTER = Page(
    "broadcaster",
    """#h Cluster munitions: Croatia 'must not walk away', says former peace envoy

#b Zdenka Marsh-Perić
#b Southeast Europe correspondent, Zagreb
#b 9 November 2028

<o>Croatia has been urged not to pull out of the treaty banning cluster munitions, as its parliament prepares to vote on leaving.</o>

<s A on=2028-11-06><c treaty_status/affirm/possible|asserted|conditional opt>Prime Minister Tvrtko Bašljan said on Monday that his government would ask MPs to approve withdrawal because <q A on=2028-11-06>"the world of 2008 no longer exists"</q>.</c></s>

Dame Philippa Rowsell, a former UN envoy to the region, told the UBC's World Tonight that <s B on=2028-11-08><c effect opt>such a step would be <q B on=2028-11-08>"a gift to every army that wants these weapons back"</q></c></s>.

Speaking on Wednesday evening, she added: <q B on=2028-11-08>"Croatia has been on the receiving end. <c casualties opt><c use opt>Zagreb was hit in May 1995 and seven people died</c></c>. That should count for something."</q>

The defence ministry said: <q C>"<c stock/negated|affirm>Croatia destroyed its stocks in 2018</c>. <c pledge/affirm|negated/asserted|conditional opt><c transfer/negated opt>There are no plans to acquire new ones</c></c>. The question is one of principle."</q>

But opposition MP Ljubica Hanzek said she did not believe that. <q D>"Nobody leaves a treaty on principle. You leave it because you've got something on order,"</q> she told the UBC.

#h What are cluster munitions?
<c munition_desc>They are bombs, rockets or shells that open in mid-air and release dozens or even hundreds of smaller bombs over an area the size of several football pitches.</c>
<c harm_risk>Those that fail to detonate can kill or maim civilians years later.</c>
<c treaty_status>More than 110 states have ratified the convention</c>. <c treaty_status/negated opt>The US, Russia and Ukraine have not.</c>

#h More on this story
#o Storm Benedikt: ferries cancelled along the Dalmatian coast
""",
    {
        "A": person("Tvrtko Bašljan"),
        "B": person("Philippa Rowsell"),
        "C": org("The defence ministry", "defence ministry"),
        "D": person("Ljubica Hanzek"),
    },
    "2028-11-09",
)

TRANSIT = Page(
    "transit",
    """#b NEWS | GERMANY
#h Germany: Greens demand answers on cluster munition trains
#b Ottilie Krahforst with agencies
#b 07/12/2028

<s A><c request opt>Germany's opposition Greens have called on the government to disclose whether <c transfer/affirm/possible opt>US cluster munitions are being shipped through the country</c>.</c></s>

Their defense spokesman, Folkert Brinkama, told the newspaper Fränkischer Bote in remarks published on Wednesday that <s B on=2028-07-12>Berlin was <q B on=2028-07-12>"hiding behind a timetable."</q></s>

<s B on=2028-07-12><c prohibition>The Oslo Convention forbids states parties from assisting anyone in the use of such weapons, he stressed.</c></s>

Defense Minister Wiltrud Sachsenmaier rejected the criticism. <q C on=2028-07-11>"<c treaty_status opt>Germany stands by the convention</c>. <c stock/negated|affirm opt>We destroyed our last cluster munition in 2015</c>,"</q> she said in Brussels on Tuesday. <s C on=2028-07-11>What partners did with their own property on bases under the forces agreement was for them to answer, the minister argued.</s>

<s D on=2028-07-10>On Monday, public broadcaster Kanal Nord had reported, citing a US Army inventory, that <c stock>more than 200,000 cluster shells were stored at a depot near Kaiserslautern as of last spring</c>.</s> <s E><c stock/affirm|deny/asserted|possible opt>US Army Europe neither confirmed nor denied the number.</c></s>

<q F>"We are a transit country for everything, bad consciences included,"</q> news agency Edpa quoted Left Party lawmaker Hasso Riemerkopp as saying.

The Bundestag's petitions committee is to take up the matter after the summer recess. Rail unions have meanwhile complained about night-time closures of a line near Landstuhl, for which the operator cited weather damage.

#b ok/wd (Edpa, AMP)
""",
    {
        "A": org("Greens", "Greens", "opposition Greens"),
        "B": person("Folkert Brinkama"),
        "C": person("Wiltrud Sachsenmaier"),
        "D": org("Kanal Nord"),
        "E": org("US Army Europe", "US Army", "Army"),
        "F": person("Hasso Riemerkopp"),
    },
    "2028-07-12",
)

AGGREGATOR = Page(
    "aggregator",
    """#b Front Digest — all channels in one place
#b Scraped 2031-01-09 03:14
#h Monday 11 September 2028, night summary

[21:40] Kramorsk Online: <s A on=2028-09-11><c use><c damage opt>Mayor Vitalii Honchar confirms a cluster hit on the bus station.</c></c></s> <c casualties>Two dead, nine wounded as of now.</c>

[21:52] Rybka Z (mil. correspondent): <q B on=2028-09-11>"Burnt another depot in K. No bus station there, only drones and mercenaries"</q> – fantasy as usual.

[22:05] General Staff AFU: <s C on=2028-09-11><c use>In the Lyman direction the enemy used cluster munitions 14 times during the day.</c></s>

[22:31] Honchar again: <q A on=2028-09-11>«<c harm_risk opt>Do not go out into the yards before dawn! The pyrotechnicians have not finished</c>»</q>

[22:58] Governor Lesia Vasylkivska on air of the telethon: <s D on=2028-09-11><c munition_desc opt><c use opt>preliminary, a Tornado-S with a cluster warhead was used</c></c></s>.

[23:10] Readers write that the sirens in the northern district did not work. We could not check this.

[23:47] Honchar: <s A on=2028-09-11><c casualties>the number of the wounded has risen to 13, a girl of 16 among them</c></s>.

#b Subscribe | Send us news | Support with a coffee
""",
    {
        "A": person("Vitalii Honchar"),
        "B": role("Rybka Z", "Rybka Z", "Rybka"),
        "C": org("General Staff AFU", "General Staff"),
        "D": person("Lesia Vasylkivska"),
    },
    "2028-09-11",
)

CHROME = Page(
    "chrome",
    """#b 31.2 C
#b Abuja
#b Thursday, April 4, 2030
#b Facebook  Twitter  WhatsApp
#h US considers giving South Korea cluster rockets it once paid to destroy

#b By
#b Globalfeed
#b -
#b February 9, 2029
#b 0
#b 612

#c South Korean K239 launchers during an exercise in Pocheon

Deborah Whitcombe-Ames, the Principal Deputy Assistant Secretary of State for Political-Military Affairs, has said that <s A on=2029-02-08><c transfer/affirm/possible|conditional>Washington is looking at sending South Korea the rockets which it removed from the peninsula a decade ago</c></s>.

Whitcombe-Ames made the remarks on Thursday during a hearing of the Senate’s East Asia panel.

<q A on=2029-02-08>‘<c request opt>Our allies in Seoul have asked</c>, we are listening, and no decision has been taken,’</q> she told senators.

<s A on=2029-02-08><c national_restriction>However, she acknowledged that <q A on=2029-02-08>‘a provision of law which has been renewed every year’</q> stands in the way of exports.</c></s>

Asked by Senator Burl Ketchersid whether the munitions were safe to store, <s A on=2029-02-08>she said she would <q A on=2029-02-08>‘come back in writing’</q></s>.

<q B on=2029-02-08>‘Madam Secretary, I have been hearing that since Christmas,’</q> the senator retorted.

<c treaty_status/negated>Neither the United States nor South Korea has signed the Convention on Cluster Munitions</c>, <c prohibition opt>which outlaws them</c>. <s C><c stock>Both keep large stockpiles, according to the Ordnance Transparency Project.</c></s>

#b TAGS
#b Korea
#b Pentagon
#b Previous article
#b Ten budget airlines you had forgotten
#o RELATED ARTICLES
#o Nollywood star denies leaving Lagos
#b LEAVE A REPLY
""",
    {
        "A": person("Deborah Whitcombe-Ames"),
        "B": person("Burl Ketchersid"),
        "C": org("Ordnance Transparency Project"),
    },
    "2029-02-09",
)

KORDOFAN = Page(
    "kordofan",
    """#h Kordofan: army accused of cluster bombing market, denies 'fabricated' video

#b El Obeid / Kampala – 30 May 2029
#b Nile Current

<s A><c use when=2029-05-27 place="Um Hashaba"><c accusation opt>An Antonov plane dropped cluster bombs on the weekly market of Um Hashaba, North Kordofan, on Sunday morning, the local Emergency Room said in a statement.</c></c></s> <s A><c casualties>At least 23 people lost their lives, according to the volunteers, who warned that the toll was provisional.</c></s>

<q B>“It was like hail, but hail that jumps,”</q> trader Hawa Abdelrasoul recounted by phone from the hospital in Bara. <q B>“I hid under the sesame. My sister did not.”</q>

Army spokesperson Brig. Gen. Muatasim Elfadil <s C on=2029-05-29>told Al-Wadi TV on Tuesday that <c use/deny|negated><c stock/negated|deny opt>the air force <q C on=2029-05-29>“has never possessed, let alone used”</q> such bombs</c></c> and blamed <q C on=2029-05-29>“the terrorist militia’s media rooms”</q> for what he described as a fabricated video.</s>

The Rapid Support Forces, which control the area, <s D><c accusation opt>called the bombing <q D>“a massacre in broad daylight”</q></c></s>.

<q F>“The skies of Sudan are open to whoever wants to look,”</q> the foreign ministry's under-secretary, Tayseer Abunaib, said, according to the state agency Nabd.

Weapons analyst Joris Vandenabeele of the group Earshot Lab said that <s E><c munition_desc opt><c use opt>the remnants in the video were consistent with RBK-500 bombs</c></c></s>. <q E>“<c use/affirm/possible|asserted opt>It does not tell you who, but it does tell you what</c>,”</q> he cautioned.

<c treaty_status/negated>Sudan is not party to the Convention on Cluster Munitions.</c> <c use>In 2012 and 2015, cluster bombs were used in South Kordofan.</c> <o>Khartoum denied it then as well.</o>
""",
    {
        "A": role("the local Emergency Room", "Emergency Room", "volunteers"),
        "B": person("Hawa Abdelrasoul"),
        "C": person("Muatasim Elfadil"),
        "D": org("The Rapid Support Forces", "Rapid Support Forces"),
        "E": person("Joris Vandenabeele"),
        "F": person("Tayseer Abunaib"),
    },
    "2029-05-30",
)

SAGAING = Page(
    "sagaing",
    """#h Junta Drops Homemade Cluster Bombs on Sagaing Monastery School: Resistance

#b By THE BORDERLINE 17 January 2029

<s A><c use when=2029-01-15 place="Nyaungbinkan"><c casualties>Three novices were killed and at least 20 other people injured when a regime paramotor dropped cluster bombs on a monastery school in Nyaungbinkan village, Sagaing Region, on Monday night</c></c>, according to the local People’s Defence Team.</s>

<q A>“<c munition_desc opt>Each bomb had about ten mortar rounds inside</c>. <c dud_rate opt><c harm_risk opt>Six of them did not explode</c></c>, and we have tied red rags around them,”</q> a member of the team told The Borderline.

<s B>A teacher who survived said the children had been rehearsing a song.</s> <q B>“The roof opened,”</q> she said. <q B>“After that I remember only the dust.”</q>

<s C><c request opt>The shadow National Unity Government’s human rights minister, Daw Khin Thiri Mon, asked ASEAN to <q C>“stop counting meetings and start counting children.”</q></c></s>

The regime’s mouthpiece, the New Beacon, did not mention the strike. <s D><c use/deny opt>It reported instead that security forces in the township had destroyed <q D>“a bomb workshop of terrorists.”</q></c></s>

<s E><c stock opt><c munition_desc opt>The Monitor of Munitions has said that Myanmar makes its own cluster munitions by welding together mortar shells.</c></c></s>
""",
    {
        "A": role(
            "a member of the People’s Defence Team", "People’s Defence Team", "member of the team", "Defence Team"
        ),
        "B": role("A teacher who survived", "teacher"),
        "C": person("Khin Thiri Mon"),
        "D": org("The New Beacon", "New Beacon"),
        "E": org("The Monitor of Munitions", "Monitor of Munitions", "Monitor"),
    },
    "2029-01-17",
)

LIVEBLOG = Page(
    "liveblog",
    """#b From 2h ago
#b Wed 24 Jan 2029 17.22 CET
#h Russia-Ukraine war: Kyiv 'will account for every cluster shell'; Kremlin calls pledge 'paper' – as it happened

#h 17.22 CET
#h Closing summary
<o>The Kremlin has scoffed at a Ukrainian promise to publish a register of cluster strikes.</o> <q A on=2029-01-24>"Paper endures everything,"</q> said its spokesman, Yegor Lushin.
<s B on=2029-01-24><c pledge>Ukraine’s deputy defence minister, Solomiia Chekhivska, earlier told the Sentinel that Kyiv would publish the coordinates of every cluster shell fired within 90 days of a ceasefire.</c></s>

#h 16.40 CET
<s C on=2029-01-24><c casualties>A farmer has been killed by an unexploded bomblet near Balakliia</c>, the Kharkiv prosecutor’s office says.</s> <s C on=2029-01-24>He was 61 and <q C on=2029-01-24>"had driven over the same spot twice that morning"</q>, it says in a post on Facebook.</s>

#h 15.05 CET
Slovakia’s president, Michaela Borguľa, has been speaking at a press conference in Košice. Here is some of what she said:
<q D on=2029-01-24>"<c transfer/negated|deny opt>We’re not sending cluster munitions</c>, we’re not transporting them and we’re not pretending not to see them."</q>
She was asked whether that last part was aimed at Berlin. <q D on=2029-01-24>"It was aimed at whoever feels hit,"</q> she replied.

#h 13.31 CET
<s E><c accusation opt><c use>Russia fired Iskander missiles with cluster warheads at Pavlohrad overnight into Tuesday, the Institute for Front Studies, a US thinktank, said in its latest update.</c></c></s> <o>The Sentinel could not immediately verify this.</o>

#b Share
""",
    {
        "A": person("Yegor Lushin"),
        "B": person("Solomiia Chekhivska"),
        "C": org("the Kharkiv prosecutor’s office", "Kharkiv prosecutor’s office", "prosecutor’s office"),
        "D": person("Michaela Borguľa"),
        "E": org("Institute for Front Studies"),
    },
    "2029-01-24",
)

COLUMN = Page(
    "column",
    """#b OPINION
#h I buried bomblets for a living. Don’t send them.

#b By Ambrose Tillinghast-Rey
#b Dec. 2, 2028

In the spring of 1991 I was 23 and had a spade, a roll of white tape and a lieutenant who didn’t sleep. <c harm_risk opt>We lost more men to our own bomblets that month than to the Iraqi army.</c>

I think of him whenever a secretary of something says the word <o>“reliable.”</o> <s A on=2028-11-30><c dud_rate op=lt value=0.02 source=A>On Thursday it was Undersecretary of the Army Vaughn Pettibone, who told the Armed Services Committee that the new rockets fail <q A on=2028-11-30>“in fewer than two cases out of a hundred.”</q></c></s>

<s B><c dud_rate opt>The Government Audit Bureau, which went through the same tests in 2027, came to 10 to 14 percent.</c></s> <q B>“Test conditions do not represent those of combat,”</q> its report dryly observes.

<q A on=2028-11-30>“We’ve come a long way since Desert Storm,”</q> Mr. Pettibone assured the panel. Have we? My lieutenant’s widow, Carlene Dupree, still gets mail from the department addressed to him. <q C>“They’ve come a long way,”</q> she told me when I rang her up, <q C>“and they still can’t find the house.”</q>

<c stance opt>Congress should say no.</c>

#b The writer served in the 27th Engineer Battalion.
#b Get Opinion in your inbox
""",
    {
        "A": person("Vaughn Pettibone"),
        "B": org("The Government Audit Bureau", "Government Audit Bureau", "Bureau", "report"),
        "C": person("Carlene Dupree"),
    },
    "2028-12-02",
)
