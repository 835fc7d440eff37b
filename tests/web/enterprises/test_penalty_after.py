"""After the decision: demands, a change, a stop of production, a remedy, as their party reads them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from casework.core.now import now, standing_at
from casework.penalties.models import Acceptance, Suspension
from tests.people import cast
from tests.web.enterprises.test_penalty import address, hidden, page, send
from tests.web.looking import queries, read
from tests.workflows.penalties.stages import overdue, teller
from tests.workflows.story import photo


@pytest.fixture
def story(db):
    return teller()(cast())


def stopped(story):
    """Fined and stopped for not having corrected in time."""
    overdue(story).serve().file(tier=2).interview().conclude().notify().serve_notice()
    return story.waive("both").looked_at().decide().serve_decision()


def at(row, name="my_suspension", *more):
    return reverse(name, args=[row.pk, *more])


def test_a_stop_says_what_is_stopped_and_what_to_prove(client, story):
    row = Suspension.objects.get(decision__penalty=stopped(story).penalty)
    text = read(client, story.people.representative, at(row))
    assert "请停产停业整顿" in text and row.scope in text and "恢复生产要证明什么" in text
    for finding in row.findings.select_related("violation"):
        assert finding.fact in text and finding.violation.proof in text
    assert at(row) in client.get(reverse("my_home")).content.decode()
    assert "看停产停业和复产验收" in page(client, story)
    for user in (story.people.stranger, story.people.officer):
        client.force_login(user)
        assert hidden(client, at(row)) and hidden(client, at(row, "my_suspension_step", "request_acceptance"))


def test_acceptance_wants_proof_of_every_finding(client, story):
    row = Suspension.objects.get(decision__penalty=stopped(story).penalty)
    client.force_login(story.people.representative)
    href = at(row, "my_suspension_step", "request_acceptance")
    form = client.get(href).context["form"]
    marks = {name: form.initial[name] for name in ("version", "token")} | {"text": "已全部培训合格"}
    bare = client.post(href, marks)
    assert bare.status_code == 422 and "还没有附材料" in bare.content.decode()
    files = {f"evidence_{finding.pk}": [photo("合格证")] for finding in row.findings.all()}
    done = client.post(href, {**marks, **files})
    assert done.status_code == 302, done.content.decode()[-2000:]
    assert Acceptance.objects.get().evidence.filter(from_party=True).count() == row.findings.count()
    text = read(client, story.people.representative, at(row))
    assert "等待验收" in text and "已全部培训合格" in text and "前到现场验收" in text
    assert client.get(href).status_code == 409


def test_a_demand_its_objection_its_surcharge_and_the_end(client, story):
    """One penalty read along its way."""
    decided = now()
    story.punished()
    with standing_at(decided + timedelta(days=20)):
        story.demand()
        text = page(client, story)
        assert "缴款催告" in text and "对催告" in text and "今天应缴20,000元" in text.replace(" ", "")
        assert send(client, story, "object_to_demand", text="账算错了").status_code == 302
        assert "意见：账算错了" in page(client, story)
        assert client.get(address(story, "my_penalty_step", "object_to_demand")).status_code == 409
        story.answer_objection("数额没有错。").add_surcharge()
        text = page(client, story)
        assert "答复：数额没有错。" in text and "加处罚款（已送达决定书的）" in text and "怎么算的" in text
        story.pay()
        assert "罚款已经缴清" in page(client, story)
        story.publish().perform()
        assert "处罚决定已经履行" in page(client, story) and "看公示内容" in page(client, story)
        assert address(story) in client.get(reverse("my_home") + "?ended=1").content.decode()
        assert address(story) not in client.get(reverse("my_home")).content.decode()


def test_a_decision_not_to_punish_says_why(client, story):
    story.notified().not_punish()
    assert "决定不予行政处罚" in page(client, story)
    story.serve_decision()
    text = page(client, story)
    assert "没有造成危害后果" in text and "已当面教育" in text and "申请行政复议" in text and "今天应缴" not in text


def test_a_review_is_shown_on_the_page_and_at_home(client, story):
    story.punished()
    story.register(story.penalty.decisions.get().document).stay()
    text = page(client, story)
    assert "示例市人民政府" in text and "审理中" in text and "起停止执行" in text
    assert "提起行政诉讼，向" not in text  # the days to sue begin anew with the answer
    text = read(client, story.people.representative, reverse("my_home"))
    assert "行政复议：审理中" in text
    story.register(story.act("rectification-order"))
    order = read(client, story.people.representative, reverse("my_case", args=[story.case.pk]))
    assert "行政复议 〔2026〕1号，示例市人民政府" in order
    client.force_login(story.people.stranger)
    assert "行政复议：审理中" not in client.get(reverse("my_home")).content.decode()


def test_a_change_is_on_its_way_until_served(client, story):
    story.punished().amend("10000")
    text = page(client, story)
    assert "处罚决定已经变更，决定书正在送达" in text and "10,000元" not in text
    story.serve_notice()
    assert "10,000元" in page(client, story)


def test_a_decision_annulled_gives_the_money_back(client, story):
    story.punished().pay().annul()
    text = page(client, story)
    assert "处罚决定已经撤销" in text and "多缴，应退 20,000元" in text
    story.refund()
    assert "多缴，应退" not in page(client, story) and "已经退还" in page(client, story)


def test_a_decision_to_be_made_again_says_so(client, story):
    story.punished().redo()
    assert "原处罚决定已经撤销，正在重新办理" in page(client, story)


def test_a_stop_on_the_spot_a_cut_and_its_end(client, story):
    story.stop()
    row = story.suspension
    story.record_defiance().cut_power()
    text = read(client, story.people.representative, at(row))
    assert "请马上停止生产" in text and "焊接作业线仍在生产" in text and "示例供电局" in text
    assert "现场处理措施决定" in text
    story.request_acceptance().resume()
    text = read(client, story.people.representative, at(row))
    assert "已同意恢复生产" in text and "现场核查，焊工持证上岗" in text


def test_what_the_office_does_within_itself_is_not_told(client, story):
    story.notified().waive().review()
    story.refer_crime(story.penalty)
    told = read(client, story.people.representative, reverse("trail", args=[story.penalty.dossier_id]))
    for words in ("法制审核", "调查终结", "涉嫌犯罪", "危险作业罪", "考勤表"):
        assert words not in told + page(client, story), words


def test_the_order_page_leads_to_the_penalty_and_the_stop(client, story):
    story.notified()
    client.force_login(story.people.representative)
    text = client.get(reverse("my_case", args=[story.case.pk])).content.decode()
    assert text.count(address(story)) == 3 and "已告知拟作出的处罚" in text
    other = teller()(story.people).stop()
    assert at(other.suspension) in client.get(reverse("my_case", args=[other.case.pk])).content.decode()


def test_the_page_asks_as_much_for_three_as_for_one(client, story):
    story.notified().defend().answer_defence().waive().looked_at().decide().serve_decision()
    one = queries(client, story.people.representative, address(story)), desk(client, story)
    other = teller()(story.people).notified()
    other.defend("一").defend("二").answer_defence().waive().looked_at().decide().serve_decision().publish()
    teller()(story.people).notified()
    three = queries(client, story.people.representative, address(other)), desk(client, story)
    assert three[1] <= one[1] and three[0] <= one[0] + 2
    assert max(one) <= 60


def desk(client, story):
    return queries(client, story.people.representative, reverse("my_home"))
