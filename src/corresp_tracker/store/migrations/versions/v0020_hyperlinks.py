"""An office chooses whether citations in Word lead to where their works are published."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the choice, which is no until somebody says yes."""
    op.add_column("office", sa.Column("hyperlinks", sa.Boolean(), nullable=False, server_default=sa.false()))
