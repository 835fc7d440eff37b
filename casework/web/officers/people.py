"""Who acts for an enterprise: claims to decide, authorities to end, codes to give anew."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from casework.accounts import claims, codes
from casework.accounts.models import AccessClaim, Membership, User
from casework.accounts.queries import territory
from casework.notices.write import write
from casework.organisations.models import Enterprise
from casework.web.access import may, officers_only
from documents.models import Document

DECIDE = "claim.decide"
SHOWN = 50  # decided claims listed below the open ones
NEW_CODE_DAYS = 30
NO_OWN_PAPER = "这个案件还没有发给当事人的文书，没有可补发的登录码。"
NO_PAPER = "这家企业还没有收到文书，没有可补发的登录码。"


class DecisionForm(forms.Form):
    granted = forms.TypedChoiceField(
        label="审核意见",
        choices=[("yes", "同意，开通"), ("no", "不同意")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "请选择同意或不同意。"},
    )
    replace = forms.BooleanField(label="替换现有经办人", required=False, help_text="勾选后，现有经办人的授权即时终止。")
    remark = forms.CharField(
        label="说明",
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="申请人会看到。",
    )


def deciders_only(request: HttpRequest) -> None:
    if not may(request, DECIDE):
        raise Http404


@officers_only
@require_GET
def claim_list(request: HttpRequest) -> HttpResponse:
    deciders_only(request)
    rows = claims.claims_for(request.user)
    context = {
        "waiting": rows.filter(granted=None).order_by("created_at"),
        "decided": rows.exclude(granted=None).order_by("-decided_at")[:SHOWN],
    }
    return render(request, "officers/people/claims.html", context)


def visible_claim(request: HttpRequest, pk: int) -> AccessClaim:
    deciders_only(request)
    return get_object_or_404(claims.claims_for(request.user), pk=pk)


@officers_only
def claim_review(request: HttpRequest, pk: int) -> HttpResponse:
    """One claim with its proof; deciding it is the only thing done here."""
    claim = visible_claim(request, pk)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            answer(claim, request.user, form.cleaned_data)
        except claims.ClaimRefused as refused:
            form.add_error(None, str(refused))
        else:
            done = "已开通" if claim.granted else "已答复不同意"
            messages.success(request, f"{done}：{claim.user.name}，{claim.code.enterprise}。")
            return redirect("claims")
    context = {"claim": claim, "form": form, "acting": claims.acting_for(claim.code.enterprise)}
    return render(request, "officers/people/claim.html", context)


@transaction.atomic
def answer(claim: AccessClaim, by: User, decision: dict[str, Any]) -> None:
    """Decide the claim and tell the claimant."""
    claims.decide(claim, by=by, **decision)
    outcome = "已开通，登录后即可办事。" if claim.granted else f"没有通过：{claim.remark}"
    dossier = claim.code.document.dossier
    context = {"party": dossier if dossier.personal else claim.code.enterprise, "outcome": outcome}
    write("claim-decided", dossier, f"claim:{claim.pk}", context, url="/account/", given=[claim.user])


@officers_only
@require_GET
def claim_proof(request: HttpRequest, pk: int) -> FileResponse:
    """The authority as it was handed in; always a download, so that nothing in it runs here."""
    claim = visible_claim(request, pk)
    response = FileResponse(claim.proof.open("rb"), as_attachment=True, filename=claim.proof.name.rsplit("/", 1)[-1])
    response["X-Content-Type-Options"] = "nosniff"
    return response


@officers_only
@never_cache
def enterprise_access(request: HttpRequest, pk: int) -> HttpResponse:
    """The people who act for an enterprise. POST ends one authority, or gives a new code."""
    deciders_only(request)
    enterprise = get_object_or_404(Enterprise.objects.filter(territory(request.user, DECIDE, "region_id")), pk=pk)
    acting, code = claims.acting_for(enterprise), ""
    if request.method == "POST" and "end" in request.POST:
        return end_authority(request, enterprise, acting)
    if request.method == "POST":
        code = new_code(request, enterprise)
    context = {"enterprise": enterprise, "acting": acting, "code": code, "days": NEW_CODE_DAYS}
    return render(request, "officers/people/enterprise.html", context)


def end_authority(request: HttpRequest, enterprise: Enterprise, acting: Any) -> HttpResponse:
    chosen = request.POST["end"]
    membership: Membership = get_object_or_404(acting, pk=int(chosen) if chosen.isdecimal() else 0)
    claims.end(membership)
    messages.success(request, f"{membership.user.name}不再是{enterprise}的经办人。")
    return redirect("enterprise_access", enterprise.pk)


def new_code(request: HttpRequest, enterprise: Enterprise) -> str:
    """A further code on the enterprise's latest paper; shown on this answer and never again."""
    papers = Document.objects.filter(dossier__enterprise=enterprise, internal=False)
    paper = papers.filter(dossier__personal=False).order_by("-pk").first()
    if paper is None:
        messages.error(request, NO_PAPER)
        return ""
    return codes.printed(codes.make_code(enterprise, paper, NEW_CODE_DAYS))


@officers_only
@never_cache
def own_access(request: HttpRequest, pk: int) -> HttpResponse:
    """POST closes a personal dossier to its account, or gives the person a further code."""
    deciders_only(request)
    enterprise = get_object_or_404(Enterprise.objects.filter(territory(request.user, DECIDE, "region_id")), pk=pk)
    code, owns = "", claims.own_dossiers(request.user, enterprise)
    if request.method == "POST":
        chosen = request.POST.get("dossier", "")
        dossier = get_object_or_404(owns, pk=int(chosen) if chosen.isdecimal() else 0)
        if "end" in request.POST:
            claims.end_own(dossier)
            messages.success(request, f"已终止这个账户对“{dossier}”的使用。")
            return redirect("own_access", enterprise.pk)
        code = own_code(request, dossier)
    context = {"enterprise": enterprise, "owns": owns, "code": code, "days": NEW_CODE_DAYS}
    return render(request, "officers/people/own.html", context)


def own_code(request: HttpRequest, dossier: Any) -> str:
    paper = dossier.documents.filter(internal=False).order_by("-pk").first()
    if paper is None:
        messages.error(request, NO_OWN_PAPER)
        return ""
    return codes.printed(codes.make_code(dossier.enterprise, paper, NEW_CODE_DAYS))
