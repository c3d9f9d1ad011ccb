"""One reply may close several cases."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the further cases that a letter answers."""
    op.create_table(
        "also_answered",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_also_answered_letter_id_letter")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_also_answered_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_also_answered")),
        sa.UniqueConstraint("letter_id", "case_id", name=op.f("uq_also_answered_letter_id_case_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_also_answered_uid")),
    )
    op.create_index(op.f("ix_also_answered_letter_id"), "also_answered", ["letter_id"])
    op.create_index(op.f("ix_also_answered_case_id"), "also_answered", ["case_id"])
