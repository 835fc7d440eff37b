"""The nine points of 安全生产法 70, each to be evidenced before power is cut: ONE table for gate, form and papers."""

POINTS = {
    "hazard": "生产经营单位存在重大事故隐患",
    "order": "已经依法作出停产停业、停止施工、停止使用相关设施或者设备的决定",
    "refusal": "生产经营单位拒不执行决定",
    "danger": "有发生生产安全事故的现实危险",
    "safety": "措施在保证安全的前提下采取",
    "chief": "经本部门主要负责人批准",
    "notice": "以书面形式通知有关单位停止供应",
    "advance": "停止供电提前二十四小时通知生产经营单位，或者有危及生产安全的紧急情形",
    "release": "生产经营单位依法履行决定、采取相应措施消除隐患的，及时解除",
}
POWER = "停止供电"  # only this needs the day's notice; the supply of explosives is stopped at once
TO_SUPPLIERS = ("power-cut-notice", "power-restore-notice")  # addressed to others: they begin no period of the party
LIFTED_BECAUSE = {
    "annulled": "所依据的决定已被撤销或者变更",
    "handed_over": "案件已移送其他机关",
    "replaced": "已由行政处罚决定取代",
    "ended": "当事人终止",
}
