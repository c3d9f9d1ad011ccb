"""How a reply addresses its reader: address block, salutation and sign-off, by what the office knows of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.address import AddressedPerson, FormsOfAddress, forms_of_address, sign_off_after
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


def reader_of(session: Session, letter: Letter) -> tuple[Party, PrintedCorrespondent] | None:
    """Give to whom an answer to a letter goes, as printed on it: whom its writer wrote for, or the writer.

    The address is the writer's own, who opens the post of both. None where the letter names nobody.
    """
    senders = parties_of(session, letter.id, PartyRole.SENDER)
    behalf = parties_of(session, letter.id, PartyRole.ON_BEHALF_OF)
    reader = next(iter((*behalf, *senders)), None)
    if reader is None:
        return None
    printed = printed_party(reader)
    person = session.get(Person, reader.person_id) if reader.person_id else None
    if person and not printed.name:
        printed = replace(printed, name=person.name, honours=person.honours)
    if senders:
        organisation = printed.organisation or senders[0].organisation_name
        address = printed.address or tuple(senders[0].address.splitlines())
        printed = replace(printed, organisation=organisation, address=address)
    return reader, printed


def address_block(session: Session, parties: Sequence[Party]) -> tuple[str, ...]:
    """Give the lines above a letter: for each addressee the address line, the post, the body and the address."""
    lines: list[str] = []
    for party in parties:
        forms = forms_for(session, party)
        block = (forms.envelope_line, party.post_title, party.organisation_name, *party.address.splitlines())
        lines += dict.fromkeys(line.strip() for line in block if line.strip())
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
