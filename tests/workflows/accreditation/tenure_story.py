"""The story of a designation as the tests tell it: what happens to a unit once it is named."""

from datetime import timedelta
from typing import Any

from casework.accreditation.models import Designation
from casework.core.now import today
from documents.evidence import accept
from documents.models import Service
from tests.people import Cast
from tests.workflows.accreditation.story import Story, announced
from tests.workflows.penalties.stages import teller
from tests.workflows.story import photo
from workflows.accreditation.designating import open_designation
from workflows.accreditation.opening import open_application
from workflows.approval import request
from workflows.engine import take
from workflows.models import Proposal


class Tenure(Story):
    """An application with the designation it led to; ``application`` is told until ``named``."""

    def __init__(self, people: Cast, **more: Any) -> None:
        super().__init__(people, **more)
        self.city = people  # whoever inspects the unit: the office only designates
        self.held = 0

    @property
    def designation(self) -> Designation:
        return Designation.objects.get(pk=self.held)

    @property
    def folder(self) -> Any:
        """The dossier of the designation, beside that of the application."""
        return self.designation.dossier

    def paper(self, kind: str) -> Any:
        return self.folder.documents.filter(kind=kind).latest("pk")

    def proof(self, words: str = "核查材料", by: Any = None) -> int:
        return int(accept(photo(words), dossier=self.folder, by=by or self.people.officer).pk)

    def do(self, step: str, by: Any = None, **facts: Any) -> "Tenure":
        """Take a step of the designation, with all signatures where it needs any."""
        done = request(self.designation, step, by=by or self.people.officer, opinion="拟同意。", **facts)
        if isinstance(done, Proposal):
            self.approve(done)
        return self

    def hand_over(self, kind: str, days_ago: int = 0) -> "Tenure":
        """Serve the last paper of a kind."""
        service = Service.objects.get(document=self.paper(kind))
        take(
            service, "serve", by=self.people.officer, mode="direct", served_on=today() - timedelta(days_ago),
            receiver="示例收件人",
        )  # fmt: skip
        return self

    def stopped(self) -> Any:
        """Production is stopped by the city bureau; tells that story."""
        return teller()(self.city).stop()

    def named(self) -> "Tenure":
        self.held = open_designation(self.recommended().application, by=None).pk
        return self

    # --- reviews --------------------------------------------------------------------------------------------------
    def under_review(self) -> "Tenure":
        return self.named().do("open_review", ground="other", reason="群众反映实训设备停用。")

    def passed(self) -> "Tenure":
        return self.under_review().do("conclude_review", verdict="设备已恢复使用。", reason="反映的情况已经核实。")

    def rectifying(self) -> "Tenure":
        items = ["2台实训设备停用。", "缺少上年培训档案。"]
        return self.under_review().do("order_rectification", items=items, verdict="需要限期整改。")

    def reported(self) -> "Tenure":
        return self.rectifying().do(
            "report_rectification", by=self.people.representative, text="设备已经修复，档案已经补齐。",
            evidence=[self.proof("整改照片", by=self.people.representative)],
        )  # fmt: skip

    def refused(self) -> "Tenure":  # type: ignore[override]  # of the rectification here
        return self.reported().do("refuse_rectification", checked_on=today(), verdict="仍有1台设备停用。")

    # --- ends -----------------------------------------------------------------------------------------------------
    def notified(self, way: str = "revoke", ground: str = "fraud") -> "Tenure":
        account = "申报时提交的场地证明系伪造。" if way == "revoke" else "该项目的政策已经终止。"
        return self.do("notify_ending", way=way, ground=ground, account=account, evidence=[self.proof()])

    def told(self) -> "Tenure":
        """The notice is served, and the unit has spoken."""
        kind = "revocation-notice" if self.designation.endings.latest("pk").kind == "revoke" else "recall-notice"
        self.hand_over(kind)
        return self.do("make_statement", by=self.people.representative, text="场地证明由第三方提供，我方不知情。")

    def revoked(self) -> "Tenure":
        return self.named().notified().told().do("revoke", answer="不知情不影响事实的认定，不予采纳。")

    def recalled(self) -> "Tenure":
        self.named().notified("withdraw", "policy").told()
        return self.do("revoke", answer="意见不涉及政策终止的事实，不予采纳。")

    def surrendered(self) -> "Tenure":
        return self.named().do("surrender", by=self.people.representative, reason="本单位停办实训业务。")

    def dissolved(self) -> "Tenure":
        return self.named().do("expire", reason="单位已经注销登记。", evidence=[self.proof("注销登记通知")])

    # --- another round --------------------------------------------------------------------------------------------
    def near_its_end(self, days: int = 30) -> "Tenure":
        """The validity as it would be years later; no step."""
        Designation.objects.filter(pk=self.held).update(valid_to=today() + timedelta(days))
        return self

    def asking_again(self) -> "Tenure":
        """The unit has begun to apply for another designation of its category, in the next round; nothing said yet."""
        self.round = announced(self.people, title="第二批")
        self.pk = open_application(self.round, self.category, self.people.enterprise).pk
        return self


def named_before(story: Story) -> Designation:
    """An earlier designation of the same unit for the same category."""
    earlier = announced(story.people, title="上一批")
    return open_designation(open_application(earlier, story.category, story.people.enterprise), by=None)
