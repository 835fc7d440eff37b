"""Facts of one order by hand, for tests and measurements that need no database. Two pages of text."""

LAW = "《中华人民共和国安全生产法》"
FINDINGS = (
    f"熔炼车间3名中频炉操作工未经安全技能培训考核合格即上岗作业，违反了{LAW}第二十八条第一款的规定。",
    f"1名焊接与热切割作业人员操作证到期后仍上岗作业，违反了{LAW}第三十条第一款的规定。",
    f"未如实记录安全生产教育和培训情况，违反了{LAW}第二十八条第四款的规定。",
    f"6名班组长均未安排专门轮训，违反了{LAW}第二十八条第一款的规定。",
)


def order_facts(**changes) -> dict:
    facts = {
        "title": "责令限期整改指令书",
        "agency": "南宁市应急管理局",
        "number": "（南）应急责改〔2026〕15号",
        "date": "2026年6月16日",
        "issued_iso": "2026-06-16",
        "addressee": "南宁市示例冶金有限公司",
        "code": "8K3M WQ7Z P2RA",
        "verify_url": "http://testserver/verify/8K3MWQ7ZP2RA",
        "site": "testserver",
        "government": "南宁市人民政府",
        "court": "南宁铁路运输法院",
        "address": "示例路1号",
        "contact": "示例联系人",
        "phone": "0771-0000000",
        "officers": [
            {"name": "执法员甲", "certificate": "4501000001", "shown": "（执法员甲）"},
            {"name": "执法员乙", "certificate": "4501000002", "shown": "（执法员乙）"},
        ],
        "foot_note": "打印件加盖实物印章后生效",
        "pictures": {"seal": "", "officer_1": "", "officer_2": "", "party": ""},
        "items": list(FINDINGS),
        "major": "2",
        "groups": [{"numbers": "1、2", "due": "2026年7月1日"}, {"numbers": "3、4", "due": "2026年7月15日"}],
        "access_code": "R7TK-4M9P",
    }
    return {**facts, **changes}
