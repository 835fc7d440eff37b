"""What the law asks or allows next while a stop is in force, each with its article: shown beside the steps."""

from datetime import datetime, timedelta

from casework.clock import deadlines
from casework.core.now import today
from casework.penalties.counters import counts
from casework.penalties.models import Decision, PowerCut, Suspension
from casework.penalties.states import STOPPED
from casework.penalties.states import SuspensionState as S
from documents.models import Service
from workflows.stopping import acts
from workflows.stopping.points import POWER


def prompts(suspension: Suspension) -> list[str]:
    """Sentences for the officer in charge; nothing where nothing is due."""
    found = power(suspension)
    if suspension.state not in STOPPED:
        return found
    if not acts.served(acts.act_of(suspension).document):
        found.append("责令停产停业的决定书没有有效送达，暂不能据此采取措施。请重新送达或者解除（行政处罚法第61条）。")
    if suspension.defiances.filter(ceased_on=None).exists():
        found += defied(suspension)
    return found + closing(suspension)


def defied(suspension: Suspension) -> list[str]:
    found = []
    if suspension.findings.filter(major=True).exists():
        found.append(
            "因重大事故隐患被责令停产停业而拒不执行，有现实危险的，涉嫌危险作业罪，应当移送公安机关"
            "（刑法第134条之一第2项，行政处罚法第27条）。"
        )
    fined = Decision.objects.filter(
        penalty__enterprise=suspension.enterprise_id, penalty__person=None, penalty__findings__suspensions=suspension,
        sanction__fine__gt=0, punishes=True, standing=Decision.Standing.STANDING,
    ).exclude(served_on=None)  # fmt: skip
    if fined.exists():
        found.append("已经罚款仍拒不改正的，可以自责令改正之日的次日起按日连续处罚（安全生产法第112条）。")
    if suspension.decision_id and suspension.state != S.CLOSURE_PROPOSED:
        found.append("拒不执行停产停业整顿决定的，应当提请人民政府关闭（安全生产法第113条第4项）。")
    return found


def closing(suspension: Suspension) -> list[str]:
    if suspension.state == S.CLOSURE_PROPOSED or not suspension.findings.filter(major=True).exists():
        return []
    found = counts(suspension.enterprise_id, today())
    words = f"该单位180日内受到处罚{found.in_180}次、一年内{found.in_365}次"
    return [f"{words}，应当提请人民政府关闭（安全生产法第113条第1项）。"] if found.reached else []


def power(suspension: Suspension) -> list[str]:
    """Cuts that stand: to be restored once the stop is over or obeyed, to wait where the unit was told too late."""
    found = []
    for cut in suspension.power_cuts.filter(restored_at=None):
        if suspension.state != S.DEFIED and not suspension.defiances.filter(ceased_on=None).exists():
            found.append(f"请及时通知{cut.supplier}恢复供应（安全生产法第70条第2款）。")
        elif (late := told_late(cut)) != "":
            found.append(late)
    return found


def told_late(cut: PowerCut) -> str:
    """Whether the unit had its day's notice: the hours run from the service of the decision to cut."""
    if cut.what != POWER or cut.emergency:
        return ""
    service = Service.objects.filter(document=cut.document_id, state="served").order_by("served_on", "pk").first()
    if service is None:
        return "停止供电决定书还没有送达该单位，送达满24小时前不得停电（安全生产法第70条第1款）。"
    run = deadlines.plan(
        dossier_id=service.dossier_id, kind="suspension", record=cut.suspension_id, name="power_cut_notice",
        starts_at=reached_at(service),
    )  # fmt: skip
    words = "停止供电决定书送达不足24小时，请通知供电单位推迟停电（安全生产法第70条第1款）。"
    return words if cut.cut_at < run.lapses_at else ""


def reached_at(service: Service) -> datetime:
    """The moment of service; where only the day is known, its end, so that the unit never has less than its hours."""
    assert service.served_on is not None
    return service.served_at or deadlines.midnight(service.served_on + timedelta(days=1))
