"""Published quarters are kept as they were; a case that the office opens of its own accord has no deadline.

An office's own cases were given the usual days, because a kind without days took them from the column.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, which only ever grows, an index for what was received when, and put own cases right."""
    op.create_table(
        "published_quarter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_quarter")),
        sa.UniqueConstraint("uid", name=op.f("uq_published_quarter_uid")),
        sa.UniqueConstraint("first", "last", name=op.f("uq_published_quarter_first_last")),
    )
    op.create_index("ix_case_received", "case", ["received"])
    op.execute("UPDATE case_kind SET days = NULL WHERE key = 'own-initiative' AND days = 20")
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER published_quarter_no_{act.lower()} BEFORE {act} ON published_quarter "
                "BEGIN SELECT RAISE(ABORT, 'published_quarter is only ever added to'); END"
            )
    else:
        op.execute(
            "CREATE TRIGGER published_quarter_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON published_quarter "
            "FOR EACH STATEMENT EXECUTE FUNCTION only_added_to()"
        )
