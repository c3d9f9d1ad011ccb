"""What a new office begins with: its profile, and the kinds of case that an inspectorate's office gets."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from corresp_tracker.deadline_rules import USUAL_KINDS
from corresp_tracker.model.cases import CaseKind, OfficeProfile
from corresp_tracker.workingdays import Nation


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
    working_folder: str = ""
    hyperlinks: bool = False
    is_example: bool = False


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
            working_folder=profile.working_folder,
            hyperlinks=profile.hyperlinks,
            is_example=profile.is_example,
        )
    )
    for position, kind in enumerate(USUAL_KINDS):
        session.add(
            CaseKind(
                key=kind.key,
                name=kind.name,
                code=kind.code,
                position=position,
                days=kind.rule.days,
                rule=kind.rule.rule,
                nation=kind.rule.nation,
                stage_days=dict(kind.rule.stage_days) if kind.rule.counts else {},
            )
        )
