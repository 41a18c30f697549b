"""Unseen short pages: bait, from which no strike follows, and pages that place a use. All of it is fiction."""

from __future__ import annotations

from typing import Any

PLACES = """name,country,lat,lon,precision_m
Verkhni Luhy,Ukraine,48.27,36.94,1500
Kamianyi Stavok,Ukraine,49.61,37.42,1500
Ridkodubivka,Ukraine,48.88,37.61,1500
Nizhny Kamyshok,Russia,50.41,36.88,1500
Um Hashaba,Sudan,13.86,30.02,1500
Nyaungbinkan,Myanmar,22.41,95.73,1500
Khor Amira,Yemen,14.03,43.11,1500
Deir Maqtal,Syria,35.44,36.57,1500
Wadi Zeitan,Lebanon,33.19,35.41,1500
Phum Trapeang,Cambodia,14.21,103.11,1500
Ban Naxay,Laos,19.41,103.22,1500
"""

BAITS: tuple[tuple[str, str], ...] = (
    (
        "envoy_warns",
        """Envoy: next time it will be cluster rockets

PRAGUE, 4 June 2029 (Crossline) - A separatist envoy warned on Monday that his forces "will rain cluster rockets on Kamianyi Stavok" if the checkpoint is not dismantled by Friday. Residents shrugged. "He said that at Easter too," a grocer remarked.
""",
    ),
    (
        "ministry_rejects",
        """Defense Ministry refutes fake about Ridkodubivka

September 12, 2029 /RUSINFORM/. Reports that Russian forces used cluster munitions against Ridkodubivka on September 10 are a staged provocation, Defense Ministry spokesman Igor Savelyich-Toll told reporters. "No strikes were conducted in the area," he said.
""",
    ),
    (
        "single_mayor",
        """Mayor blames cluster shells

Verkhni Luhy, 8 February 2029. The mayor said on his page on Thursday that cluster shells had hit his village the evening before. Nobody else has confirmed this. Police are on the way, but the road is icy.
""",
    ),
    (
        "live_fire_week",
        """Gunners wrap up Thunder Valley 29

FORT RANSOME, May 19, 2029 — Soldiers of the 2nd Battalion fired inert cluster rockets at a plywood copy of Wadi Zeitan on Thursday, the climax of a two-week exercise. "It's as close as it gets," said Staff Sgt. Lonnie Crewe.
""",
    ),
    (
        "sixty_years_ago",
        """Sixty years on, a valley remembers

BAN NAXAY, Laos, 3 March 2029. On 3 March 1969, seven jets emptied their canisters of bomblets over Ban Naxay. Every year on this day the monks strike the gong made from one of them, and every year fewer people remember the sound that it stands for.
""",
    ),
    (
        "month_in_figures",
        """Ukraine: cluster strikes in numbers, August 2029

The Data Desk, 5 September 2029

August: 118 reported cluster strikes (July: 97), nearly half of them in Donetsk region. The desk is run from an office in Kamianyi Stavok and two kitchens in Lviv.
""",
    ),
    (
        "lawn_mower",
        """Bomblet blast wounds gardener in Wadi Zeitan

NNA – 11/07/2029. A cluster bomblet left over from the 2006 war exploded on Wednesday in Wadi Zeitan, slightly injuring a gardener. An army patrol sealed off the orchard.
""",
    ),
    (
        "if_they_cross",
        """What would happen if the truce failed?

Analysis | 22 January 2029

Suppose the truce along the ridge collapsed tomorrow. The first salvo of cluster rockets would probably land on Deir Maqtal, where two roads meet. That is a war game, not a forecast, and its authors were careful to say so.
""",
    ),
    (
        "thermobaric_not_cluster",
        """Experts: Deir Maqtal blast was no cluster bomb

2 April 2029 – Earshot Lab has examined 31 photographs of the strike that hit Deir Maqtal on 30 March. Early posts had blamed cluster bombs. "We see one crater and one body of a thermobaric rocket. There were no submunitions," the group concluded.
""",
    ),
    (
        "film_set",
        """Shooting starts on ‘The Rain Makers’

Showbiz, 14 May 2029

For three nights the quarry outside Phum Trapeang was a battlefield: on Saturday the crew dropped eleven foam cluster bombs on it from a crane. The director, 33, says that the villagers were the best extras he ever had. The film opens next spring.
""",
    ),
    (
        "rumour_mill",
        """Unconfirmed: cluster rockets on Kamianyi Stavok?

17.06.2029 23:50. Some channels are writing that Kamianyi Stavok was hit by cluster rockets tonight. We could find neither a witness nor a picture, the district chief does not answer, and one of the videos is from another war. Treat as rumour.
""",
    ),
    (
        "trial_of_old_deed",
        """General in dock over Khor Amira

AMP, The Hague, 6 June 2029 – The trial opened on Wednesday of a general who is accused of having ordered cluster bombs dropped on Khor Amira in the autumn of 2016. He pleaded not guilty. The court will next sit on Monday.
""",
    ),
)


def strike(name: str, country: str, lat: float, lon: float, start: str, end: str = "") -> dict[str, Any]:
    """The place and the days of a use."""
    return {
        "place": {"name": name, "country": country, "lat": lat, "lon": lon},
        "when": {"start": start, "end": end or start},
    }


PLACED: tuple[tuple[str, str, dict[str, Any]], ...] = (
    (
        "ledger_visit",
        """(Kyiv, June 27, 2029) – Russian forces attacked the village of Ridkodubivka with cluster munition rockets on June 19, 2029, Rights Ledger said today following an on-site investigation.

Researchers who visited Ridkodubivka on June 22 and 23 counted 38 impacts, documented the cargo section of a Smerch rocket in a vegetable garden, and spoke with 16 residents. "Everything was popping," one of them said.
""",
        strike("Ridkodubivka", "Ukraine", 48.88, 37.61, "2029-06-19"),
    ),
    (
        "rights_office_update",
        """UN Human Rights Monitoring Mission in Ukraine
Update on the protection of civilians, issued 10 July 2029

6. On 3 July, cluster munitions struck the market square of Kamianyi Stavok. The Mission visited the site on 5 July, observed multiple small craters and damage from fragmentation, and verified that five civilians had been killed and 19 injured.
7. The Mission continues to verify other incidents.
""",
        strike("Kamianyi Stavok", "Ukraine", 49.61, 37.42, "2029-07-03"),
    ),
    (
        "our_correspondent",
        """Market day

Um Hashaba, Sudan (AMP), 29 May 2029 – An AMP correspondent saw an Antonov circle twice over Um Hashaba on Sunday morning and drop cluster bombs on the market. White parcels opened in the air, then came a long crackle. The correspondent counted 14 bodies beside the sesame stalls.

The army says it was not flying that day.
""",
        strike("Um Hashaba", "Sudan", 13.86, 30.02, "2029-05-27"),
    ),
    (
        "clearance_report",
        """FJORD AID – EOD SPOT TASK REPORT
Task: UA-MYK-0917        Date of report: 14/08/2029
Location: Kamianyi Stavok, Ukraine
Findings: The team confirmed a cluster munition strike on Kamianyi Stavok on 11 August 2029. 26 unexploded 9N235 submunitions found and destroyed in situ; 2 cargo sections removed.
Remarks: Access track passable for 4x4 only.
""",
        strike("Kamianyi Stavok", "Ukraine", 49.61, 37.42, "2029-08-11"),
    ),
    (
        "observers_night",
        """BORDER OBSERVER TEAM (ASEAN)
Situation report No. 41, 26 July 2029

In the night of 24 to 25 July 2029 artillery fired cluster munitions into the village of Phum Trapeang, Cambodia. Observers stationed in the village heard six carrier shells open between 0130 and 0140 hrs and at first light saw unexploded grenades on the pagoda road.
""",
        strike("Phum Trapeang", "Cambodia", 14.21, 103.11, "2029-07-24", "2029-07-25"),
    ),
    (
        "medics_on_friday",
        """Medics Overseas: 40 wounded in Khor Amira

Aden, Saturday 10 February 2029

Staff of Medics Overseas witnessed a cluster munition attack on Khor Amira, Yemen, on Friday. "Our ambulance was parked two streets away when the rockets opened above the harbour," said the team's coordinator, Ines Falk-Baptista. The clinic received 40 wounded, 11 of them children. Bomblets are still lying on the quay.
""",
        strike("Khor Amira", "Yemen", 14.03, 43.11, "2029-02-09"),
    ),
    (
        "white_brigade",
        """Syria: bomblets again

Idlib, 03-11-2029

Two days after the strike, our surveyors went through Deir Maqtal house by house. They confirmed that on 1 November a rocket with cluster submunitions hit the northern quarter of Deir Maqtal, and they marked 33 duds with red paint.

Syrian Clearance Corps, media office
""",
        strike("Deir Maqtal", "Syria", 35.44, 36.57, "2029-11-01"),
    ),
    (
        "lab_and_visit",
        """What hit Nyaungbinkan?

By the investigations desk of The Borderline, January 29, 2029

Our reporters reached Nyaungbinkan, Myanmar, on January 18. What they saw leaves little room for argument: cluster bombs struck the monastery school there on the night of January 15. They photographed six unexploded mortar rounds and the frame that had held them.
""",
        strike("Nyaungbinkan", "Myanmar", 22.41, 95.73, "2029-01-15"),
    ),
    (
        "peacekeepers",
        """UN peacekeepers in Lebanon: statement

Naqoura, 21 September 2029 – On the afternoon of 20 September, peacekeepers observed artillery shells releasing submunitions over Wadi Zeitan. A patrol sent to Wadi Zeitan this morning found around 30 unexploded M85 bomblets. We remind the parties that civilians live there.
""",
        strike("Wadi Zeitan", "Lebanon", 33.19, 35.41, "2029-09-20"),
    ),
    (
        "survey_last_week",
        """Steppe Ordnance Survey
Bulletin 18 – Monday, 23 April 2029

Last Thursday, 19 April, cluster shells landed in Verkhni Luhy (Ukraine) for the second time this spring. Our surveyors, who were working at the school, took shelter and later recorded 52 impact points. One of our vehicles was holed. Nobody was hurt.
""",
        strike("Verkhni Luhy", "Ukraine", 48.27, 36.94, "2029-04-19"),
    ),
)
