"""The cast of every test: one call, and the offices are staffed. All names are made up and look it."""

from dataclasses import dataclass, fields
from datetime import date

from django.contrib.auth.hashers import make_password

from casework.accounts.models import Membership, OfficerCertificate, User
from casework.accounts.roles import Role
from casework.core.checks import credit_check
from casework.organisations.models import Agency, Enterprise, Industry, Region
from tests import reference

PASSWORD = "tests-only-4711"
SINCE, UNTIL = date(2020, 1, 1), date(2035, 12, 31)


@dataclass
class Cast:
    """Who is there. The city bureau of 南宁 (``agency``) is fully staffed and is where a test's matter is handled."""

    province: Agency
    agency: Agency  # 南宁市
    county: Agency  # 南宁市兴宁区, below ``agency``
    neighbour: Agency  # 柳州市
    neighbour_county: Agency  # 柳州市城中区

    # 南宁市: two officers to act, a third to take over, one whose certificate has ended
    officer: User
    partner: User
    third_officer: User
    uncertified: User
    head: User  # unit_head
    legal: User
    leader: User
    second_leader: User
    third_leader: User
    chief: User
    clerk: User

    # elsewhere
    county_officer: User
    county_leader: User
    neighbour_officer: User  # sees nothing of 南宁
    province_officer: User
    province_leader: User

    # nobody of these may act in a case
    system_admin: User
    security_admin: User
    audit_admin: User

    enterprise: Enterprise  # in 兴宁区
    representative: User
    producer: Enterprise  # produces hazardous chemicals; in 兴宁区
    other_enterprise: Enterprise  # in 柳州市城中区
    stranger: User  # acts for ``other_enterprise``
    group_representative: User  # acts for ``enterprise`` and ``producer``

    @property
    def everybody(self) -> list[User]:
        return [value for f in fields(self) if isinstance(value := getattr(self, f.name), User)]


AGENCIES = {
    "province": "450000",
    "agency": "450100",
    "county": "450102",
    "neighbour": "450200",
    "neighbour_county": "450202",
}

STAFF: dict[str, tuple[str, str, Role]] = {
    "officer": ("执法员甲", "agency", Role.OFFICER),
    "partner": ("执法员乙", "agency", Role.OFFICER),
    "third_officer": ("执法员丙", "agency", Role.OFFICER),
    "uncertified": ("执法员丁", "agency", Role.OFFICER),
    "head": ("科长甲", "agency", Role.UNIT_HEAD),
    "legal": ("法制员甲", "agency", Role.LEGAL),
    "leader": ("分管领导甲", "agency", Role.LEADER),
    "second_leader": ("分管领导乙", "agency", Role.LEADER),
    "third_leader": ("分管领导丙", "agency", Role.LEADER),
    "chief": ("局长甲", "agency", Role.CHIEF),
    "clerk": ("内勤甲", "agency", Role.CLERK),
    "county_officer": ("区执法员甲", "county", Role.OFFICER),
    "county_leader": ("区分管领导甲", "county", Role.LEADER),
    "neighbour_officer": ("邻市执法员甲", "neighbour", Role.OFFICER),
    "province_officer": ("厅执法员甲", "province", Role.OFFICER),
    "province_leader": ("厅分管领导甲", "province", Role.LEADER),
}
ADMINISTRATORS = {
    "system_admin": ("系统管理员甲", Role.SYSTEM_ADMIN),
    "security_admin": ("安全管理员甲", Role.SECURITY_ADMIN),
    "audit_admin": ("审计管理员甲", Role.AUDIT_ADMIN),
}
ENTERPRISES = {
    "enterprise": ("南宁市示例冶金有限公司", "450102", "metallurgy", False),
    "producer": ("广西示例化工有限公司", "450102", "hazchem", True),
    "other_enterprise": ("柳州市样本矿业有限公司", "450202", "noncoal", False),
}
REPRESENTATIVES = {
    "representative": ("企业经办人甲", ["enterprise"]),
    "stranger": ("企业经办人乙", ["other_enterprise"]),
    "group_representative": ("企业经办人丙", ["enterprise", "producer"]),
}


def cast() -> Cast:
    """Staff the offices. Loads the reference data first where it is not there."""
    reference.load()
    agencies = {key: agency_of(code) for key, code in AGENCIES.items()}
    enterprises = {key: found_enterprise(number, *row) for number, (key, row) in enumerate(ENTERPRISES.items(), 1)}
    users = hire()
    Membership.objects.bulk_create(
        [
            Membership(user=users[key], role=role, agency=agencies[at], valid_from=SINCE)
            for key, (_, at, role) in STAFF.items()
        ]
        + [Membership(user=users[key], role=role, valid_from=SINCE) for key, (_, role) in ADMINISTRATORS.items()]
        + [
            Membership(user=users[key], role=Role.REPRESENTATIVE, enterprise=enterprises[name], valid_from=SINCE)
            for key, (_, names) in REPRESENTATIVES.items()
            for name in names
        ]
    )
    certify(users)
    return Cast(**agencies, **enterprises, **users)


def agency_of(region: str) -> Agency:
    """The region's agency, with the profile only its own office knows filled in."""
    agency = Agency.objects.get(region_id=region)
    agency.court = f"{agency.region.name}示例人民法院"
    agency.bank_name, agency.bank_address, agency.bank_account = "示例银行", "示例路2号", "0000111122223333"
    agency.address, agency.postcode = "示例路1号", "530000"
    agency.contact, agency.phone = "示例联系人", "0771-0000000"
    agency.save_without_historical_record()
    return agency


def credit_code(number: int, region: str = "450102") -> str:
    """A made-up code with a right check character."""
    body = f"91{region}MA5T{number:05d}"
    return body + credit_check(body)


def found_enterprise(number: int, name: str, region: str, industry: str, producer: bool) -> Enterprise:
    return Enterprise.objects.create(
        name=name,
        credit_code=credit_code(number, region),
        region=Region.objects.get(code=region),
        industry=Industry.objects.get(code=industry),
        producer=producer,
        address=f"示例工业园{number}号",
        postcode="530000",
        representative=f"示例法人{number}",
        representative_post="总经理",
        phone="0771-0000001",
        email=f"enterprise{number}@example.com",
        headcount=120,
    )


def hire() -> dict[str, User]:
    password = make_password(PASSWORD)
    names = {key: row[0] for key, row in (STAFF | ADMINISTRATORS | REPRESENTATIVES).items()}
    made = [
        User(
            username=key.replace("_", "-"),
            name=name,
            password=password,
            email=f"{key}@example.com",
            law_qualified=key == "legal",
        )
        for key, name in names.items()
    ]
    return dict(zip(names, User.objects.bulk_create(made), strict=True))


def certify(users: dict[str, User]) -> None:
    """Everybody with the officer's role, but ``uncertified``, whose certificate ended long ago."""
    officers = [key for key, (_, _, role) in STAFF.items() if role == Role.OFFICER]
    OfficerCertificate.objects.bulk_create(
        OfficerCertificate(
            user=users[key],
            number=f"4501000{number:03d}",
            valid_from=SINCE,
            valid_to=date(2021, 12, 31) if key == "uncertified" else UNTIL,
        )
        for number, key in enumerate(officers, 1)
    )
