"""What must hold before money is booked, asked for or deferred, or a court is asked: each with its article."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from casework.core.words import date_cn
from casework.penalties import court, money
from casework.penalties.models import CourtApplication, Decision, Deferral, Demand, Payment, Ruling
from workflows.penalty.matter import PenaltyMatter
from workflows.remedies import standing
from workflows.words import Needs, needs, of_facts

BANK = "行政处罚法第67条"
DEFERRAL = "行政处罚法第66条"
DEMAND = "行政强制法第54条"
HEARD = "行政强制法第36条"
SURCHARGE = "行政处罚法第72条、行政强制法第45条"
COURT = "行政强制法第53条"
STAYED = "行政复议法第42条、行政诉讼法第56条"
MOST = 10**12  # what the column of an amount, and a cheque, can hold
REFUND = "行政强制法第41条、行政复议法第72条"


def amount_of(value: Any) -> Decimal:
    """Money as a form or a frozen proposal gives it; nothing where it is no money."""
    try:
        amount = Decimal(value)
    except (InvalidOperation, TypeError, ValueError):
        return money.NOTHING
    return amount if amount.is_finite() and abs(amount) < MOST and amount == round(amount, 2) else money.NOTHING


class CollectingConditions(PenaltyMatter):
    @property
    def latest(self) -> Decision | None:
        """The decision in force, else the one that was."""
        return self.decision or self.record.decisions.select_related("sanction").order_by("pk").last()

    def account(self, on: date | None = None) -> money.Account:
        """What is owed; asked again each time, because bodies change it."""
        assert self.latest is not None
        return money.account(self.latest, on or self.today)

    @property
    def chain(self) -> list[Decision]:
        """The decision in force with those it replaced; what an annulled one began is not its business."""
        return money.chain_of(self.decision) if self.decision else []

    def requests(self) -> Any:
        """Requests to pay later that wait for their answer."""
        return Deferral.objects.filter(decision__in=self.chain, granted=None)

    def objections(self) -> Any:
        """What the party said to a demand and nobody has answered."""
        return Demand.objects.filter(decision__in=self.chain, objection_answer="").exclude(objection="")

    def demands(self) -> Any:
        """Those made after the time to pay, as it stands today, for what is owed today."""
        since = self.decision and court.deferred_until(self.decision)
        rows = Demand.objects.filter(decision__penalty=self.record, decision=self.decision).order_by("pk")
        return rows.filter(made_on__gt=since) if since else rows

    # --- receipts -------------------------------------------------------------------------------------------------
    def decided_once(self) -> Needs:
        return needs(self.latest and self.latest.punishes, "还没有作出处罚决定，没有应缴的款项。", BANK)

    @of_facts
    def receipt_once(self) -> Needs:
        receipt = self.facts.receipt.strip()
        known = Payment.objects.filter(agency=self.record.agency_id, receipt=receipt).exists()
        words = f"凭证号{receipt}已经登记过，不能重复入账。" if known else "请填写缴款凭证号，最多60个字。"
        return needs(0 < len(receipt) <= 60 and not known, words, BANK)

    @of_facts
    def amount_right(self) -> Needs:
        return needs(amount_of(self.facts.amount) > 0, "金额须大于零，最多两位小数。", BANK)

    @of_facts
    def paid_when(self) -> Needs:
        paid, first = self.facts.paid_on, self.record.decisions.order_by("pk").first()
        dated = isinstance(paid, date) and first is not None and first.decided_on <= paid <= self.today
        return needs(dated, "缴款日期须在处罚决定之后，不能晚于今天。", BANK)

    def something_back(self) -> Needs:
        excess = self.account().excess if self.latest else money.NOTHING
        return needs(excess > 0, "没有多缴的款项，不能退付。", REFUND)

    @of_facts
    def not_too_much_back(self) -> Needs:
        excess = self.account().excess if self.latest else money.NOTHING
        words = f"应退付{excess:,.2f}元，不能多退。"
        return needs(0 < amount_of(self.facts.amount) <= excess, words, REFUND)

    # --- deferral -------------------------------------------------------------------------------------------------
    def still_owed(self) -> Needs:
        owed = self.decision is not None and self.account().owed > 0
        return needs(owed, "罚款已经缴清，没有欠缴数额。", BANK)

    def none_asked(self) -> Needs:
        return needs(not self.requests().exists(), "已有一份延期分期申请等待答复。", DEFERRAL)

    @of_facts
    def hardship_shown(self) -> Needs:
        proved = self.facts.evidence and self.own_files(self.facts.evidence)
        return needs(proved and self.facts.reason.strip(), "请写明经济困难的情况，并附证明。", DEFERRAL)

    @of_facts
    def wishes_dated(self) -> Needs:
        return needs(self.dated_parts(), "请写明希望缴纳的日期和金额，日期须晚于今天。", DEFERRAL)

    def dated_parts(self) -> bool:
        rows = self.facts.instalments
        dates = [row.get("due_on") for row in rows]
        ahead = all(isinstance(due, date) and due > self.today for due in dates)
        return (
            bool(rows) and ahead and len(set(dates)) == len(dates) and all(amount_of(r.get("amount")) > 0 for r in rows)
        )

    def deferral_asked(self) -> Needs:
        rows = self.requests()
        if self.facts is not None:
            rows = rows.filter(pk=self.facts.request)
        return needs(rows.exists(), "没有等待答复的延期分期申请。", DEFERRAL)

    @of_facts
    def refusal_reasoned(self) -> Needs:
        return needs(self.facts.granted or self.facts.reason.strip(), "不同意的须写明理由。", DEFERRAL)

    @of_facts
    def adds_up(self) -> Needs:
        if not self.facts.granted:
            return needs(True, "")
        if not self.dated_parts():
            return needs(False, "请写明批准的各期日期和金额，日期须晚于今天。", DEFERRAL)
        owed, total = self.account().owed, sum(amount_of(row["amount"]) for row in self.facts.instalments)
        return needs(total == owed, f"各期合计{total:,.2f}元，须等于欠缴的{owed:,.2f}元。", DEFERRAL)

    @of_facts
    def later_than_pay(self) -> Needs:
        last = self.facts.instalments[-1:] if self.facts.granted else []
        pay = self.account().pay_on
        late = max((row["due_on"] for row in self.facts.instalments), default=self.today)
        return needs(not last or pay is None or late > pay, "批准的日期须晚于原缴款期限。", DEFERRAL)

    # --- demand ---------------------------------------------------------------------------------------------------
    def pay_over(self) -> Needs:
        """The time to pay has run out, the granted time too."""
        decision = self.decision
        if decision is None or money.pay_day(decision) is None:
            return needs(False, "处罚决定书还没有送达，缴款期限没有开始。", "行政处罚法第61条、第67条")
        due = max(money.pay_day(decision) or self.today, court.deferred_until(decision) or date.min)
        return needs(due < self.today, f"缴款期限到{date_cn(due)}，还没有届满。", BANK)

    def not_stayed(self) -> Needs:
        return needs(not standing.stayed(self.record.dossier_id), "处罚决定停止执行期间，不能办理此事项。", STAYED)

    @of_facts
    def remedies_spent(self) -> Needs:
        """The last demand: nobody may sue any more, or the suit is lost (行政强制法 53, 54)."""
        if not self.facts.last or self.decision is None:
            return needs(True, "")
        spent = court.spent_on(self.decision)
        if spent is None:
            return needs(False, "复议、诉讼还没有结束，或者裁判还没有执行，不能作申请法院前的催告。", COURT)
        words = f"复议、诉讼期限到{date_cn(spent[0])}，还没有届满，不能作申请法院前的催告。"
        return needs(spent[0] < self.today, words, COURT)

    @of_facts
    def pay_by_ahead(self) -> Needs:
        ahead = isinstance(self.facts.pay_by, date) and self.facts.pay_by > self.today
        return needs(ahead, "催告的缴纳期限须晚于今天。", DEMAND)

    def objections_answered(self) -> Needs:
        return needs(not self.objections().exists(), "当事人对催告的陈述申辩还没有复核。", HEARD)

    def demand_open(self) -> Needs:
        """A demand that reached the party, and to which it has not yet spoken."""
        demand = Demand.objects.filter(decision__in=self.chain).order_by("pk").last()
        if demand is None or demand.served_on is None:
            return needs(False, "催告书还没有送达。", HEARD)
        return needs(not demand.objection, "对这份催告已经提出过陈述申辩。", HEARD)

    @of_facts
    def objection_written(self) -> Needs:
        return needs(self.facts.text.strip(), "请写明陈述、申辩意见。", HEARD)

    def objection_waits(self) -> Needs:
        rows = self.objections()
        if self.facts is not None:
            rows = rows.filter(pk=self.facts.demand)
        return needs(rows.exists(), "没有等待复核的陈述申辩。", HEARD)

    @of_facts
    def answer_written(self) -> Needs:
        return needs(self.facts.answer.strip(), "请写明复核意见。", HEARD)

    # --- surcharge ------------------------------------------------------------------------------------------------
    @of_facts
    def upto_right(self) -> Needs:
        upto = self.facts.upto_on
        return needs(isinstance(upto, date) and upto <= self.today, "加处罚款只能计到今天。", SURCHARGE)

    @of_facts
    def surcharge_grows(self) -> Needs:
        """More than what was decided before, whether or not that has been served."""
        upto, decision = self.facts.upto_on, self.decision
        if decision is None or not isinstance(upto, date):
            return needs(False, "没有可以加处罚款的处罚决定。", SURCHARGE)
        before = max((row.amount for row in decision.surcharges.all()), default=money.NOTHING)
        return needs(self.account(upto).surcharge > before, "到这一天没有新的加处罚款。", SURCHARGE)

    # --- court ----------------------------------------------------------------------------------------------------
    @of_facts
    def court_named(self) -> Needs:
        return needs(self.facts.court.strip(), "请写明受理的法院。", "行政强制法第54条")

    def waited_out(self) -> Needs:
        demand = self.demands().filter(last=True).last()
        if demand is None:
            return needs(False, "还没有作申请法院前的催告。", DEMAND)
        if demand.served_on is None:
            return needs(False, "行政强制执行事先催告书还没有送达。", DEMAND)
        return needs(self.over("demand_wait", demand.document_id), "催告书送达后的十个工作日还没有届满。", DEMAND)

    def in_window(self) -> Needs:
        found = court.window(self.decision) if self.decision else None
        if found is None:
            return needs(False, "复议、诉讼还没有结束，或者裁判还没有执行，不能申请法院。", COURT)
        words = f"只能在{date_cn(found.opens)}至{date_cn(found.closes)}之间申请法院执行。"
        return needs(found.holds(self.today), words, COURT)

    @of_facts
    def ruling_shown(self) -> Needs:
        facts = self.facts
        shown = facts.evidence and self.own_files(facts.evidence)
        named = facts.number.strip() and facts.outcome in Ruling.Outcome.values
        return needs(shown and named, "请选择结果，填写文书号，并附法院的文书。", "行政强制法第56条至第58条")

    @of_facts
    def ruled_when(self) -> Needs:
        applied = self.application
        ruled, received = self.facts.ruled_on, self.facts.received_on
        dated = isinstance(ruled, date) and isinstance(received, date) and applied is not None
        right = dated and applied.applied_on <= ruled <= received <= self.today
        return needs(right, "裁定日期须在申请之后，收到日期不早于裁定、不晚于今天。")

    @property
    def application(self) -> Any:
        return CourtApplication.objects.filter(decision__penalty=self.record).order_by("pk").last()
