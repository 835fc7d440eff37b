"""What an enterprise sees first."""

from datetime import timedelta

from django.urls import reverse

from casework.core.now import today
from tests.people import cast
from tests.web.enterprises.answering import findings
from tests.workflows.story import Story


def home(client, query=""):
    return client.get(reverse("my_home") + query).content.decode()


def test_nothing_waits(client, db):
    client.force_login(cast().stranger)
    assert "贵单位没有待办的指令书。" in home(client)
    assert "还没有办完的指令书。" in home(client, "?ended=1")


def test_the_nearest_date_and_what_to_do(party, story, case):
    first, _second = findings(case)
    text = home(party)
    assert f"请在{first.due_on.month}月{first.due_on.day}日前改好1项问题，并提交材料。其余1项以后到期。" in text
    assert "剩<b>15</b>天" in text and case.number in text
    case.findings.filter(pk=first.pk).update(due_on=today() - timedelta(days=2))
    text = home(party)
    assert "1项问题已过整改期限，请马上改好。" in text and "逾期<b>2</b>天" in text


def test_who_acts_for_several_enterprises_may_look_at_one(client, story, case):
    people = story.people
    people.enterprise.name = "南宁<&>𠮷公司"
    people.enterprise.save()
    other = Story(people)
    client.force_login(people.group_representative)
    text = home(client)
    assert "全部企业" in text and "南宁&lt;&amp;&gt;𠮷公司" in text and case.number in text
    link = reverse("my_case", args=[case.pk])
    assert link not in home(client, f"?site={people.producer.pk}")
    assert link in home(client, f"?site={people.enterprise.pk}")
    assert link in home(client, f"?site={people.other_enterprise.pk}")  # not his: as if nothing were chosen
    assert other.inspection.state == ""


def test_before_the_order_and_after_the_end(client, db):
    story = Story(cast())
    client.force_login(story.people.representative)
    story.start().find("V1").conclude()
    assert "检查发现的问题正在办理，等待指令书。" in home(client)
    address = reverse("my_case", args=[story.case.pk])
    assert "检查发现的问题正在办理" in client.get(address).content.decode()
    story.order()
    assert "指令书已签发，等待送达。" in home(client)
    assert "指令书已经签发，还没有送达" in client.get(address).content.decode()
    story.serve().report()
    assert "1项问题的材料已提交，等待执法人员复查。" in home(client)
    assert "整改材料已经交齐，等待复查" in client.get(address).content.decode()
    story.recheck().serve().decline().close()
    assert "贵单位没有待办的指令书。" in home(client)
    assert "已结案。" in home(client, "?ended=1")
    assert "这件整改已经结案" in client.get(address).content.decode()


def test_a_visit_without_a_case_has_its_page(client, db):
    story = Story(cast()).start()
    client.force_login(story.people.representative)
    page = client.get(reverse("dossier", args=[story.dossier.pk]), follow=True)
    assert page.redirect_chain == [(reverse("my_inspection", args=[story.inspection.pk]), 302)]
    assert "现场检查：检查中" in page.content.decode() and "行政检查通知书" in page.content.decode()
