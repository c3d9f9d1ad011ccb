"""Words may be said never to cite any work, and the citations that want a look are found by an index of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of false friends anew, for nothing wrote to it before; add the index."""
    op.drop_table("false_friend")
    op.create_table(
        "false_friend",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("work_id", sa.Integer(), nullable=True),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["work_id"], ["work.id"], name=op.f("fk_false_friend_work_id_work")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_false_friend")),
        sa.UniqueConstraint("uid", name=op.f("uq_false_friend_uid")),
        sa.UniqueConstraint("work_id", "words", name=op.f("uq_false_friend_work_id_words")),
    )
    op.create_index("ix_link_standing_confidence", "link", ["standing", "confidence"])
