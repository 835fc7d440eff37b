"""The papers of penalties from real rows: of a unit, of a person, as they usually are and at their worst."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction

from casework.clock.book import forget
from casework.clock.calendar import Unit
from casework.clock.models import Period
from casework.core.now import now
from casework.penalties.models import Decision, Remedy
from casework.trail import chain
from documents import render
from documents.catalogue import CORRECTION, KINDS, PENALTIES, SERIES
from documents.contexts.party import age_on, sex_of
from documents.text import BadText
from tests.documents.penalty_matter import ID_NUMBER, STOPS, PenaltyMatter
from tests.documents.plain import texts

pytestmark = pytest.mark.django_db
CODES = [kind.code for kind in PENALTIES]
OUTWARD = {  # what goes to somebody else than the party
    "interview-notice": "示例证人甲",
    "court-application": "南宁铁路运输法院",
    "crime-referral": "南宁市公安局",
    "power-cut-notice": "南宁示例供电局",
    "power-restore-notice": "南宁示例供电局",
    "closure-report": "南宁市人民政府",
    "remedy-answer": "南宁市人民政府",
}


@pytest.fixture
def matter(people):
    return PenaltyMatter(people)


@pytest.fixture
def personal(people):
    return PenaltyMatter(people, personal=True, fine=Decimal(30_000))


def drawn(code: str, paper) -> str:
    body = render.draw(code, KINDS[code].facts(paper))
    return "\n".join(line for part in texts(body).values() for line in part)


def body_of(code: str, paper) -> str:
    return "\n".join(texts(render.draw(code, KINDS[code].facts(paper)))["body"])


@pytest.mark.parametrize("code", CODES)
def test_each_paper_says_whose_it_is_its_number_and_its_date(matter, code):
    words, kind = drawn(code, matter.paper(code)), KINDS[code]
    assert kind.title in words and "2026年6月16日" in words and "南宁市应急管理局行政执法文书" in words
    assert OUTWARD.get(code, matter.cast.enterprise.name) in words
    assert (matter.number in words) is bool(kind.series)
    assert ("打印件加盖实物印章后生效" in words) is kind.sealed
    assert "None" not in words and "（）" not in words and "［］" not in words


@pytest.mark.parametrize("code", [code for code in CODES if code not in STOPS])
def test_each_paper_of_a_person_names_him(personal, code):
    words = drawn(code, personal.paper(code))
    assert OUTWARD.get(code, "示例负责人甲") in words and "None" not in words


@pytest.mark.parametrize("code", ["penalty-notice", "hearing-right-notice", "payment-demand", "annul-decision"])
def test_a_person_is_addressed_himself(personal, code):
    assert KINDS[code].facts(personal.paper(code))["addressee"] == "示例负责人甲"


@pytest.mark.parametrize("code", CODES)
def test_each_paper_at_its_worst(people, code):
    law = "《中华人民共和国安全生产法》第三十六条第一款"
    matter = PenaltyMatter(people, facts=[(f"第{n}处𠮷<&>设备未经\n检测" + "，说明" * 9, law) for n in range(40)])
    name = "𠮷<&>“有限”公司" + "很长的名称" * 18
    type(matter.cast.enterprise).objects.update(name=name)
    matter.sanction.facts = "\n".join(f"第{n}项事实{{{{ 7*7 }}}}" for n in range(60))
    matter.sanction.save()
    matter.dossier.refresh_from_db()
    matter.penalty.refresh_from_db()
    matter.penalty.party_name = name
    paper = matter.paper(code, officers=[], opinions=[], access_code="")
    for row in (paper.record, paper.dossier):
        row.enterprise.name = name
    words = drawn(code, paper)
    assert (name in words) is (code not in {"interview-notice"}), code
    if code in ("penalty-notice", "penalty-decision", "investigation-report", "handling-approval"):
        assert all(f"第{n}项事实{{{{ 7*7 }}}}。" in words for n in range(60))
    if code in ("filing-approval", "extension-approval", "penalty-withdrawal"):
        assert all(f"第{n}处𠮷<&>设备未经" in words for n in range(40))


# Sentences of the national set with the articles of 2021, word for word.
PENALTY, FORCE, SAFETY = (f"《中华人民共和国{law}》" for law in ("行政处罚法", "行政强制法", "安全生产法"))
SENTENCES = {
    "interview-notice": "来时请携带下列证件材料（见打√处）：",
    "interview-record": "您有如实回答问题的义务，也有陈述、申辩和申请回避的权利。您听清楚了吗？",
    "evidence-notice": f"为确保调查取证工作，依据{PENALTY}第五十六条的规定，本机关决定对你（单位）的有关证据"
    "（证据名称、数量等详见附后清单）采取先行登记保存措施。",
    "penalty-notice": f"如对上述处罚有异议，根据{PENALTY}第四十四条、第四十五条的规定，你（单位）有权在收到"
    "本告知书之日起3日内向南宁市应急管理局进行陈述和申辩，逾期不提出申请的，视为放弃上述权利。",
    "hearing-right-notice": f"根据{PENALTY}第六十三条、第六十四条的规定，你（单位）有要求举行听证的权利。"
    "如你（单位）要求举行听证，请在接到本告知书之日起5日内向南宁市应急管理局提出书面听证申请。"
    "逾期不提出申请的，视为放弃听证权利。",
    "hearing-notice": "未按规定开展安全培训案，现定于2026年7月8日9时30分在本机关三楼会议室（公开）举行听证会议，"
    "请准时出席。",
    "penalty-decision": f"以上事实违反了{SAFETY}第二十八条第一款的规定，依据{SAFETY}"
    "第九十七条第（三）项的规定，决定给予罚款人民币壹拾伍万元整（￥150,000.00）、责令停产停业整顿的行政处罚。",
    "payment-demand": f"本机关将依据{PENALTY}第七十二条第一款第（一）项、{FORCE}"
    "第四十五条的规定，每日按罚款数额的3%加处罚款。",
    "court-demand": f"尚未履行，你（单位）在法定期限内未申请行政复议或者提起行政诉讼。依据{FORCE}"
    "第五十三条、第五十四条的规定，请你（单位）：",
    "surcharge-decision": "本机关决定对你（单位）加处罚款人民币肆仟伍佰元伍角整（￥4,500.50）。",
    "deferral-answer": f"现根据你（单位）的申请，本机关依据{PENALTY}第六十六条的规定，同意你（单位）：",
    "court-application": f"根据{PENALTY}第七十二条及{FORCE}第五十三条、第五十四条的规定，特申请贵院强制执行。",
    "power-cut-decision": f"依据{SAFETY}第七十条第一款的规定，本机关决定自2026年7月8日9时30分起，"
    "对你单位采取停止供电措施，强制你单位履行决定。",
    "power-cut-notice": "请你单位于2026年7月8日9时30分对该单位停止供电，请给予配合。",
    "power-restore-notice": f"依据{SAFETY}第七十条第二款的规定，本机关决定对该单位解除停止供电措施。",
    "no-penalty-decision": f"依据{PENALTY}第三十三条第一款的规定，决定不予行政处罚。",
    "closure-report": f"上述情形符合{SAFETY}第一百一十三条第（四）项",
    "crime-referral": f"依据{PENALTY}第二十七条",
    "change-decision": f"依据{PENALTY}第七十五条第二款的规定",
}


@pytest.mark.parametrize("code", SENTENCES)
def test_the_words_of_the_law(matter, code):
    assert SENTENCES[code] in body_of(code, matter.paper(code)).replace("\n", "")


REMEDY = (
    "如果不服本决定，可以依法在60日内向南宁市人民政府申请行政复议，或者在6个月内依法向南宁市示例人民法院提起行政诉讼，"
    "但本决定不停止执行，法律另有规定的除外。"
)
COURT = "逾期不申请行政复议、不提起行政诉讼又不履行的，本机关将依法申请人民法院强制执行或者依照有关规定强制执行。"


@pytest.mark.parametrize("code", ["evidence-disposal", "annul-decision", "no-penalty-decision", "power-cut-decision"])
def test_a_decision_tells_where_to_go_against_it(matter, code):
    words = body_of(code, matter.paper(code))
    assert REMEDY in words and COURT not in words


@pytest.mark.parametrize("code", ["penalty-decision", "daily-decision", "surcharge-decision", "change-decision"])
def test_a_decision_to_pay_tells_of_the_court_too(matter, code):
    assert f"{REMEDY}{COURT}" in body_of(code, matter.paper(code))


def test_a_decision_says_where_until_when_and_at_what_surcharge_to_pay(matter):
    words = body_of("penalty-decision", matter.paper("penalty-decision"))
    assert (
        "处以罚款的，罚款自收到本决定书之日起15日内缴至示例银行（地址：示例路2号），账号0000111122223333，"
        "到期不缴每日按罚款数额的3%加处罚款。" in words
    )
    assert "被处罚单位：南宁市示例冶金有限公司" in words and "责令停产停业整顿的，你（单位）应当自收到" in words


def test_a_warning_alone_asks_for_no_money_and_stops_nothing(matter):
    matter.sanction.fine, matter.sanction.warning, matter.sanction.stop_production = Decimal(0), True, False
    matter.sanction.save()
    words = body_of("penalty-decision", matter.paper("penalty-decision"))
    assert "决定给予警告的行政处罚。" in words
    assert "加处罚款" not in words and "停产停业" not in words and "示例银行" not in words


def test_a_decision_tells_how_the_party_was_heard(matter):
    matter.defence()
    matter.hearing()
    words = body_of("penalty-decision", matter.paper("penalty-decision"))
    assert "《行政处罚告知书》［（南）应急罚告〔2026〕3号］、《行政处罚听证告知书》" in words
    assert "已安排补训，本机关予以采纳。情况属实，在裁量中考虑。" in words
    assert "生产任务紧，本机关不予采纳。不是法定从轻情形。" in words
    assert "于2026年7月8日9时30分组织听证，并根据听证笔录作出本决定。" in words
    assert "集体讨论" not in words
    Decision.objects.all().delete()
    matter.deliberation()
    assert "经本机关负责人集体讨论，决定给予" in body_of("penalty-decision", matter.paper("penalty-decision"))


@pytest.mark.parametrize(("outcome", "said"), [("absent", "无正当理由拒不出席"), ("waived", "撤回听证申请")])
def test_a_decision_tells_how_a_hearing_was_lost(matter, outcome, said):
    matter.hearing(outcome=outcome)
    words = body_of("penalty-decision", matter.paper("penalty-decision"))
    assert said in words and "在规定期限内未提出陈述、申辩" in words


def test_silence_and_waivers_are_told_apart(matter):
    notice = matter.notice()
    notice.defence_waived_on = date(2026, 6, 17)
    notice.save()
    words = body_of("penalty-decision", matter.paper("penalty-decision"))
    assert "当事人书面放弃陈述、申辩。" in words and "当事人在规定期限内未要求听证。" in words


def test_a_persons_decision_says_who_he_is(personal):
    words = body_of("penalty-decision-person", personal.paper("penalty-decision-person"))
    assert "被处罚人：示例负责人甲　性别：男　年龄：46" in words
    assert f"身份证号：{ID_NUMBER}" in words and "家庭住址：示例路2号3栋" in words
    assert "所在单位：南宁市示例冶金有限公司　职务：总经理" in words
    assert "罚款人民币叁万元整（￥30,000.00）" in words and "停产停业" not in words


def test_sex_and_age_come_from_the_number():
    assert sex_of("110101199003070011") == "男" and sex_of("110101199003070020") == "女"
    assert age_on("110101199006160011", date(2026, 6, 15)) == "35"
    assert age_on("110101199006160011", date(2026, 6, 16)) == "36"
    assert sex_of("") == age_on("", date(2026, 6, 16)) == ""


def test_periods_are_those_in_force(matter):
    Period.objects.filter(name="defence").update(amount=5, unit=Unit.NATURAL_DAY)
    Period.objects.filter(name="pay").update(amount=20)
    forget()
    words = body_of("penalty-notice", matter.paper("penalty-notice"))
    assert "之日起5日内向" in words and "以上期限按工作日计算" not in words
    assert "之日起20日内缴至" in body_of("penalty-decision", matter.paper("penalty-decision"))
    forget()


def test_the_notice_speaks_of_a_hearing_only_where_there_is_one(matter):
    notice = matter.notice()
    assert "有要求举行听证的权利，见另行送达的" in body_of("penalty-notice", matter.paper("penalty-notice"))
    notice.hearing_right = False
    notice.save()
    assert "听证告知书" not in body_of("penalty-notice", matter.paper("penalty-notice"))


def test_the_notice_prints_the_code_that_opens_the_way_in(matter):
    assert "网上陈述申辩登录码：R7TK-4M9P-2WXH" in body_of("penalty-notice", matter.paper("penalty-notice"))
    assert "登录码" not in body_of("penalty-notice", matter.paper("penalty-notice", access_code=""))


def test_boxes_are_ticked_for_what_is_to_be_brought(matter):
    words = body_of("interview-notice", matter.paper("interview-notice"))
    assert "☑身份证\n☐营业执照\n☐法定代表人身份证明或者委托书\n☑劳动合同" in words


def test_a_refused_deferral_is_no_approval(matter):
    paper = matter.paper("deferral-answer", subject=matter.deferral(granted=False))
    facts = KINDS["deferral-answer"].facts(paper)
    assert facts["title"] == "延期（分期）缴纳罚款答复书"
    words = body_of("deferral-answer", paper)
    assert "不予同意。理由：账户有足额存款。" in words and "代收机构以本批准书为据" not in words
    assert "如果不服本答复" in words


def test_instalments_stand_one_by_one_and_the_rest_beside_them(matter):
    words = body_of("deferral-answer", matter.paper("deferral-answer"))
    assert "☐延期缴纳罚款。\n☑分期缴纳罚款。\n第1期至2026年7月31日前，缴纳罚款人民币伍万元整（￥50,000.00）。" in words
    assert "此外，尚有未缴纳的罚款人民币伍万元整（￥50,000.00）。" in words


def begun(remedy):
    """Into its first state with the event the guards ask for, as the gate writes it."""
    with transaction.atomic(), connection.cursor() as cursor:
        seq, head = chain.lock(cursor, remedy.dossier_id)
        line = (remedy.dossier_id, seq + 1, "remedy", remedy.pk, 1, "register", "", "pending", now(), None, "", {})
        chain.write(cursor, chain.Line(*line), head)
        Remedy.objects.filter(pk=remedy.pk).update(state="pending", version=1)


def test_a_lost_review_is_no_unused_one(matter):
    matter.standing()
    begun(matter.remedy())
    words = body_of("court-demand", matter.paper("court-demand"))
    assert "对该决定的行政复议、行政诉讼已经终结" in words and "未申请行政复议" not in words
    assert "（合计：154,500.50元）" in words


def test_a_stop_still_to_be_obeyed_is_demanded_too(matter):
    assert "☐立即履行以下行政决定" in body_of("court-demand", matter.paper("court-demand"))
    demand, stop = matter.demand(last=True), matter.suspension()
    stop.state, demand.decision.suspension = "in_force", stop
    words = body_of("court-demand", matter.paper("court-demand", subject=demand))
    assert "☑立即履行以下行政决定：责令停产停业整顿。" in words


def test_an_answer_takes_its_name_from_the_instance(matter):
    record = matter.remedy("suit")
    paper = matter.paper("remedy-answer", record=record)
    assert KINDS["remedy-answer"].facts(paper)["title"] == "行政诉讼答辩状"
    words = body_of("remedy-answer", paper)
    assert "答辩人（被告）：南宁市应急管理局" in words and "原告：南宁市示例冶金有限公司" in words
    assert "不服本机关2026年6月16日作出的《行政处罚决定书》［（南）应急罚〔2026〕3号］一案，答辩如下：" in words


def test_power_restored_because_the_stop_ended_says_so(matter):
    paper = matter.paper("power-restore-notice")
    paper.record.state = "lifted"
    words = body_of("power-restore-notice", paper)
    assert "因已停产整改。" in words and "依法履行了相关行政决定" not in words


def test_a_changed_decision_names_both_penalties(matter):
    paper = matter.paper("change-decision")
    assert "决定给予罚款人民币壹拾伍万元整（￥150,000.00）、责令停产停业整顿的行政处罚。" in body_of(
        "change-decision", paper
    )
    kept = matter.paper("change-decision", subject=paper.subject, facts={"unlawful": True, "reason": "程序违法"})
    assert "现确认上述决定违法，不予撤销。" in body_of("change-decision", kept)


def test_an_annulled_decision_made_anew_says_so(matter):
    again = {"reason": "程序违法", "same_facts": True}
    assert "本机关将依法重新调查处理。" in body_of("annul-decision", matter.paper("annul-decision", facts=again))
    assert "重新调查处理" not in body_of("annul-decision", matter.paper("annul-decision"))


def test_the_form_of_publication_shows_the_frozen_text_only(matter):
    words = body_of("publication-form", matter.paper("publication-form"))
    assert "罚款150,000.00元" in words and "示例法人1" not in words and "公示期满" in words


@pytest.mark.parametrize("code", ["closing-approval", "transfer-letter", "approval-form"])
def test_papers_of_every_matter_work_for_a_penalty(personal, code):
    personal.decision()
    step = {"step_label": "作出处罚决定", "receiver": "柳州市应急管理局", "reason": "已缴清", "fine": "30000",
            "stop_production": False}  # fmt: skip
    words = body_of(code, personal.paper(code, facts=step))
    if code == "transfer-letter":
        assert "本机关于2026年6月16日对示例负责人甲未按规定" in words
        return
    assert "身份证号" in words and "统一社会信用代码" not in words
    said = "拟给予罚款人民币叁万元整（￥30,000.00）的行政处罚" if code == "approval-form" else "有效。"
    assert said in words
    if code == "approval-form":
        assert "罚款：人民币叁万元整（￥30,000.00）。" in words and "责令停产停业整顿：否。" in words


def test_a_stop_may_rest_on_a_measure_in_a_correction_case(matter):
    """Its dossier is that of the case, which has no penalty."""
    measure = matter.matter.measure()
    measure.document = matter.document("on-site-measure", "现场处理措施决定书", "（南）应急现决〔2026〕2号")
    measure.save()
    stop = matter.suspension(dossier=matter.matter.dossier, measure=measure)
    given = {"record": stop, "dossier": matter.matter.dossier}
    for code in sorted(STOPS):
        words = body_of(code, matter.paper(code, **given))
        if code in ("power-cut-notice", "power-restore-notice"):
            continue
        assert "《现场处理措施决定书》" in words and "（南）应急现决〔2026〕2号" in words, code
    words = body_of("resumption-opinion", matter.paper("resumption-opinion", **given))
    assert "依据《中华人民共和国安全生产法》第六十五条第一款第（三）项的规定，现同意你单位" in words


def test_a_crime_is_referred_from_a_correction_case_too(matter):
    case = matter.matter.case
    words = body_of("crime-referral", matter.paper("crime-referral", record=case, dossier=case.dossier))
    assert "发现南宁市示例冶金有限公司的行为涉嫌危险作业罪" in words


@pytest.mark.parametrize("record", ["suspension", "remedy"])
def test_the_general_form_takes_any_record(matter, record):
    step = {
        "step_label": "停止供电", "ground": "4", "supplier": "南宁示例供电局", "cut_at": "2026-07-08T09:30:00+08:00",
        "points": {"hazard": {"met": True, "words": "特种作业人员无证上岗"}}, "decision": "x", "fine": None,
    }  # fmt: skip
    paper = matter.paper("approval-form", record=getattr(matter, record)(), facts=step)
    words = body_of("approval-form", paper)
    assert "依据的情形：拒不执行停产停业整顿决定。" in words and "停止时间：2026年7月8日9时30分。" in words
    assert "法定条件：特种作业人员无证上岗。" in words and "罚款：" not in words


def test_a_name_in_private_characters_is_refused_before_it_is_issued(matter):
    matter.sanction.facts = "安排\ue000上岗"
    matter.sanction.save()
    with pytest.raises(BadText, match="自造字"):
        KINDS["penalty-notice"].facts(matter.paper("penalty-notice"))


def test_facts_of_a_decision_cost_as_many_queries_whatever_its_length(matter, django_assert_max_num_queries):
    matter.defence()
    paper = matter.paper("penalty-decision")
    with django_assert_max_num_queries(14):
        KINDS["penalty-decision"].facts(paper)


def test_kinds_of_one_series_are_forms_of_one_paper():
    assert SERIES["应急罚"] == "行政处罚决定书（单位）" and SERIES["应急检记"] == "现场检查记录"
    shared = [k.code for k in (*CORRECTION, *PENALTIES) if k.series and SERIES[k.series] != k.title]
    assert shared == ["penalty-decision-person"]
