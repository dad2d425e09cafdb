"""The relay's tables. Times are RFC 3339 UTC text, ids 32 hexadecimal digits.

Nothing here names a visitor: a live ticket is two random ids and a time, and its row is deleted
when the person leaves, and with it the note of an expert who passed them on. `services` keeps what the estimates and counters need,
for 400 days, `usage` the numbers of each kiosk's days. An appointment names nobody either: its holder has a code, and here is
only what that code becomes (`appointments.model.digest_of`).
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    false,
)

metadata = MetaData()

accounts = Table(
    "accounts",
    metadata,
    Column("account", String(32), primary_key=True),
    Column("login", String(80), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("role", String(20), nullable=False),
    Column("administration", String(200), nullable=False),
    Column("password", String(200), nullable=False),
    Column("skills", JSON, nullable=False, server_default="[]"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_sha256", String(64), primary_key=True),
    Column("account", String(32), nullable=False),
    Column("expires", String(20), nullable=False),
)

attempts = Table(
    "attempts",
    metadata,
    Column("who_sha256", String(64), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("until", Float, nullable=False),
)

kiosks = Table(
    "kiosks",
    metadata,
    Column("kiosk", String(32), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("town", String(200), nullable=False),
    Column("public_key", String(43), nullable=False, unique=True),
    Column("seal_certificate", String(8192), nullable=False, default=""),
    Column("revoked", Boolean, nullable=False, default=False),
    Column("enrolled", String(20), nullable=False),
)

codes = Table(
    "codes",
    metadata,
    Column("code_sha256", String(64), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("town", String(200), nullable=False),
    Column("expires", String(20), nullable=False),
)

desks = Table(
    "desks",
    metadata,
    Column("desk", String(80), primary_key=True),
    Column("administration", String(200), nullable=False),
    Column("rank", Integer, nullable=False),
    Column("settings", JSON, nullable=False),
    Column("last_number", Integer, nullable=False, default=0),
)

tickets = Table(
    "tickets",
    metadata,
    Column("ticket", String(32), primary_key=True),
    Column("kiosk", String(32), nullable=False),
    Column("desk", String(80), nullable=False),
    Column("administration", String(200), nullable=False),
    Column("status", String(10), nullable=False),
    Column("place", Integer, nullable=False),
    Column("since", String(20), nullable=False),
    Column("fence", Integer, nullable=False, default=0),
    Column("number", String(10), nullable=False, default=""),
    Column("procedure", JSON, nullable=True),
    Column("ring_expert", String(32), nullable=False, default=""),
    Column("ring_holder", String(32), nullable=False, default=""),
    Column("skill", String(80), nullable=False, server_default=""),
    Column("returns", Integer, nullable=False, server_default="0"),
    Column("sent_by", String(200), nullable=False, server_default=""),
    Column("sent_from", String(200), nullable=False, server_default=""),
    Column("note", String(500), nullable=False, server_default=""),
    Column("appointment", JSON, nullable=True),
    Index("tickets_by_place", "administration", "place"),
)

seats = Table(
    "seats",
    metadata,
    Column("call", String(32), primary_key=True),
    Column("ticket", String(32), nullable=False, unique=True),
    Column("kiosk", String(32), nullable=False, unique=True),
    Column("expert", String(32), nullable=False, unique=True),
    Column("holder", String(32), nullable=False),
    Column("fence", Integer, nullable=False),
    Column("generation", Integer, nullable=False, default=0),
    Column("granted", String(20), nullable=False),
    Column("expires", String(20), nullable=False),
    Column("outcome", String(20), nullable=False, default=""),
    Column("identity", String(20), nullable=False, default="", server_default=""),
)

services = Table(
    "services",
    metadata,
    Column("call", String(32), primary_key=True),
    Column("desk", String(80), nullable=False),
    Column("ended", String(20), nullable=False),
    Column("waited_s", Float, nullable=False),
    Column("served_s", Float, nullable=False),
    Column("reason", String(10), nullable=False),
    Column("outcome", String(20), nullable=False, default=""),
    Column("identity", String(20), nullable=False, default="", server_default=""),
    Column("ticket", String(32), nullable=False, default=""),
    Column("expert", String(32), nullable=False, default=""),
    Index("services_by_desk", "desk", "ended"),
)

usage = Table(
    "usage",
    metadata,
    Column("kiosk", String(32), primary_key=True),
    Column("date", String(10), primary_key=True),
    Column("counts", JSON, nullable=False),
)

slots = Table(
    "slots",
    metadata,
    Column("slot", String(32), primary_key=True),
    Column("desk", String(80), nullable=False),
    Column("administration", String(200), nullable=False),
    Column("expert", String(80), nullable=False),
    Column("name", String(200), nullable=False),
    Column("starts", String(20), nullable=False),
    Column("ends", String(20), nullable=False),
    Column("note", String(120), nullable=False, default=""),
    Index("slots_by_expert", "expert", "starts", unique=True),
    Index("slots_by_desk", "desk", "starts"),
)

# A slot is booked once because `slot` is unique; a cancelled appointment lets go of it (NULL).
appointments = Table(
    "appointments",
    metadata,
    Column("receipt_sha256", String(64), primary_key=True),
    Column("code_digest", String(64), nullable=False, unique=True),
    Column("hint", String(2), nullable=False),
    Column("slot", String(32), ForeignKey("slots.slot"), nullable=True, unique=True),
    Column("desk", String(80), nullable=False),
    Column("starts", String(20), nullable=False),
    Column("ends", String(20), nullable=False),
    Column("procedure", JSON, nullable=True),
    Column("called_off", Boolean, nullable=False, server_default=false()),
)
