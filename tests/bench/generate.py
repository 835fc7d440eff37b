"""A million cases, each with its dossier and its running deadline, written by the set; a database of a large province.

Guards are taken off while the rows are born in their states, and put back before anything is measured.
"""

from django.db import connection, transaction

from casework.core.now import now, today
from casework.trail import guards

CASES, ENTERPRISES = 1_000_000, 100_000
WORDS = "南宁柳州桂林梧州北海钦州贵港玉林百色贺州河池来宾崇左华泰建兴隆昌盛达通源鑫宏瑞丰顺安康信德和平江山海天云"
TRADES = "矿业化工冶金烟花爆竹建材机电钢铁铝业石化气体涂料铸造"
RARE = "璟翊"
STATES = ("found", "ordered", "reported", "expired", "overdue", "corrected", "closed")
NUMBERS = "WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {last})"


def series(count: int, first: int = 1) -> str:
    if connection.vendor == "postgresql":
        return f"(SELECT generate_series({first}, {first + count - 1}) AS i) n"
    return f"({NUMBERS.format(first=first, last=first + count - 1)} SELECT i FROM n) n"


def regions() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT code FROM organisations_region WHERE level = 'county' ORDER BY code")
        return [row[0] for row in cursor.fetchall()]


def pick(values: str, expression: str) -> str:
    """SQL for two characters of a text, chosen by a number."""
    return f"SUBSTR('{values}', 1 + ({expression}) % {len(values) - 2}, 2)"


def run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def day(offset: str) -> str:
    """SQL for today and so many days."""
    if connection.vendor == "postgresql":
        return f"(DATE '{today()}' + ({offset})::int)"
    return f"DATE('{today()}', ({offset}) || ' days')"


def generate(agency: int, enterprise: int, industry: str) -> None:
    """Enterprises, dossiers, cases and deadlines; every hundredth deadline has lapsed and not fired."""
    if first_free("enforcement_case") >= CASES:  # already there, for another measurement
        return
    guards.remove(connection)
    places = regions()
    table = " ".join(f"WHEN {k} THEN '{code}'" for k, code in enumerate(places))
    region = f"CASE (CAST(i AS BIGINT) * 7919) % {len(places)} {table} END"
    base = first_free("organisations_enterprise")
    name = f"{pick(WORDS, 'i * 31')} || {pick(WORDS, 'i * 17 + i / 50')} || {pick(TRADES, 'i * 13')} || '有限公司'"
    with transaction.atomic():
        run(
            "INSERT INTO organisations_enterprise (id, name, credit_code, region_id, industry_id, producer, address,"
            " postcode, representative, representative_post, phone, email, created_at, updated_at)"
            f" SELECT {base} + i, CASE WHEN i % 20000 = 7 THEN '{RARE}' ELSE '' END || {name}, 'B' || i, {region},"
            f" '{industry}', FALSE, '示例路', '', '示例法人', '', '', '', '{now()}', '{now()}'"
            f" FROM {series(ENTERPRISES)}"
        )
        grams(base)
        matters(agency, base, industry, region)
    guards.install(connection)
    run("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def first_free(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COALESCE(MAX(id), 0) FROM {table}")
        return int(cursor.fetchone()[0])


def grams(base: int) -> None:
    longest = 12
    pieces = " UNION ".join(
        f"SELECT SUBSTR(name, {at}, {size}) AS gram, id FROM organisations_enterprise"
        f" WHERE id > {base} AND LENGTH(name) >= {at + size - 1}"
        for at in range(1, longest)
        for size in (1, 2)
    )
    run(f"INSERT INTO organisations_enterprisegram (gram, enterprise_id) {pieces}")


def matters(agency: int, base: int, industry: str, region: str) -> None:
    dossier, case = first_free("documents_dossier"), first_free("enforcement_case")
    stamp, party = now(), f"{base} + 1 + (i * 13) % {ENTERPRISES}"
    states = " ".join(f"WHEN {k} THEN '{state}'" for k, state in enumerate(STATES))
    false = "FALSE"
    run(
        "INSERT INTO documents_dossier (id, kind, agency_id, region_code, enterprise_id, personal, title, volume,"
        " recused, seq, head, created_at, updated_at)"
        f" SELECT {dossier} + i, 'case', {agency}, {region}, {party}, FALSE,"
        f" '案', 1, '[]', 0, '', '{stamp}', '{stamp}' FROM {series(CASES)}",
        "INSERT INTO enforcement_case (id, dossier_id, state, version, agency_id, enterprise_id, party_name,"
        " region_code, industry_id, number, opened_on, due_on, stage_reason, closed_from, transferred_to, imported,"
        f" created_at, updated_at) SELECT {case} + i, {dossier} + i,"
        f" CASE WHEN i % 100 = 0 THEN 'ordered' ELSE CASE i % {len(STATES)} {states} END END, 1, {agency}, {party},"
        f" (SELECT e.name FROM organisations_enterprise e WHERE e.id = {party}), {region}, '{industry}',"
        f" '（示）应急责改〔2026〕' || i || '号', {day('-30 - i % 300')}, {day('5 + i % 300')}, '', '', '', {false},"
        f" '{stamp}', '{stamp}' FROM {series(CASES)}",
    )
    deadlines(dossier, case)


def deadlines(dossier: int, case: int) -> None:
    """One running deadline a case; every hundredth is a passed rectification date with its order and finding."""
    stamp = now()
    due = "CASE WHEN i % 100 = 0 THEN -2 ELSE 5 + i % 300 END"
    lapse = (
        f"({day(due)} + INTERVAL '1 day')" if connection.vendor == "postgresql" else f"DATETIME({day(due)}, '1 day')"
    )
    warn = f"({day('30000')} + INTERVAL '1 day')" if connection.vendor == "postgresql" else f"DATETIME({day('30000')})"
    order, finding = first_free("enforcement_order"), first_free("enforcement_finding")
    run(
        "INSERT INTO clock_deadline (dossier_id, kind, record, name, key, label, starts_on, due_on, lapses_at, warn_at,"
        " status, right_of_party, calendar_version, created_at, updated_at)"
        f" SELECT {dossier} + i, 'case', {case} + i, CASE WHEN i % 100 = 0 THEN 'rectification' ELSE 'recheck' END, '',"
        f" '期限', {day('-20')}, {day(due)}, {lapse}, {warn}, 'running', FALSE, 0, '{stamp}', '{stamp}'"
        f" FROM {series(CASES)}",
        "INSERT INTO enforcement_order (id, case_id, issued_on, served_on, reason, created_at, updated_at)"
        f" SELECT {order} + i, {case} + i * 100, {day('-20')}, {day('-19')}, '', '{stamp}', '{stamp}'"
        f" FROM {series(CASES // 100)}",
        "INSERT INTO enforcement_finding (id, case_id, order_id, number, violation_id, fact, post, basis, guidance,"
        " cannot_wait, major, standing, due_on, first_due_on, settled_fact, declined, created_at, updated_at)"
        f" SELECT {finding} + i, {case} + i * 100, {order} + i, 1, 'V1', '示例', '岗位', '{{}}', FALSE, FALSE, FALSE,"
        f" 'open', {day('-2')}, {day('-2')}, '', '[]', '{stamp}', '{stamp}' FROM {series(CASES // 100)}",
    )
