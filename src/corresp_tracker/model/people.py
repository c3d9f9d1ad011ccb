"""Persons, the posts they hold over time, organisations, and who plays which part in a letter or case."""

from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from corresp_tracker.model.base import Record
from corresp_tracker.values.folding import folded_words
from corresp_tracker.values.partial_date import PartialDate


class PartyRole(StrEnum):
    """The part that somebody plays in a letter or about a case."""

    SENDER = "sender"
    ADDRESSEE = "addressee"
    COPY_RECIPIENT = "copy recipient"
    ON_BEHALF_OF = "on behalf of"
    PRIMARY_CORRESPONDENT = "primary correspondent"
    CONSTITUENT = "constituent"
    CONTRIBUTOR = "contributor"
    CLEARER = "clearer"
    PRIVATE_SECRETARY = "private secretary"


class Person(Record, kw_only=True):
    """Somebody who writes, is written to, or works in the office.

    `name` is the name in full without honours ("Sir Thomas Winsor"); `honours` the letters after it.
    `salutation` overrides the form of address ("Dear Michael"). `in_office` marks the office's own people.
    `merged_into` keeps a twin that was found out, so that nothing that named it is lost.
    """

    __tablename__ = "person"
    key: Mapped[str | None] = mapped_column(unique=True, default=None)
    name: Mapped[str] = mapped_column(index=True)
    folded_name: Mapped[str] = mapped_column(index=True)
    honours: Mapped[str] = mapped_column(default="")
    salutation: Mapped[str] = mapped_column(default="")
    salutation_by_name: Mapped[str] = mapped_column(default="")
    envelope_line: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    in_office: Mapped[bool] = mapped_column(default=False)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    version: Mapped[int] = mapped_column(init=False, default=None, nullable=False)

    tenures: Mapped[list["Tenure"]] = relationship(
        init=False, default_factory=list, lazy="raise_on_sql", back_populates="person"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads a plain dictionary


class Organisation(Record, kw_only=True):
    """A body that writes or is written to. `successor` is the body that took its work over (HMIC: HMICFRS)."""

    __tablename__ = "organisation"
    key: Mapped[str | None] = mapped_column(unique=True, default=None)
    name: Mapped[str] = mapped_column(index=True)
    folded_name: Mapped[str] = mapped_column(index=True)
    other_names: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    started: Mapped[PartialDate | None] = mapped_column(default=None)
    ended: Mapped[PartialDate | None] = mapped_column(default=None)
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), default=None)
    version: Mapped[int] = mapped_column(init=False, default=None, nullable=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads a plain dictionary


class Post(Record, kw_only=True):
    """An office that people hold one after another ("Home Secretary"). `salutation` is by office."""

    __tablename__ = "post"
    __table_args__ = (UniqueConstraint("title", "organisation_name"),)
    title: Mapped[str]
    organisation_name: Mapped[str] = mapped_column(default="")
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id"), default=None, index=True
    )
    salutation: Mapped[str] = mapped_column(default="")

    tenures: Mapped[list["Tenure"]] = relationship(
        init=False, default_factory=list, lazy="raise_on_sql", back_populates="post"
    )


class Tenure(Record, kw_only=True):
    """A person's time in a post; an unknown beginning or end is None."""

    __tablename__ = "tenure"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), index=True)
    started: Mapped[PartialDate | None] = mapped_column(default=None)
    ended: Mapped[PartialDate | None] = mapped_column(default=None)

    person: Mapped[Person] = relationship(init=False, lazy="raise_on_sql", back_populates="tenures")
    post: Mapped[Post] = relationship(init=False, lazy="raise_on_sql", back_populates="tenures")


class Greeting(Record, kw_only=True):
    """How one signatory greets a person ("Dear Michael"), where that is not how everybody does."""

    __tablename__ = "greeting"
    __table_args__ = (UniqueConstraint("person_id", "signatory"),)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    signatory: Mapped[str]
    salutation: Mapped[str]


class UsualSignatory(Record, kw_only=True):
    """Somebody who usually signs for the office, in their order; `post_id` is the post under the name."""

    __tablename__ = "usual_signatory"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"), default=None)
    position: Mapped[int] = mapped_column(default=0)


class Party(Record, kw_only=True):
    """Somebody's part in one letter or about one case, as printed and as known.

    Exactly one of `letter_id` and `case_id` is set. `person_id`, `post_id` and `organisation_id` are set
    as far as the correspondent is known to the office; the printed words are kept always. `folded` is what
    searches compare, with a space at both ends; it follows the printed words by itself.
    """

    __tablename__ = "party"
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"), default=None, index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), default=None, index=True)
    role: Mapped[PartyRole]
    position: Mapped[int] = mapped_column(default=0)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None, index=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"), default=None, index=True)
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id"), default=None, index=True
    )
    name: Mapped[str] = mapped_column(default="")
    honours: Mapped[str] = mapped_column(default="")
    post_title: Mapped[str] = mapped_column(default="")
    organisation_name: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    folded: Mapped[str] = mapped_column(init=False, default="")


def _fold_party(_: object, __: object, party: Party) -> None:
    printed = (party.name, party.honours, party.post_title, party.organisation_name)
    party.folded = f" {' '.join(folded_words(' '.join(printed)))} "


event.listen(Party, "before_insert", _fold_party)
event.listen(Party, "before_update", _fold_party)


class Place(Record, kw_only=True):
    """A force, council, prison or area that letters are about, with its other names (one a line)."""

    __tablename__ = "place"
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(default="")
    other_names: Mapped[str] = mapped_column(default="")
