"""Every kind of paper from real rows: as it usually is, with everything optional left out, and at its worst."""

import hashlib
import io
from urllib.parse import urlsplit

import docx
import pytest
from django.core.files.base import ContentFile
from django.urls import resolve

from casework.enforcement.models import Order
from documents import render
from documents.catalogue import CORRECTION, KINDS, NEEDS, TABLE
from documents.models import Attachment
from documents.text import BadText
from tests.documents.matters import DAY, Matter, bare, certified, signature_picture
from tests.documents.plain import pictures_of, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def matter(people):
    return Matter(people)


def drawn(code: str, paper) -> str:
    body = render.draw(code, KINDS[code].facts(paper))
    docx.Document(io.BytesIO(body))
    return "\n".join(line for part in texts(body).values() for line in part)


def test_each_paper_says_whose_it_is_to_whom_its_number_and_its_date(matter):
    for code, kind in ((kind.code, kind) for kind in CORRECTION):
        words = drawn(code, matter.paper(code))
        addressee = "柳州市应急管理局" if code == "transfer-letter" else matter.cast.enterprise.name
        number = {matter.number} if kind.series else set()
        for said in {"南宁市应急管理局行政执法文书", addressee, "2026年6月16日", "8K3M WQ7Z P2RA"} | number:
            assert said in words, code
        assert ("打印件加盖实物印章后生效" in words) is kind.sealed, code


def test_each_paper_without_what_is_optional(matter):
    for code in (kind.code for kind in CORRECTION):
        words = drawn(code, bare(matter.paper(code)))
        assert "None" not in words and "（）" not in words, code


def test_each_paper_at_its_worst(people):
    name = "𠮷<&>“有限”公司" + "很长的名称" * 38
    law = "《中华人民共和国安全生产法》第三十六条第一款"
    matter = Matter(people, facts=[(f"第{n}处𠮷<&>设备未经\n检测" + "，说明" * 30, law) for n in range(40)])
    for code in (kind.code for kind in CORRECTION):
        paper = matter.paper(code)
        for row in (paper.dossier, paper.record, paper.subject):
            if hasattr(row, "enterprise"):
                row.enterprise.name = name
        words = drawn(code, paper)
        assert (name in words) is (code != "transfer-letter"), code
        if code in ("rectification-order", "inspection-record", "closing-approval"):
            assert all(f"第{n}处𠮷<&>设备未经" in words for n in range(40)), code


def test_the_table_is_whole():
    assert set(NEEDS) == set(KINDS) and len(KINDS) == len(TABLE)
    shared = {"penalty-decision-person", "defiance-record"}  # counted with the paper they are another form of
    series = [kind.series for kind in TABLE if kind.series and kind.code not in shared]
    assert len(series) == len(set(series))
    assert {kind.code for kind in TABLE if kind.access_code} == {"rectification-order", "penalty-notice"}


def test_the_square_code_leads_to_the_page_that_verifies_it(matter):
    facts = KINDS["rectification-order"].facts(matter.paper("rectification-order"))
    found = resolve(urlsplit(facts["verify_url"]).path)
    assert (found.url_name, found.kwargs) == ("verify_code", {"code": "8K3MWQ7ZP2RA"})


def test_an_order_with_two_dates(matter):
    words = drawn("rectification-order", matter.paper("rectification-order"))
    assert (
        "现责令你单位对上述第1、2项问题于2026年7月1日前整改完毕，对上述第3项问题于2026年7月15日前整改完毕，"
        "达到有关法律法规规章和标准规定的要求。由此造成事故的，依法追究有关人员的责任。"
    ) in words
    assert (
        "1．熔炼车间3名中频炉操作工未经安全技能培训考核合格即上岗作业（涉及人员：示例工人甲（中频炉操作工）、示例工人乙），"
        "违反了《中华人民共和国安全生产法》第二十八条第一款的规定。"
    ) in words
    assert "其中事故隐患第2项属于重大隐患。" in words
    assert "整改期间，你单位应当采取措施，确保安全生产。对安全生产违法行为，将依法予以行政处罚。" in words
    assert (
        "如果不服本指令，可以依法在60日内向南宁市人民政府申请行政复议，或者在6个月内依法向南宁市示例人民法院提起行政诉讼，"
        "但本指令不停止执行，法律另有规定的除外。"
    ) in words
    assert "本文书一式两份：一份由应急管理部门备案，一份交被检查单位。" in words
    assert "（执法员甲）　证号：4501000001" in words
    assert "网上答复登录码：R7TK-4M9P" in words


def test_an_order_with_one_date_says_it_once(people):
    matter = Matter(people, due=(DAY.replace(month=7),))
    words = drawn("rectification-order", matter.paper("rectification-order", access_code=""))
    assert "现责令你单位对上述第1、2、3项问题于2026年7月16日前整改完毕，达到" in words
    assert "登录码" not in words


def test_the_measure_cites_the_law_and_the_remedy(matter):
    words = drawn("on-site-measure", matter.paper("on-site-measure"))
    assert "以上存在的问题无法保证安全生产，依据《中华人民共和国安全生产法》第六十五条第一款第（三）项的规定" in words
    assert "1．立即停止2号中频炉作业。\n2．撤出未经培训合格的3名操作工。" in words
    assert "如果不服本决定，可以依法在60日内向" in words


def test_an_extension_granted_and_refused(matter):
    granted = drawn("extension-answer", matter.paper("extension-answer"))
    assert "同意延期。上述问题应当于2026年7月16日前整改完毕。" in granted and "如果不服" not in granted
    assert (
        "请求将《责令限期整改指令书》（（南）应急责改〔2026〕6号）第1、2项问题的整改期限由2026年7月1日延长至2026年7月16日"
        in granted
    )
    refused = drawn("extension-answer", matter.paper("extension-answer", subject=matter.extension(granted=False)))
    assert "不同意延期。上述问题仍应当于2026年7月1日前整改完毕。" in refused
    assert "理由：企业可以另选考点。" in refused and "如果不服本答复" in refused


def test_an_extension_already_written_over_the_date_still_tells_the_old_one(matter):
    paper = matter.paper("extension-answer")
    paper.subject.findings.update(due_on=paper.subject.new_date)
    assert "整改期限由2026年7月1日延长至2026年7月16日" in drawn("extension-answer", paper)


def test_a_second_extension_counts_from_the_first(matter):
    first = matter.extension()
    first.findings.update(due_on=first.new_date)
    second = matter.extension()
    second.wished_on = second.new_date = first.new_date.replace(day=30)
    second.findings.update(due_on=second.new_date)
    words = drawn("extension-answer", matter.paper("extension-answer", subject=second))
    assert "整改期限由2026年7月16日延长至2026年7月30日" in words


def test_a_recheck_tells_late_from_not_yet(matter):
    words = drawn("recheck-opinion", matter.paper("recheck-opinion"))
    assert "本机关于2026年6月16日作出了责令限期整改的决定［（南）应急责改〔2026〕6号］" in words
    assert "即上岗作业：已整改完毕。" in words
    assert "第2项问题逾期未整改，本机关将依法处理。第3项问题应当继续整改，在整改期限内完成。" in words
    paper = matter.paper("recheck-opinion", subject=matter.recheck("done", "done", "not_done"))
    # The third one's date is July 15, the recheck's July 3: not done is not late.
    assert "第3项问题应当继续整改" in drawn("recheck-opinion", paper)
    paper = matter.paper("recheck-opinion", subject=matter.recheck("done", "done", "done"))
    assert "上述问题已按要求整改完毕。" in drawn("recheck-opinion", paper)


def test_items_are_numbered_as_on_the_order(matter):
    """The second order of a case begins at 1 again, whatever the numbers in the case; this one was issued on paper."""
    matter.case.number = "（南）应急责改〔2025〕3号"
    matter.case.save()
    third = matter.findings[2]
    third.order = Order.objects.create(case=matter.case, document=None, issued_on=DAY)
    third.save()
    recheck = matter.recheck("done")
    recheck.judgements.update(finding=third)
    words = drawn("recheck-opinion", matter.paper("recheck-opinion", subject=recheck))
    assert "第1项，未如实记录" in words and "［（南）应急责改〔2025〕3号］" in words


def test_an_order_issued_on_paper_is_corrected_and_withdrawn_by_its_own_number(matter):
    matter.case.number = "（南）应急责改〔2025〕3号"
    matter.case.save()
    old = Order.objects.create(case=matter.case, document=None, issued_on=DAY)
    facts = {**matter.paper("correction").facts, "order": old.pk}
    words = drawn("correction", matter.paper("correction", subject=None, facts=facts))
    assert "发出的《责令限期整改指令书》（（南）应急责改〔2025〕3号），现作如下更正：" in words
    assert "1．第1项整改期限“2026年7月1日”，更正为“2026年7月2日”。" in words
    withdrawn = drawn("withdrawal-notice", matter.paper("withdrawal-notice"))
    assert "2．《责令限期整改指令书》（（南）应急责改〔2025〕3号），2026年6月16日" in withdrawn


def test_the_proposer_and_a_deputy_sign_the_form(matter):
    words = drawn("approval-form", matter.paper("approval-form"))
    for said in (
        "移送案件审批表",
        "受移送机关：柳州市应急管理局。",
        "建议办理。",
        "执法员甲、执法员乙",
        "同意。按程序办理。",
        "分管领导甲（代分管领导乙签）",
        "承办人意见",
        "审核意见",
        "审批意见",
    ):
        assert said in words


def test_a_declined_penalty_cites_its_ground(matter):
    words = drawn("no-filing", matter.paper("no-filing"))
    assert "第1、2项问题。" in words
    assert "初次违法且危害后果轻微并及时改正，依据《中华人民共和国行政处罚法》第三十三条第一款。" in words


def test_a_refused_signature_is_on_the_record(matter):
    matter.inspection.refusal, matter.inspection.witness = "现场负责人拒绝签名，已录像", "社区工作人员甲"
    words = drawn("inspection-record", matter.paper("inspection-record"))
    assert "被检查单位拒绝签名或者拒绝检查的情况：现场负责人拒绝签名，已录像" in words
    assert "见证人（签名）：社区工作人员甲" in words


def test_guidance_is_told_apart_on_the_record(matter):
    matter.inspection.findings.filter(number=3).update(guidance=True)
    words = drawn("inspection-record", matter.paper("inspection-record"))
    assert words.index("2．1名焊接") < words.index("以下事项只作指导，请自行改进：\n1．未如实记录")


def test_a_name_in_private_characters_is_refused_before_it_is_issued(matter):
    paper = matter.paper("rectification-order")
    paper.dossier.enterprise.name = "广西\ue000业公司"
    with pytest.raises(BadText, match="自造字"):
        KINDS["rectification-order"].facts(paper)


def test_facts_of_an_order_cost_few_queries(matter, django_assert_max_num_queries):
    paper = matter.paper("rectification-order")
    paper.dossier.enterprise  # noqa: B018  the gate has read it
    with django_assert_max_num_queries(2):
        KINDS["rectification-order"].facts(paper)


def test_facts_of_a_recheck_cost_as_many_queries_for_one_finding_as_for_three(matter, django_assert_num_queries):
    for results in (("done",), ("done", "not_done", "open")):
        paper = matter.paper("recheck-opinion", subject=matter.recheck(*results))
        with django_assert_num_queries(2):
            KINDS["recheck-opinion"].facts(paper)


def test_drawn_signatures_are_on_the_record(matter):
    chosen = []
    for number in range(3):
        body = signature_picture(opaque=False) + bytes(number)
        row = Attachment(dossier=matter.inspection.dossier, name="签名.png", media_type="image/png", size=len(body),
                         sha256=hashlib.sha256(body).hexdigest(), by=matter.cast.officer)  # fmt: skip
        row.file.save("signature.png", ContentFile(body))
        chosen.append(row.pk)
    matter.inspection.signatures = {"officers": chosen[:2], "party": chosen[2]}
    facts = KINDS["inspection-record"].facts(matter.paper("inspection-record"))
    assert set(pictures_of(render.draw("inspection-record", facts))) == {"qr", "officer_1", "officer_2", "party"}


def test_officers_without_a_certificate_leave_the_blank(matter):
    paper = matter.paper("rectification-order", officers=[])
    assert "行政执法人员（签名）：" in drawn("rectification-order", paper)
    assert certified(matter.cast.officer)[0]["certificate"] == "4501000001"
