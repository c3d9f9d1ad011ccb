"""E-mails and Outlook messages: all their parts, their own words, and which part is the letter."""

from corresp_tracker.intake.html_words import words_of_html
from corresp_tracker.intake.mail import plain_subject
from corresp_tracker.intake.reading import read_arrival
from corresp_tracker.values.partial_date import PartialDate
from tests.intake.files import docx, eml, msg

HEADERS = {
    "From": '"Example, Ann" <ann@example.org>',
    "To": "Bob Sample <bob@example.org>",
    "Cc": "Carol Specimen <carol@example.org>",
    "Subject": "RE: FW: Your inspection",
    "Date": "Tue, 18 Oct 2016 23:30:00 +0100",
}
LETTER = docx(
    [
        "18 October 2016",
        "",
        "Dear Bob",
        "",
        "CHILD PROTECTION",
        "We have read your report.",
        "Yours sincerely",
        "Ann Example",
    ]
)


def test_an_email_without_attachments_is_the_letter_itself() -> None:
    arrival = read_arrival(
        eml("Dear Bob\n\nWe have read your report.\n\nKind regards\n\nAnn\n", **HEADERS), name="a.eml"
    )
    letter = arrival.letter
    assert letter
    assert (letter.format, letter.subject, letter.dated) == (
        "eml",
        "Your inspection",
        PartialDate("2016-10-18"),
    )
    assert (letter.senders[0].name, letter.addressees[0].name) == ("Ann Example", "Bob Sample")
    assert letter.copy_to == ("Carol Specimen",)
    assert [item.text for item in letter.paragraphs] == ["We have read your report."]


COVER = "Dear Bob\n\nPlease see the letter attached.\n\nRegards\n\nAnn\n"


def test_the_letter_attached_is_chosen_over_the_covering_words() -> None:
    mail = eml(
        "Dear Bob\n\nPlease see the letter attached.\n\nRegards\n\nAnn\n",
        attached={"letter.docx": LETTER},
        **HEADERS,
    )
    arrival = read_arrival(mail, name="a.eml")
    assert [(part.name, part.format) for part in arrival.parts] == [("a.eml", "eml"), ("letter.docx", "docx")]
    assert arrival.likeliest == 1
    assert arrival.parts[0].letter
    assert arrival.parts[1].data == LETTER
    assert arrival.letter
    assert arrival.letter.subject == "CHILD PROTECTION"


def test_a_letter_in_the_body_is_chosen_over_a_report_attached() -> None:
    report = docx(["Annual report", "", "This report says what we did in the year, and how we did it."])
    body = "Dear Bob\n\nThank you for your letter of 3 May 2016.\n\nWe have done as you ask.\n\nYours sincerely\n"
    assert read_arrival(eml(body, attached={"report.docx": report}, **HEADERS), name="a.eml").likeliest == 0


def test_html_alone_is_read_as_its_words() -> None:
    html = "<style>p{}</style><p>Dear Bob</p>"
    html += "<p>We&nbsp;agree:</p><ol><li>first;</li><li>second.</li></ol><p>Yours sincerely</p>"
    letter = read_arrival(eml("", html=html, **HEADERS), name="a.eml").letter
    assert letter
    assert [item.text for item in letter.paragraphs] == ["We agree:", "first;", "second."]


def test_earlier_messages_below_are_left_out() -> None:
    body = "Dear Bob\n\nWe agree.\n\nRegards\n\nAnn\n\n"
    body += "-----Original Message-----\nFrom: Bob\nSent: Monday\n\nDear Ann\n\nDo you?\n"
    letter = read_arrival(eml(body, **HEADERS), name="a.eml").letter
    assert letter
    assert [item.text for item in letter.paragraphs] == ["We agree."]


def test_a_message_inside_a_message_is_opened() -> None:
    inner = eml("Dear Bob\n\nSee attached.\n\nAnn\n", attached={"letter.docx": LETTER}, **HEADERS)
    arrival = read_arrival(eml("For you.", attached={"inner.eml": inner}, From="x@example.org"), name="a.eml")
    assert [part.name for part in arrival.parts] == ["a.eml", "inner.eml", "letter.docx"]
    assert arrival.likeliest == 2


def test_an_outlook_message_is_read_with_all_its_parts() -> None:
    files = {"letter.docx": LETTER, "long.txt": b"Dear Bob\n\n" + b"words " * 2000}
    whole = msg(COVER, subject="FW: A letter", sender="Ann Example", to="Bob Sample", attached=files)
    arrival = read_arrival(whole, name="a.msg")
    assert [(part.name, part.format) for part in arrival.parts] == [
        ("a.msg", "msg"),
        ("letter.docx", "docx"),
        ("long.txt", "txt"),
    ]
    assert arrival.parts[1].data == LETTER
    assert arrival.likeliest == 1
    assert arrival.parts[0].letter
    assert arrival.parts[0].letter.subject == "A letter"
    assert arrival.parts[0].letter.addressees[0].name == "Bob Sample"


def test_answer_and_forward_marks_are_no_part_of_a_subject() -> None:
    assert plain_subject("RE: Fwd: [EXTERNAL] Re: Reply to you") == "Reply to you"


def test_what_html_does_not_show_is_not_read() -> None:
    assert words_of_html("<head><title>x</title></head><script>y</script><p>a<br>b</p>").split() == ["a", "b"]
