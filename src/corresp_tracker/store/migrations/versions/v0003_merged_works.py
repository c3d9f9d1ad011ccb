"""Works that turned out to be one are kept as such: the twin's key leads to the work that was kept."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what a work was merged into."""
    reference = sa.ForeignKey("work.id", name=op.f("fk_work_merged_into_id_work"))
    # Inline: SQLite could only take a constraint of its own by making the table again, under all that refers to it.
    op.add_column(
        "work", sa.Column("merged_into_id", sa.Integer(), reference, nullable=True), inline_references=True
    )
    op.create_index(op.f("ix_work_merged_into_id"), "work", ["merged_into_id"])
