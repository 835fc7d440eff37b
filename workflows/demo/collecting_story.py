"""A penalty after its decision: the money, the court, changes, the public, the end; each method passes the gate."""

from datetime import timedelta
from decimal import Decimal
from typing import Any, Self

from casework.core.now import today
from casework.penalties import court, money
from casework.penalties.models import Decision, Demand
from workflows.demo.deciding_story import DecidingStory
from workflows.engine import take


class CollectingStory(DecidingStory):
    receipts = 0  # how many receipts this story has shown

    @property
    def decision(self) -> Decision:
        """The one in force, else the one that was."""
        return self.page.latest or Decision()

    def account(self) -> money.Account:
        return money.account(self.decision, today())

    def receipt(self) -> str:
        self.receipts += 1
        return f"45{self.penalty.pk:06d}{self.receipts:04d}"

    # --- money ----------------------------------------------------------------------------------------------------
    def pay(self, amount: Any = None, **more: Any) -> Self:
        """Everything owed, unless an amount is named."""
        given = self.account().owed if amount is None else Decimal(amount)
        facts = {"receipt": self.receipt(), "amount": given, "paid_on": today()}
        take(self.penalty, "record_payment", by=self.officer, **{**facts, **more})
        return self

    def refund(self, reason: str = "决定变更后多缴的罚款。", **more: Any) -> Self:
        facts = {"receipt": self.receipt(), "amount": self.account().excess, "paid_on": today(), "reason": reason}
        self.propose("refund", **{**facts, **more})
        return self

    def parts(self, *days: int) -> list[dict[str, Any]]:
        """What is owed in equal parts, due so many days from now; the last takes the rest."""
        owed = self.account().owed
        share = (owed / len(days)).quantize(Decimal(1))
        amounts = [share] * (len(days) - 1) + [owed - share * (len(days) - 1)]
        return [{"due_on": today() + timedelta(days=n), "amount": a} for n, a in zip(days, amounts, strict=True)]

    def request_deferral(self, *days: int) -> Self:
        facts: dict[str, Any] = {"reason": "订单减少，一次缴清有困难。", "instalments": self.parts(*(days or (30, 60)))}
        by = self.cast.representative if self.answers_himself else self.officer
        proof = [self.proof(by=by, words="资金状况说明", from_party=True)]
        take(self.penalty, "request_deferral", by=by, evidence=proof, from_paper=not self.answers_himself, **facts)
        return self

    def defer(self, granted: bool = True, *days: int) -> Self:
        asked = self.decision.deferrals.get(granted=None)
        wished = [{"due_on": part.due_on, "amount": part.amount} for part in asked.instalments.all()]
        rows = (self.parts(*days) if days else wished) if granted else []
        reason = "" if granted else "材料不能证明确有经济困难。"
        self.propose("defer_payment", request=asked.pk, granted=granted, reason=reason, instalments=rows)
        return self

    # --- demand, surcharge, court ---------------------------------------------------------------------------------
    def demand(self, last: bool = False, days: int = 20) -> Self:
        take(self.penalty, "demand", by=self.officer, last=last, pay_by=today() + timedelta(days=days))
        return self.serve_notice()

    def object_to_demand(self, text: str = "正在筹款，请求宽限。") -> Self:
        by = self.cast.representative if self.answers_himself else self.officer
        take(self.penalty, "object_to_demand", by=by, text=text)
        return self

    def answer_objection(self, answer: str = "没有批准延期，请按催告缴纳。") -> Self:
        row = Demand.objects.filter(decision__penalty=self.penalty, objection_answer="").exclude(objection="").get()
        take(self.penalty, "answer_objection", by=self.officer, demand=row.pk, answer=answer)
        return self

    def add_surcharge(self) -> Self:
        self.propose("add_surcharge", upto_on=today())
        return self.serve_notice()

    def apply_to_court(self) -> Self:
        self.propose("apply_to_court", court=self.cast.agency.court or "示例人民法院")
        return self

    def ruling(self, outcome: str = "enforce", **more: Any) -> dict[str, Any]:
        facts = {
            "number": "（2026）示例行审1号",
            "ruled_on": today(),
            "received_on": today(),
            "words": "准予强制执行。",
        }
        return {**facts, "outcome": outcome, "evidence": [self.proof(words="行政裁定书")], **more}

    def record_ruling(self, outcome: str = "enforce", **more: Any) -> Self:
        take(self.penalty, "record_ruling", by=self.officer, **self.ruling(outcome, **more))
        return self

    # --- changes, the public --------------------------------------------------------------------------------------
    def amend(self, fine: Any = None, reason: str = "裁量偏重，予以减轻。", **more: Any) -> Self:
        amount = fine if fine is None else Decimal(fine)
        self.propose("amend", **{"fine": amount, "unlawful": False, "reason": reason, **more})
        return self

    def redo(self, reason: str = "程序有误，重新办理。", **more: Any) -> Self:
        self.propose("redo", **{"reason": reason, "same_facts": True, "procedure": True, **more})
        return self

    def annul(self, reason: str = "认定事实有误。", **more: Any) -> Self:
        self.propose("annul", reason=reason, **more)
        return self

    def publish(self, **more: Any) -> Self:
        take(self.penalty, "publish", by=self.officer, **more)
        return self

    def report_up(self, receiver: str = "示例市人民政府") -> Self:
        take(self.penalty, "report_up", by=self.officer, receiver=receiver, reported_on=today())
        return self

    def unpublish(self, reason: str = "处罚决定已经变更。") -> Self:
        take(self.penalty, "unpublish", by=self.officer, reason=reason)
        return self

    # --- the end --------------------------------------------------------------------------------------------------
    def transfer(self, **more: Any) -> Self:
        facts = {"receiver": "柳州市应急管理局", "reason": "不属本机关管辖", "basis": "行政处罚法第二十五条"}
        self.propose("transfer", **{**facts, **more})
        return self

    def take_back(self, reason: str = "受移送机关退回。") -> Self:
        take(self.penalty, "take_back", by=self.officer, reason=reason, evidence=[self.proof(words="退回函")])
        return self

    def gone(self, ground: str) -> list[int]:
        """The papers that show that nobody is left."""
        return [self.proof(words="注销证明")] if ground in ("40", "ended") else []

    def withdraw(self, ground: str = "wrong", reason: str = "经查不属于违法行为。") -> Self:
        self.propose("withdraw", ground=ground, reason=reason, evidence=self.gone(ground))
        return self

    def perform(self) -> Self:
        take(self.penalty, "perform", by=self.officer)
        return self

    def end_enforcement(self, ground: str = "40", reason: str = "企业注销，没有财产可供执行。", **more: Any) -> Self:
        self.propose("end_enforcement", ground=ground, reason=reason, **{"evidence": self.gone(ground), **more})
        return self

    def close_penalty(self, result: str = "处罚决定已经履行。") -> Self:
        self.propose("close", result=result)
        return self

    def reopen_penalty(self, reason: str = "收到法院裁判。") -> Self:
        self.propose("reopen", reason=reason)
        return self

    # --- so far ---------------------------------------------------------------------------------------------------
    def punished(self, **more: Any) -> Self:
        """Decided and served today."""
        return self.decided(**more).serve_decision()

    def performed(self, **more: Any) -> Self:
        return self.punished(**more).publish().pay().perform()

    @property
    def court_opens(self) -> Any:
        """The first day on which the court may be asked, as things stand."""
        found = court.window(self.decision)
        return found and found.opens
