"""What a new office begins with: its profile, and the kinds of case that an inspectorate's office gets."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from corresp_tracker.model.cases import CaseKind, OfficeProfile
from corresp_tracker.workingdays import USUAL_STAGE_DAYS, CountingRule, Nation


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOffice:
    """What is settled when an office is started. `letterhead` holds its name and address, a line each."""

    name: str = "Private office"
    organisation_key: str = ""
    letterhead: str = ""
    signatory_name: str = ""
    signatory_honours: str = ""
    signatory_post: str = ""
    nation: Nation = Nation.ENGLAND_WALES
    reference_pattern: str = "{kind}/{year}/{number:04d}"
    is_example: bool = False


_KINDS: tuple[tuple[str, str, str, int | None], ...] = (
    ("minister", "Minister", "MIN", 20),
    ("mp-or-peer", "MP or peer", "MP", 20),
    ("select-committee", "Select committee", "COM", 20),
    ("inspectorate", "Inspectorate", "INS", 20),
    ("inspected-body", "Inspected body", "BOD", 20),
    ("commission", "Commission", "CMN", 20),
    ("public", "Public", "PUB", 20),
    ("own-initiative", "Own initiative", "OWN", None),
)


def sow(session: Session, profile: NewOffice) -> None:
    """Write an office's profile and its kinds of case into an empty log."""
    session.add(
        OfficeProfile(
            name=profile.name,
            organisation_key=profile.organisation_key,
            letterhead=profile.letterhead,
            signatory_name=profile.signatory_name,
            signatory_honours=profile.signatory_honours,
            signatory_post=profile.signatory_post,
            nation=profile.nation,
            reference_pattern=profile.reference_pattern,
            is_example=profile.is_example,
        )
    )
    for position, (key, name, code, days) in enumerate(_KINDS):
        session.add(
            CaseKind(
                key=key,
                name=name,
                code=code,
                position=position,
                days=days,
                rule=CountingRule.DAY_ONE_IS_NEXT_WORKING_DAY,
                stage_days=dict(USUAL_STAGE_DAYS) if key == "minister" else {},
            )
        )
