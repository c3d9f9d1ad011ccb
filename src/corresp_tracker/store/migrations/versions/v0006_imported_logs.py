"""Rows of a spreadsheet are known again when it is imported once more, and so is what its columns were said to be."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the rows that were imported, and the headings that were explained."""
    op.create_table(
        "imported_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_imported_row_case_id_case")),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_imported_row_letter_id_letter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_row")),
        sa.UniqueConstraint("digest", name=op.f("uq_imported_row_digest")),
        sa.UniqueConstraint("uid", name=op.f("uq_imported_row_uid")),
    )
    op.create_index(op.f("ix_imported_row_case_id"), "imported_row", ["case_id"])
    op.create_index(op.f("ix_imported_row_letter_id"), "imported_row", ["letter_id"])
    op.create_table(
        "known_heading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("heading", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_heading")),
        sa.UniqueConstraint("heading", name=op.f("uq_known_heading_heading")),
        sa.UniqueConstraint("uid", name=op.f("uq_known_heading_uid")),
    )
