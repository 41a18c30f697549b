"""Fresh short pages: bait, from which no strike follows, and pages that place a use. All of it is fiction."""

from __future__ import annotations

from typing import Any

PLACES = """name,country,lat,lon,precision_m
Hrabove Selo,Ukraine,48.11,36.72,1500
Sukhyi Brid,Ukraine,48.46,37.05,1500
Mala Tersivka,Ukraine,48.02,36.31,1500
Tell Hazzan,Syria,35.62,36.81,1500
Beit Safsaf,Lebanon,33.27,35.52,1500
Al-Qurayyah,Yemen,15.71,44.22,1500
Umm Sarir,Sudan,13.31,30.42,1500
Girde Zer,Iraq,36.33,43.61,1500
"""

BAITS: tuple[tuple[str, str], ...] = (
    (
        "threat_on_stage",
        """‘Tell Hazzan will learn what rain is’

Damascus correspondent, 6 June 2033

At a rally on Sunday the militia leader Abu Nidal Kharsa shouted that cluster bombs were "on their way to Tell Hazzan". The crowd cheered for a minute. By Monday evening nothing had happened there, and the road was open.
""",
    ),
    (
        "denial_of_old_report",
        """Army: drills only at Sukhyi Brid

Updated Thu, 12 May 2033 08:40

No cluster rounds were fired at Sukhyi Brid on 9 May, the General Staff says. It calls the images that circulate on social networks "a cocktail of three different wars". An independent check of the images is under way.
""",
    ),
    (
        "staff_exercise",
        """Umpires give the win to Blue

Reserve officers of four countries met in a hotel in Graz on 2 February 2032. On the second day of the map exercise, Red fired cluster rockets at Beit Safsaf, and Blue lost a bridge. Nobody left the building, except for the smokers.
""",
    ),
    (
        "history_of_a_war",
        """A walk through Girde Zer

Travel | 14 July 2031

In February 1991 aircraft dropped cluster bombs on the ridge above Girde Zer. A stone in the square has the date. We had tea there last Tuesday and bought two kilos of apricots, and the host's son showed us the way to the waterfall.
""",
    ),
    (
        "country_level",
        """Sudan: monitors count 33 cluster attacks in a month

Nairobi, 1 December 2032. Thirty-three attacks with cluster munitions were recorded in Sudan in November, the Nile Remnants Register said on Wednesday. It did not give the places, in order to protect those who had reported. Its office in Umm Sarir was closed last week for lack of funds.
""",
    ),
    (
        "other_weapon",
        """Mala Tersivka: glide bomb destroys school

22.08.2033

A glide bomb destroyed the school of Mala Tersivka on Sunday night, the emergency service said. Its sappers first suspected cluster munitions because of the many small holes in the walls, but found only the fragments of a single large charge.
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
        "visit_after_a_week",
        """(Brussels, March 22, 2033) – Cluster munitions struck the market of Al-Qurayyah, Yemen, on the morning of March 14, Plain Evidence said today after visiting the site.

Researchers saw four casings in the market and photographed 17 small impact craters. Shopkeepers handed them a sackful of steel cubes. "I had swept them up with the onions," one of them said.
""",
        strike("Al-Qurayyah", "Yemen", 15.71, 44.22, "2033-03-14"),
    ),
    (
        "mission_daily_report",
        """CEASEFIRE MONITORING MISSION TO UKRAINE
Daily Report 211/2033 issued on 10 September 2033

Summary
- On the evening of 8 September the Mission's patrol in Sukhyi Brid heard and saw the air burst of two cluster munitions over the south-western edge of the village.
- On 9 September the patrol saw ten unexploded submunitions in a sunflower field 300 m south of the church in Sukhyi Brid.
- The Mission facilitated the repair of a water main in another district.
""",
        strike("Sukhyi Brid", "Ukraine", 48.46, 37.05, "2033-09-08"),
    ),
    (
        "reporter_on_the_spot",
        """Day of the little parachutes

TELL HAZZAN, Syria, Oct. 19, 2032 — I was buying bread when the plane came over. It was a little after seven on Monday morning. The canister opened above the water tower of Tell Hazzan and the bomblets came down on their ribbons, forty or fifty of them; I saw three go off on the roof of the bakery.

By noon the White Caps had roped off six streets.
""",
        strike("Tell Hazzan", "Syria", 35.62, 36.81, "2032-10-18"),
    ),
    (
        "deminers_log",
        """Beit Safsaf task file, sheet 3

Opened 05.11.2033 by Cedar Clearance

Strike: salvo of cluster shells, night of 1 November 2033, confirmed by our own survey of the site (carrier bodies, fuzes, 23 duds, all photographed).
Place: Beit Safsaf, Lebanon, terraces east of the spring.
State on 5 November: marked, not yet cleared. Road closed to tractors.
""",
        strike("Beit Safsaf", "Lebanon", 33.27, 35.52, "2033-11-01"),
    ),
    (
        "office_examined_remains",
        """UN office confirms cluster bombs in Umm Sarir

GENEVA, Jan 15 2033 - Cluster bombs hit the village of Umm Sarir in western Sudan on Thursday, the United Nations human rights office said on Saturday, after members of its staff had examined the remains.

"Our colleagues counted six canisters," its spokeswoman Nerea Zubiaurre told reporters. The army did not answer calls.
""",
        strike("Umm Sarir", "Sudan", 13.31, 30.42, "2033-01-13"),
    ),
    (
        "night_between_two_days",
        """Report on the shelling of Mala Tersivka

Published on 16 May 2032

During the night of 3 to 4 May 2032 a salvo of cluster rockets fell on Mala Tersivka (Ukraine). This is what our monitors, who live in the village, noted down: first bursts at 23.50, last bursts at 00.10, three tail sections in the pond, dozens of unexploded bomblets along Shkilna Street.
""",
        strike("Mala Tersivka", "Ukraine", 48.02, 36.31, "2032-05-03", "2032-05-04"),
    ),
    (
        "day_of_this_week",
        """Surgeons without rest

Girde Zer, Iraq | Friday, 23 September 2033

Our team at the clinic in Girde Zer treated 22 people after a cluster munition attack on the village on Tuesday, says Medical Relief North. Our logistician photographed the fins of bomblets in the yard of the clinic itself.
""",
        strike("Girde Zer", "Iraq", 36.33, 43.61, "2033-09-20"),
    ),
    (
        "answer_to_the_ministry",
        """Plain Evidence stands by its findings on Hrabove Selo

1 October 2033

The ministry has called our report a fairy tale. We answer with what we saw. On 19 September 2033 we walked through Hrabove Selo, Ukraine. We saw the remains of two cluster rockets that had struck it six days earlier, on 13 September, and we photographed nine duds. The photographs are public.
""",
        strike("Hrabove Selo", "Ukraine", 48.11, 36.72, "2033-09-13"),
    ),
)
