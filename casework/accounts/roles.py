"""ONE table: which role may do what. A step names a permission; the gate asks this table, in the dossier's own agency.

The three administrators (三员) hold no permission of a case, and none of the others holds one of theirs.
"""

from functools import cache

from django.db import models


class Role(models.TextChoices):
    OFFICER = "officer", "执法人员"
    CLERK = "clerk", "内勤"
    UNIT_HEAD = "unit_head", "承办机构负责人"
    LEGAL = "legal", "法制审核人员"
    LEADER = "leader", "分管负责人"
    CHIEF = "chief", "主要负责人"
    REPRESENTATIVE = "representative", "企业经办人"
    DEPARTMENT = "department", "会签部门人员"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDIT_ADMIN = "audit_admin", "审计管理员"


OFFICE = (Role.OFFICER, Role.CLERK, Role.UNIT_HEAD, Role.LEGAL, Role.LEADER, Role.CHIEF)
ADMINISTRATORS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
SECOND_FACTOR = (Role.LEADER, Role.CHIEF, *ADMINISTRATORS)  # where REQUIRE_SECOND_FACTOR is on

PERMISSIONS: dict[str, tuple[Role, ...]] = {
    # looking
    "matter.view": OFFICE,
    "matter.view_own": (Role.REPRESENTATIVE,),
    "ledger.export": OFFICE,
    # acting in a matter; O of the procedures also needs the grant of the dossier (grants.py)
    "matter.handle": (Role.OFFICER,),
    "matter.answer": (Role.REPRESENTATIVE,),
    "matter.serve": (Role.OFFICER, Role.CLERK),
    "matter.assign": (Role.UNIT_HEAD, Role.LEADER),
    # signing: H, J, L, the head of the agency, a member of the collective
    "sign.unit": (Role.UNIT_HEAD,),
    "sign.legal": (Role.LEGAL,),
    "sign.leader": (Role.LEADER, Role.CHIEF),
    "sign.chief": (Role.CHIEF,),
    "sign.member": (Role.LEADER, Role.CHIEF),
    # a hearing; who may be named is asked of the matter (行政处罚法 64)
    "hearing.chair": (Role.OFFICER, Role.UNIT_HEAD, Role.LEGAL, Role.LEADER, Role.CHIEF),
    # what is missing in an investigation, before anybody is told (行政处罚法 57, 58)
    "penalty.send_back": (Role.LEGAL, Role.LEADER, Role.CHIEF),
    # accreditation: a round, in the provincial office; what the city bureau in charge of an applicant says of it
    "accreditation.announce": (Role.OFFICER, Role.UNIT_HEAD),
    "accreditation.recommend": (Role.OFFICER, Role.UNIT_HEAD),
    # accreditation: what a department of the programme says of a list before its units are designated
    "accreditation.countersign": (Role.DEPARTMENT,),
    # the office
    "number.reserve": (Role.CLERK, Role.UNIT_HEAD),
    "number.void": (Role.CLERK, Role.UNIT_HEAD),
    "claim.decide": (Role.OFFICER, Role.CLERK, Role.UNIT_HEAD),
    # a template of the office: one brings it, another lets it count
    "template.upload": (Role.CLERK, Role.UNIT_HEAD),
    "template.approve": (Role.LEGAL,),
    "matter.import": (Role.CLERK, Role.UNIT_HEAD),
    "matter.collect": (Role.OFFICER, Role.CLERK),
    "parameter.confirm": (Role.LEGAL,),
    "enterprise.edit": (Role.OFFICER, Role.CLERK, Role.UNIT_HEAD),
    # the three administrators
    "admin.reference": (Role.SYSTEM_ADMIN,),
    "admin.people": (Role.SECURITY_ADMIN,),
    "admin.audit": (Role.AUDIT_ADMIN,),
}


@cache
def holders(permission: str) -> tuple[str, ...]:
    """The roles that hold a permission.

    Raises:
        KeyError: the permission is not in the table.
    """
    return tuple(role.value for role in PERMISSIONS[permission])
