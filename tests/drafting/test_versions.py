"""Two versions of a letter side by side: nothing that differs is missed, and nothing is said that does not."""

from corresp_tracker.drafting.redline import Stroke
from corresp_tracker.drafting.versions import (
    ComparedVersions,
    LetterVersion,
    ParagraphChange,
    VersionCitation,
    VersionParagraph,
    compare_versions,
)

MISSING = VersionCitation(words="our report", target="work 1", names="Missing children")
CUSTODY = VersionCitation(words="our report", target="work 2", names="Custody")


def paragraph(uid: str, text: str = "", *citations: VersionCitation, label: str = "") -> VersionParagraph:
    return VersionParagraph(
        uid=uid, label=label or uid, level=0, text=text or f"Words of {uid}.", citations=citations
    )


def version(*paragraphs: VersionParagraph, **head: str) -> LetterVersion:
    return LetterVersion(head=head, paragraphs=paragraphs)


def became(compared: ComparedVersions) -> list[tuple[str, set[str]]]:
    return [(each.label, {change.value for change in each.changes}) for each in compared.paragraphs]


def test_each_paragraph_is_told_by_what_became_of_it_and_what_went_stands_where_it_was() -> None:
    older = version(paragraph("1"), paragraph("2"), paragraph("3", "We say so."), paragraph("4"))
    newer = version(paragraph("1"), paragraph("3", "We shall say so."), paragraph("4"), paragraph("5"))
    compared = compare_versions(older, newer)
    assert became(compared) == [
        ("1", {"unchanged"}),
        ("2", {"taken out"}),
        ("3", {"edited"}),
        ("4", {"unchanged"}),
        ("5", {"new"}),
    ]
    struck = [
        "".join(p.words for p in each.strokes if p.stroke is Stroke.STRUCK) for each in compared.paragraphs
    ]
    added = [
        "".join(p.words for p in each.strokes if p.stroke is Stroke.ADDED) for each in compared.paragraphs
    ]
    assert (struck[1], added[4]) == ("Words of 2.", "Words of 5.")
    assert added[2].strip() == "shall"
    assert compared.counts()[ParagraphChange.UNCHANGED] == 2


def test_only_the_paragraph_that_was_moved_is_said_to_be_and_not_those_that_gave_way() -> None:
    older = version(*(paragraph(uid) for uid in "12345"))
    newer = version(*(paragraph(uid) for uid in "51234"))
    compared = compare_versions(older, newer)
    assert became(compared)[0] == ("5", {"moved"})
    assert all(changes == {"unchanged"} for _, changes in became(compared)[1:])


def test_one_that_was_moved_and_edited_is_both() -> None:
    older = version(paragraph("1"), paragraph("2"), paragraph("3", "We say so."))
    newer = version(paragraph("3", "We said so."), paragraph("1"), paragraph("2"))
    assert became(compare_versions(older, newer))[0] == ("3", {"moved", "edited"})


def test_another_number_or_other_blanks_are_no_change() -> None:
    older = version(paragraph("a", "We say so.", label="2"))
    newer = version(paragraph("a", "We  say so. ", label="3"))
    assert compare_versions(older, newer).is_same


def test_a_paragraph_that_lost_its_mark_is_known_again_by_its_words() -> None:
    older = version(paragraph("1", "The same."), paragraph("2", "The same."))
    newer = version(paragraph("x", "The same."), paragraph("2", "The same."))
    assert compare_versions(older, newer).is_same


def test_citations_are_gained_and_lost_by_what_they_name() -> None:
    older = version(paragraph("1", "", MISSING, MISSING), paragraph("2"))
    newer = version(paragraph("1", "", MISSING), paragraph("2", "", CUSTODY))
    compared = compare_versions(older, newer)
    assert [(each.label, each.names) for each in compared.gained] == [("2", "Custody")]
    assert [(each.label, each.names) for each in compared.lost] == [("1", "Missing children")]
    assert not compared.is_same


def test_a_citation_that_went_over_to_another_paragraph_is_neither() -> None:
    older = version(paragraph("1", "", MISSING), paragraph("2"))
    newer = version(paragraph("1"), paragraph("2", "", MISSING))
    compared = compare_versions(older, newer)
    assert (compared.gained, compared.lost) == ((), ())


def test_the_heading_is_compared_in_what_both_versions_kept() -> None:
    older = version(paragraph("1"), Subject="Custody", Date="2 May 2016")
    newer = version(paragraph("1"), Subject="Police custody", Date="2 May 2016", To="The Chief Inspector")
    [head] = compare_versions(older, newer).heads
    assert head.name == "Subject"
    assert "".join(piece.words for piece in head.strokes if piece.stroke is not Stroke.ADDED) == "Custody"
