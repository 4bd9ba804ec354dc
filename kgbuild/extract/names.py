"""Names in a text: people, bodies and places, told apart by the words in and around them.

No dictionary of people: a name is a person's when a title stands before it or when it speaks.
Countries and large cities are those that CLDR names, in the language of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from kgbuild.extract.attribution import Range
from kgbuild.extract.lexicon import (
    BODIES,
    HONOURS,
    INTERNATIONAL,
    NAMED_BODIES,
    NO_NAMES,
    OF_STATES,
    OFFICES,
    SURNAMES_TOO,
    TITLES,
    TITLES_END,
)

_UPPER: Final = "A-ZÀ-ÖØ-ÞĄĆČĎĐĘĚĞİĹĽŁŃŇŐŒŔŘŚŞŠŤŮŰŹŻŽА-ЯЁІЇЄΑ-Ω"
_CAPITAL: Final = (
    rf"(?:(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Rev|Gov|St|Lt|Col|Capt|Sgt|Hon)\.|"
    rf"[{_UPPER}][\w’'&-]*[\w](?:[’'](?=[ \u00a0][A-Z]))?|"
    rf"[A-Z]\.(?:[A-Z]\.)*|[{_UPPER}]\b)"
)
_LINK: Final = r"(?:of|for|de|la|le|du|des|von|van|der|bin|al|del|dos|da|zu|the|&)"
SEQUENCE: Final = re.compile(rf"{_CAPITAL}(?:[ \u00a0](?:{_LINK}[ \u00a0]){{0,2}}{_CAPITAL})*")
_BODY_IN: Final = re.compile(
    r"(?:(?:[A-Z][\w’'-]*(?:\.[\w’'-]+)*|U\.S\.|UK|US)[ \u00a0])+"
    r"(?:consulate|embassy|government|ministry|military|parliament|police|army|council|court|university)"
    r"(?:[ \u00a0](?:general[ \u00a0])?in[ \u00a0][A-Z]\w+)?"
)
# Seats of governments by whose name these are called, and that no time zone is named after.
_CAPITALS: Final = frozenset(
    "Beijing|Washington|New Delhi|Delhi|Ottawa|Canberra|Brasília|Ankara|Islamabad|Pretoria|Bern|"
    "Abuja|Hanoi|Rabat|Wellington|Pyongyang|Taipei|The Hague|Geneva|北京|华盛顿|華盛頓".split("|")
)
_WORD: Final = re.compile(r"\S+")
_GENITIVE: Final = re.compile(r"['’]s?$")
# Bodies that one word may name; “Council” or “Authority” alone is a word like any other.
_ALONE: Final = frozenset({"medium", "platform", "international-organization"})
_ALONE_TOO: Final = frozenset(
    "treasury pentagon kremlin knesset bundestag bundesrat duma riksdag interpol".split()
)
_COMMON_WORDS: Final = frozenset("Times Post Daily News Press Who Time Mirror Journal".split())
_LINKED: Final = frozenset("of for and de la le du des the &".split())
_LINKS: Final = ("of", "for", "de", "du", "von", "vom")
_HEADLINE: Final = re.compile(r"(?=.{12})[A-Z’'-]+(?:\s[A-Z’'-]+)+")  # THE BROKEN COALITION
# “told Raboto November 3”, “met Ada Quill Monday”: no part of the name.
_DAY: Final = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:January|February|March|April|May|June|July|"
    r"August|September|October|November|December)\s\d"
)
_TIED: Final = re.compile(r"\s(?:of|for|de|du|von|vom)\s")
_OF: Final = re.compile(r"[ \u00a0](?:of|for)[ \u00a0](?:the[ \u00a0])?")
_MEMBERS: Final = re.compile(r"\s[A-Z]\w+(?:ers|ors|ists|ians)$")  # Keswick Riders
_POSSESSIVE: Final = re.compile(r"['’]s ")  # Lloyd's List
_INITIALS: Final = re.compile(r"[A-Z]{2,6}")
# Surnames that most Chinese people have; with one or two more characters they make a name.
_SURNAMES: Final = (
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許邓鄧冯馮韩韓"
    "曹曾彭萧蕭蔡潘田董袁于余叶葉蒋蔣杜苏蘇魏程吕呂丁沈任姚卢盧傅钟鍾姜崔谭譚廖范汪陆陸金石戴贾"
    "韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严赖覃洪武莫孔"
)
_HAN_TITLES: Final = (
    "市长|省长|部长|主席|总统|总理|书记|教授|博士|律师|法官|工程师|发言人|局长|主任|校长|院长|"
    "记者|先生|女士|医生|分析师|专家|研究员|农民|居民|司机|经理|秘书长"
)
_HAN_PERSON: Final = re.compile(
    rf"(?:.{{0,12}}(?:{_HAN_TITLES}|[长員员师師家民生士人]))?([{_SURNAMES}][\u4e00-\u9fff]{{1,2}})$"
)
_HAN_BODY: Final = re.compile(
    "(?:政府|部|局|委员会|大学|公司|日报|晚报|通讯社|社|法院|议会|医院|研究所|研究院|协会|银行)$"
)
_HAN: Final = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A name in the text: `kind` is person, institution, place or empty when nothing tells.

    `words` are the name without titles and genitives, `type` what sort of institution.
    """

    start: int
    end: int
    words: str
    kind: str
    type: str = ""


@cache
def places_of(language: str) -> frozenset[str]:
    """Names of countries, regions and large cities in a language (CLDR); English by default."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language or "en")
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse("en")
    names = {name for code, name in locale.territories.items() if len(code) == 2}  # noqa: PLR2004
    # Chinese has a name for the city of every zone, English only for those that are no part of it.
    zones: list[str] = list(Locale.parse("zh").time_zones)
    for zone in zones:
        about = locale.time_zones.get(zone, {})
        city: str = about.get("city") or zone.rsplit("/", 1)[-1].replace("_", " ")
        if "/" in zone and not zone.startswith("Etc/"):
            names.add(city)
    return frozenset(names | _CAPITALS)


def bodies_in(text: str, start: int, end: int) -> list[Name]:
    """Bodies whose last word is no name: “U.S. consulate in Shenyang”, “Jilin government”."""
    found: list[Name] = []
    for match in _BODY_IN.finditer(text, start, end):
        begin, words = match.start(), match[0]
        while (first := words.split(maxsplit=1)) and first[0].lower() in NO_NAMES and first[1:]:
            begin, words = match.end() - len(first[1]), first[1]
        if words[:1].isupper():
            found.append(Name(begin, match.end(), words, "institution", _type(words.split())))
    return found


def names_in(text: str, start: int, end: int, language: str) -> list[Name]:
    """The names in a passage, the longest reading of each, in their order.

    Behind a person's name may stand that of a body: “Ada Quill of the Coast Institute”.
    """
    bodies = bodies_in(text, start, end)
    found = list(bodies)
    for match in SEQUENCE.finditer(text, start, end):
        if any(b.start < match.end() and match.start() < b.end for b in bodies):
            continue
        if _HEADLINE.fullmatch(match[0]):
            continue
        name = classify(text, match.span(), language)
        if name is not None:
            found.append(name)
        link = _OF.match(text, name.end, match.end()) if name is not None else None
        body = classify(text, (link.end(), match.end()), language) if link else None
        if name is not None and name.kind != "institution" and body is not None:
            found.append(_joined(body))
    return sorted(found)


def _joined(name: Name) -> Name:
    """A name behind “Tom Ellery of”: a body when its last word tells who is in it."""
    if name.kind or not _MEMBERS.search(name.words):
        return name
    return Name(name.start, name.end, name.words, "institution", "other")


def classify(text: str, where: Range, language: str) -> Name | None:
    """What a run of capitalised words names, as far as the words themselves tell.

    >>> classify("Mayor Ada Okoro’s", (0, 17), "en")
    Name(start=6, end=15, words='Ada Okoro', kind='person', type='')
    """
    found = _classified(text[slice(*where)], language)
    if found is None:
        return None
    begin, _ = where
    return Name(found.start + begin, found.end + begin, found.words, found.kind, found.type)


# A name stands in a text again and again, and is looked at in each sentence of a speaker.
@lru_cache(maxsize=4096)
def _classified(text: str, language: str) -> Name | None:
    """What a run of words names, with offsets from its own beginning."""
    genitive = _GENITIVE.search(text)
    start, end = 0, genitive.start() if genitive else len(text)
    parts, titled = _bare(text, (start, end), language)
    if not parts:
        return None
    start, end = parts[0][0], parts[-1][1]
    words = text[start:end]
    tokens = words.split()
    if words.rstrip(".") in places_of(language):
        return Name(start, end, words, "place")
    owner = _POSSESSIVE.search(words, 0, _before_link(words))  # “Ada Quill of Kent's Institute”
    if owner and not _type(tokens) and " " in words[owner.end() :]:  # Labour’s Tulip Anand
        start, words = start + owner.end(), words[owner.end() :]
        tokens, owner = words.split(), None
    if " & " in words:  # Brand & Tulloch
        return Name(start, end, words, "institution", _type(tokens) or "company")
    if kind := _type(tokens) or ("other" if owner else ""):
        return Name(start, end, words, "institution", kind)
    if (link := _link(tokens)) and _parts_with(tokens, link, titled=titled):
        end = parts[link - 1][1]
        words, tokens = text[start:end], tokens[:link]
    if titled and len(tokens) <= 4 and not any(t in ("of", "for", "and", "the") for t in tokens):  # noqa: PLR2004
        return Name(start, end, words, "person")
    return Name(start, end, words, "")


def _bare(text: str, where: Range, language: str) -> tuple[list[Range], bool]:
    """The words of a name without what stands around it, and whether a title did."""
    start, end = where
    words = text[start:end]
    parts = [(start + m.start(), start + m.end()) for m in _WORD.finditer(words)]
    first = len(parts)
    while parts and text[slice(*parts[0])].strip(".").lower() in NO_NAMES:
        parts.pop(0)
    if language == "de":
        parts = _german(text, parts, led=len(parts) < first)
    parts, titled = _untitled(text, parts)
    while len(parts) > 2 and text[slice(*parts[-1])] in HONOURS:  # noqa: PLR2004 - a full name
        parts.pop()
    while parts and _DAY.match(text, parts[-1][0]):
        parts.pop()
    while parts and text[slice(*parts[0])] in _LINKED:
        parts.pop(0)
        titled = False
    return parts, titled


def _german(text: str, parts: list[Range], *, led: bool) -> list[Range]:
    """“Der Biologe Thomas Ahrens” without his trade, “Ansicht der Landesregierung” without that.

    German writes every noun with a capital; `led` tells that an article stood before the words.
    """
    tokens = [text[slice(*p)] for p in parts]
    articles = [i for i, t in enumerate(tokens) if t in ("der", "des") and tokens[i - 1] != "von"]
    last = articles[-1] if articles else 0
    if last and not _type(tokens[:last]) and parts[last + 1 :]:
        return parts[last + 1 :]
    return parts[1:] if led and len(parts) > 2 and not _type(tokens) else parts  # noqa: PLR2004


def _untitled(text: str, parts: list[Range]) -> tuple[list[Range], bool]:
    """The words of a name without the titles before it, and whether there were some.

    “Police Chief Edward Moran” is a chief of the police, “Justice Department” no justice.
    """
    tokens = [text[slice(*p)] for p in parts]
    plain = [token.strip(".").lower().rpartition("-")[2] for token in tokens]
    titles = [
        i
        for i, word in enumerate(plain)
        if (word in TITLES or word.endswith(TITLES_END))
        and not (i and i == len(tokens) - 1 and tokens[i] in HONOURS)
    ]
    if len(plain) > 1 and plain[-1] in SURNAMES_TOO and plain[-2] not in (*TITLES, "crown"):
        titles.remove(len(plain) - 1)  # Darnell Pope
    if not titles:
        return parts, False
    rest = plain[titles[-1] + 1 :]
    of = [word for word in rest[:3] if word not in ("of", "the")]
    if rest[:1] == ["of"] and of and of[0] in OFFICES:  # Secretary of State Ada Okoro
        titles[-1] += rest.index(of[0]) + 1
        rest = plain[titles[-1] + 1 :]
    own = rest[: next((i for i, w in enumerate(rest) if w in _LINKS), len(rest))]
    named = bool(own) and not any(w in BODIES for w in own)
    if _type(tokens) and not named:
        first = tokens[: next((i for i, t in enumerate(tokens) if t in _LINKS), len(tokens))]
        office = bool(first) and first[-1].lower() in TITLES  # Director of the Coast Bank
        return (parts[len(first) + 1 :], False) if office else (parts, False)
    return parts[titles[-1] + 1 :], True


def _parts_with(tokens: list[str], link: int, *, titled: bool) -> bool:
    """Whether what an “of” ties to a name is no part of it: “Tom Ellery of Keswick Riders”."""
    if _type(tokens[link + 1 :]):
        return True
    named = link > 1 and not any(is_initials(t) or t.lower() in TITLES for t in tokens[:link])
    return tokens[link] in ("of", "for") and (titled or named)


def _link(tokens: list[str]) -> int:
    """Where “of the University …” begins after a name; 0 when it does not."""
    return next((i for i, t in enumerate(tokens) if i and t in _LINKS), 0)


def _before_link(words: str) -> int:
    """Where the first “of” behind a name stands; the end of the words when there is none."""
    link = _TIED.search(words)
    return link.start() if link else len(words)


def _type(tokens: list[str]) -> str:
    """What sort of body a name is by its words, the last ones first; empty when it is none."""
    if named := NAMED_BODIES.get(" ".join(tokens).lower()):
        return named
    head = tokens
    for link in ("of", "for", "in", "at", "von", "vom"):
        if link in tokens[1:]:
            head = tokens[: tokens.index(link, 1)]
            break
    for token in reversed(head):
        plain = token.removesuffix("'s").removesuffix("’s").strip(".,").lower()
        known = "" if len(tokens) == 1 and token in _COMMON_WORDS else BODIES.get(plain, "")
        if known and (len(tokens) > 1 or known in _ALONE or plain in _ALONE_TOO):
            of_states = plain in OF_STATES and any(t.lower() in INTERNATIONAL for t in tokens)
            return "international-organization" if of_states else known
    return ""


def is_initials(words: str) -> bool:
    """Whether a name is letters only: BBC, PLA."""
    return bool(_INITIALS.fullmatch(words))


def han_name(words: str) -> tuple[str, str, str]:
    """Kind, name and type of a Chinese phrase: person, institution, or empty.

    >>> han_name("市长王芳")
    ('person', '王芳', '')
    """
    if not _HAN.search(words):
        return "", "", ""
    if _HAN_BODY.search(words):
        kinds = (
            ("政府", "government"),
            ("法院", "court"),
            ("大学", "university"),
            ("公司", "company"),
        )
        return "institution", words, next((k for end, k in kinds if words.endswith(end)), "other")
    if person := _HAN_PERSON.fullmatch(words):
        return "person", person[1], ""
    return "", "", ""
