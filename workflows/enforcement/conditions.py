"""What must hold before a step of a correction case: each a sentence for whoever is refused, with its article."""

from datetime import date
from typing import Any

from casework.clock.deadlines import threshold
from casework.enforcement import standing
from casework.enforcement.models import Finding, Order
from casework.enforcement.states import Standing
from workflows.enforcement import judging
from workflows.matter import Matter
from workflows.words import Needs, needs, of_facts

CORRECTION = "安全生产法第97条"
EXTENSION = "安全生产违法行为行政处罚办法（条文待核）"
REPLIES = (Standing.DONE, Standing.NOT_DONE, Standing.DROPPED)


class CaseConditions(Matter):
    def chosen(self, key: str = "finding") -> dict[int, Any]:
        """The findings of this case among those that the facts name."""
        named = [row[key] if isinstance(row, dict) else row for row in self.facts.findings]
        return {f.pk: f for f in self.record.findings.filter(pk__in=named).select_related("order")}

    @of_facts
    def own_findings(self) -> Needs:
        free = Finding.objects.filter(
            pk__in=self.facts.findings, inspection__dossier=self.record.dossier_id, guidance=False, case=None
        ).count()
        return needs(free and free == len(set(self.facts.findings)), "问题须来自本次检查，且尚未列入案件。")

    def visit_over(self) -> Needs:
        """What the visit still finds must have a case to go to."""
        visit = self.record.inspection
        return needs(visit is None or visit.state != "started", "现场检查还没有结束，请先结束检查。")

    def cannot_wait(self) -> Needs:
        urgent = self.record.findings.filter(cannot_wait=True).exclude(standing__in=standing.SETTLED)
        return needs(urgent.exists(), "没有标明“不能等待”的问题。", "安全生产法第65条第1款第3项")

    @of_facts
    def measures_written(self) -> Needs:
        urgent = set(self.record.findings.filter(cannot_wait=True).values_list("pk", flat=True))
        chosen = set(self.facts.findings)
        return needs(
            chosen and chosen <= urgent and self.facts.measures.strip(),
            "请选择不能等待的问题，并写明现场处理决定。",
            "安全生产法第65条第1款第3项",
        )

    def danger(self) -> bool:
        return bool(self.facts is not None and self.facts.danger)

    def measure_unconfirmed(self) -> Needs:
        return needs(judging.unconfirmed(self.record), "没有待补批的现场处理措施。")

    def measure_stands(self) -> Needs:
        rows = self.record.measures.filter(lifted_on=None)
        if self.facts is not None:
            rows = rows.filter(pk=self.facts.measure)
        return needs(rows.exists(), "没有正在执行的现场处理措施。")

    def something_to_order(self) -> Needs:
        waiting = self.record.findings.filter(order=None, guidance=False).exclude(standing__in=standing.SETTLED)
        return needs(waiting.exists(), "所有问题都已责令整改。", CORRECTION)

    @of_facts
    def orderable(self) -> Needs:
        chosen = self.chosen()
        if not chosen or len(chosen) != len(self.facts.findings):
            return needs(False, "还没有选问题。至少选一项才能签发。", CORRECTION)
        if any(f.order_id or f.guidance for f in chosen.values()):
            return needs(False, "所选问题里有已责令过的或只作指导的。", CORRECTION)
        bare = [f.number for f in chosen.values() if not f.basis.get("breached") or not f.evidence.exists()]
        return needs(not bare, f"第{'、'.join(map(str, bare))}项问题缺少法律依据或证据。", "行政处罚法第40条、第46条")

    @of_facts
    def due_ahead(self) -> Needs:
        dates = [row["due_on"] for row in self.facts.findings]
        if not all(isinstance(due, date) for due in dates):
            return needs(False, "请填写整改期限的年、月、日。")
        if min(dates) <= self.today:
            return needs(False, "整改期限不能早于明天。", CORRECTION)
        bound = int(threshold("due-days", self.today))
        reasoned = (max(dates) - self.today).days <= bound or self.facts.reason.strip()
        return needs(reasoned, f"整改期限超过{bound}天，须写明理由。")

    @of_facts
    def date_never_ran(self) -> Needs:
        order = Order.objects.filter(pk=self.facts.order, case=self.record).first()
        if order is None:
            return needs(False, "请选择要更正期限的指令书。")
        chosen = self.chosen()
        if not chosen or any(f.order_id != order.pk for f in chosen.values()):
            return needs(False, "所选问题不在这份指令书里。")
        if any(f.standing in standing.SETTLED for f in chosen.values()):
            return needs(False, "所选问题已经改正或不再要求。")
        late = order.served_on and all(f.due_on <= order.served_on for f in chosen.values())
        grounds = {"late_service": late, "void_service": not order.served_on, "ruling": bool(self.facts.reason.strip())}
        return needs(
            grounds.get(self.facts.ground),
            "更正期限须有依据：送达晚于期限、送达无效，或由裁判改变。",
            "行政处罚法第61条",
        )

    @of_facts
    def extendable(self) -> Needs:
        chosen = self.chosen()
        open_ones = [f for f in chosen.values() if f.order_id and f.standing in (Standing.OPEN, Standing.NOT_DONE)]
        if not chosen or len(open_ones) != len(set(self.facts.findings)):
            return needs(False, "只能为已责令、尚未改好的问题申请延期。", EXTENSION)
        return needs(not standing.held(self.record) & set(chosen), "这些问题已有一份申请等待答复。", EXTENSION)

    @of_facts
    def in_time_or_hindered(self) -> Needs:
        late = any(f.due_on < self.today for f in self.chosen().values())
        proved = self.facts.obstacle.strip() and self.facts.evidence
        return needs(not late or proved, "整改期限已过。有不可抗力等障碍的，请写明并附证明。", "民事诉讼法第86条")

    @of_facts
    def wish_later(self) -> Needs:
        latest = max((f.due_on for f in self.chosen().values()), default=self.today)
        wished = isinstance(self.facts.wished_on, date) and self.facts.wished_on > max(latest, self.today)
        return needs(wished, "希望的日期须晚于原期限和今天。", EXTENSION)

    @of_facts
    def own_proof(self) -> Needs:
        return needs(self.own_files(self.facts.evidence), "附件不属于本案。")

    def request_open(self) -> Needs:
        rows = self.record.extensions.filter(granted=None)
        if self.facts is not None:
            rows = rows.filter(pk=self.facts.request)
        return needs(rows.exists(), "没有等待答复的延期申请。", EXTENSION)

    @of_facts
    def answer_reasoned(self) -> Needs:
        return needs(self.facts.granted or self.facts.reason.strip(), "不同意延期须写明理由。", EXTENSION)

    @of_facts
    def later_than_old(self) -> Needs:
        if not self.facts.granted:
            return needs(True, "")
        request = self.record.extensions.filter(pk=self.facts.request).first()
        old = max((f.due_on for f in request.findings.all()), default=self.today) if request else self.today
        new = self.facts.new_on
        return needs(new and new > old and new >= self.today, "批准的日期须晚于原期限。", EXTENSION)

    def served_order(self) -> Needs:
        return needs(self.record.orders.exclude(served_on=None).exists(), "指令书还没有送达。", "行政处罚法第61条")

    @of_facts
    def answers_complete(self) -> Needs:
        due = [f for f in standing.ordered(self.record) if f.due_on == self.facts.due_on and f.order.served_on]
        asked = {f.pk: f for f in due if f.standing in (Standing.OPEN, Standing.NOT_DONE, Standing.REPORTED)}
        given = {row["finding"]: row for row in self.facts.answers}
        if not asked or set(given) - set(asked):
            return needs(False, "所答的问题与这一期限不符，请刷新后重试。")
        missing = [
            f.number
            for f in asked.values()
            if f.pk not in given or not given[f.pk]["text"].strip() or not given[f.pk]["evidence"]
        ]
        words = f"第{'、'.join(map(str, missing))}项还没有写改正情况或附材料。同一期限的问题须一并报告。"
        return needs(
            not missing and self.own_files(pk for row in given.values() for pk in row["evidence"]),
            words if missing else "附件不属于本案。",
            CORRECTION,
        )

    @of_facts
    def date_passed(self) -> Needs:
        waiting = standing.held(self.record)
        left = [
            f
            for f in standing.ordered(self.record)
            if f.due_on == self.facts.due_on and f.standing == Standing.OPEN and f.pk not in waiting
        ]
        # Several orders may name one date; the one not served in time does not hold up the others.
        passed = any(standing.overdue_since(f, self.today) for f in left)
        return needs(passed, "期限未过、指令书未有效送达，或问题已报告、已申请延期。")

    @of_facts
    def checked_when(self) -> Needs:
        """After the first order, and not in the future."""
        first = self.record.orders.order_by("issued_on").values_list("issued_on", flat=True).first()
        checked = self.facts.checked_on
        within = isinstance(checked, date) and (first or checked) <= checked <= self.today
        return needs(within, "复查日期不能早于指令书签发，也不能晚于今天。")

    @of_facts
    def judged_lawfully(self) -> Needs:
        """Each finding reported or past its date is judged with a fact; overdue only where the law's clock ran out."""
        found = {f.pk: f for f in standing.ordered(self.record)}
        rows = {row["finding"]: row for row in self.facts.judgements}
        if not rows or set(rows) - set(found):
            return needs(False, "请对本案已责令整改的问题逐项作出结论。", CORRECTION)
        ripe = {
            pk
            for pk, f in found.items()
            if f.standing == Standing.REPORTED or (f.standing == Standing.OPEN and f.due_on < self.today)
        }
        missing = sorted(found[pk].number for pk in ripe - set(rows))
        if missing:
            return needs(False, f"第{'、'.join(map(str, missing))}项已报告或已过期限，须一并复查。", CORRECTION)
        return self.results_lawful(found, rows)

    def results_lawful(self, found: dict[int, Any], rows: dict[int, dict[str, Any]]) -> Needs:
        for pk, row in rows.items():
            finding = found[pk]
            if row["result"] not in REPLIES or not row["fact"].strip():
                return needs(False, f"第{finding.number}项须有结论和查明的事实。", "行政处罚法第54条")
            if row["result"] == Standing.NOT_DONE and pk in standing.held(self.record):
                return needs(False, f"第{finding.number}项的延期申请还没有答复，不能认定逾期。", EXTENSION)
            if row["result"] == Standing.NOT_DONE and self.facts.checked_on <= finding.due_on < self.today:
                words = f"第{finding.number}项的期限在复查那天还没有过，不能凭这次复查认定逾期。"
                return needs(False, words, CORRECTION)
            unserved = finding.due_on < self.today and not standing.overdue_since(finding, self.today)
            if row["result"] == Standing.NOT_DONE and unserved:
                return needs(False, f"第{finding.number}项的指令书没有在期限前送达，不能认定逾期。", "行政处罚法第61条")
        return needs(True, "")
