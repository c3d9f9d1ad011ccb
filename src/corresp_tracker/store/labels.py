"""The field's words for what records hold, as a history shows them."""

import re
from typing import Any

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
    "role": "role",
    "held_at": "held at",
}
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?\Z")


def in_words(value: Any) -> str:
    """Give a kept value as a person reads it."""
    if value is None or value == "":
        return "nothing"
    if isinstance(value, str) and _DATE.match(value):
        return PartialDate.parse(value).in_words()
    return str(value)
