"""Later mentions are told apart from citations; words that an office never takes for a work are remembered."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what links say of later mentions, and the false friends."""
    op.add_column("link", sa.Column("later", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "false_friend",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("work_id", sa.Integer(), nullable=False),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["work_id"], ["work.id"], name=op.f("fk_false_friend_work_id_work")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_false_friend")),
        sa.UniqueConstraint("uid", name=op.f("uq_false_friend_uid")),
        sa.UniqueConstraint("work_id", "words", name=op.f("uq_false_friend_work_id_words")),
    )
