"""A change says whether it is a step that its maker may take back."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Count every change so far as a step."""
    op.add_column("change", sa.Column("is_step", sa.Boolean(), nullable=False, server_default=sa.true()))
