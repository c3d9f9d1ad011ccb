"""The head of a draft written anew: who signs, to whom it goes, how it greets; what was typed by hand stays."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from corresp_tracker.address import COLLEAGUES, sign_off_after
from corresp_tracker.casework.addressing import address_block, greeting_of
from corresp_tracker.casework.letters import parties_of
from corresp_tracker.casework.links import office_register, relink_letter
from corresp_tracker.casework.out_in_word import refuse_in_word
from corresp_tracker.casework.signatories import Signatory, sender_of
from corresp_tracker.errors import ChangedElsewhere
from corresp_tracker.model.cases import Case
from corresp_tracker.model.history import Change, ChangeItem
from corresp_tracker.model.letters import Letter, Revision, RevisionSource
from corresp_tracker.model.people import Party, PartyRole
from corresp_tracker.store.history import about, who
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.letter_text import Direction

SALUTATION, SIGN_OFF = "salutation", "sign_off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands above and below a draft's words and depends on who signs and who reads; a line each."""

    address: tuple[str, ...]
    salutation: str
    sign_off: str
    signature: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadChange:
    """A draft's head as it is and as it would be.

    `by_hand` names what somebody typed (SALUTATION, SIGN_OFF), which stays unless it is said to be written anew.
    `notes` are sentences: what else the change means, and what is to be done about it.
    """

    letter_id: int
    version: int
    reference: str
    role: str
    subject: str
    before: Head
    after: Head
    by_hand: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()

    def written(self, rewrite: Collection[tuple[int, str]] = ()) -> Head:
        """Give the head as it will be: with what was typed by hand, unless that is to be written anew."""
        kept = {name for name in self.by_hand if (self.letter_id, name) not in rewrite}
        if SALUTATION in kept:
            return replace(self.after, salutation=self.before.salutation, sign_off=self.before.sign_off)
        return replace(self.after, sign_off=self.before.sign_off) if SIGN_OFF in kept else self.after


def head_change(
    session: Session,
    letter: Letter,
    *,
    signatory: Signatory | None = None,
    readers: Sequence[Party] | None = None,
) -> HeadChange:
    """Say what the head of a draft would be with another signatory, or with other readers; None for those it has."""
    senders = parties_of(session, letter.id, PartyRole.SENDER)
    held = parties_of(session, letter.id, PartyRole.ADDRESSEE)
    was = senders[0].name if senders else ""
    signs = signatory.name if signatory else was
    together = letter.salutation == COLLEAGUES
    salutation, sign_off = greeting_of(
        session, held if readers is None else readers, signatory=signs, as_colleagues=together
    )
    before = Head(
        address=address_block(session, held),
        salutation=letter.salutation,
        sign_off=letter.sign_off,
        signature=signature_of(senders),
    )
    return HeadChange(
        letter_id=letter.id,
        version=letter.version,
        reference=session.get_one(Case, letter.case_id).reference,
        role=letter.role.value,
        subject=letter.subject,
        before=before,
        after=Head(
            address=before.address if readers is None else address_block(session, readers),
            salutation=salutation or letter.salutation,
            sign_off=sign_off or letter.sign_off,
            signature=signatory.block if signatory else before.signature,
        ),
        by_hand=_by_hand(session, letter, held, was=was),
    )


def write_head(
    session: Session,
    change: HeadChange,
    *,
    signatory: Signatory | None = None,
    readers: Sequence[Party] | None = None,
    rewrite: Collection[tuple[int, str]] = (),
) -> None:
    """Write a draft's head as it was shown, and find its citations anew: "our" is the signatory's.

    Raises DraftInWord.
    """
    letter = session.get_one(Letter, change.letter_id)
    refuse_in_word(session, letter.id)
    head = change.written(rewrite)
    if signatory is not None:
        for party in parties_of(session, letter.id, PartyRole.SENDER):
            session.delete(party)
        session.add(sender_of(letter.id, signatory))
    if readers is not None:
        for party, reader in zip(parties_of(session, letter.id, PartyRole.ADDRESSEE), readers, strict=True):
            party.person_id, party.name, party.honours = reader.person_id, reader.name, reader.honours
            party.address = reader.address
    letter.salutation, letter.sign_off = head.salutation, head.sign_off
    # The draft's own version moves with its head, so that nobody saves over it what they read before.
    flag_modified(letter, "subject")
    session.flush()
    relink_letter(session, letter.id, register=office_register(session))
    about(session, letter.case_id)


def open_drafts(session: Session, case_id: int) -> Sequence[Letter]:
    """Give the drafts of a case that have not gone yet, the oldest first."""
    asked = select(Letter).where(
        Letter.case_id == case_id, Letter.direction == Direction.OUT, Letter.dispatched.is_(None)
    )
    return session.scalars(asked.order_by(Letter.id)).all()


def refuse_changed(session: Session, letter: Letter, version: int) -> None:
    """Raise ChangedElsewhere where a draft is no longer what was shown, naming who changed it and how."""
    if letter.version == version:
        return
    last = session.execute(
        select(Change.by, Change.words)
        .join(ChangeItem, ChangeItem.change_id == Change.id)
        .where(ChangeItem.table_name == "letter", ChangeItem.record_uid == letter.uid)
        .order_by(Change.id.desc())
    ).first()
    reference = session.get_one(Case, letter.case_id).reference
    name = last.by if last and last.by != who(session) else "Somebody"
    what = f" (“{last.words}”)" if last else ""
    raise ChangedElsewhere(
        f"{name} changed the draft in {reference} while you looked at this{what}: look at it again.",
        changed_by=last.by if last else "",
    )


def signature_of(senders: Sequence[Party]) -> tuple[str, ...]:
    """Give the block under the sign-off: name with honours, and post."""
    if not senders:
        return ()
    first = senders[0]
    return Signatory(name=first.name, honours=first.honours, post=first.post_title).block


def out_in_word(session: Session, letter: Letter) -> str:
    """Warn that the newest file of a draft was written with its old head; "" where there is none."""
    newest = session.scalar(
        select(Revision.source).where(Revision.letter_id == letter.id, Revision.number == letter.head)
    )
    if newest is not RevisionSource.WORD_OUT:
        return ""
    return f"Version {letter.head} in Word has the old head: write it to Word again before anybody goes on with it."


def _by_hand(session: Session, letter: Letter, held: Sequence[Party], *, was: str) -> frozenset[str]:
    """Name what the program would not have written for the signatory and the readers that a draft has."""
    typed: set[str] = set()
    ways = [
        greeting_of(session, held, signatory=was, as_colleagues=together)[0] for together in (False, True)
    ]
    ways.append(greeting_of(session, held)[0])
    if letter.salutation and folded_words(letter.salutation) not in [folded_words(way) for way in ways]:
        typed.add(SALUTATION)
    if letter.sign_off and folded_words(letter.sign_off) != folded_words(sign_off_after(letter.salutation)):
        typed.add(SIGN_OFF)
    return frozenset(typed)
