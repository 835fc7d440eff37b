"""The page on which a dossier's history proves itself, for both sides of the matter."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from casework.core.now import now
from casework.trail.models import Seal, SealLeaf
from casework.trail.verify import verify_dossier
from casework.web import access, timeline, wording
from casework.web.files import dossiers
from documents.models import Dossier

LAYOUTS = {"officer": "layouts/officers.html", "enterprise": "layouts/enterprises.html"}


@dataclass
class Check:
    sound: bool
    words: str


@require_GET
def trail(request: HttpRequest, pk: int) -> HttpResponse:
    """The chain recomputed at every look; ``htmx`` asks for the result alone."""
    dossier = dossiers(request).filter(pk=pk).first()
    if dossier is None:
        raise Http404
    result = check(dossier)
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "components/chain.html", {"check": result, "dossier": dossier})
    wing = access.audience(request)
    context = {
        "layout": LAYOUTS[wing],
        "dossier": dossier,
        "check": result,
        "entries": timeline.entries(dossier, party=wing == "enterprise"),
        "head": dossier.head,
        "seal": seal_words(dossier),
    }
    return render(request, "components/trail.html", context)


def check(dossier: Dossier) -> Check:
    """Every event, paper and file of the dossier against its chain."""
    broken = verify_dossier(dossier.pk)
    if broken is None:
        return Check(True, f"{wording.moment(now())}校验，{dossier.seq}条留痕和全部文件都对得上。")
    return Check(False, f"校验没有通过：{broken} 请停止办理，并联系审计管理员。")


def seal_words(dossier: Dossier) -> str:
    """The latest seal that holds the dossier: what proves it to an outsider."""
    leaf = SealLeaf.objects.filter(dossier=dossier).order_by("-seq").values("seal", "seq").first()
    seal = Seal.objects.filter(pk=leaf["seal"]).first() if leaf else None
    if leaf is None or seal is None:
        return "还没有封印，每隔几分钟封一次。"
    sealed = f"{wording.moment(seal.at)}，根摘要 {wording.short_digest(seal.root)}"
    return f"前{leaf['seq']}条已由第{seal.pk}号封印封存（{sealed}）。"
