"""A kind of case may keep another nation's calendar than its office, and has stages of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the calendar and the stages of a kind."""
    op.add_column("case_kind", sa.Column("nation", sa.String(length=40), nullable=True))
    op.add_column("case_kind", sa.Column("stages", sa.JSON(), nullable=False, server_default="[]"))
