"""How a reply addresses its reader: address block, salutation and sign-off, by what the office knows of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.address import (
    COLLEAGUES,
    AddressedPerson,
    FormsOfAddress,
    forms_of_address,
    joint_salutation,
    sign_off_after,
)
from corresp_tracker.casework.letters import parties_of, printed_party
from corresp_tracker.casework.names import bare_name
from corresp_tracker.model.letters import Letter
from corresp_tracker.model.people import Greeting, Party, PartyRole, Person, Post
from corresp_tracker.values.letter_text import PrintedCorrespondent


def forms_for(session: Session, party: Party, *, signatory: str = "") -> FormsOfAddress:
    """Give how to address a party: as the signatory greets the person, else by the office's own wish for them.

    Where there is neither, by the register, and else by custom.
    """
    person = session.get(Person, party.person_id) if party.person_id else None
    post = session.get(Post, party.post_id) if party.post_id else None
    addressed = AddressedPerson(
        name=person.name if person else party.name,
        honours=(person.honours if person else "") or party.honours,
        post=party.post_title or (post.title if post else ""),
        organisation=party.organisation_name,
        salutation_override=_wished(session, person, signatory) if person else "",
    )
    forms = forms_of_address(addressed)
    salutation = (
        forms.salutation if addressed.salutation_override else _known_salutation(addressed, person, post)
    )
    line = (person.envelope_line if person else "") or forms.envelope_line
    return FormsOfAddress(line, salutation, sign_off_after(salutation))


def readers_of(session: Session, letter: Letter) -> list[tuple[Party, PrintedCorrespondent]]:
    """Give to whom an answer to a letter goes, as printed on it: all for whom it was written, or all who wrote it.

    Whoever has no address of their own is written to at the first writer's, who opens the post of both, unless they
    are of another body. Empty where the letter names nobody.
    """
    senders = parties_of(session, letter.id, PartyRole.SENDER)
    behalf = parties_of(session, letter.id, PartyRole.ON_BEHALF_OF)
    found: dict[object, tuple[Party, PrintedCorrespondent]] = {}
    for reader in behalf or senders:
        known_by = reader.person_id or (reader.name, reader.post_title, reader.organisation_name)
        found.setdefault(
            known_by, (reader, _printed_reader(session, reader, senders[0] if senders else None))
        )
    return list(found.values())


def greeting_of(
    session: Session, parties: Sequence[Party], *, signatory: str = "", as_colleagues: bool = False
) -> tuple[str, str]:
    """Give the salutation of a letter to these readers, and how it closes; ("", "") where there is none."""
    if not parties:
        return "", ""
    each = [forms_for(session, party, signatory=signatory).salutation for party in parties]
    salutation = COLLEAGUES if as_colleagues and len(each) > 1 else joint_salutation(each)
    return salutation, sign_off_after(salutation)


def address_block(session: Session, parties: Sequence[Party]) -> tuple[str, ...]:
    """Give the lines above a letter: for each addressee the address line, the post, the body and the address.

    Those of one body at one address stand above it together; else a blank line parts each from the next.
    """
    lines: list[str] = []
    before: tuple[str, ...] | None = None
    for at, party in enumerate(parties):
        who = (forms_for(session, party).envelope_line, party.post_title)
        where = (party.organisation_name, *party.address.splitlines())
        after = parties[at + 1] if at + 1 < len(parties) else None
        shares = after is not None and (after.organisation_name, *after.address.splitlines()) == where
        if before is not None and before != where:
            lines.append("")
        block = who if shares else (*who, *where)
        lines += dict.fromkeys(line.strip() for line in block if line.strip())
        before = where
    return tuple(lines)


def greetings_of(session: Session, person_id: int) -> dict[str, str]:
    """Give how signatories greet a person, each in their own way, by the signatory's name."""
    asked = select(Greeting).where(Greeting.person_id == person_id).order_by(Greeting.signatory)
    return {each.signatory: each.salutation for each in session.scalars(asked)}


def put_greetings(session: Session, person_id: int, greetings: Mapping[str, str]) -> None:
    """Make these the ways in which signatories greet a person; one with no words is taken out."""
    wanted = {" ".join(name.split()): words.strip() for name, words in greetings.items() if words.strip()}
    for held in session.scalars(select(Greeting).where(Greeting.person_id == person_id)):
        words = wanted.pop(held.signatory, "")
        if words:
            held.salutation = words
        else:
            session.delete(held)
    for name, words in wanted.items():
        session.add(Greeting(person_id=person_id, signatory=name, salutation=words))
    session.flush()


def _printed_reader(session: Session, reader: Party, writer: Party | None) -> PrintedCorrespondent:
    printed = printed_party(reader)
    person = session.get(Person, reader.person_id) if reader.person_id else None
    if person and not printed.name:
        printed = replace(printed, name=person.name, honours=person.honours)
    if writer is None or writer is reader:
        return printed
    wrote_for = reader.role is PartyRole.ON_BEHALF_OF
    organisation = printed.organisation or (writer.organisation_name if wrote_for or not printed.post else "")
    is_there = wrote_for or organisation == writer.organisation_name
    address = printed.address or (tuple(writer.address.splitlines()) if is_there else ())
    return replace(printed, organisation=organisation, address=address)


def _wished(session: Session, person: Person, signatory: str) -> str:
    signing = bare_name(signatory)
    own = greetings_of(session, person.id) if signing else {}
    return next((words for name, words in own.items() if bare_name(name) == signing), person.salutation)


def _known_salutation(addressed: AddressedPerson, person: Person | None, post: Post | None) -> str:
    """Give the register's own words where it has them for the form that custom chooses, by office or by name."""
    by_custom = forms_of_address(addressed).salutation
    by_name = forms_of_address(replace(addressed, by_office=False)).salutation
    if addressed.name and by_custom == by_name:
        return (person.salutation_by_name if person else "") or by_name
    return (post.salutation if post else "") or by_custom
