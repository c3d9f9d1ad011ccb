"""Who holds which post, and when: a person's posts corrected, and posts that change hands on one day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from corresp_tracker.casework.deadlines import office_today
from corresp_tracker.casework.letters import parties_of
from corresp_tracker.casework.people import (
    add_person,
    covers,
    ensure_post,
    fetch_person,
    known_as,
    tenures_of,
)
from corresp_tracker.casework.people_twins import people_like
from corresp_tracker.errors import InvalidLetter
from corresp_tracker.model.letters import Letter
from corresp_tracker.model.people import Party, PartyRole, Person, Post, Tenure
from corresp_tracker.values.partial_date import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPost:
    """A time in a post, as it is known or corrected; `tenure_id` is None for one that is added."""

    post: str
    organisation: str = ""
    started: PartialDate | None = None
    ended: PartialDate | None = None
    tenure_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeOfHands:
    """A post that changes hands: who comes (a person known, or a name that is new; neither where it falls vacant)."""

    post_id: int
    person_id: int | None = None
    name: str = ""
    honours: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostNow:
    """A post and who holds it now ("" for nobody known)."""

    post_id: int
    title: str
    organisation: str
    holder_id: int | None
    holder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddresseeGone:
    """An addressee who does not hold the post to which a letter goes; `holder` does now, None where nobody known does."""

    party: Party
    post: str
    holder: Person | None
    warning: str


def posts_of(session: Session, person_id: int) -> tuple[HeldPost, ...]:
    """Give the posts of a person, the first first."""
    return tuple(
        HeldPost(
            post=(post := session.get_one(Post, tenure.post_id)).title,
            organisation=post.organisation_name,
            started=tenure.started,
            ended=tenure.ended,
            tenure_id=tenure.id,
        )
        for tenure in tenures_of(session, person_id)
    )


def put_posts(session: Session, person_id: int, posts: Sequence[HeldPost], *, version: int) -> None:
    """Make these a person's posts; one that is left out goes. Raises ChangedElsewhere, InvalidLetter."""
    person = fetch_person(session, person_id, version=version)
    held = {tenure.id: tenure for tenure in tenures_of(session, person_id)}
    for each in posts:
        if not each.post.strip():
            raise InvalidLetter("A post has no title: type it, or take the line out.")
        if each.started and each.ended and each.ended.last < each.started.first:
            raise InvalidLetter(f"{each.post} ends before it begins: check both dates.")
        post = ensure_post(session, each.post.strip(), each.organisation.strip())
        tenure = held.pop(each.tenure_id, None) if each.tenure_id else None
        if tenure is None:
            tenure = Tenure(person_id=person_id, post_id=post.id)
            session.add(tenure)
        tenure.post_id, tenure.started, tenure.ended = post.id, each.started, each.ended
    for tenure in held.values():
        session.delete(tenure)
    # The person's own version moves with the posts, so that two people never save over one another.
    flag_modified(person, "name")
    session.flush()


def posts_now(session: Session, *, words: str = "", on: date | None = None) -> tuple[PostNow, ...]:
    """Give the posts whose title, body or holder has these words, with who holds each on a day (today)."""
    on, wanted = on or office_today(), words.casefold().split()
    found: list[PostNow] = []
    for post in session.scalars(select(Post).order_by(Post.organisation_name, Post.title)):
        holder = _last_holder(session, post.id, on)
        name = known_as(session, holder, on=on).partition(", ")[0] if holder else ""
        said = f"{post.title} {post.organisation_name} {name}".casefold()
        if all(word in said for word in wanted):
            found.append(
                PostNow(
                    post_id=post.id,
                    title=post.title,
                    organisation=post.organisation_name,
                    holder_id=holder.id if holder else None,
                    holder=name,
                )
            )
    return tuple(found)


def reshuffle(session: Session, on: date, changes: Sequence[ChangeOfHands]) -> tuple[str, ...]:
    """Let posts change hands on one day: whoever held each leaves it the day before, whoever comes begins that day.

    Gives what happened, a sentence each. Somebody new is added, unless the office knows the name: then InvalidLetter
    asks for a choice. Raises InvalidLetter where a post is named twice.
    """
    if len({change.post_id for change in changes}) < len(changes):
        raise InvalidLetter("A post is named twice: leave one of the two out.")
    said: list[str] = []
    for change in changes:
        post = session.get_one(Post, change.post_id)
        comes = _who_comes(session, change)
        stays = False
        for tenure in session.scalars(select(Tenure).where(Tenure.post_id == post.id)):
            if comes and tenure.person_id == comes.id and covers(tenure, on):
                stays = True
            elif _holds_before(tenure, on):
                tenure.ended = PartialDate.of_day(on - timedelta(days=1))
                said.append(f"{session.get_one(Person, tenure.person_id).name} leaves as {post.title}")
        if comes and not stays:
            session.add(Tenure(person_id=comes.id, post_id=post.id, started=PartialDate.of_day(on)))
            said.append(f"{comes.name} becomes {post.title}")
    session.flush()
    return tuple(said)


def former_holders(session: Session, letter: Letter, *, on: date | None = None) -> tuple[str, ...]:
    """Warn of addressees who no longer hold the post to which a letter goes, a sentence each."""
    return tuple(each.warning for each in addressees_gone(session, letter, on=on))


def addressees_gone(session: Session, letter: Letter, *, on: date | None = None) -> tuple[AddresseeGone, ...]:
    """Give the addressees of a letter who do not hold the post to which it goes, on its day (today for a draft)."""
    on = on or letter.dispatched or office_today()
    found: list[AddresseeGone] = []
    for party in parties_of(session, letter.id, PartyRole.ADDRESSEE):
        if party.person_id is None or party.post_id is None:
            continue
        times = [each for each in tenures_of(session, party.person_id) if each.post_id == party.post_id]
        if not times or any(covers(each, on) for each in times):
            continue
        found.append(_gone(session, party, times, on))
    return tuple(found)


def _gone(session: Session, party: Party, times: Sequence[Tenure], on: date) -> AddresseeGone:
    person, post = session.get_one(Person, party.person_id), session.get_one(Post, party.post_id)
    ends = sorted(each.ended.iso for each in times if each.ended and each.ended.last < on)
    if ends:
        said = f"{person.name} was {post.title} until {PartialDate.parse(ends[-1]).in_words()}"
    else:
        said = f"{person.name} is not {post.title} yet"
    now = _last_holder(session, post.id, on)
    holder = now if now and now.id != person.id else None
    who = f"; {holder.name} is now" if holder else ""
    return AddresseeGone(
        party=party, post=post.title, holder=holder, warning=f"{said}{who}: see to whom it goes."
    )


def _who_comes(session: Session, change: ChangeOfHands) -> Person | None:
    if change.person_id is not None:
        return fetch_person(session, change.person_id)
    name = " ".join(change.name.split())
    if not name:
        return None
    known = [each for each in people_like(session, name) if each.reason == "the same name"]
    if known:
        raise InvalidLetter(
            f"The office knows {known[0].known_as}: choose them, or write the name otherwise."
        )
    return add_person(session, name, honours=change.honours)


def _holds_before(tenure: Tenure, on: date) -> bool:
    """Say whether somebody holds a post up to a day: began before it, and is not known to have left by then."""
    begun = tenure.started is None or tenure.started.first < on
    return begun and (tenure.ended is None or tenure.ended.last >= on)


def _last_holder(session: Session, post_id: int, on: date) -> Person | None:
    """Give who holds a post on a day; of several who may, whoever began last."""
    there = [
        each for each in session.scalars(select(Tenure).where(Tenure.post_id == post_id)) if covers(each, on)
    ]
    there.sort(key=lambda tenure: (tenure.started.iso if tenure.started else "", tenure.id))
    return session.get(Person, there[-1].person_id) if there else None
