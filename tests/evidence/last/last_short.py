"""Last short pages: bait, from which no strike follows, and pages that place a use. All of it is fiction."""

from __future__ import annotations

from typing import Any

PLACES = """name,country,lat,lon,precision_m
Al-Qutaybah,Yemen,14.92,42.97,1500
Dudhpura,Pakistan,34.38,73.72,1500
Ashagi Ovchular,Azerbaijan,39.44,45.01,1500
Sosnova Hrebelka,Ukraine,47.71,35.98,1500
Mala Tokmarka,Ukraine,47.53,36.11,1500
Kamianka-Luhova,Ukraine,49.92,37.71,1500
Tell Habun,Syria,36.02,36.44,1500
Maarat Hizma,Syria,35.71,36.61,1500
Umm Sayala,Sudan,14.41,31.02,1500
Beit Sharaf,Lebanon,33.21,35.33,1500
Gashaw Ber,Ethiopia,11.72,39.02,1500
Lakwe Tar,Myanmar,20.31,93.42,1500
"""

BAITS: tuple[tuple[str, str], ...] = (
    (
        "ultimatum",
        """General sets deadline for Tell Habun

GPA, 9 June 2031 – "If they do not lay down their arms by Thursday, our batteries will cover Tell Habun with cluster shells," General Nidal Qabbaz told state television on Monday. Aid groups appealed for restraint.
""",
    ),
    (
        "fake_refuted",
        """MoD: Kyiv preparing lie about Mala Tokmarka

#warfakes | 4 March 2031, 10:02

Ukrainian channels claim that Russian troops hit Mala Tokmarka with cluster munitions on 2 March. This is not true. No fire was opened on Mala Tokmarka that day, the ministry stressed, and the "victims" are extras.
""",
    ),
    (
        "one_telegram",
        """Reports of cluster strike on Sosnova Hrebelka

21 January 2031. A Telegram channel with 300 subscribers wrote on Tuesday that cluster rockets had struck Sosnova Hrebelka overnight. The post was deleted after an hour. Officials in the region have said nothing, and there is no footage.
""",
    ),
    (
        "harvest_blast",
        """Ploughman hurt by old bomblet near Beit Sharaf

Beit Sharaf, 12 November 2030 (Cedar Wire) – A ploughman lost two fingers on Tuesday when a cluster bomblet from 2006 exploded under his tractor in Beit Sharaf. It was the ninth such accident this year.
""",
    ),
    (
        "wargame",
        """Table-top: a night in Kamianka-Luhova

Centre for Staff Studies, paper 61, May 2031

In the scenario, Red fires two salvos of cluster rockets at Kamianka-Luhova on 14 May and Blue has ninety minutes to move its bridges. Participants lost the bridges in four runs out of five.
""",
    ),
    (
        "anniversary",
        """Ashagi Ovchular marks ten years since cluster attack

ASHAGI OVCHULAR, 2 October 2030. Wreaths were laid on Wednesday for the eleven who died when cluster rockets hit the market of Ashagi Ovchular on 2 October 2020. A school choir sang.
""",
    ),
    (
        "not_that_weapon",
        """Umm Sayala: shell, not cluster bomb, say experts

Sudan Bulletin, 20 August 2031

Engineers who examined the crater in Umm Sayala have ruled out a cluster bomb. The strike of 17 August was carried out with a single 120 mm mortar round, they concluded after measuring the splinters.
""",
    ),
    (
        "range_day",
        """Reservists fire last training round

Camp Holloway, April 24, 2031 – Reservists of the 3rd Battery launched practice rockets with dummy submunitions at a mock-up of Tell Habun on Thursday, to the delight of their families. Ice cream was served afterwards.
""",
    ),
    (
        "lawsuit_over_novel",
        """Novelist sued by Maarat Hizma

Culture – 7 February 2032

In his bestseller "Iron Seeds", cluster bombs fall on Maarat Hizma on a morning in May. The real town, which has never been bombed, wants its name removed from the second edition. The novelist calls it a compliment.
""",
    ),
    (
        "denied_by_both",
        """Who said what about Lakwe Tar

Bay Monitor, 30 July 2031

The insurgents deny having fired cluster munitions at Lakwe Tar. The army denies it too. Neither the district hospital nor the monastery could confirm that anything happened there at all on 28 July, and we leave it at that until somebody has gone to look.
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
        "commission_visit",
        """INDEPENDENT COMMISSION OF INQUIRY ON UKRAINE
Update, 2 June 2031

14. On 17 May 2031, cluster munitions struck the bus station of Sosnova Hrebelka, Zaporizhzhia region. The Commission visited Sosnova Hrebelka on 21 May, photographed 23 impact craters and interviewed nine witnesses.
15. Six civilians died.
""",
        strike("Sosnova Hrebelka", "Ukraine", 47.71, 35.98, "2031-05-17"),
    ),
    (
        "reporter_there",
        """'Like popcorn in a pan': the day the square of Umm Sayala emptied

By our reporter in Umm Sayala, Sudan
Thursday 4 September 2031

Our reporter was drinking tea in Umm Sayala on Wednesday when a plane dropped cluster bombs on the square. She counted seven dead and saw bomblets rolling under the stalls. The army has not commented.
""",
        strike("Umm Sayala", "Sudan", 14.41, 31.02, "2031-09-03"),
    ),
    (
        "demining_sitrep",
        """State Demining Brigade – situation report, Kharkiv region
Issued: 11.03.2032

On 9 March 2032 a cluster munition strike hit Kamianka-Luhova. The brigade surveyed the village on 10 March and found 41 unexploded 9N235 submunitions and one rocket body. All items were destroyed on site.
""",
        strike("Kamianka-Luhova", "Ukraine", 49.92, 37.71, "2032-03-09"),
    ),
    (
        "rights_long",
        """Ethiopia: Cluster Munitions Kill Worshippers

(Nairobi, December 9, 2030) – Cluster munitions struck a churchyard in Gashaw Ber, in northern Ethiopia, on November 21, 2030, Witness East said today after visiting the site. Its researchers collected fragments of four submunitions and examined 12 impact points. At least eight worshippers died.

The government has not replied to a letter of December 1.
""",
        strike("Gashaw Ber", "Ethiopia", 11.72, 39.02, "2030-11-21"),
    ),
    (
        "night_watch",
        """LINE MONITORS – MORNING NOTE
19 July 2031

During the night of 17 to 18 July 2031 rockets carrying submunitions fell on Tell Habun, Syria. Our post in Tell Habun heard the carriers open at 0215 and by daylight the patrol had marked 60 duds in the olive groves.
""",
        strike("Tell Habun", "Syria", 36.02, 36.44, "2031-07-17", "2031-07-18"),
    ),
    (
        "hospital_and_field",
        """Surgeons Without Rest: statement on Lakwe Tar

Yangon, 12 December 2031 – Our surgeons were on duty in Lakwe Tar, Myanmar, on 8 December when aircraft dropped cluster bombs on the jetty. They treated 27 patients that afternoon and picked bomblets from the roof of the ward. "There was no warning," said Dr Marit Oudekerk.
""",
        strike("Lakwe Tar", "Myanmar", 20.31, 93.42, "2031-12-08"),
    ),
    (
        "unit_log",
        """Survey task 31-118
Location: Maarat Hizma (Syria)
Date of survey: 6 May 2031
Result: Confirmed. Team observed the footprint of a cluster munition strike on Maarat Hizma carried out on 4 May 2031: 3 cargo tubes, 58 submunition impacts, 11 duds marked.
Team leader: R. Antoun
""",
        strike("Maarat Hizma", "Syria", 35.71, 36.61, "2031-05-04"),
    ),
    (
        "last_sunday",
        """Blue helmets find fresh duds in Beit Sharaf

Tyre, Tuesday 7 October 2031 (Cedar Wire) – Peacekeepers confirmed on Tuesday that cluster shells had hit Beit Sharaf, southern Lebanon, last Sunday. A patrol saw the shells burst over the orchards and on Monday found 19 duds. One cow was killed.
""",
        strike("Beit Sharaf", "Lebanon", 33.21, 35.33, "2031-10-05"),
    ),
)
