"""Offices: opened where they are, or started anew with the register that ships with the program."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from corresp_tracker.casework.passwords import keep_password, with_password
from corresp_tracker.errors import OutputError
from corresp_tracker.model.cases import OfficeProfile
from corresp_tracker.model.people import Organisation
from corresp_tracker.paths import user_data_dir
from corresp_tracker.store.database import NewOffice, Office
from corresp_tracker.workingdays import Nation


def open_office(address: str, *, by: str) -> Office:
    """Open an office; a shared one with the password in its address, or else with the one kept for it.

    A password is kept only once it has opened the office.
    """
    office = Office.open(with_password(address), by=by)
    keep_password(address)
    return office


def start_office(address: str, profile: NewOffice, *, by: str) -> Office:
    """Start an office that holds nothing but the register. Raises LogUnavailable where there is one already."""
    from corresp_tracker.casework.register import seed_starter_register  # opening an office does without

    make_own_folder(address)
    office = Office.create(with_password(address), by=by, profile=profile, fill=seed_starter_register)
    keep_password(address)
    return office


def office_name(session: Session) -> str:
    """Give what the office is called."""
    return session.scalars(select(OfficeProfile.name)).first() or "Private office"


def office_profile(session: Session) -> NewOffice:
    """Give what is settled about the office."""
    kept = session.scalars(select(OfficeProfile)).one()
    return NewOffice(
        name=kept.name,
        organisation_key=kept.organisation_key,
        letterhead=kept.letterhead,
        signatory_name=kept.signatory_name,
        signatory_honours=kept.signatory_honours,
        signatory_post=kept.signatory_post,
        nation=Nation(kept.nation),
        reference_pattern=kept.reference_pattern,
        working_folder=kept.working_folder,
        hyperlinks=kept.hyperlinks,
        is_example=kept.is_example,
    )


def change_profile(session: Session, profile: NewOffice) -> None:
    """Change what is settled about the office; references that are given out stay as they are.

    Deadlines follow another nation's holidays through `office_rules.keep_rules`, which says first what would move.
    """
    kept = session.scalars(select(OfficeProfile)).one()
    kept.name, kept.organisation_key = profile.name, profile.organisation_key
    kept.letterhead, kept.nation = profile.letterhead, profile.nation
    kept.signatory_name, kept.signatory_honours = profile.signatory_name, profile.signatory_honours
    kept.signatory_post, kept.reference_pattern = profile.signatory_post, profile.reference_pattern
    kept.working_folder, kept.hyperlinks = profile.working_folder, profile.hyperlinks


def known_bodies(session: Session) -> dict[str, str]:
    """Give the bodies of the register that an office may be of: their names by their keys."""
    asked = select(Organisation.key, Organisation.name).where(
        Organisation.key.is_not(None), Organisation.successor_id.is_(None)
    )
    return {key or "": name for key, name in session.execute(asked.order_by(Organisation.name))}


def bodies_that_ship() -> dict[str, str]:
    """Give the bodies of the starter register that an office may be of: their names by their keys."""
    from corresp_tracker.citing.register_csv import starter_register

    bodies = (body for body in starter_register().organisations if not body.successor)
    return {body.key: body.name for body in sorted(bodies, key=lambda body: body.name)}


def make_own_folder(address: str) -> None:
    """Make the program's own folder where an office is to lie in it; no other folder, for a slip would make one."""
    folder = user_data_dir()
    if "://" in address or Path(address).parent != folder:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise OutputError(
            f"The folder {folder} cannot be made: choose another place for the office.", folder=str(folder)
        ) from problem
