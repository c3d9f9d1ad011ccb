"""The facts of the register: works, organisations and office-holders, as files and the log hold them."""

from dataclasses import dataclass

from corresp_tracker.values.partial_date import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """A publication. `key` is stable and unique among works; `publishers` are as printed ("HMIC", "Ofsted").

    `title` may hold its subtitles, parted by ": " or " – ". `edition` is the year or years in the title.
    `cue_names` are those other names that are ordinary words and count only beside a cue. `former_keys` are those
    of twins that were merged into it: files that use one mean this work.
    """

    key: str
    title: str
    short_title: str = ""
    publishers: tuple[str, ...] = ()
    published_on: PartialDate | None = None
    inspected_on: PartialDate | None = None
    programme: str = ""
    edition: str = ""
    place: str = ""
    series: str = ""
    kind: str = ""
    superseded_by: str = ""
    url: str = ""
    other_names: tuple[str, ...] = ()
    cue_names: frozenset[str] = frozenset[str]()
    withdrawn: bool = False
    note: str = ""
    former_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeFacts:
    """An inspection programme. `owners` are the lead and partner inspectorates as printed.

    `cue_names` are the names that are ordinary words ("tranche") and count only beside a cue.
    `complete` are the stretches of time for which the register is known to hold all its reports.
    """

    key: str
    name: str
    abbreviation: str = ""
    other_names: tuple[str, ...] = ()
    cue_names: frozenset[str] = frozenset[str]()
    owners: tuple[str, ...] = ()
    started: PartialDate | None = None
    ended: PartialDate | None = None
    url: str = ""
    complete: tuple[PartialDate, ...] = ()
    withdrawn: bool = False
    note: str = ""
    former_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationFacts:
    """A body that letters name: `key` ("org-ofsted"), its name in full, and its other names ("Ofsted").

    `successor` is the key of the body that took its work over: the two are one office over time.
    """

    key: str
    name: str
    other_names: tuple[str, ...] = ()
    successor: str = ""
    started: PartialDate | None = None
    ended: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeHolderFacts:
    """A person in a post for a time, with the forms of address that the register gives, as printed."""

    key: str
    name: str
    honours: str = ""
    post: str = ""
    organisation: str = ""
    started: PartialDate | None = None
    ended: PartialDate | None = None
    salutation_formal: str = ""
    salutation_by_name: str = ""
    envelope_line: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFacts:
    """All that a register holds. Keys are unique among works, and among organisations and people."""

    reports: tuple[ReportFacts, ...] = ()
    programmes: tuple[ProgrammeFacts, ...] = ()
    organisations: tuple[OrganisationFacts, ...] = ()
    office_holders: tuple[OfficeHolderFacts, ...] = ()
