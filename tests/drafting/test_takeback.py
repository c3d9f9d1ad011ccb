"""Where citations are after an edit in Word, and which lines of the file are the letter's paragraphs."""

from collections.abc import Mapping

from corresp_tracker.drafting.link_following import DraftedLink, FollowedLink, follow_all
from corresp_tracker.drafting.roundtrip import KnownParagraph
from corresp_tracker.drafting.takeback import FileParagraph, left_out, letter_paragraphs, returned_changes
from corresp_tracker.values.bookmarks import paragraph_bookmark
from corresp_tracker.values.letter_text import LetterParagraph, LetterText
from corresp_tracker.values.word_facts import WordFacts, WordParagraph

A, B = f"{1:032x}", f"{2:032x}"
FIRST = (
    "We said so in ‘Custody & Care’ (May 2016), and PEEL inspections have gone on since then in every force."
)
SECOND = "The programme is called PEEL. It is published each spring, and everybody may read what it says."
TEXTS = {A: FIRST, B: SECOND}


def link(number: int, uid: str, words: str, texts: Mapping[str, str] = TEXTS) -> DraftedLink:
    start = texts[uid].index(words)
    return DraftedLink(number, uid, start, start + len(words), words)


def followed(
    *after: str, links: tuple[DraftedLink, ...], marked: bool = True
) -> list[tuple[int | None, str]]:
    """Give for each citation the index of its paragraph and its words there."""
    known = [KnownParagraph(uid, text) for uid, text in TEXTS.items()]
    marks = [(paragraph_bookmark(A),), (paragraph_bookmark(B),)] if marked else []
    paragraphs = [
        FileParagraph(
            text=text, level=0, numbered=True, bookmarks=marks[at] if at < len(marks) else (), at=at
        )
        for at, text in enumerate(after)
    ]
    changes = returned_changes(known, paragraphs)
    found: tuple[FollowedLink, ...] = follow_all(links, texts=TEXTS, paragraphs=paragraphs, changes=changes)
    return [
        (each.index, "" if each.index is None else after[each.index][each.start : each.end]) for each in found
    ]


CITES = link(1, A, "‘Custody & Care’ (May 2016)")


def test_a_citation_cut_from_one_paragraph_is_found_in_the_one_that_it_was_pasted_into():
    cut = FIRST.replace("‘Custody & Care’ (May 2016), and ", "")
    pasted = f"{SECOND} We said so in ‘Custody & Care’ (May 2016)."
    assert followed(cut, pasted, links=(CITES,)) == [(1, "‘Custody & Care’ (May 2016)")]


def test_a_citation_pasted_and_touched_up_is_found_by_its_likeness():
    cut = FIRST.replace("‘Custody & Care’ (May 2016), and ", "")
    pasted = "One of our reports, ‘Custody and Care’ (May 2016), is about that and about nothing else."
    assert followed(cut, SECOND, pasted, links=(CITES,))[0][0] == 2


def test_what_rewriting_left_of_a_citation_is_found_for_a_person_to_look_at():
    rewritten = FIRST.replace("‘Custody & Care’ (May 2016)", "our last paper on Custody matters")
    [(index, words)] = followed(rewritten, SECOND, links=(CITES,))
    assert (index, words) == (0, "Custody")
    gone = FIRST.replace("‘Custody & Care’ (May 2016)", "what we wrote")
    assert followed(gone, SECOND, links=(CITES,)) == [(None, "")]


def test_words_that_stood_elsewhere_all_along_are_no_place_for_a_citation_that_went():
    gone = FIRST.replace("PEEL inspections", "inspections")
    assert followed(gone, SECOND, links=(link(1, A, "PEEL"), link(2, B, "PEEL"))) == [(None, ""), (1, "PEEL")]


def test_two_citations_are_never_led_to_the_same_words():
    both = (link(1, A, "PEEL"), link(2, B, "PEEL"))
    assert followed(FIRST.replace("PEEL ", ""), f"PEEL: {SECOND}", links=both) == [(1, "PEEL"), (1, "PEEL")]
    [first, second] = [each for each in _spans(f"PEEL: {SECOND}", both)]
    assert first != second


def _spans(second: str, links: tuple[DraftedLink, ...]) -> list[tuple[int, int]]:
    known = [KnownParagraph(uid, text) for uid, text in TEXTS.items()]
    paragraphs = [
        FileParagraph(text=text, level=0, numbered=True, at=at)
        for at, text in enumerate((FIRST.replace("PEEL ", ""), second))
    ]
    found = follow_all(links, texts=TEXTS, paragraphs=paragraphs, changes=returned_changes(known, paragraphs))
    return [(each.start, each.end) for each in found]


def test_in_a_paragraph_cut_in_two_the_piece_is_chosen_by_the_words_around():
    texts = {A: "PEEL is here. And there too is PEEL, in quite another sentence of this paragraph."}
    links = [DraftedLink(1, A, 0, 4, "PEEL"), DraftedLink(2, A, 31, 35, "PEEL")]
    after = ["PEEL is here.", "And there too is PEEL, in quite another sentence of this paragraph."]
    paragraphs = [FileParagraph(text=text, level=0, numbered=True, at=at) for at, text in enumerate(after)]
    changes = returned_changes([KnownParagraph(A, texts[A])], paragraphs)
    found = follow_all(links, texts=texts, paragraphs=paragraphs, changes=changes)
    assert [(each.index, each.start) for each in found] == [(0, 0), (1, 17)]


def letter(*lines: WordParagraph, read: tuple[str, ...]) -> LetterText:
    return LetterText(
        format="docx",
        subject="CUSTODY",
        salutation="Dear Jo",
        sign_off="Yours sincerely",
        paragraphs=tuple(LetterParagraph(str(at), 0, text) for at, text in enumerate(read, start=1)),
        word=WordFacts(paragraphs=lines),
    )


def line(text: str, *uids: str) -> WordParagraph:
    return WordParagraph(text=text, bookmarks=tuple(map(paragraph_bookmark, uids)))


KNOWN = [KnownParagraph(A, FIRST), KnownParagraph(B, SECOND)]
HEAD = (line("Jo Example"), line("Dear Jo"), line("CUSTODY"))
TAIL = (line("Yours sincerely"), line("The programme is called PEEL"))


def test_a_paragraph_that_was_read_as_a_heading_is_one_by_its_bookmark_or_its_words():
    said = letter(*HEAD, line("PEEL AND CUSTODY", A), line(SECOND), *TAIL, read=())
    assert [each.text for each in letter_paragraphs(said, KNOWN)] == ["PEEL AND CUSTODY", SECOND]


def test_a_bookmark_left_behind_in_the_sign_off_makes_it_no_paragraph():
    said = letter(*HEAD, line(FIRST, A), line("Yours sincerely", B), read=(FIRST,))
    assert [each.text for each in letter_paragraphs(said, KNOWN)] == [FIRST]


def test_a_piece_of_a_paragraph_counts_between_salutation_and_sign_off_only():
    said = letter(*HEAD, line("The programme is called PEEL"), *TAIL, read=())
    assert [each.at for each in letter_paragraphs(said, KNOWN)] == [3]


def test_a_heading_that_was_put_in_is_said_to_be_left_out():
    said = letter(*HEAD, line(FIRST, A), line("Next steps"), line(SECOND, B), *TAIL, read=(FIRST, SECOND))
    paragraphs = letter_paragraphs(said, KNOWN)
    assert left_out(said, paragraphs) == ("Next steps",)
