"""What the database itself refuses (docs/adr/0007): a change of state without its event, and any change of history.

Triggers are no migrations: SQLite loses them when it rebuilds a table, so ``apps.py`` drops them before every
``migrate`` and installs them after it from the tables below. Owner rights on PostgreSQL, or a hand on the SQLite file,
can drop a trigger; that is what the published seals are for (docs/deployment.md).
"""

from typing import Any

from django.apps import apps

# lifecycle table -> kind of its events
GUARDED = {
    "enforcement_inspection": "inspection",
    "enforcement_case": "case",
    "documents_service": "service",
    "penalties_penalty": "penalty",
    "penalties_suspension": "suspension",
    "penalties_remedy": "remedy",
    "accreditation_application": "application",
    "accreditation_designation": "designation",
    "accreditation_evaluation": "evaluation",
    "accreditation_listing": "listing",
}
# What the law asks before a state, beside its event: table and state -> a condition on the new row, and its sentence.
DEMANDED = {
    ("penalties_penalty", "decided"): (
        "EXISTS (SELECT 1 FROM penalties_penaltynotice n WHERE n.penalty_id = NEW.id AND n.void_on IS NULL"
        " AND n.served_on IS NOT NULL AND (NOT n.hearing_right OR n.hearing_served_on IS NOT NULL))",
        "没有送达告知书的，不得作出处罚决定（行政处罚法第44条、第62条）。",
    ),
    ("penalties_suspension", "in_force"): (
        "EXISTS (SELECT 1 FROM penalties_decision d WHERE d.id = NEW.decision_id AND d.served_on IS NOT NULL)"
        " OR EXISTS (SELECT 1 FROM enforcement_measure m JOIN documents_service s ON s.document_id = m.document_id"
        " WHERE m.id = NEW.measure_id AND s.state = 'served')",
        "决定书或者现场处理措施决定书没有送达的，停产停业不生效（行政处罚法第61条）。",
    ),
    ("accreditation_application", "designated"): (
        "EXISTS (SELECT 1 FROM accreditation_ranked r WHERE r.application_id = NEW.id AND r.designated_on IS NOT NULL)"
        " AND EXISTS (SELECT 1 FROM clock_deadline d WHERE d.kind = 'application' AND d.record = NEW.id"
        " AND d.name = 'publicity' AND d.status = 'met' AND d.due_on < d.ended_on)"
        " AND NOT EXISTS (SELECT 1 FROM accreditation_objection o WHERE o.application_id = NEW.id"
        " AND o.answered_on IS NULL AND NOT o.late)",
        "没有公示期满、异议没有答复或者没有命名决定的，不得命名。",
    ),
    ("accreditation_designation", "active"): ("NEW.slot_id IS NOT NULL", "没有占用名额的，不得命名。"),
    ("accreditation_designation", "revoked"): (
        "NEW.slot_id IS NULL AND EXISTS (SELECT 1 FROM accreditation_ending e WHERE e.designation_id = NEW.id"
        " AND e.served_on IS NOT NULL AND e.dropped_on IS NULL AND e.decided_on IS NOT NULL)",
        "没有送达事先告知书或者没有退还名额的，不得撤销、撤回命名（参照行政许可法第36条）。",
    ),
    **{
        ("accreditation_designation", state): ("NEW.slot_id IS NULL", "没有退还名额的，不得注销命名。")
        for state in ("expired", "surrendered")
    },
    ("accreditation_evaluation", "submitted"): (
        "NOT EXISTS (SELECT 1 FROM accreditation_roundcriterion c JOIN accreditation_application a"
        " ON a.round_id = c.round_id WHERE a.id = NEW.application_id AND NOT EXISTS (SELECT 1 FROM"
        " accreditation_criterionscore s WHERE s.evaluation_id = NEW.id AND s.criterion_id = c.id))",
        "没有逐项评分的，不得提交评审。",
    ),
    ("accreditation_application", "evaluated"): (
        "EXISTS (SELECT 1 FROM accreditation_sitereport r WHERE r.application_id = NEW.id) AND NOT EXISTS"
        " (SELECT 1 FROM accreditation_evaluation e WHERE e.application_id = NEW.id AND e.state = 'assigned')",
        "没有现场评估报告或者专家没有全部提交评分的，评审不得汇总。",
    ),
}
# table -> condition under which the old row may not be changed any more, and columns that stay free
FROZEN = {
    "trail_event": ("TRUE", ()),
    "trail_seal": ("TRUE", ()),
    "trail_sealleaf": ("TRUE", ()),
    "accounts_loginrecord": ("TRUE", ()),
    "django_admin_log": ("TRUE", ()),
    "trail_fault": ("TRUE", ("ended_at", "updated_at")),
    "documents_attachment": ("TRUE", ("updated_at",)),
    "documents_document": (
        "TRUE",
        (
            *("updated_at", "status", "status_reason", "template_digest", "file", "sha256", "sm3", "size"),
            *("pdf", "pdf_sha256", "pdf_sm3", "signature", "claimed_until", "attempts", "last_error"),
        ),
    ),
    "accreditation_roundcriterion": ("TRUE", ()),  # what was announced is what is scored
    "accreditation_panel": ("TRUE", ()),  # seed and pool: the draw can be run again
    "accreditation_criterionscore": ("TRUE", ()),  # written when submitted, and locked
    "accreditation_listing": (  # the seed: nobody draws until he likes the result
        "TRUE",
        ("state", "version", "drawn_up_on", "publicised_on", "closed_on", "updated_at"),
    ),
    "accreditation_ranked": ("TRUE", ("publicised_on", "designated_on", "decision_id")),  # what was approved
    "accreditation_objection": ("OLD.answered_on IS NOT NULL", ("document_id", "updated_at")),
    "documents_templateversion": (
        "TRUE",
        ("status", "decided_by_id", "decided_on", "reason", "effective_from", "effective_to", "updated_at"),
    ),
    "documents_reservednumber": ("OLD.status <> 'reserved'", ()),
    "workflows_signature": ("OLD.decision <> ''", ("status", "finished", "owner_id", "assigned", "started")),
}
SEALED = ("documents_document", "documents_attachment")  # a sealed volume takes no further paper

# kind -> (whether the state stays the same, the state then) -> which steps do that, by which article. The pages stand
# floors above: workflows/guarding.py fills this in when the product starts.
SENTENCES: dict[str, dict[tuple[bool, str], str]] = {}

WORDS = {
    "born": "记录只能从空白状态建立，再由办理环节推进。",
    "step": "状态只能由办理环节改变：须有同一记录、同一版本的留痕。",
    "gone": "已经办理的记录不能删除。",
    "frozen": "已固定的记录不能修改或删除。",
    "number": "文号只能逐号向前取用。",
    "sealed": "案卷已经封存，不能再加入材料。请先办理重新开卷。",
}


def install(connection: Any) -> int:
    """Create every guard, replacing what is there; returns how many there are."""
    remove(connection)
    statements = postgres() if connection.vendor == "postgresql" else sqlite()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    return count(connection)


def remove(connection: Any) -> None:
    """Drop every guard, for a migration or a test database's flush."""
    with connection.cursor() as cursor:
        for name, table in names(connection):
            cursor.execute(
                f'DROP TRIGGER "{name}" ON "{table}"' if connection.vendor == "postgresql" else f'DROP TRIGGER "{name}"'
            )


def count(connection: Any) -> int:
    return len(names(connection))


def expected(connection: Any) -> int:
    """How many guards a whole database has; fewer means somebody removed one."""
    if connection.vendor == "postgresql":
        return len([text for text in postgres() if text.lstrip().startswith("CREATE TRIGGER")])
    return len(sqlite())


def names(connection: Any) -> list[tuple[str, str]]:
    query = (
        "SELECT tgname, tgrelid::regclass::text FROM pg_trigger"
        " WHERE tgname LIKE 'guard!_%%' ESCAPE '!' AND tgenabled <> 'D'"
        if connection.vendor == "postgresql"
        else "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard!_%%' ESCAPE '!'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query.replace("%%", "%"))
        return [(str(name), str(table)) for name, table in cursor.fetchall()]


def postgres() -> list[str]:
    step = f"""
CREATE OR REPLACE FUNCTION guard_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> '' OR NEW.version <> 0 THEN RAISE EXCEPTION '{WORDS["born"]}' USING ERRCODE = '23514'; END IF;
  ELSIF TG_OP = 'DELETE' THEN
    IF OLD.version > 0 THEN RAISE EXCEPTION '{WORDS["gone"]}' USING ERRCODE = '23514'; END IF;
  ELSIF (NEW.id, NEW.state, NEW.version, NEW.dossier_id)
      IS DISTINCT FROM (OLD.id, OLD.state, OLD.version, OLD.dossier_id)
    AND NOT (NEW.version = OLD.version + 1 AND NEW.id = OLD.id AND EXISTS (
      SELECT 1 FROM trail_event e WHERE e.kind = TG_ARGV[0] AND e.record = NEW.id AND e.version = NEW.version
         AND e.source = OLD.state AND e.target = NEW.state AND e.dossier_id = NEW.dossier_id
         AND NEW.dossier_id = OLD.dossier_id)) THEN
    RAISE EXCEPTION '%', guard_words(TG_ARGV[0], OLD.state = NEW.state, NEW.state) USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$"""
    refuse = """
CREATE OR REPLACE FUNCTION guard_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = '23514'; END $$"""
    frozen = f"""
CREATE OR REPLACE FUNCTION guard_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE free text[] := COALESCE(TG_ARGV, ARRAY[]::text[]);  -- NULL where a trigger has no arguments
BEGIN
  IF to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
    RAISE EXCEPTION '{WORDS["frozen"]}' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$"""
    sealed = f"""
CREATE OR REPLACE FUNCTION guard_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM documents_dossier d WHERE d.id = NEW.dossier_id AND d.sealed_at IS NOT NULL) THEN
    RAISE EXCEPTION '{WORDS["sealed"]}' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$"""
    demands = [postgres_demand(*key, *value) for key, value in DEMANDED.items()]
    return [postgres_words(), step, refuse, frozen, sealed, *demands, *postgres_triggers()]


def postgres_words() -> str:
    """The sentence is looked up where a change is refused, never where one passes."""
    cases = [
        f"WHEN kind = '{kind}' AND stays = {stays} AND target = '{state}' THEN '{words}'"
        for kind in SENTENCES
        for (stays, state), words in literals(kind).items()
    ]
    found = f"CASE {' '.join(cases)} ELSE '{WORDS['step']}' END" if cases else f"'{WORDS['step']}'"
    return (
        "CREATE OR REPLACE FUNCTION guard_words(kind text, stays boolean, target text) RETURNS text LANGUAGE sql"
        f" AS $$ SELECT {found} $$"
    )


def literals(kind: str) -> dict[tuple[bool, str], str]:
    """The whole sentence for each move, as SQL holds it between its quotes."""
    return {move: f"{WORDS['step']}{words}".replace("'", "''") for move, words in SENTENCES.get(kind, {}).items()}


def postgres_demand(table: str, state: str, condition: str, words: str) -> str:
    return f"""
CREATE OR REPLACE FUNCTION guard_demand_{table}_{state}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT ({condition}) THEN RAISE EXCEPTION '{words}' USING ERRCODE = '23514'; END IF;
  RETURN NEW;
END $$"""


def postgres_triggers() -> list[str]:
    made = []
    for table, kind in GUARDED.items():
        made.append(
            f"CREATE TRIGGER guard_step_{table} AFTER INSERT OR UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION guard_step('{kind}')"
        )
    for table, state in DEMANDED:
        made.append(
            f"CREATE TRIGGER guard_demand_{table}_{state} BEFORE UPDATE ON {table} FOR EACH ROW "
            f"WHEN (NEW.state = '{state}' AND OLD.state <> '{state}') EXECUTE FUNCTION guard_demand_{table}_{state}()"
        )
    for table, (when, free) in FROZEN.items():
        arguments = ", ".join(f"'{column}'" for column in free)
        made.append(
            f"CREATE TRIGGER guard_frozen_{table} BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({when}) "
            f"EXECUTE FUNCTION guard_frozen({arguments})"
        )
        made.append(
            f"CREATE TRIGGER guard_kept_{table} BEFORE DELETE ON {table} FOR EACH ROW "
            f"EXECUTE FUNCTION guard_refuse('{WORDS['frozen']}')"
        )
    for table in sorted({*GUARDED, *FROZEN, "documents_serial", "documents_dossier"}):
        made.append(
            f"CREATE TRIGGER guard_whole_{table} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT "
            f"EXECUTE FUNCTION guard_refuse('{WORDS['frozen']}')"
        )
    made.append(
        "CREATE TRIGGER guard_number BEFORE UPDATE ON documents_serial FOR EACH ROW WHEN (NEW.last <= OLD.last "
        "OR NEW.agency_id <> OLD.agency_id OR NEW.year <> OLD.year OR NEW.series <> OLD.series) "
        f"EXECUTE FUNCTION guard_refuse('{WORDS['number']}')"
    )
    made.append(
        "CREATE TRIGGER guard_number_kept BEFORE DELETE ON documents_serial FOR EACH ROW "
        f"EXECUTE FUNCTION guard_refuse('{WORDS['number']}')"
    )
    for table in SEALED:
        made.append(
            f"CREATE TRIGGER guard_sealed_{table} BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION guard_sealed()"
        )
    return made


def sqlite() -> list[str]:
    return [
        *(guard for table, kind in GUARDED.items() for guard in sqlite_steps(table, kind)),
        *(guard for table, (when, free) in FROZEN.items() for guard in sqlite_frozen(table, when, free)),
        *(sqlite_demand(*key, *value) for key, value in DEMANDED.items()),
        *sqlite_numbers(),
        *(sqlite_sealed(table) for table in SEALED),
    ]


def trigger(name: str, moment: str, when: str, words: str) -> str:
    return f"CREATE TRIGGER guard_{name} {moment} WHEN {when} BEGIN SELECT RAISE(ABORT, '{words}'); END"


def sqlite_steps(table: str, kind: str) -> list[str]:
    # REPLACE fires no DELETE trigger: an insert onto an existing row is refused by itself.
    born = f"NEW.state <> '' OR NEW.version <> 0 OR EXISTS (SELECT 1 FROM {table} r WHERE r.id = NEW.id)"
    step = (
        "(NEW.id <> OLD.id OR NEW.state <> OLD.state OR NEW.version <> OLD.version"
        " OR NEW.dossier_id <> OLD.dossier_id)"
        " AND NOT (NEW.version = OLD.version + 1 AND NEW.id = OLD.id AND NEW.dossier_id = OLD.dossier_id"
        f" AND EXISTS (SELECT 1 FROM trail_event e WHERE e.kind = '{kind}' AND e.record = NEW.id"
        " AND e.version = NEW.version AND e.source = OLD.state AND e.target = NEW.state"
        " AND e.dossier_id = NEW.dossier_id))"
    )
    return [
        trigger(f"born_{table}", f"BEFORE INSERT ON {table}", born, WORDS["born"]),
        f"CREATE TRIGGER guard_step_{table} BEFORE UPDATE ON {table} WHEN {step} BEGIN {sqlite_words(kind)}; END",
        trigger(f"gone_{table}", f"BEFORE DELETE ON {table}", "OLD.version > 0", WORDS["gone"]),
    ]


def sqlite_words(kind: str) -> str:
    """One RAISE for each sentence: SQLite takes no expression there."""
    cases = [
        f"WHEN (OLD.state = NEW.state) = {int(stays)} AND NEW.state = '{state}' THEN RAISE(ABORT, '{words}')"
        for (stays, state), words in literals(kind).items()
    ]
    otherwise = f"RAISE(ABORT, '{WORDS['step']}')"
    return f"SELECT CASE {' '.join(cases)} ELSE {otherwise} END" if cases else f"SELECT {otherwise}"


def sqlite_frozen(table: str, when: str, free: tuple[str, ...]) -> list[str]:
    changed = " OR ".join(f'NEW."{column}" IS NOT OLD."{column}"' for column in columns(table) if column not in free)
    twin = f"EXISTS (SELECT 1 FROM {table} r WHERE r.id = NEW.id)"
    if table == "trail_event":
        twin += (
            " OR EXISTS (SELECT 1 FROM trail_event e WHERE e.dossier_id = NEW.dossier_id AND e.seq = NEW.seq)"
            " OR EXISTS (SELECT 1 FROM trail_event e WHERE e.kind = NEW.kind AND e.record = NEW.record"
            " AND e.version = NEW.version)"
        )
    return [
        trigger(f"frozen_{table}", f"BEFORE UPDATE ON {table}", f"({when}) AND ({changed})", WORDS["frozen"]),
        trigger(f"kept_{table}", f"BEFORE DELETE ON {table}", "TRUE", WORDS["frozen"]),
        trigger(f"twin_{table}", f"BEFORE INSERT ON {table}", twin, WORDS["frozen"]),
    ]


def sqlite_demand(table: str, state: str, condition: str, words: str) -> str:
    when = f"NEW.state = '{state}' AND OLD.state <> '{state}' AND NOT ({condition})"
    return trigger(f"demand_{table}_{state}", f"BEFORE UPDATE ON {table}", when, words)


def sqlite_numbers() -> list[str]:
    back = "NEW.last <= OLD.last OR NEW.agency_id <> OLD.agency_id OR NEW.year <> OLD.year OR NEW.series <> OLD.series"
    return [
        trigger("number", "BEFORE UPDATE ON documents_serial", back, WORDS["number"]),
        trigger("number_kept", "BEFORE DELETE ON documents_serial", "TRUE", WORDS["number"]),
    ]


def sqlite_sealed(table: str) -> str:
    sealed = "EXISTS (SELECT 1 FROM documents_dossier d WHERE d.id = NEW.dossier_id AND d.sealed_at IS NOT NULL)"
    return trigger(f"sealed_{table}", f"BEFORE INSERT ON {table}", sealed, WORDS["sealed"])


def columns(table: str) -> list[str]:
    model = next(m for m in apps.get_models(include_auto_created=True) if m._meta.db_table == table)
    return [field.column for field in model._meta.local_concrete_fields]
