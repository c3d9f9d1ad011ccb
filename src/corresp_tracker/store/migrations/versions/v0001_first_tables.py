"""The first tables: every record of the office, the search index, and the triggers that guard what only grows.

Written out in full, so that a later change to a record does not change what this made.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = ("document", "revision", "change", "change_item", "change_case", "clearance")


def upgrade() -> None:
    """Make the tables, the search index and the triggers."""
    _make_tables()
    if op.get_bind().dialect.name == "sqlite":
        _guard_in_sqlite()
        _search_in_sqlite()
    else:
        _guard_in_postgresql()
        _search_in_postgresql()


def _guard_in_sqlite() -> None:
    for table in APPEND_ONLY:
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f'CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON "{table}" '
                f"BEGIN SELECT RAISE(ABORT, '{table} is only ever added to'); END"
            )


def _guard_in_postgresql() -> None:
    op.execute(
        """
        CREATE FUNCTION only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME; END $$
        """
    )
    for table in APPEND_ONLY:
        op.execute(
            f'CREATE TRIGGER {table}_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON "{table}" '
            "FOR EACH STATEMENT EXECUTE FUNCTION only_added_to()"
        )


def _search_in_sqlite() -> None:
    """Index words that are folded and cut already: the ascii tokenizer then cuts at spaces alone."""
    op.execute(
        "CREATE VIRTUAL TABLE search_index USING fts5("
        "folded, content='search_text', content_rowid='id', tokenize='ascii')"
    )
    taken_out = "INSERT INTO search_index(search_index, rowid, folded) VALUES ('delete', old.id, old.folded);"
    put_in = "INSERT INTO search_index(rowid, folded) VALUES (new.id, new.folded);"
    op.execute(f"CREATE TRIGGER search_text_added AFTER INSERT ON search_text BEGIN {put_in} END")
    op.execute(f"CREATE TRIGGER search_text_removed AFTER DELETE ON search_text BEGIN {taken_out} END")
    op.execute(
        f"CREATE TRIGGER search_text_changed AFTER UPDATE ON search_text BEGIN {taken_out} {put_in} END"
    )


def _search_in_postgresql() -> None:
    """Make the vector from the folded words as they are: PostgreSQL's own parser would cut some differently."""
    op.execute("ALTER TABLE search_text ADD COLUMN words tsvector")
    op.execute(
        """
        CREATE FUNCTION search_text_words() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            SELECT coalesce(string_agg(quote_literal(left(word, 500)) || ':' || least(place, 16383), ' '), '')
            INTO STRICT NEW.words
            FROM unnest(string_to_array(NEW.folded, ' ')) WITH ORDINALITY AS cut(word, place) WHERE word <> '';
            RETURN NEW;
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER search_text_cut BEFORE INSERT OR UPDATE ON search_text "
        "FOR EACH ROW EXECUTE FUNCTION search_text_words()"
    )
    op.execute("CREATE INDEX ix_search_text_words ON search_text USING gin (words)")


def _make_tables() -> None:
    op.create_table(
        "case_kind",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("stage_days", sa.JSON(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_kind")),
        sa.UniqueConstraint("key", name=op.f("uq_case_kind_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_case_kind_uid")),
    )
    op.create_table(
        "change",
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["undoes_id"], ["change.id"], name=op.f("fk_change_undoes_id_change")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
        sa.UniqueConstraint("uid", name=op.f("uq_change_uid")),
    )
    op.create_index(op.f("ix_change_at"), "change", ["at"], unique=False)
    op.create_table(
        "counter",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counter")),
        sa.UniqueConstraint("name", name=op.f("uq_counter_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_counter_uid")),
    )
    op.create_table(
        "document",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("sha256", name=op.f("uq_document_sha256")),
        sa.UniqueConstraint("uid", name=op.f("uq_document_uid")),
    )
    op.create_table(
        "office",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("organisation_key", sa.String(), nullable=False),
        sa.Column("letterhead", sa.String(), nullable=False),
        sa.Column("reference_pattern", sa.String(), nullable=False),
        sa.Column("nation", sa.String(length=40), nullable=False),
        sa.Column("ceiling", sa.String(), nullable=False),
        sa.Column("signatory_name", sa.String(), nullable=False),
        sa.Column("signatory_honours", sa.String(), nullable=False),
        sa.Column("signatory_post", sa.String(), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
        sa.UniqueConstraint("uid", name=op.f("uq_office_uid")),
    )
    op.create_table(
        "organisation",
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded_name", sa.String(), nullable=False),
        sa.Column("other_names", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("started", sa.String(length=21), nullable=True),
        sa.Column("ended", sa.String(length=21), nullable=True),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["successor_id"], ["organisation.id"], name=op.f("fk_organisation_successor_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("key", name=op.f("uq_organisation_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_organisation_uid")),
    )
    op.create_index(op.f("ix_organisation_folded_name"), "organisation", ["folded_name"], unique=False)
    op.create_index(op.f("ix_organisation_name"), "organisation", ["name"], unique=False)
    op.create_table(
        "own_holiday",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_holiday")),
        sa.UniqueConstraint("day", name=op.f("uq_own_holiday_day")),
        sa.UniqueConstraint("uid", name=op.f("uq_own_holiday_uid")),
    )
    op.create_table(
        "person",
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded_name", sa.String(), nullable=False),
        sa.Column("honours", sa.String(), nullable=False),
        sa.Column("salutation", sa.String(), nullable=False),
        sa.Column("salutation_by_name", sa.String(), nullable=False),
        sa.Column("envelope_line", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("in_office", sa.Boolean(), nullable=False),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["person.id"], name=op.f("fk_person_merged_into_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("key", name=op.f("uq_person_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_person_uid")),
    )
    op.create_index(op.f("ix_person_folded_name"), "person", ["folded_name"], unique=False)
    op.create_index(op.f("ix_person_name"), "person", ["name"], unique=False)
    op.create_table(
        "place",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("other_names", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("name", name=op.f("uq_place_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_place_uid")),
    )
    op.create_table(
        "work",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("short_title", sa.String(), nullable=True),
        sa.Column("publishers", sa.String(), nullable=True),
        sa.Column("published_on", sa.String(length=21), nullable=True),
        sa.Column("inspected_on", sa.String(length=21), nullable=True),
        sa.Column("edition", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("series", sa.String(), nullable=True),
        sa.Column("report_kind", sa.String(), nullable=True),
        sa.Column("superseded_by_id", sa.Integer(), nullable=True),
        sa.Column("abbreviation", sa.String(), nullable=True),
        sa.Column("owners", sa.String(), nullable=True),
        sa.Column("started", sa.String(length=21), nullable=True),
        sa.Column("ended", sa.String(length=21), nullable=True),
        sa.ForeignKeyConstraint(
            ["superseded_by_id"], ["work.id"], name=op.f("fk_work_superseded_by_id_work")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work")),
        sa.UniqueConstraint("key", name=op.f("uq_work_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_work_uid")),
    )
    op.create_index("ix_work_title", "work", ["kind", "title"], unique=False)
    op.create_table(
        "arrived_file",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("standing", sa.String(length=40), nullable=False),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_arrived_file_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["arrived_file.id"], name=op.f("fk_arrived_file_parent_id_arrived_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrived_file")),
        sa.UniqueConstraint("uid", name=op.f("uq_arrived_file_uid")),
    )
    op.create_index(op.f("ix_arrived_file_document_id"), "arrived_file", ["document_id"], unique=False)
    op.create_index(op.f("ix_arrived_file_parent_id"), "arrived_file", ["parent_id"], unique=False)
    op.create_index(op.f("ix_arrived_file_standing"), "arrived_file", ["standing"], unique=False)
    op.create_table(
        "case",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("kind_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.Column("priority", sa.String(), nullable=False),
        sa.Column("marking", sa.String(), nullable=False),
        sa.Column("handling", sa.String(), nullable=False),
        sa.Column("received", sa.Date(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("due_rule", sa.String(), nullable=False),
        sa.Column("finished_on", sa.Date(), nullable=True),
        sa.Column("bring_forward", sa.Date(), nullable=True),
        sa.Column("drafter_id", sa.Integer(), nullable=True),
        sa.Column("signatory_id", sa.Integer(), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["drafter_id"], ["person.id"], name=op.f("fk_case_drafter_id_person")),
        sa.ForeignKeyConstraint(["kind_id"], ["case_kind.id"], name=op.f("fk_case_kind_id_case_kind")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_case_place_id_place")),
        sa.ForeignKeyConstraint(["signatory_id"], ["person.id"], name=op.f("fk_case_signatory_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
        sa.UniqueConstraint("reference", name=op.f("uq_case_reference")),
        sa.UniqueConstraint("uid", name=op.f("uq_case_uid")),
    )
    op.create_index(op.f("ix_case_bring_forward"), "case", ["bring_forward"], unique=False)
    op.create_index(op.f("ix_case_drafter_id"), "case", ["drafter_id"], unique=False)
    op.create_index(op.f("ix_case_due"), "case", ["due"], unique=False)
    op.create_index(op.f("ix_case_kind_id"), "case", ["kind_id"], unique=False)
    op.create_index("ix_case_open_due", "case", ["finished", "due"], unique=False)
    op.create_index(op.f("ix_case_place_id"), "case", ["place_id"], unique=False)
    op.create_index(op.f("ix_case_signatory_id"), "case", ["signatory_id"], unique=False)
    op.create_table(
        "change_item",
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("record_uid", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["change_id"], ["change.id"], name=op.f("fk_change_item_change_id_change")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_item")),
        sa.UniqueConstraint("uid", name=op.f("uq_change_item_uid")),
    )
    op.create_index(op.f("ix_change_item_change_id"), "change_item", ["change_id"], unique=False)
    op.create_index("ix_change_item_record", "change_item", ["table_name", "record_uid"], unique=False)
    op.create_table(
        "complete_stretch",
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("stretch", sa.String(length=21), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["work.id"], name=op.f("fk_complete_stretch_programme_id_work")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complete_stretch")),
        sa.UniqueConstraint("uid", name=op.f("uq_complete_stretch_uid")),
    )
    op.create_index(
        op.f("ix_complete_stretch_programme_id"), "complete_stretch", ["programme_id"], unique=False
    )
    op.create_table(
        "membership",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["work.id"], name=op.f("fk_membership_programme_id_work")),
        sa.ForeignKeyConstraint(["report_id"], ["work.id"], name=op.f("fk_membership_report_id_work")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint("report_id", "programme_id", name=op.f("uq_membership_report_id_programme_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_membership_uid")),
    )
    op.create_index(op.f("ix_membership_programme_id"), "membership", ["programme_id"], unique=False)
    op.create_index(op.f("ix_membership_report_id"), "membership", ["report_id"], unique=False)
    op.create_table(
        "post",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("organisation_name", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("salutation", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_post_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sa.UniqueConstraint("title", "organisation_name", name=op.f("uq_post_title_organisation_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_post_uid")),
    )
    op.create_index(op.f("ix_post_organisation_id"), "post", ["organisation_id"], unique=False)
    op.create_table(
        "work_name",
        sa.Column("work_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("needs_cue", sa.Boolean(), nullable=False),
        sa.Column("ambiguous", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["work_id"], ["work.id"], name=op.f("fk_work_name_work_id_work")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_work_name_uid")),
        sa.UniqueConstraint("work_id", "words", name=op.f("uq_work_name_work_id_words")),
    )
    op.create_table(
        "case_tie",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_tie_case_id_case")),
        sa.ForeignKeyConstraint(["other_id"], ["case.id"], name=op.f("fk_case_tie_other_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_tie")),
        sa.UniqueConstraint("case_id", "other_id", name=op.f("uq_case_tie_case_id_other_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_case_tie_uid")),
    )
    op.create_index(op.f("ix_case_tie_case_id"), "case_tie", ["case_id"], unique=False)
    op.create_index(op.f("ix_case_tie_other_id"), "case_tie", ["other_id"], unique=False)
    op.create_table(
        "change_case",
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_change_case_case_id_case")),
        sa.ForeignKeyConstraint(["change_id"], ["change.id"], name=op.f("fk_change_case_change_id_change")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_case")),
        sa.UniqueConstraint("uid", name=op.f("uq_change_case_uid")),
    )
    op.create_index(op.f("ix_change_case_case_id"), "change_case", ["case_id"], unique=False)
    op.create_index(op.f("ix_change_case_change_id"), "change_case", ["change_id"], unique=False)
    op.create_table(
        "letter",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("direction", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("dated", sa.String(length=21), nullable=True),
        sa.Column("received", sa.Date(), nullable=True),
        sa.Column("dispatched", sa.Date(), nullable=True),
        sa.Column("means", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("folded_subject", sa.String(), nullable=False),
        sa.Column("our_reference", sa.String(), nullable=False),
        sa.Column("their_reference", sa.String(), nullable=False),
        sa.Column("marking", sa.String(), nullable=False),
        sa.Column("handling", sa.String(), nullable=False),
        sa.Column("held_at", sa.String(), nullable=False),
        sa.Column("salutation", sa.String(), nullable=False),
        sa.Column("sign_off", sa.String(), nullable=False),
        sa.Column("enclosures", sa.JSON(), nullable=False),
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("answers_id", sa.Integer(), nullable=True),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("head", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["answers_id"], ["letter.id"], name=op.f("fk_letter_answers_id_letter")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_letter_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("uid", name=op.f("uq_letter_uid")),
    )
    op.create_index(op.f("ix_letter_answers_id"), "letter", ["answers_id"], unique=False)
    op.create_index(op.f("ix_letter_case_id"), "letter", ["case_id"], unique=False)
    op.create_index(op.f("ix_letter_dispatched"), "letter", ["dispatched"], unique=False)
    op.create_index(op.f("ix_letter_fingerprint"), "letter", ["fingerprint"], unique=False)
    op.create_index(op.f("ix_letter_folded_subject"), "letter", ["folded_subject"], unique=False)
    op.create_index("ix_letter_newest", "letter", ["dated", "id"], unique=False)
    op.create_table(
        "tenure",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("started", sa.String(length=21), nullable=True),
        sa.Column("ended", sa.String(length=21), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_tenure_person_id_person")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_tenure_post_id_post")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tenure")),
        sa.UniqueConstraint("uid", name=op.f("uq_tenure_uid")),
    )
    op.create_index(op.f("ix_tenure_person_id"), "tenure", ["person_id"], unique=False)
    op.create_index(op.f("ix_tenure_post_id"), "tenure", ["post_id"], unique=False)
    op.create_table(
        "letter_document",
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_letter_document_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name=op.f("fk_letter_document_letter_id_letter")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_document")),
        sa.UniqueConstraint("uid", name=op.f("uq_letter_document_uid")),
    )
    op.create_index(op.f("ix_letter_document_document_id"), "letter_document", ["document_id"], unique=False)
    op.create_index(op.f("ix_letter_document_letter_id"), "letter_document", ["letter_id"], unique=False)
    op.create_table(
        "paragraph",
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("italics", sa.JSON(), nullable=False),
        sa.Column("numbered", sa.Boolean(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_paragraph_letter_id_letter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paragraph")),
        sa.UniqueConstraint("uid", name=op.f("uq_paragraph_uid")),
    )
    op.create_index("ix_paragraph_order", "paragraph", ["letter_id", "position"], unique=False)
    op.create_table(
        "party",
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("honours", sa.String(), nullable=False),
        sa.Column("post_title", sa.String(), nullable=False),
        sa.Column("organisation_name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_party_case_id_case")),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_party_letter_id_letter")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_party_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_party_person_id_person")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_party_post_id_post")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
        sa.UniqueConstraint("uid", name=op.f("uq_party_uid")),
    )
    op.create_index(op.f("ix_party_case_id"), "party", ["case_id"], unique=False)
    op.create_index(op.f("ix_party_letter_id"), "party", ["letter_id"], unique=False)
    op.create_index(op.f("ix_party_organisation_id"), "party", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_party_person_id"), "party", ["person_id"], unique=False)
    op.create_index(op.f("ix_party_post_id"), "party", ["post_id"], unique=False)
    op.create_table(
        "revision",
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("parent", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_revision_document_id_document")
        ),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_revision_letter_id_letter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("letter_id", "number", name=op.f("uq_revision_letter_id_number")),
        sa.UniqueConstraint("uid", name=op.f("uq_revision_uid")),
    )
    op.create_index(op.f("ix_revision_letter_id"), "revision", ["letter_id"], unique=False)
    op.create_table(
        "clearance",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("clearer_id", sa.Integer(), nullable=True),
        sa.Column("clearer", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("offline", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["clearer_id"], ["person.id"], name=op.f("fk_clearance_clearer_id_person")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_clearance_revision_id_revision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clearance")),
        sa.UniqueConstraint("uid", name=op.f("uq_clearance_uid")),
    )
    op.create_index(op.f("ix_clearance_revision_id"), "clearance", ["revision_id"], unique=False)
    op.create_table(
        "line",
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("from_paragraph_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_paragraph_id"], ["paragraph.id"], name=op.f("fk_line_from_paragraph_id_paragraph")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_line_owner_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line")),
        sa.UniqueConstraint("uid", name=op.f("uq_line_uid")),
    )
    op.create_table(
        "link",
        sa.Column("paragraph_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("standing", sa.String(length=40), nullable=False),
        sa.Column("confidence", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("work_id", sa.Integer(), nullable=True),
        sa.Column("cited_letter_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("cited_date", sa.String(length=21), nullable=True),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("locator", sa.String(), nullable=False),
        sa.Column("checks", sa.JSON(), nullable=False),
        sa.Column("judged_by", sa.String(), nullable=False),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lost", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["cited_letter_id"], ["letter.id"], name=op.f("fk_link_cited_letter_id_letter")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_link_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["paragraph_id"], ["paragraph.id"], name=op.f("fk_link_paragraph_id_paragraph")
        ),
        sa.ForeignKeyConstraint(["work_id"], ["work.id"], name=op.f("fk_link_work_id_work")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
        sa.UniqueConstraint("uid", name=op.f("uq_link_uid")),
    )
    op.create_index(op.f("ix_link_cited_letter_id"), "link", ["cited_letter_id"], unique=False)
    op.create_index(op.f("ix_link_organisation_id"), "link", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_link_paragraph_id"), "link", ["paragraph_id"], unique=False)
    op.create_index("ix_link_work_standing", "link", ["work_id", "standing"], unique=False)
    op.create_table(
        "point",
        sa.Column("paragraph_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.CheckConstraint('"start" <= "end"', name=op.f("ck_point_span")),
        sa.ForeignKeyConstraint(
            ["paragraph_id"], ["paragraph.id"], name=op.f("fk_point_paragraph_id_paragraph")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point")),
        sa.UniqueConstraint("uid", name=op.f("uq_point_uid")),
    )
    op.create_index(op.f("ix_point_paragraph_id"), "point", ["paragraph_id"], unique=False)
    op.create_table(
        "search_text",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("paragraph_id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_search_text_letter_id_letter")),
        sa.ForeignKeyConstraint(
            ["paragraph_id"], ["paragraph.id"], name=op.f("fk_search_text_paragraph_id_paragraph")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_text")),
        sa.UniqueConstraint("paragraph_id", name=op.f("uq_search_text_paragraph_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_search_text_uid")),
    )
    op.create_index(op.f("ix_search_text_letter_id"), "search_text", ["letter_id"], unique=False)
    op.create_table(
        "answer",
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("paragraph_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["paragraph_id"], ["paragraph.id"], name=op.f("fk_answer_paragraph_id_paragraph")
        ),
        sa.ForeignKeyConstraint(["point_id"], ["point.id"], name=op.f("fk_answer_point_id_point")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint("point_id", "paragraph_id", name=op.f("uq_answer_point_id_paragraph_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_answer_uid")),
    )
    op.create_index(op.f("ix_answer_paragraph_id"), "answer", ["paragraph_id"], unique=False)
    op.create_index(op.f("ix_answer_point_id"), "answer", ["point_id"], unique=False)
    op.create_table(
        "candidate",
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.Column("work_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_candidate_link_id_link")),
        sa.ForeignKeyConstraint(["work_id"], ["work.id"], name=op.f("fk_candidate_work_id_work")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate")),
        sa.UniqueConstraint("link_id", "work_id", name=op.f("uq_candidate_link_id_work_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_candidate_uid")),
    )
    op.create_index(op.f("ix_candidate_work_id"), "candidate", ["work_id"], unique=False)
