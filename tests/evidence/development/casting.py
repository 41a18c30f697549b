"""Who and where: invented people, organisations, outlets and villages; real names of countries; days drawn from a seed.

Everything said and done on these pages is fiction. The two halves share no surname, no village and no organisation.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from markup import Speaker

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True)
class Person:
    """An invented person, with the words by which a text takes up the name again."""

    first: str
    last: str
    sex: str

    @property
    def full(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def he(self) -> str:
        return "he" if self.sex == "m" else "she"

    @property
    def He(self) -> str:  # noqa: N802 - it stands for the word it prints
        return self.he.capitalize()

    @property
    def his(self) -> str:
        return "his" if self.sex == "m" else "her"

    @property
    def him(self) -> str:
        return "him" if self.sex == "m" else "her"

    @property
    def mr(self) -> str:
        return "Mr" if self.sex == "m" else "Ms"

    @property
    def man(self) -> str:
        return "man" if self.sex == "m" else "woman"

    def speaker(self) -> Speaker:
        """The person as a speaker of the gold."""
        return Speaker("person", self.full, (self.last,))


@dataclass(frozen=True)
class Country:
    """A country by its name, adjective and capital."""

    name: str
    adj: str
    capital: str


@dataclass(frozen=True)
class Village:
    """An invented village in a real country."""

    name: str
    country: str
    lat: float
    lon: float


COUNTRIES = {
    one.name: one
    for one in (
        Country("Ukraine", "Ukrainian", "Kyiv"),
        Country("Russia", "Russian", "Moscow"),
        Country("Syria", "Syrian", "Damascus"),
        Country("Lebanon", "Lebanese", "Beirut"),
        Country("Israel", "Israeli", "Jerusalem"),
        Country("Yemen", "Yemeni", "Sanaa"),
        Country("Saudi Arabia", "Saudi", "Riyadh"),
        Country("Azerbaijan", "Azerbaijani", "Baku"),
        Country("Armenia", "Armenian", "Yerevan"),
        Country("Georgia", "Georgian", "Tbilisi"),
        Country("Sudan", "Sudanese", "Khartoum"),
        Country("Ethiopia", "Ethiopian", "Addis Ababa"),
        Country("Libya", "Libyan", "Tripoli"),
        Country("Iraq", "Iraqi", "Baghdad"),
        Country("Poland", "Polish", "Warsaw"),
        Country("Norway", "Norwegian", "Oslo"),
        Country("Germany", "German", "Berlin"),
        Country("Spain", "Spanish", "Madrid"),
        Country("Canada", "Canadian", "Ottawa"),
        Country("Austria", "Austrian", "Vienna"),
        Country("Brazil", "Brazilian", "Brasilia"),
        Country("Turkey", "Turkish", "Ankara"),
        Country("Iran", "Iranian", "Tehran"),
        Country("Myanmar", "Myanmar", "Naypyidaw"),
    )
}

FIRST_NAMES = {
    1: (
        "Marek Tomas Idris Pavel Henrik Yusuf Oskar Daniel Emil Rashid Viktor Anton Karim Leon Goran".split(),
        "Lena Ingrid Salma Katya Miriam Olena Beatriz Nadia Helga Farida Ivana Sofia Amal Ruth Elif".split(),
    ),
    2: (
        "Bruno Stefan Haruto Ilya Joaquin Mustafa Nils Petro Ramzi Teodor Walid Zoran Aleksander Hamid Piotr".split(),
        "Agnes Celine Dalia Ewa Gulnara Hanna Jamila Larisa Maren Noor Oksana Paula Renata Shirin Tamar".split(),
    ),
}
LAST_NAMES = {
    1: (
        "Adeyemi-Brandt|Ostrov|Kvarnstrom|Halloran|van der Meeren|Tashkenov|Zielarski|Bellamore|Dragunsky|Al-Karimi|"
        "O'Dunne|Petrescu-Vale|Lindqvarn|Moravec|Saberian|Thornquist|Vashchuk|Wexcombe|Yarmolin|Castelnova|"
        "Duvalier-Roche|Eskandi|Fenwright|Grushenko|Hassanpur|Iskarov|Jelavic|Kowalenko|Lazarde|Mbeki-Strand"
    ).split("|"),
    2: (
        "Abernitz|Borislavsky|Chernihal|de la Fontana|Eriksborg|Farhoudi|Gadomski|al-Masriyan|Hrytsan|Ivaldi|"
        "Jorgensby|Kessington|Lubomirets|McAvery|Nakatori|Orbelyan|Pendergrast|Quintarelli|Rustavian|Sokolenkov|"
        "Tervonen-Hall|Ustinovich|Verhaegen|Wojtasik|Yildirimoglu|Zabrodin|Achterberg|Bouchenafa|Demirchan|Ekwunife"
    ).split("|"),
}
VILLAGES = {
    1: (
        "Karvesh|Olhynka Dolna|Berezhany Lug|Stara Hreblia|Verkhnii Stav:Ukraine",
        "Tell Marun|Kafr Zaytun|Umm Rasad:Syria",
        "Wadi Sahran|Bayt Qadim|Al-Harshah:Yemen",
        "Deir Salloum|Ain Tibra:Lebanon",
        "Sarisu Kend|Gushlar:Azerbaijan",
        "Khor Adira|Um Dukhayn Sharq:Sudan",
        "Tal Shirin|Qara Bulaq:Iraq",
        "Nikozeti|Zemo Kvali:Georgia",
    ),
    2: (
        "Pishchany Kut|Novolipivka|Zahirne Pole|Krasna Balka|Hlyboke Ozero:Ukraine",
        "Jubb Atman|Ras Mazra|Tell Qamhan:Syria",
        "Shaab Nuqayl|Hayran Sufla|Al-Madhabi:Yemen",
        "Kfar Rihana|Mazraat Hatta:Lebanon",
        "Qizil Bagh|Talysh Dere:Azerbaijan",
        "Wad Terfa|Abu Sunut:Sudan",
        "Girde Resh|Tell Sabha:Iraq",
        "Kvemo Arshi|Lopanisi:Georgia",
    ),
}
CENTRES = {
    "Ukraine": (48.2, 36.4),
    "Syria": (35.8, 36.7),
    "Yemen": (15.6, 44.0),
    "Lebanon": (33.3, 35.4),
    "Azerbaijan": (39.9, 46.9),
    "Sudan": (13.2, 30.1),
    "Iraq": (36.2, 43.4),
    "Georgia": (42.1, 44.0),
}


def villages(half: int) -> tuple[Village, ...]:
    """The villages of a half; those of one country stand about 20 km apart."""
    found = []
    for row in VILLAGES[half]:
        names, _, country = row.partition(":")
        lat, lon = CENTRES[country]
        for step, name in enumerate(names.split("|")):
            found.append(Village(name, country, round(lat + 0.18 * step + 0.05 * half, 4), round(lon + 0.21 * step, 4)))
    return tuple(found)


def places_csv(half: int) -> str:
    """The table of places a reader is given with the pages of a half."""
    rows = [f"{one.name},{one.country},{one.lat},{one.lon},1500" for one in villages(half)]
    return "\n".join(["name,country,lat,lon,precision_m", *rows]) + "\n"


def dmy(day: date) -> str:
    """``3 March 2024``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def mdy(day: date) -> str:
    """``March 3, 2024``."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def dm(day: date) -> str:
    """``3 March``."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def md(day: date) -> str:
    """``March 3``."""
    return f"{MONTHS[day.month - 1]} {day.day}"


def wd(day: date) -> str:
    """``Sunday``."""
    return WEEKDAYS[day.weekday()]


def back(day: date, days: int) -> date:
    """The day so many days before."""
    return day - timedelta(days=days)


class Cast:
    """Draws people, countries, villages and days for one template; the same seed draws the same."""

    def __init__(self, half: int, seed: str) -> None:
        self.half = half
        self.random = random.Random(f"{half}:{seed}")
        self._surnames = list(LAST_NAMES[half])
        self.random.shuffle(self._surnames)
        self._villages = list(villages(half))
        self.random.shuffle(self._villages)

    def person(self, sex: str | None = None) -> Person:
        """Somebody not drawn before; of either sex unless told."""
        sex = sex or self.random.choice("mf")
        return Person(self.random.choice(FIRST_NAMES[self.half][sex == "f"]), self._surnames.pop(), sex)

    def village(self, country: str | None = None) -> Village:
        """A village not drawn before, of a country where one is told."""
        at = next(i for i, one in enumerate(self._villages) if country in (None, one.country))
        return self._villages.pop(at)

    def day(self, weekday: int | None = None, first: int = 2022, last: int = 2025) -> date:
        """A day between the 9th and the 27th of a month, so that the days about it share the month and the year."""
        day = date(self.random.randint(first, last), self.random.randint(1, 12), self.random.randint(12, 20))
        return day if weekday is None else day + timedelta(days=(weekday - day.weekday()) % 7)

    def pick(self, *choices: object) -> object:
        """One of the choices."""
        return self.random.choice(choices)
