"""Changes of a decision, the public and the end of a case, told as they happen."""

from datetime import timedelta
from decimal import Decimal

import pytest

from casework.core.now import today
from casework.enforcement import standing
from casework.penalties.models import Decision, Publication
from casework.penalties.money import account
from documents.models import Dossier
from tests.people import cast
from tests.workflows.penalties.lawful_collecting import FINE
from tests.workflows.penalties.stages import overdue, teller
from tests.workflows.stages import ago
from workflows.engine import Refused
from workflows.penalty.penalty import PenaltyLifecycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def s():
    return teller()(cast())


def running(s):
    rows = s.penalty.dossier.deadlines.filter(status="running", right_of_party=False)
    return set(rows.values_list("name", flat=True))


def punish_somebody(s, **more):
    """Found overdue: the one directly responsible is punished beside the unit."""
    overdue(s).serve()
    s.file(tier=2, person=s.somebody(name="欧阳示例")).interview().conclude(fine=FINE, **more)
    s.notify().serve_notice().waive("both").looked_at().decide().serve_decision()


def test_changed_for_the_better_with_all_that_follows(s):
    s.punished(fine=FINE).publish().pay().amend(10_000).serve_notice()
    old, new = s.penalty.decisions.order_by("pk")
    assert (old.standing, old.ended_on, new.standing, new.replaces) == ("changed", today(), "standing", old)
    assert (new.sanction.fine, new.document.kind, new.served_on) == (10_000, "change-decision", today())
    assert {"unpublish", "publish"} <= running(s)
    assert s.account().excess == FINE - 10_000
    s.perform()
    for words, mend in (("应当退付", s.refund), ("公示还没有撤回", s.unpublish), ("还没有公示", s.publish)):
        with pytest.raises(Refused, match=words):
            s.close_penalty()
        mend()
    s.close_penalty()
    assert s.penalty.state == "closed" and not running(s)
    assert [p.shown["content"][-11:-1] for p in Publication.objects.order_by("pk")] == [
        "￥30,000.00",
        "￥10,000.00",
    ]


def test_changed_by_a_ruling_under_the_paper_the_party_holds(s):
    s.punished(fine=FINE).register(s.decision.document, "reconsideration").rule("changed", fine=Decimal(20_000))
    paper = s.decision.document
    s.amend(20_000, remedy=s.remedy.pk)
    old, new = s.penalty.decisions.order_by("pk")
    assert (old.document, new.document, new.served_on) == (None, paper, today())
    assert s.remedy.obeyed_on == today() and s.account().owed == 20_000
    assert not s.penalty.dossier.documents.filter(kind="change-decision").exists()


def test_kept_though_unlawful_and_no_longer_shown(s):
    s.punished(fine=FINE).publish().amend(unlawful=True, reason="程序轻微违法")
    (row,) = s.penalty.decisions.all()
    assert (row.standing, s.account().owed) == ("unlawful", FINE)
    assert "unpublish" in running(s) and "publish" not in running(s)
    s.unpublish().pay().perform().serve_notice().close_penalty()
    assert s.penalty.state == "closed"


def test_made_again_within_the_days_the_ruling_gives(s):
    s.punished(fine=FINE).publish().pay().register(s.decision.document, "reconsideration").rule("redo")
    s.redo(remedy=s.remedy.pk, days=30)
    assert s.penalty.state == "filed" and not s.penalty.notices.filter(void_on=None).exists()
    assert s.penalty.publications.get().withdrawn_on == today()
    clock = s.penalty.dossier.deadlines.get(name="decision", status="running")
    assert clock.due_on == today() + timedelta(days=30) and running(s) == {"decision"}
    s.interview().conclude(fine=20_000).notify().serve_notice().waive().looked_at().decide().serve_decision()
    # What was paid under the first decision counts for the second.
    assert (s.account().owed, s.account().excess) == (0, FINE - 20_000)
    assert s.penalty.decisions.filter(standing="standing").count() == 1


def test_made_again_without_a_ruling_has_the_days_of_the_law(s):
    s.punished(fine=FINE)
    paper = s.decision.document
    s.redo()
    paper.refresh_from_db()
    assert (paper.status, paper.status_reason) == ("withdrawn", "已撤销：程序有误，重新办理。")
    assert s.penalty.dossier.documents.filter(kind="annul-decision").count() == 1
    clock = s.penalty.dossier.deadlines.get(name="decision", status="running")
    assert clock.due_on >= today() + timedelta(days=90)


def test_annulled_gives_everything_back(s):
    s.punished(fine=FINE).publish().pay().annul()
    assert s.penalty.state == "withdrawn" and s.account().excess == FINE
    assert running(s) == {"unpublish"}
    s.unpublish().refund().serve_notice().close_penalty()
    assert s.penalty.state == "closed"
    s.reopen_penalty()
    assert s.penalty.state == "withdrawn" and s.penalty.dossier.sealed_at is None


def stopped(s):
    """A decision of the second tier that stops production, served."""
    overdue(s).serve()
    s.file(tier=2).interview().conclude().notify().serve_notice().waive("both").looked_at().decide()
    s.serve_decision()
    assert s.suspension.state == "in_force"
    return s


def test_the_stop_falls_with_its_decision(s):
    with pytest.raises(Refused, match="停产停业整顿还没有恢复生产"):
        stopped(s).pay().perform()
    s.annul()
    assert (s.penalty.state, s.suspension.state) == ("withdrawn", "lifted")


def test_the_stop_ends_where_the_changed_decision_orders_none(s):
    stopped(s).amend(stop_production=False)
    assert s.suspension.state == "lifted" and not s.decision.sanction.stop_production
    s.serve_notice().pay().perform()
    assert s.penalty.state == "performed"


def test_a_ruling_that_leaves_the_stop_leaves_it_in_force(s):
    stopped(s).register(s.decision.document, "reconsideration").rule("changed", fine=Decimal(100_000))
    s.amend(100_000, remedy=s.remedy.pk)
    assert (s.suspension.state, s.suspension.decision) == ("in_force", s.decision)
    assert s.decision.sanction.fine == 100_000


def test_a_void_decision_asks_for_nothing(s):
    s.punished(fine=FINE).annul()
    row = Decision.objects.get()
    assert account(row, today() + timedelta(days=400)).owed == 0


def test_a_transferred_case_comes_back_with_the_days_it_had_left(s):
    with ago(20):
        s.notified(fine=60_000).request_hearing()
        due = s.penalty.dossier.deadlines.get(name="decision", status="running").due_on
    with ago(10):
        s.transfer()
        left = (due - today()).days
    assert not running(s) and s.penalty.hearings.get().ended_on is not None
    s.take_back()
    clock = s.penalty.dossier.deadlines.get(name="decision", status="running")
    assert (s.penalty.state, clock.due_on) == ("investigated", today() + timedelta(days=left))
    # What was told before is void: it is proposed and told again.
    assert not s.penalty.notices.filter(void_on=None).exists()
    s.send_back()
    assert s.penalty.state == "filed"


def test_a_notified_party_is_told_that_the_case_is_withdrawn(s):
    s.notified(fine=FINE).withdraw("twice", "同一行为已立案。")
    assert s.penalty.state == "withdrawn" and not running(s)
    assert s.penalty.dossier.documents.filter(kind="withdrawal-told").count() == 1
    s.serve_notice().close_penalty()
    assert s.penalty.state == "closed"


def test_a_party_without_successor_is_proved_gone_and_no_longer_told(s):
    s.notified(fine=FINE)
    with pytest.raises(Refused, match="注销证明"):
        s.propose("withdraw", ground="ended", reason="已经注销。", evidence=[])
    s.withdraw("ended", "已经注销，没有承继人。")
    assert not s.penalty.dossier.documents.filter(kind="withdrawal-told").exists()
    s.close_penalty()
    assert s.penalty.state == "closed"


def test_a_unit_renamed_leaves_the_person_punished_beside_it_his_name(s):
    punish_somebody(s)
    s.propose("change_party", kind="rename", name="南宁市示例新材料有限公司", proof=[s.proof()])
    assert s.penalty.enterprise.name == "南宁市示例新材料有限公司" and s.penalty.party_name == "欧阳示例"


def test_nothing_is_told_to_one_who_never_heard_of_it(s):
    s.ordered().file().withdraw()
    assert not s.penalty.dossier.documents.filter(kind="withdrawal-told").exists()


def test_a_person_is_shown_masked_and_only_for_a_reason(s):
    punish_somebody(s, facts="欧阳示例（身份证号450102199001011016，住址：示例路3号）未组织培训。")
    with pytest.raises(Refused, match="一定社会影响"):
        s.publish()
    s.publish(weight="引发媒体关注的典型案件")
    shown = s.penalty.publications.get().shown
    assert shown["party"] == "欧阳某某" and shown["credit_code"] == ""
    assert shown["cause"] == "欧阳某某（身份证号（隐去），（隐去））未组织培训。"
    assert "欧阳示例" not in str(shown) and "450102199001011016" not in str(shown)


def test_a_person_need_not_be_shown_before_the_case_closes(s):
    punish_somebody(s)
    s.pay().perform().close_penalty()
    assert s.penalty.state == "closed" and not s.penalty.publications.exists()


def test_a_publication_ends_with_its_term(s):
    with ago(400):
        s.punished(fine=FINE).publish()
    s.unpublish("公示期满")
    row = s.penalty.publications.get()
    assert row.withdrawn_on == today() and row.until_on < today()


def test_a_closed_case_is_sealed_and_opens_a_second_volume(s):
    s.performed(fine=FINE).close_penalty()
    assert (s.penalty.state, s.penalty.closed_from) == ("closed", "performed")
    dossier = Dossier.objects.get(pk=s.penalty.dossier_id)
    assert dossier.sealed_at and dossier.volume == 1
    with pytest.raises(Refused):
        s.pay(1)
    s.reopen_penalty()
    dossier.refresh_from_db()
    assert (s.penalty.state, dossier.sealed_at, dossier.volume) == ("performed", None, 2)


def test_the_correction_case_waits_for_its_penalty(s):
    """A decided penalty answers the first-tier fine; the case closes once that penalty is closed."""
    s.ordered().file().interview().conclude(fine=FINE)
    s.report().recheck()
    with pytest.raises(Refused, match="行政处罚案件没有结案"):
        s.close()
    s.notify().serve_notice().waive().looked_at().decide().serve_decision().publish().pay().perform()
    with pytest.raises(Refused, match="行政处罚案件没有结案"):
        s.close()
    s.close_penalty()
    s.serve()
    s.close()
    assert s.case.state == "closed"


def test_a_persons_penalty_does_not_answer_for_the_unit(s):
    punish_somebody(s)
    (left,) = standing.unanswered_first_tier(s.case)
    assert left.number == 1
    s.file(tier=2).interview().conclude().notify().serve_notice().waive("both").looked_at().decide()
    assert not standing.unanswered_first_tier(s.case)
    s.serve_decision().annul()
    assert standing.unanswered_first_tier(s.case)


def test_a_transferred_case_is_the_other_organs_to_answer(s):
    s.ordered().file().transfer().close_penalty()
    assert not standing.unanswered_first_tier(s.case)


def test_no_part_hides_a_condition_of_another():
    """Seven parts make one page: of two conditions with one name only the first would be asked."""
    asked = {c.name for effects in PenaltyLifecycle.steps().values() for c in effects.when}
    for name in asked:
        owners = [part.__name__ for part in PenaltyLifecycle.__mro__ if name in part.__dict__]
        assert len(owners) == 1, f"{name}: {owners}"


def test_a_stop_falls_with_a_change_that_was_never_served(s):
    overdue(s).serve()
    s.file(tier=2).interview().conclude().notify().serve_notice().waive("both").looked_at().decide().serve_decision()
    s.amend(fine=s.decision.sanction.fine - 1000)
    assert s.suspension.state == "in_force", "the old decision binds until the new one is served"
    s.annul()
    assert s.suspension.state == "lifted"
