"""The names that columns usually have, in the languages that lists of this field are written in, and words for the weapon.

Names are compared as ``plain_name`` spells them. Earlier names win.
All of it is judgement from lists seen in public; a name that is missing here is a line in a mapping, not a fault.
"""

from __future__ import annotations

import re
import unicodedata

ROLES: dict[str, tuple[str, ...]] = {
    "id": (
        "id", "event_id", "incident_id", "record_id", "imsma_id", "globalid", "guid", "reference_code", "reference", "code", "serial",
        "uid", "ref", "ref_no", "no", "number", "identifiant", "numero", "codigo", "номер", "رقم", "معرف",
    ),
    "date": (
        "date", "event_date", "incident_date", "strike_date", "date_of_event", "date_of_incident", "recording_date",
        "report_date", "reported_date", "day", "datum", "fecha", "data", "jour", "date_de_l_incident", "дата", "تاريخ", "التاريخ",
        "datetime", "timestamp", "time",
    ),
    "lat": (
        "latitude", "lat", "location_latitude", "lat_dd", "y_lat", "gps_latitude", "geo_lat", "latitud", "breite", "широта",
        "خط_العرض",
    ),
    "lon": (
        "longitude", "lon", "lng", "long", "location_longitude", "lon_dd", "x_lon", "gps_longitude", "geo_lon", "longitud",
        "laenge", "долгота", "довгота", "خط_الطول",
    ),
    "x": ("easting", "eastings", "x_coord", "x_utm", "utm_x", "utm_easting", "x"),
    "y": ("northing", "northings", "y_coord", "y_utm", "utm_y", "utm_northing", "y"),
    "text": (
        "coordinates", "coords", "coordinate", "geolocation", "gps", "latlon", "lat_lon", "lat_long", "mgrs", "mgrs_grid", "grid",
        "grid_reference", "utm", "position", "coordonnees", "coordenadas", "координаты", "إحداثيات",
    ),
    "location": (
        "location", "location_name", "place", "place_name", "settlement", "village", "town", "city", "locality", "site", "lieu",
        "localite", "lugar", "ort", "место", "населенный_пункт", "місце", "الموقع", "مكان",
    ),
    "precision": ("precision", "geo_precision", "location_precision", "geolocation_precision", "accuracy", "precisión"),
    "munition": (
        "munition", "munition_type", "weapon_type", "weapon_system", "weapons", "weapon", "ordnance", "ammunition", "arme",
        "arma", "munición", "waffe", "оружие", "боеприпас", "зброя", "سلاح", "الأسلحة",
    ),
}  # fmt: skip
"""Usual names of the columns that a mapping needs, by what they hold."""

DESCRIPTIONS = (
    "description", "descriptions", "summary", "details", "notes", "remarks", "comment", "comments", "narrative", "text", "title",
    "beschreibung", "descripcion", "observaciones", "описание", "опис", "الوصف", "ملاحظات",
)  # fmt: skip
"""Beginnings of the names of columns with free text."""

COUNTED = (
    "killed", "deaths", "dead", "fatalities", "injured", "wounded", "casualties", "victims", "tues", "blesses", "muertos",
    "heridos", "погибш", "ранен", "قتلى", "جرحى", "submunitions", "duds",
)  # fmt: skip
"""Words inside the names of columns that count people or items."""

CLUSTER = re.compile(
    r"cluster[\s_-]*(?:munitions?|bombs?|bomblets?|rockets?|ammunition|warheads?|shells?)|sub[\s-]?munitions?|bomblets?|"
    r"(?:armes?|bombes?|munitions?) [àa] sous-munitions|sous-munitions|(?:municiones|bombas) (?:en|de) racimo|streumunition|"
    r"munições cluster|кассетн\w+ (?:боеприпас|бомб|снаряд|суббоеприпас)\w*|касетн\w+ (?:боєприпас|бомб)\w*|"
    r"(?:ال)?قنابل (?:ال)?عنقودية|(?:ال)?ذخائر (?:ال)?عنقودية",
    re.IGNORECASE,
)
"""Words for cluster munitions and their submunitions."""

PRECISION_WORDS_M: dict[str, float] = {
    "exact": 50, "exact location": 50, "gps": 50, "street": 150, "vicinity": 200, "within 100m": 100, "within 1 km": 500,
    "neighbourhood": 700, "neighborhood": 700, "neighbourhood_area": 700, "neighbourhood/area": 700, "locality": 1000,
    "village": 700, "town": 1500, "city": 3000, "subdistrict": 7000, "district": 15000, "province": 40000,
    "province_governorate": 40000, "province/governorate": 40000, "governorate": 40000, "region": 40000, "nation": 300000,
}  # fmt: skip
"""Standard deviation per axis in metres for usual words of precision: judgement, to be changed in the mapping."""

_APART = re.compile(r"[\W_]+")


def plain_name(name: str) -> str:
    """A column name for comparing: case-folded, without accents, everything but letters and digits one underscore."""
    bare = "".join(
        letter for letter in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(letter)
    )
    return _APART.sub("_", bare).strip("_")


def names_of(role: str) -> tuple[str, ...]:
    """The usual names of a column for ``role``, as ``plain_name`` spells names; earlier ones win."""
    return tuple(plain_name(name) for name in ROLES[role])
