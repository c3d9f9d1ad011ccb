"""The names that works go by: kept, and marked where several works share one."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.citing.names import names_of_programme, names_of_report
from corresp_tracker.model.works import Work, WorkName
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.register_facts import ProgrammeFacts, RegisterFacts, ReportFacts


def put_names(session: Session, work: Work, names: Sequence[str], *, cue: frozenset[str]) -> None:
    """Make a work's other names these, in this order; names that are ordinary words need a cue."""
    held = {name.words: name for name in session.scalars(select(WorkName).where(WorkName.work_id == work.id))}
    wanted = list(dict.fromkeys((*names, *sorted(cue))))
    for words in held.keys() - set(wanted):
        session.delete(held[words])
    for position, words in enumerate(wanted):
        name = held.get(words)
        if name is None:
            session.add(WorkName(work_id=work.id, words=words, needs_cue=words in cue, position=position))
        else:
            name.needs_cue, name.position = words in cue, position
    session.flush()
    session.expire(work, ["names"])


def mark_shared_names(session: Session, facts: RegisterFacts) -> None:
    """Mark each other name that another work goes by too, and unmark those that no other work shares any more."""
    sharing = works_by_name(facts)
    keys = dict(session.execute(select(Work.id, Work.key).where(Work.merged_into_id.is_(None))).all())
    for name in session.scalars(select(WorkName)):
        others = sharing.get(folded_name(name.words), frozenset()) - {keys.get(name.work_id, "")}
        if name.ambiguous != bool(others):
            name.ambiguous = bool(others)
    session.flush()


def works_by_name(facts: RegisterFacts) -> Mapping[str, frozenset[str]]:
    """Give the keys of all works that go by each folded name."""
    found: dict[str, set[str]] = defaultdict(set)
    for work in (*facts.programmes, *facts.reports):
        for name in folded_names(work):
            found[name].add(work.key)
    return {name: frozenset(keys) for name, keys in found.items()}


def folded_names(work: ReportFacts | ProgrammeFacts) -> Iterator[str]:
    """Give every name by which letters call a work, folded: its title with and without subtitles, and the others."""
    named = names_of_report(work) if isinstance(work, ReportFacts) else names_of_programme(work)
    for name in named:
        folded = folded_name(name.words)
        if folded:
            yield folded


def folded_name(words: str) -> str:
    """Give a name as it is compared: its folded words."""
    return " ".join(folded_words(words))
