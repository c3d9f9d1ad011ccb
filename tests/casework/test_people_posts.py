"""Posts over time: corrected, changing hands on one day, and a warning where a letter goes to a former holder."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from casework.letters import letter, log
from corresp_tracker.casework.addressing import forms_for, greetings_of, put_greetings
from corresp_tracker.casework.dispatch import preview_sent
from corresp_tracker.casework.people import add_person, holder_of
from corresp_tracker.casework.people_posts import (
    ChangeOfHands,
    HeldPost,
    former_holders,
    posts_now,
    posts_of,
    put_posts,
    reshuffle,
)
from corresp_tracker.casework.replies import start_reply
from corresp_tracker.errors import ChangedElsewhere, InvalidLetter
from corresp_tracker.model.letters import Letter
from corresp_tracker.model.people import Party, PartyRole, Person, Post
from corresp_tracker.store.database import Office
from corresp_tracker.store.history import history_of_record
from corresp_tracker.values.letter_text import PrintedCorrespondent
from corresp_tracker.values.partial_date import PartialDate

ON = date(2026, 9, 1)


def added(office: Office, name: str, **fields: str) -> tuple[int, int]:
    with office.writing(f"Added {name}") as session:
        person = add_person(session, name, **fields)
        return person.id, person.version


def post_id(office: Office, title: str) -> int:
    with office.reading() as session:
        return next(each.post_id for each in posts_now(session, words=title) if each.title == title)


def test_a_persons_posts_are_corrected_added_and_taken_out(office: Office) -> None:
    person, version = added(office, "Jane Example", post="Clerk", organisation="Example Council")
    with office.reading() as session:
        [clerk] = posts_of(session, person)
    chair = HeldPost(post="Chair", organisation="Example Committee", started=PartialDate("2020-05"))
    ended = HeldPost(
        post="Clerk",
        organisation="Example Council",
        ended=PartialDate("2020-04-30"),
        tenure_id=clerk.tenure_id,
    )
    with office.writing("Corrected") as session:
        put_posts(session, person, [ended, chair], version=version)
    with office.reading() as session:
        assert [(each.post, each.ended) for each in posts_of(session, person)] == [
            ("Clerk", PartialDate("2020-04-30")),
            ("Chair", None),
        ]
    with pytest.raises(ChangedElsewhere), office.writing("Too late") as session:
        put_posts(session, person, [chair], version=version)
    with pytest.raises(InvalidLetter, match="ends before"), office.writing("Wrong") as session:
        wrong = HeldPost(post="Chair", started=PartialDate("2020"), ended=PartialDate("2019"))
        put_posts(session, person, [wrong], version=version + 1)


def test_in_a_reshuffle_several_posts_change_hands_on_one_day(office: Office) -> None:
    old, _ = added(office, "Old Minister", post="Minister of Samples", organisation="Example Office")
    added(office, "Other Minister", post="Minister of Lanterns", organisation="Example Office")
    moves = [
        ChangeOfHands(post_id=post_id(office, "Minister of Samples"), name="New Minister", honours="MP"),
        ChangeOfHands(post_id=post_id(office, "Minister of Lanterns"), person_id=old),
    ]
    with office.writing("A reshuffle") as session:
        said = reshuffle(session, ON, moves)
    assert len(said) == 4
    with office.reading() as session:
        names = [
            holder.name if (holder := holder_of(session, title, on, organisation="Example Office")) else None
            for title in ("Minister of Samples", "Minister of Lanterns")
            for on in (date(2026, 8, 31), ON)
        ]
    assert names == ["Old Minister", "New Minister", "Other Minister", "Old Minister"]


def test_a_post_may_fall_vacant_and_whoever_stays_is_left_alone(office: Office) -> None:
    person, _ = added(office, "Old Minister", post="Minister of Samples", organisation="Example Office")
    samples = post_id(office, "Minister of Samples")
    with office.writing("No change") as session:
        assert reshuffle(session, ON, [ChangeOfHands(post_id=samples, person_id=person)]) == ()
    with office.writing("Left") as session:
        assert len(reshuffle(session, ON, [ChangeOfHands(post_id=samples)])) == 1
    with office.reading() as session:
        [now] = posts_now(session, words="samples", on=ON)
    assert now.holder_id is None


def test_a_reshuffle_makes_no_twin_and_gives_no_post_twice(office: Office) -> None:
    added(office, "Old Minister", post="Minister of Samples", organisation="Example Office")
    samples = post_id(office, "Minister of Samples")
    with pytest.raises(InvalidLetter, match="choose"), office.writing("A twin") as session:
        reshuffle(session, ON, [ChangeOfHands(post_id=samples, name="Sir Michael Wilshaw")])
    with pytest.raises(InvalidLetter, match="twice"), office.writing("Twice") as session:
        reshuffle(session, ON, [ChangeOfHands(post_id=samples), ChangeOfHands(post_id=samples)])


def test_a_draft_to_a_former_holder_is_warned_of(office: Office) -> None:
    sender = PrintedCorrespondent(
        name="Amber Rudd", honours="MP", post="Home Secretary", organisation="Home Office"
    )
    logged = log(office, letter("Please answer.", sender=sender))
    with office.writing("Started a reply") as session:
        draft = start_reply(session, logged.letter_id, template="inter-inspectorate-reply", by="Clerk")
    with office.reading() as session:
        found = session.get_one(Letter, draft)
        in_time = former_holders(session, found, on=date(2016, 11, 1))
        late = former_holders(session, found, on=date(2019, 11, 1))
        told = preview_sent(session, draft, sent_on=date(2019, 11, 1), file=None).warnings
    assert in_time == ()
    assert told == late
    [warning] = late
    assert "Amber Rudd was Home Secretary until 29 April 2018" in warning
    assert "Priti Patel" in warning


def test_each_signatory_greets_in_their_own_way(office: Office) -> None:
    with office.writing("Greeted") as session:
        person = session.scalars(select(Person).where(Person.name == "Sir Michael Wilshaw")).one()
        put_greetings(session, person.id, {"Sir Andy Cooke": "Dear Michael", "Somebody": " "})
        person.salutation = "Dear Sir M"
        party = Party(role=PartyRole.ADDRESSEE, person_id=person.id, name=person.name)
        assert greetings_of(session, person.id) == {"Sir Andy Cooke": "Dear Michael"}
        assert forms_for(session, party, signatory="Andy Cooke").salutation == "Dear Michael"
        assert forms_for(session, party, signatory="Another Inspector").salutation == "Dear Sir M"
        assert forms_for(session, party).salutation == "Dear Sir M"
        put_greetings(session, person.id, {"Sir Andy Cooke": ""})
        assert greetings_of(session, person.id) == {}


def test_a_reply_greets_as_the_offices_signatory_does(office: Office) -> None:
    with office.writing("Greeted") as session:
        person = session.scalars(select(Person).where(Person.name == "Sir Michael Wilshaw")).one()
        put_greetings(session, person.id, {"Sir Andy Cooke": "Dear Michael"})
    sender = PrintedCorrespondent(name="Sir Michael Wilshaw", organisation="Ofsted")
    logged = log(office, letter("Please answer.", sender=sender))
    with office.writing("Started a reply") as session:
        draft = start_reply(session, logged.letter_id, template="inter-inspectorate-reply", by="Clerk")
    with office.reading() as session:
        assert session.get_one(Letter, draft).salutation == "Dear Michael"
        assert session.scalars(select(Post)).first() is not None


def test_a_person_tells_who_changed_what_of_them_their_posts_and_greetings(office: Office) -> None:
    person_id, version = added(office, "Dame Jo Example", post="Chair", organisation="Example Committee")
    with office.reading() as session:
        [held] = posts_of(session, person_id)
    ended = replace(held, ended=PartialDate("2016-03"))
    with office.writing("Ended a post") as session:
        put_posts(session, person_id, [ended], version=version)
        put_greetings(session, person_id, {"Sir Andy Cooke": "Dear Jo"})
    with office.writing("Took it out") as session:
        put_posts(session, person_id, [], version=session.get_one(Person, person_id).version)
    with office.reading() as session:
        taken, changed, came = history_of_record(session, "person", person_id)
    assert taken.details == ("post Chair, Example Committee (to March 2016): taken out",)
    assert set(changed.details) == {
        "post Chair, Example Committee (to March 2016): ended: nothing → March 2016",
        "greeting by Sir Andy Cooke, Dear Jo: added",
    }
    assert came.details[0].startswith("post Chair, Example Committee")
