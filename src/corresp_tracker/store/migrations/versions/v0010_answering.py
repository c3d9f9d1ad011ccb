"""A paragraph remembers the earlier letter or the standard line that its words came from; a line knows its links."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add where words came from, and what a standard line keeps of itself."""
    origin = sa.ForeignKey("paragraph.id", name=op.f("fk_paragraph_origin_id_paragraph"))
    op.add_column(
        "paragraph", sa.Column("origin_id", sa.Integer(), origin, nullable=True), inline_references=True
    )
    op.create_index(op.f("ix_paragraph_origin_id"), "paragraph", ["origin_id"])
    line = sa.Column("line_uid", sa.String(length=32), nullable=False, server_default="")
    op.add_column("paragraph", line)
    op.create_index(op.f("ix_paragraph_line_uid"), "paragraph", ["line_uid"])
    op.add_column("paragraph", sa.Column("line_edition", sa.Integer(), nullable=True))
    op.add_column("line", sa.Column("folded", sa.String(), nullable=False, server_default=""))
    op.add_column("line", sa.Column("owner", sa.String(), nullable=False, server_default=""))
    op.add_column("line", sa.Column("edition", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("line", sa.Column("links", sa.JSON(), nullable=False, server_default="[]"))
