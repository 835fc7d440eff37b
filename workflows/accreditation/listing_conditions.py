"""What must hold before a list is drawn up, publicised, decided on or closed: each a sentence, with its article."""

from functools import cached_property

from casework.accreditation.models import Application, Listing
from casework.accreditation.shortlisting import Candidate, candidates, ready
from casework.accreditation.states import ENDED, ListingState
from casework.accreditation.states import ApplicationState as S
from workflows.accreditation.conditions import PLAN
from workflows.matter import Matter
from workflows.words import Needs, needs, of_facts


class ListingConditions(Matter):
    record: Listing
    ended = (ListingState.CLOSED,)

    @property
    def applications(self) -> list[Application]:
        """Everything that was submitted for the category in this round and has not ended."""
        rows = self.record.round.applications.filter(category=self.record.category)
        return list(rows.exclude(state__in=["", S.DRAFT, *ENDED]))

    @cached_property
    def candidates(self) -> list[Candidate]:
        return candidates(self.record)

    @cached_property
    def chosen(self) -> list[Candidate]:
        return [candidate for candidate in self.candidates if candidate.chosen]

    @cached_property
    def ready(self) -> set[int]:
        return {row.pk for row in ready(self.record)}

    def all_evaluated(self) -> Needs:
        open_ones = [row.party_name for row in self.applications if row.state != S.EVALUATED]
        words = f"本类别还有申请没有评审完：{'、'.join(open_ones)}。请先完成评审或者办结。"
        return needs(not open_ones, words, PLAN)

    def somebody_passes(self) -> Needs:
        """Who passes may still have no standing, and all places may be taken."""
        words = "没有可以列入名单的申请：没有空余名额，或者都没有达到标准。没有达到标准的，按不予认定办理。"
        return needs(self.chosen, words, PLAN)

    @of_facts
    def list_as_ranked(self) -> Needs:
        """What was signed is what is taken: since then somebody may have withdrawn, or lost his standing."""
        ranked = [candidate.application.pk for candidate in self.chosen]
        return needs(self.facts.chosen == ranked, "名单与现在的排名、名额或者资格不一致。请刷新后重新拟定。", PLAN)

    @of_facts
    def doubts_reasoned(self) -> Needs:
        given = {row["application"]: row["reason"].strip() for row in self.facts.reasons}
        for candidate in self.chosen:
            if candidate.doubts and not given.get(candidate.application.pk):
                name = candidate.application.party_name
                return needs(False, f"{name}{'、'.join(candidate.doubts)}。仍然列入的，请写明理由。", PLAN)
        return needs(True, "")

    def some_shortlisted(self) -> Needs:
        found = [row for row in self.applications if row.state == S.SHORTLISTED]
        return needs(found, "名单上的单位都已经撤回，没有可以公示的。", PLAN)

    def some_ready(self) -> Needs:
        return needs(self.ready, "名单上没有可以命名的单位：公示期没有届满，或者异议没有答复。", PLAN)

    @of_facts
    def chosen_ready(self) -> Needs:
        """What was circulated is what is decided: nobody more, and nobody who has since lost his standing."""
        chosen = self.facts.chosen
        wrong = not chosen or len(set(chosen)) != len(chosen) or set(chosen) - self.ready
        words = "请选择公示期满、异议已经答复的单位。所选单位情况有变的，请刷新后重选。"
        return needs(not wrong, words, PLAN)

    def all_settled(self) -> Needs:
        left = [row.party_name for row in self.applications]
        return needs(not left, f"本类别还有申请没有办结：{'、'.join(left)}。请先命名或者作出不予认定的决定。", PLAN)
