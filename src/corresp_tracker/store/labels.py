"""The field's words for what records hold, as a history shows them."""

import re
from typing import Any, cast

from corresp_tracker.values.partial_date import PartialDate

LABELS = {
    "subject": "subject",
    "stage": "stage",
    "priority": "priority",
    "marking": "marking",
    "handling": "handling",
    "received": "received",
    "due": "due",
    "finished_on": "finished on",
    "bring_forward": "bring forward",
    "unit": "unit",
    "note": "note",
    "dated": "dated",
    "dispatched": "dispatched",
    "means": "sent by",
    "our_reference": "our reference",
    "their_reference": "their reference",
    "salutation": "salutation",
    "sign_off": "sign-off",
    "by_hand": "salutation and sign-off left for the hand",
    "role": "role",
    "held_at": "held at",
    "enclosures": "enclosures",
    "title": "title",
    "short_title": "short title",
    "publishers": "by",
    "owners": "by",
    "published_on": "published",
    "inspected_on": "inspected",
    "edition": "edition",
    "place": "place",
    "series": "series",
    "report_kind": "kind of report",
    "url": "web address",
    "withdrawn": "withdrawn",
    "abbreviation": "abbreviation",
    "started": "began",
    "ended": "ended",
    "words": "other name",
    "needs_cue": "only beside a cue",
    "stretch": "all its reports held for",
    "name": "name",
    "honours": "honours",
    "envelope_line": "first line of the address",
    "address": "address",
    "email": "e-mail",
    "topic": "topic",
    "text": "words",
    "owner": "owner",
    "review_on": "to be looked at again on",
    "expires_on": "not to be used from",
}
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?\Z")


def in_words(value: Any) -> str:
    """Give a kept value as a person reads it."""
    if value is None or value == "":
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(map(str, cast("list[Any]", value))) or "nothing"
    if isinstance(value, str) and _DATE.match(value):
        return PartialDate.parse(value).in_words()
    return str(value)
