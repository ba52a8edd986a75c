"""The ledger's tables as they are now, in one place. How they came to be is in `migrations/`.

    document ──< document_version >── reading >── record        which bytes an address held, and how they were read
                                      reading >── text          the text that the reader won from the bytes
                                      reading ──< entry_version >── entry >── text
                                      reading ──< problem
                                      entry_version ──< ruling

    what is noted of a reading:   reading ──< name_use, occasion ──< occasion_party, passage, claim ──< claim_term
    what comparing them gave:     matter ──< matter_claim >── claim, relation >── claim, finding;  person, meeting
                                  measured_finding, against the day in measured
                                  carried: rulings that hold on in a later version
    what people decided:          decision
    who may come in:              member_act;  member_key, login_session, login_failure, login_key

Rows are added and never changed, but for three kinds. What is noted and what comparing gave is computed from the rest and may
be thrown away at any time. Who may see a document (`owner`, `visibility`) is changed by its owner. Passwords, sessions and
failed logins are replaced, since nobody is served by keeping the old ones. What may hold any character whatever (texts,
attributes) is kept as bytes or as JSON with the awkward ones escaped, since databases refuse NUL or lone surrogates in text.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, MetaData, Table
from sqlalchemy import text as text_of

from servanda.ledger.columns import Share, Whole, Words

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008")
"""Every revision of the schema, oldest first; the last is the one below."""

VERSION_TABLE = "servanda_schema"
"""Where the revision is kept. Its name tells a ledger from other programs' databases."""

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)

document = Table(
    "document",
    metadata,
    Column("id", Whole, primary_key=True),
    Column("address", Words, nullable=False, unique=True, comment="absolute path or URL; sha256:… where there is none"),
    Column("owner", Words, comment="whose it is; NULL in a ledger of one person"),
    Column("visibility", Words, nullable=False, server_default="everyone", comment="everyone, or owner"),
)

record = Table(
    "record",
    metadata,
    Column("id", Whole, primary_key=True),
    Column("sha256", Words, nullable=False, unique=True, comment="of the bytes, hex"),
    Column("size", Whole, comment="bytes; NULL where a text was given, not bytes"),
    Column("content", LargeBinary, comment="the bytes, zlib"),
)

text = Table(
    "text",
    metadata,
    Column("id", Whole, primary_key=True),
    Column("sha256", Words, nullable=False, unique=True, comment="of the text in UTF-8, hex"),
    Column("size", Whole, nullable=False, comment="bytes in UTF-8"),
    Column("body", LargeBinary, comment="UTF-8, zlib; NULL where the record's bytes are that UTF-8, to the last byte"),
    Column("record_id", ForeignKey("record.id"), comment="the record whose bytes they are; else NULL"),
)

reading = Table(
    "reading",
    metadata,
    Column("id", Whole, primary_key=True),
    Column("record_id", ForeignKey("record.id"), nullable=False),
    Column("text_id", ForeignKey("text.id"), nullable=False),
    Column("digest", Words, nullable=False, comment="SHA-256 of all it says, but for where the record was found"),
    Column("reader", Words, nullable=False, comment="name and version"),
    Column("options", Words, nullable=False, comment="JSON: what the caller asked for"),
    Column("facts", Words, nullable=False, comment="JSON: the record's line in the outward form, without its text"),
    Column("blocks", LargeBinary, nullable=False, comment="JSON, zlib: paragraphs, headings, items, cells"),
    Column("counts", Words, nullable=False, comment="JSON: how many entries of each kind"),
    Column("problems", Whole, nullable=False),
    Column("day", Words, comment="ISO date that its record is filed under: of the talks, else of publication, else as given"),
    Index("uq_reading_record_digest", "record_id", "digest", unique=True),
)

document_version = Table(
    "document_version",
    metadata,
    Column("id", Whole, primary_key=True, comment="later is higher; a document's last is what it says now"),
    Column("document_id", ForeignKey("document.id"), nullable=False, index=True),
    Column("reading_id", ForeignKey("reading.id"), nullable=False, index=True),
    Column("source", Words, comment="JSON string: path or address as given"),
    Column("read_at", Words, comment="ISO 8601, as the caller said"),
)

entry = Table(
    "entry",
    metadata,
    Column("key", Whole, primary_key=True),
    Column("id", Words, nullable=False, comment="follows from kind, text and spans, and so is one text's only"),
    Column("kind", Words, nullable=False),
    Column("text_id", ForeignKey("text.id"), nullable=False),
    Column("span_start", Whole, comment="code points; NULL where an entry stands on several stretches"),
    Column("span_end", Whole),
    Index("uq_entry_text_id", "text_id", "id", unique=True),  # in this order: an index of ids alone is written to all over
)

entry_version = Table(
    "entry_version",
    metadata,
    Column("reading_id", ForeignKey("reading.id"), primary_key=True),
    Column("ordinal", Whole, primary_key=True, comment="its place in the reading, from 0"),
    Column("entry_key", ForeignKey("entry.key"), nullable=False, index=True),
    Column("attributes", Words, nullable=False, comment="JSON: the outward form less what other columns and the text say"),
    sqlite_with_rowid=False,
)

problem = Table(
    "problem",
    metadata,
    Column("reading_id", ForeignKey("reading.id"), primary_key=True),
    Column("ordinal", Whole, primary_key=True, comment="its place among the reading's problems, from 0"),
    Column("code", Words, nullable=False, index=True),
    Column("attributes", Words, nullable=False, comment="JSON: the outward form less what other columns and the text say"),
    sqlite_with_rowid=False,
)

ruling = Table(
    "ruling",
    metadata,
    Column("id", Whole, primary_key=True),
    Column("entry_key", ForeignKey("entry.key"), nullable=False, index=True),
    Column("reading_id", Whole, nullable=False, comment="the version that was seen and ruled upon"),
    Column("ordinal", Whole, nullable=False),
    Column("verdict", Words, nullable=False),
    Column("attributes", Words, nullable=False, comment="JSON: what the ruling corrects, and why"),
    Column("ruled_at", Words, comment="ISO 8601, as the caller said"),
    Column("owner", Words),
    Column("visibility", Words, nullable=False, server_default="everyone"),
    Column("previous", Words, nullable=False, unique=True, comment="hash of the ruling before; empty for the first"),
    Column("hash", Words, nullable=False, unique=True, comment="SHA-256 of previous and of all the rest"),
    ForeignKeyConstraint(["reading_id", "ordinal"], ["entry_version.reading_id", "entry_version.ordinal"]),
)


noted = Table(
    "noted",
    metadata,
    Column("reading_id", ForeignKey("reading.id"), primary_key=True, autoincrement=False),
    Column("comparer", Words, nullable=False, comment="name and version of what noted it"),
    Column("joined", Whole, nullable=False, server_default="0", comment="1 once its claims are in their matters"),
)

settled = Table(
    "settled",
    metadata,
    Column("stand", Words, primary_key=True, comment="what had come to the ledger when all was last noted and joined"),
    sqlite_with_rowid=False,
)

name_use = Table(
    "name_use",
    metadata,
    Column("id", Whole, primary_key=True),
    Column("reading_id", ForeignKey("reading.id"), nullable=False, index=True),
    Column("name", Words, nullable=False, comment="as the reading has it"),
    Column("skeleton", Words, nullable=False, index=True, comment="what spellings of one name have in common"),
    Column("attributes", Words, nullable=False, comment="JSON: office, state, kind, how often, in which parts"),
)

person = Table(
    "person",
    metadata,
    Column("number", Whole, primary_key=True),
    Column("id", Words, nullable=False, index=True),
    Column("skeleton", Words, nullable=False, index=True, comment="of the names that it is of"),
    Column("kind", Words, nullable=False),
    Column("name", Words, nullable=False),
    Column("shown", Whole, nullable=False, comment="1 where it is shown without being asked for"),
    Column("attributes", Words, nullable=False, comment="JSON: spellings, offices, records"),
    Column("outdated", Whole, nullable=False, server_default="0", comment="1 where it lost names and is to be made anew"),
    Index("ix_person_shown", "shown", "name", "id", "kind"),
    Index("ix_person_outdated", "outdated", "skeleton"),
)

meeting = Table(
    "meeting",
    metadata,
    Column("number", Whole, primary_key=True, comment="its place in the order of days, from 1"),
    Column("id", Words, nullable=False, index=True),
    Column("day", Words),
    Column("attributes", Words, nullable=False, comment="JSON: who met, at what level, in what form, where, who tells of it"),
)

occasion = Table(
    "occasion",
    metadata,
    Column("id", Whole, primary_key=True),
    Column("reading_id", ForeignKey("reading.id"), nullable=False, index=True),
    Column("day", Words, index=True, comment="ISO date of the talks that the record tells of"),
    Column("attributes", Words, nullable=False, comment="JSON: level, format, place, parties"),
)

occasion_party = Table(
    "occasion_party",
    metadata,
    Column("occasion_id", ForeignKey("occasion.id"), primary_key=True),
    Column("skeleton", Words, primary_key=True, index=True, comment="a person's or a state's"),
    sqlite_with_rowid=False,
)

passage = Table(
    "passage",
    metadata,
    Column("id", Whole, primary_key=True, comment="also the row of its words in the full-text index"),
    Column("reading_id", ForeignKey("reading.id"), nullable=False, index=True),
    Column("span_start", Whole, nullable=False),
    Column("span_end", Whole, nullable=False),
    Column("day", Words, comment="ISO date of its record"),
    Column("speaker", Words, index=True),
    Column("voice", Words, nullable=False, comment="speaker, publisher, or quoted: what stands in another passage too"),
)

claim = Table(
    "claim",
    metadata,
    Column("id", Whole, primary_key=True),
    Column("reading_id", ForeignKey("reading.id"), nullable=False, index=True),
    Column("entry_key", ForeignKey("entry.key"), index=True, comment="NULL for a mention, which is no entry"),
    Column("kind", Words, nullable=False),
    Column("scope", Words, nullable=False, comment="the states that it concerns, small letters, parted by bars"),
    Column("day", Words, index=True, comment="ISO date of its record"),
    Column("deadline", Words, index=True, comment="ISO date of the last day on which a commitment is in time"),
    Column("attributes", Words, nullable=False, comment="JSON: the entry's outward form, its sentence, scope and terms"),
)

claim_term = Table(
    "claim_term",
    metadata,
    Column("term", Words, primary_key=True),
    Column("claim_id", ForeignKey("claim.id"), primary_key=True, index=True),
    Column("weight", Whole, nullable=False, comment="hundredths of bits"),
    sqlite_with_rowid=False,
)

matter = Table(
    "matter",
    metadata,
    Column("id", Words, primary_key=True),
    Column("term", Words, nullable=False, index=True, comment="what its claims have in common"),
    Column("name", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("first_day", Words),
    Column("last_day", Words, index=True),
    Column("claims", Whole, nullable=False, comment="0 where some were thrown away and it is to be made anew"),
    Column("records", Whole, nullable=False),
    Column("attributes", Words, nullable=False, comment="JSON: its scope"),
    Column("listed", Whole, nullable=False, server_default="0", comment="1 where it is listed without being asked for"),
    Index("ix_matter_name_lower", text_of("lower(name)")),  # in whatever letters a matter is asked for
    Index("ix_matter_records", text_of("records DESC"), "name", "id", "first_day"),  # in the order of the list of all
    Index("ix_matter_listed", "listed", text_of("records DESC"), "name", "id", "first_day"),
)

matter_claim = Table(
    "matter_claim",
    metadata,
    Column("matter_id", ForeignKey("matter.id"), primary_key=True),
    Column("claim_id", ForeignKey("claim.id"), primary_key=True, index=True),
    Column("attributes", Words, nullable=False, comment="JSON: weight of its term there"),
    sqlite_with_rowid=False,
)

relation = Table(
    "relation",
    metadata,
    Column("id", Whole, primary_key=True),
    Column("matter_id", ForeignKey("matter.id"), nullable=False, index=True),
    Column("later", ForeignKey("claim.id", name="fk_relation_later_claim"), nullable=False, index=True),
    Column("earlier", ForeignKey("claim.id", name="fk_relation_earlier_claim"), nullable=False, index=True),
    Column("relation", Words, nullable=False),
    Column("attributes", Words, nullable=False, comment="JSON: confidence, rule, why"),
)

finding = Table(
    "finding",
    metadata,
    Column("id", Words, primary_key=True),
    Column("kind", Words, nullable=False, index=True),
    Column("matter_id", Words, index=True, comment="NULL where it is of one record alone"),
    Column("reading_id", ForeignKey("reading.id"), nullable=False, index=True, comment="of the later place"),
    Column("earlier_reading_id", Whole, index=True, comment="of the earlier place, where there is one"),
    Column("day", Words, comment="of the later place"),
    Column("shown", Whole, nullable=False, comment="1 where it is shown without being asked for"),
    Column("attributes", Words, nullable=False, comment="JSON: the outward form"),
    Column("places", Words, nullable=False, server_default="", comment="the same where two matters tell of the same places"),
    Column("confidence", Share, nullable=False, server_default="0"),
    Index("ix_finding_shown_day", "shown", "day"),  # a few of very many are shown
    Index("ix_finding_listed", "day", "id", "kind", "shown", "places", "confidence"),  # all of them are listed by nothing else
    Index("ix_finding_places", "places", "shown", "confidence", "id", "kind", "day"),
)

measured_finding = Table(
    "measured_finding",
    metadata,
    Column("id", Words, primary_key=True),
    Column("kind", Words, nullable=False),
    Column("matter_id", Words),
    Column("reading_id", ForeignKey("reading.id"), nullable=False, index=True, comment="of its place"),
    Column("earlier_reading_id", Whole),
    Column("day", Words, comment="of its place"),
    Column("shown", Whole, nullable=False, comment="1 where it is shown without being asked for"),
    Column("attributes", Words, nullable=False, comment="JSON: the outward form"),
    Column("places", Words, nullable=False, server_default="", comment="the same where two matters tell of the same places"),
    Column("confidence", Share, nullable=False, server_default="0"),
    Index("ix_measured_finding_shown_day", "shown", "day"),
    Index("ix_measured_finding_places", "places", "shown", "confidence", "id", "kind", "day"),
)

measured = Table(
    "measured",
    metadata,
    Column("day", Words, primary_key=True, comment="ISO date against which what is in measured_finding was measured"),
    Column("stand", Words, nullable=False, comment="what had come to the ledger then"),
    sqlite_with_rowid=False,
)

carried = Table(
    "carried",
    metadata,
    Column("ruling_id", ForeignKey("ruling.id"), primary_key=True, autoincrement=False),
    Column("reading_id", ForeignKey("reading.id"), primary_key=True, autoincrement=False, comment="of the later version"),
    Column("entry_key", ForeignKey("entry.key"), comment="what stands there on the same words; NULL where they are gone"),
    Column("corrected", Words, nullable=False, comment="JSON: what the ruling corrects, at its place in that version"),
    Index("ix_carried_reading_id", "reading_id"),
)

decision = Table(
    "decision",
    metadata,
    Column("id", Whole, primary_key=True),
    Column("subject", Words, nullable=False, index=True, comment="a person's or a matter's id"),
    Column("action", Words, nullable=False),
    Column("attributes", Words, nullable=False, comment="JSON: what was decided, and why"),
    Column("decided_at", Words, comment="ISO 8601, as the caller said"),
    Column("owner", Words, comment="who decided"),
    Column("previous", Words, nullable=False, unique=True, comment="hash of the decision before; empty for the first"),
    Column("hash", Words, nullable=False, unique=True, comment="SHA-256 of previous and of all the rest"),
)

member_act = Table(
    "member_act",
    metadata,
    Column("id", Whole, primary_key=True),
    Column("member", Words, nullable=False, index=True, comment="whose account: the name without regard to its case"),
    Column("action", Words, nullable=False),
    Column("attributes", Words, nullable=False, comment="JSON: the name as it was written, and the role that was given"),
    Column("done_at", Words, comment="ISO 8601, as the caller said"),
    Column("owner", Words, comment="who did it"),
    Column("previous", Words, nullable=False, unique=True, comment="hash of the act before; empty for the first"),
    Column("hash", Words, nullable=False, unique=True, comment="SHA-256 of previous and of all the rest"),
)

member_key = Table(
    "member_key",
    metadata,
    Column("member", Words, primary_key=True, comment="as in member_act"),
    Column("password", Words, nullable=False, comment="scrypt: parameters, salt and key, never the password"),
    Column("feed", Whole, nullable=False, server_default="0", comment="which key of his opens feeds; 0 for none"),
    Column("feeds", Whole, nullable=False, server_default="0", comment="how many such keys there ever were"),
    sqlite_with_rowid=False,
)

login_session = Table(
    "login_session",
    metadata,
    Column("id", Words, primary_key=True, comment="SHA-256 of what the browser keeps"),
    Column("member", Words, nullable=False, index=True, comment="as in member_act"),
    Column("began", Whole, nullable=False, comment="seconds since 1970"),
    Column("seen", Whole, nullable=False, comment="when something was last asked in it, to a few minutes"),
    sqlite_with_rowid=False,
)

login_failure = Table(
    "login_failure",
    metadata,
    Column("source", Words, primary_key=True, comment="a name's SHA-256, or an address"),
    Column("tries", Whole, nullable=False, comment="tries that failed since one succeeded or all were forgotten"),
    Column("last", Whole, nullable=False, comment="seconds since 1970"),
    sqlite_with_rowid=False,
)

login_key = Table(
    "login_key",
    metadata,
    Column("id", Whole, primary_key=True, comment="1: there is one key"),
    Column("key", LargeBinary, nullable=False, comment="by which sessions, forms and feeds are signed"),
)

FULL_TEXT = "passage_words"
"""The full-text index over passages, made by each database's own means (`ledger.fulltext`)."""
