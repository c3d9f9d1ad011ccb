"""A campaign is known as one, with the letters that it wrote."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the campaigns, and what a letter is part of."""
    op.create_table(
        "campaign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
        sa.UniqueConstraint("uid", name=op.f("uq_campaign_uid")),
    )
    reference = sa.ForeignKey("campaign.id", name=op.f("fk_letter_campaign_id_campaign"))
    op.add_column(
        "letter", sa.Column("campaign_id", sa.Integer(), reference, nullable=True), inline_references=True
    )
    op.create_index(op.f("ix_letter_campaign_id"), "letter", ["campaign_id"])
