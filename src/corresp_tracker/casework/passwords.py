"""Passwords of shared offices: kept in the system's own keyring, and put back when an address is opened."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit

from corresp_tracker.settings import login_name, without_password

SERVICE = "corresp-tracker"
_IN_QUERY = re.compile(r"[?&]password=([^&]*)", re.IGNORECASE)


def password_in(address: str) -> str:
    """Give the password that an address carries; empty where it carries none, or is a file's."""
    if "://" not in address:
        return ""
    in_query = _IN_QUERY.search(address)
    return unquote(in_query[1]) if in_query else unquote(urlsplit(address).password or "")


def address_with(address: str, password: str) -> str:
    """Put a password into the address of a shared office, with the person's own name where it names nobody."""
    if not password or "://" not in address:
        return address
    parts = urlsplit(without_password(address))
    person, _, server = parts.netloc.rpartition("@")
    person = person or quote(login_name(), safe="")
    return parts._replace(netloc=f"{person}:{quote(password, safe='')}@{server}").geturl()


def with_password(address: str) -> str:
    """Give an address with the password that the keyring has for it, unless it carries one already.

    Asks the system, which may ask the person: not for the window's thread.
    """
    if "://" not in address or password_in(address):
        return address
    import keyring
    from keyring.errors import KeyringError

    try:
        return address_with(address, keyring.get_password(SERVICE, address) or "")
    except KeyringError:
        return address


def keep_password(address: str) -> bool:
    """Keep the password that an address carries; False where there is none, or the system has no keyring."""
    password = password_in(address)
    if not password:
        return False
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(SERVICE, without_password(address), password)
    except KeyringError:
        return False
    return True
