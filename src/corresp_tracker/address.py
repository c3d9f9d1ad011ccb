"""Forms of address: how a person is named on the address line, greeted, and signed off to.

An office can override the salutation for a person; all else follows from the name, the letters after it, and
the post.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

SINCERELY = "Yours sincerely"
FAITHFULLY = "Yours faithfully"
UNKNOWN_READER = "Dear Sir or Madam"
COLLEAGUES = "Dear colleagues"
MOST_NAMED = 3
"""So many readers of one letter are greeted each; more are greeted together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressedPerson:
    """Somebody to whom a letter goes, as the office knows them; empty strings for what is not known.

    `name` is as printed, its title with it ("Sir Thomas Winsor", "Ms Jane Smith", "The Lord Brown").
    `honours` are the letters after it; "PC" makes a Privy Counsellor. `by_office` chooses "Dear Home
    Secretary" (True) or "Dear Ms Rudd" (False); None leaves it to custom, which greets ministers, chief
    constables, commissioners and the Lady Chief Justice by their office.
    """

    name: str = ""
    honours: str = ""
    post: str = ""
    organisation: str = ""
    salutation_override: str = ""
    by_office: bool | None = None

    @property
    def is_privy_counsellor(self) -> bool:
        """Whether "The Rt Hon" is due: the honours say PC, or the name is printed with it."""
        return "PC" in _letters(self) or bool(_RIGHT_HONOURABLE.match(self.name))

    @property
    def is_mp(self) -> bool:
        """Whether the person sits in the House of Commons."""
        return "MP" in _letters(self)


@dataclass(frozen=True, slots=True)
class FormsOfAddress:
    """How to address one person: the first line of the address block, the greeting, and the close."""

    envelope_line: str
    salutation: str
    sign_off: str


class _Rank(Enum):
    """What a name's own words make of its bearer."""

    KNIGHT = auto()
    DUKE = auto()
    LORD = auto()
    LADY = auto()
    HIGH_COURT_JUDGE = auto()
    APPEAL_JUDGE = auto()
    JUDGE = auto()
    BISHOP = auto()
    STYLED = auto()
    PLAIN = auto()


@dataclass(frozen=True, slots=True)
class _Name:
    """A name taken apart: `title` as printed ("Sir", "Lord", "Ms"), and the words after it."""

    rank: _Rank
    title: str
    rest: str

    @property
    def full(self) -> str:
        return f"{self.title} {self.rest}".strip()


_RIGHT_HONOURABLE = re.compile(r"(?:the\s+)?(?:rt\.?|right)\s+hon(?:\.|ourable)?(?=\s|\Z)\s*", re.IGNORECASE)
_COURTESIES = re.compile(
    r"(?:(?:the\s+)?(?:hon\.?|honourable|his grace|her grace|(?:rt\.?|right|most)\s+rev(?:\.|d|erend)?)\s+)*"
    r"(?:the\s+(?=\S))?",
    re.IGNORECASE,
)
_RANKS: tuple[tuple[_Rank, re.Pattern[str]], ...] = tuple(
    (rank, re.compile(rf"({words})(?:\s+|\Z)", re.IGNORECASE))
    for rank, words in (
        (_Rank.APPEAL_JUDGE, r"(?:lord|lady) justice"),
        (_Rank.HIGH_COURT_JUDGE, r"(?:mr|mrs|ms) justice"),
        (_Rank.JUDGE, r"(?:(?:his|her) honour )?judge"),
        (_Rank.BISHOP, r"(?:lord )?(?:arch)?bishop"),
        (_Rank.DUKE, r"duke|duchess"),
        (_Rank.LORD, r"lord|baron|viscount|earl|marquess"),
        (_Rank.LADY, r"lady|baroness|viscountess|countess|marchioness"),
        (_Rank.KNIGHT, r"(?:(?:professor|dr) )?(?:sir|dame)"),
        (
            _Rank.STYLED,
            r"mr|mrs|ms|miss|mx|professor|prof|dr|doctor|councillor|cllr|revd?|reverend|canon|rabbi|imam|"
            r"general|brigadier|colonel|major|captain|admiral|commodore|commander|superintendent",
        ),
    )
)
_PLAIN_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx"})
_WOMEN = frozenset({"mrs", "ms", "miss", "dame", "lady", "baroness"})
_MEN = frozenset({"mr", "sir", "lord"})
_PARTICLES = frozenset({"van", "von", "der", "den", "de", "del", "di", "da", "la", "le", "bin", "ap", "st"})

# Letters after a name are capitals; these are printed too, and those below never are.
_LETTERS = re.compile(r"[A-Z]{2,6}|Kt|Bt|PhD|FRCPath|FRCPsych")
_NEVER_PRINTED = frozenset({"PC", "Kt", "BA", "MA", "BSc", "MSc", "LLB", "LLM", "MBA"})

# What a post is called in a greeting, first match first; the flag marks those that custom greets by office.
_OFFICES: tuple[tuple[re.Pattern[str], str, bool], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), called, customary)
    for pattern, called, customary in (
        (r"\bprivate secretary\b", "", False),
        (r"\bdeputy prime minister\b", "Deputy Prime Minister", True),
        (r"\bprime minister\b", "Prime Minister", True),
        (r"\bdeputy first minister\b", "Deputy First Minister", True),
        (r"\bfirst minister\b", "First Minister", True),
        (r"\bparliamentary under[- ]secretary\b", "Minister", True),
        (r"\blord chancellor\b", "Lord Chancellor", True),
        (r"\bchancellor of the exchequer\b", "Chancellor", True),
        (r"\bsecretary of state\b", "Secretary of State", True),
        (r"\bchief secretary to the treasury\b", "Chief Secretary", True),
        (r"\b((?:home|foreign|justice|health|education|defence|cabinet) secretary)\b", r"\1", True),
        (r"\bpermanent secretary\b", "Permanent Secretary", False),
        (r"\b((?:attorney|solicitor) general)\b", r"\1", True),
        (r"\blord advocate\b", "Lord Advocate", True),
        (r"\bminister\b", "Minister", True),
        (r"\b((?:lord|lady) chief justice)\b", r"\1", True),
        (r"\bmaster of the rolls\b", "Master of the Rolls", True),
        (r"\b((?:deputy|assistant) chief constable)\b", r"\1", True),
        (r"\bchief constable\b", "Chief Constable", True),
        (r"\b((?:deputy|assistant) commissioner)\b", r"\1", True),
        (r"\bcommissioner\b", "Commissioner", True),
        (r"\barchbishop\b", "Archbishop", True),
        (r"\bbishop\b", "Bishop", True),
        (r"\b(chair(?:man|woman)?)\b", r"\1", False),
        (r"\bchief inspector\b", "Chief Inspector", False),
        (r"\binspector\b", "Inspector", False),
        (r"\bdirector[- ]general\b", "Director General", False),
        (r"\bdirector\b", "Director", False),
        (r"\bchief executive\b", "Chief Executive", False),
        (r"\bchief fire officer\b", "Chief Fire Officer", False),
        (r"\bombudsman\b", "Ombudsman", False),
        (r"\bgovernor\b", "Governor", False),
        (r"\bmayor\b", "Mayor", False),
    )
)


def forms_of_address(person: AddressedPerson) -> FormsOfAddress:
    """Give the address line, the salutation and the sign-off, as custom and the office have them."""
    name = _take_apart(person)
    salutation = person.salutation_override.strip() or _salutation(person, name)
    return FormsOfAddress(_envelope_line(person, name), salutation, sign_off_after(salutation))


def sign_off_after(salutation: str) -> str:
    """Give the close that suits a greeting: faithfully where it names nobody, and else sincerely."""
    nameless = re.fullmatch(
        r"(?:dear\s+)?(?:sirs?|madams?|sir\s*(?:or|/|and)\s*madam)\W*", salutation.strip(), re.I
    )
    return FAITHFULLY if nameless else SINCERELY


def joint_salutation(salutations: Sequence[str]) -> str:
    """Greet the readers of one letter: "Dear Home Secretary and Lord Chancellor", "Dear Mr and Mrs Smith".

    Where one of them cannot be named, or there are more than MOST_NAMED, they are colleagues.
    """
    each = [words.strip() for words in salutations if words.strip()]
    nameless = [words for words in each if sign_off_after(words) == FAITHFULLY]
    if len(nameless) == len(each) or len(each) == 1:
        return each[0] if each else UNKNOWN_READER
    if nameless or len(each) > MOST_NAMED or any(not words.startswith("Dear ") for words in each):
        return COLLEAGUES
    return f"Dear {_one_after_another([words.removeprefix('Dear ') for words in each])}"


def _one_after_another(called: Sequence[str]) -> str:
    """Name readers in one breath: those of one office in the plural, a couple by the name that they share."""
    titles, rests = zip(*((name.partition(" ")[0], name.partition(" ")[2]) for name in called), strict=True)
    is_plain = all(title.lower() in _PLAIN_TITLES for title in titles)
    if is_plain and len(set(rests)) == 1 and len(set(titles)) == len(titles):
        return f"{' and '.join(titles)} {rests[0]}"
    named: list[str] = []
    for name in called:
        if called.count(name) > 1 and _is_office(name):
            name = _in_plural(name)
            if name in named:
                continue
        named.append(name)
    return " and ".join(filter(None, (", ".join(named[:-1]), named[-1])))


def _is_office(called: str) -> bool:
    return any(pattern.fullmatch(called) for pattern, _, _ in _OFFICES) or called in _FIXED.values()


def _in_plural(office: str) -> str:
    """Give the plural of an office: Ministers, Chief Constables, Secretaries of State."""
    head, of, rest = office.partition(" of ")
    return f"{f'{head[:-1]}ies' if head.endswith('y') else f'{head}s'}{of}{rest}"


def printed_honours(honours: str) -> str:
    """Give letters after a name as they are printed: without remarks in brackets, and those never printed."""
    letters = _letters(AddressedPerson(honours=honours))
    return " ".join(word for word in letters if word and word not in _NEVER_PRINTED)


def _take_apart(person: AddressedPerson) -> _Name:
    words = _RIGHT_HONOURABLE.sub("", person.name.strip(), count=1)
    words = _COURTESIES.sub("", words, count=1)
    words = " ".join(_without_letters(words))
    for rank, pattern in _RANKS:
        if match := pattern.match(words):
            return _Name(rank, match[1], words[match.end() :].strip())
    return _Name(_Rank.PLAIN, "", words)


def _without_letters(name: str) -> list[str]:
    """Give the words of a name without the letters after it; the first two words are always name."""
    words = name.replace(",", " ").split()
    while len(words) > 2 and _LETTERS.fullmatch(words[-1]):
        words.pop()
    return words


def _letters(person: AddressedPerson) -> list[str]:
    """Give the letters after the name, in order and once each, wherever they were given."""
    printed = person.name.replace(",", " ").split()
    from_name = printed[len(_without_letters(person.name)) :]
    known = re.sub(r"\([^)]*\)", " ", person.honours)
    return list(dict.fromkeys([*from_name, *re.split(r"[\s;,]+", known.strip())]))


def _envelope_line(person: AddressedPerson, name: _Name) -> str:
    if by_office := _line_by_office(person, name):
        return by_office
    if not name.full:
        return person.post or person.organisation
    letters = [word for word in _letters(person) if word and word not in _NEVER_PRINTED]
    letters.sort(key=lambda word: word == "MP")
    right_honourable = person.is_privy_counsellor or name.rank is _Rank.APPEAL_JUDGE
    styled = "The Hon" if name.rank is _Rank.HIGH_COURT_JUDGE else ""
    style = "The Rt Hon" if right_honourable else styled
    return " ".join(word for word in (style, _line_name(person, name), *letters) if word)


def _line_by_office(person: AddressedPerson, name: _Name) -> str:
    """Give the line of those who are addressed by their office or see alone; "" for everyone else."""
    if justice := re.search(r"\b(lord|lady) chief justice\b.*", person.post, re.IGNORECASE):
        return f"The Rt Hon The {justice.group()}"
    see = name.full if name.rank is _Rank.BISHOP else person.post
    if bishop := re.search(r"\b(arch)?bishop( of .+)", see, re.IGNORECASE):
        if bishop[1]:
            return f"The Most Rev and Rt Hon the Lord Archbishop{bishop[2]}"
        return f"The Rt Rev the Lord Bishop{bishop[2]}"
    return ""


def _line_name(person: AddressedPerson, name: _Name) -> str:
    title = name.title.lower()
    if name.rank is _Rank.DUKE:
        return f"{'Her' if title == 'duchess' else 'His'} Grace The {name.full}"
    if title == "baron":
        return f"The Lord {name.rest}"
    if name.rank in (_Rank.LORD, _Rank.LADY) and not _is_courtesy_lady(person, name):
        return f"The {name.full}"
    if title in _PLAIN_TITLES and (person.is_mp or person.is_privy_counsellor):
        return name.rest
    return name.full


def _is_courtesy_lady(person: AddressedPerson, name: _Name) -> bool:
    """Say whether "Lady" is printed without "The": a knight's wife, not a peer."""
    return name.title.lower() == "lady" and not re.search(r"\bthe lady\b", person.name, re.IGNORECASE)


def _salutation(person: AddressedPerson, name: _Name) -> str:
    called, customary = _office(person, name)
    by_office = customary if person.by_office is None else person.by_office
    if called and (by_office or not name.full):
        return f"Dear {called}"
    return _salutation_by_name(name).strip() if name.full else UNKNOWN_READER


def _office(person: AddressedPerson, name: _Name) -> tuple[str, bool]:
    """Give what a person's post is called in a greeting ("" where nothing is), and whether custom uses it."""
    for pattern, called, customary in _OFFICES:
        if match := pattern.search(person.post):
            return _gendered(match.expand(called), name.title.lower()), customary
    return "", False


def _gendered(called: str, title: str) -> str:
    if called == "Mayor" and title in _MEN:
        return "Mr Mayor"
    if called == "Mayor" and title in _WOMEN:
        return "Madam Mayor"
    return called


def _salutation_by_name(name: _Name) -> str:
    if name.rank in _FIXED:
        return f"Dear {_FIXED[name.rank]}"
    if name.rank is _Rank.KNIGHT:
        return f"Dear {name.title.split()[-1]} {name.rest.partition(' ')[0]}"
    if name.rank in (_Rank.LORD, _Rank.LADY):
        return f"Dear {'Lord' if name.rank is _Rank.LORD else 'Lady'} {_peerage(name.rest)}"
    if name.rank is _Rank.APPEAL_JUDGE:
        return f"Dear {name.title}"
    if name.rank in (_Rank.DUKE, _Rank.BISHOP):
        return f"Dear {name.title.removeprefix('Lord ')}"
    if name.rank is _Rank.STYLED:
        return f"Dear {name.title} {_surname(name.rest)}"
    return f"Dear {name.full}"


_FIXED = {_Rank.HIGH_COURT_JUDGE: "Judge", _Rank.JUDGE: "Judge"}


def _peerage(rest: str) -> str:
    """Give the name of a title without its place: "Brown of Eaton" is Brown; "of Salisbury" is Salisbury."""
    return re.sub(r"\Aof\s+", "", rest).partition(" of ")[0]


def _surname(words: str) -> str:
    """Give the last name, with the particles that belong to it ("van der Berg")."""
    parts = words.split()
    first = len(parts) - 1
    while first > 0 and parts[first - 1].lower().rstrip(".") in _PARTICLES:
        first -= 1
    return " ".join(parts[max(first, 0) :])
