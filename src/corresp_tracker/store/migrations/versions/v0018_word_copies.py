"""A draft that is open in Word is known as such, and where its file lies; an office chooses where such files lie."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the drafts that are in Word, and the office's folder for them."""
    op.create_table(
        "word_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("computer", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_word_copy_letter_id_letter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word_copy")),
        sa.UniqueConstraint("letter_id", name=op.f("uq_word_copy_letter_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_word_copy_uid")),
    )
    op.add_column("office", sa.Column("working_folder", sa.String(), nullable=False, server_default=""))
