"""Who asks to act for an enterprise, or to answer in his own matter, and what becomes of it."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count, Q, QuerySet

from casework.accounts import codes
from casework.accounts.models import AccessClaim, AccessCode, Membership, User
from casework.accounts.queries import audience, territory
from casework.accounts.roles import Role
from casework.core.now import now, today

# One sentence for every code that opens nothing: a guesser must not learn which ones exist.
BAD_CODE = "登录码不对、已过期或已用过。请核对指令书上的12位登录码，或联系承办人员。"
NUMBER_MISSING = "这份文书是发给个人的，请填写您的身份证号。"
OTHER_PERSON = "身份证号与文书载明的不一致。请核对；核对无误的，请联系承办人员。"
NOT_A_PARTY = "这个账户是执法机关人员的，不能用来办理本人的案件。请另开账户。"
MOST_OPEN = 3  # claims waiting on one code; more would only be somebody making accounts with a found paper


class ClaimRefused(Exception):
    """The claim cannot be made or decided like this; the words are for the person, ``field`` is where he mends it."""

    def __init__(self, words: str, field: str = "code") -> None:
        super().__init__(words)
        self.field = field


def usable_code(text: str) -> AccessCode | None:
    """The code behind what was typed, unless it is expired, used up or has too many claims waiting."""
    waiting = Count("claims", filter=Q(claims__granted=None))
    granted = Count("claims", filter=Q(claims__granted=True))
    return (
        AccessCode.objects.filter(digest=codes.digest(codes.read(text)), expires_on__gte=today())
        .annotate(waiting=waiting, used=granted)
        .filter(waiting__lt=MOST_OPEN, used=0)
        .select_related("enterprise", "document__dossier")
        .first()
    )


@transaction.atomic
def claim(text: str, user: User, *, title: str, proof: Any, id_number: str = "") -> AccessClaim:
    """Ask to act for the enterprise of a code, or to answer in one's own matter. An unsaved user is saved with it.

    Raises:
        ClaimRefused: no such code in force, it is another person's, or the person asked or acts already.
    """
    code = usable_code(text)
    if code is None:
        raise ClaimRefused(BAD_CODE)
    if code.personal and not same_person(code, id_number):
        raise ClaimRefused(OTHER_PERSON if id_number.strip() else NUMBER_MISSING, "id_number")
    if user.pk is None:
        _open_account(user)
    if refusal := _own_refusal(code, user) if code.personal else _unit_refusal(code, user):
        raise ClaimRefused(refusal)
    number = id_number if code.personal else ""  # of those who act for a unit none is kept
    return AccessClaim.objects.create(code=code, user=user, title=title, proof=proof, id_number=number)


def same_person(code: AccessCode, id_number: str) -> bool:
    """Whether the number is that of the person whom the code's dossier is about."""
    penalty = getattr(code.document.dossier, "penalty", None)
    return bool(penalty and penalty.person and penalty.person.id_number == id_number.strip().upper())


def _unit_refusal(code: AccessCode, user: User) -> str:
    asked = AccessClaim.objects.filter(user=user, code__enterprise=code.enterprise, granted=None)
    if asked.filter(code__document__dossier__personal=False).exists():
        return "您已为这家企业提交过申请，正在审核，不用再交。"
    acts = Membership.objects.in_force().filter(user=user, enterprise=code.enterprise).exists()
    return "您已经是这家企业的经办人。" if acts else ""


def _own_refusal(code: AccessCode, user: User) -> str:
    dossier = code.document.dossier
    if dossier.person_id is not None:
        return "这个案件已经开通，请用当时的账户登录。"
    asked = AccessClaim.objects.filter(user=user, code__document__dossier=dossier, granted=None).exists()
    return "您已为这个案件提交过申请，正在审核，不用再交。" if asked else ""


def _open_account(user: User) -> None:
    # Asked only after the code proved good: the page tells no stranger which names exist.
    taken = ClaimRefused("这个用户名已有人使用，请换一个（不分大小写）。已有账户的，请先登录再填登录码。", "username")
    if User.objects.filter(username__iexact=user.username).exists():
        raise taken
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        raise taken from None


def claims_for(officer: Any) -> QuerySet[AccessClaim]:
    """Claims on enterprises in the territories where the officer may decide them."""
    within = territory(officer, "claim.decide", "code__enterprise__region_id")
    return AccessClaim.objects.filter(within).select_related(
        "user", "code__enterprise", "code__document__dossier__penalty__person", "decided_by"
    )


def acting_for(enterprise: Any) -> QuerySet[Membership]:
    """The people who act for the enterprise today."""
    held = Membership.objects.in_force().filter(enterprise=enterprise, role=Role.REPRESENTATIVE)
    return held.select_related("user").order_by("valid_from", "pk")


def end(membership: Membership) -> None:
    """End a role at once: its last day is yesterday."""
    membership.valid_to = today() - timedelta(days=1)
    membership.save()


@transaction.atomic
def decide(claim: AccessClaim, *, by: User, granted: bool, remark: str = "", replace: bool = False) -> None:
    """Grant or refuse a claim. ``replace`` ends the authority of those who acted for the enterprise so far.

    Raises:
        ClaimRefused: decided already, the code used meanwhile, no reason given, or roles that do not go together.
    """
    code = AccessCode.objects.select_for_update().get(pk=claim.code_id)
    claim.refresh_from_db()
    if claim.granted is not None:
        raise ClaimRefused(f"{claim.decided_by}已经处理过这份申请。")
    if not granted and not remark.strip():
        raise ClaimRefused("不同意的，请写明理由，申请人会看到。")
    if granted:
        if code.claims.filter(granted=True).exists():
            raise ClaimRefused("这个登录码已经开通过别的经办人。请让申请人用新的登录码。")
        if code.personal:
            _grant_own(claim)
        else:
            _grant(claim, by, replace)
    claim.granted, claim.remark, claim.decided_by, claim.decided_at = granted, remark.strip(), by, now()
    claim.save()


def _grant_own(claim: AccessClaim) -> None:
    """Open the dossier to the person it is about; he does not come to act for the enterprise by it."""
    if not same_person(claim.code, claim.id_number):
        raise ClaimRefused("申请人填写的身份证号与案件当事人的不一致，不能开通。")
    if audience(claim.user) in ("officer", "administrator"):
        raise ClaimRefused(NOT_A_PARTY)
    dossier = claim.code.document.dossier
    opened = type(dossier)._default_manager.filter(pk=dossier.pk, person=None).update(person=claim.user)
    if not opened:
        raise ClaimRefused("这个案件已经开通给一个账户。要换账户的，请先终止原来的。")


def end_own(dossier: Any) -> None:
    """Close a personal dossier to the account it was opened to."""
    type(dossier)._default_manager.filter(pk=dossier.pk, personal=True).update(person=None)


def own_dossiers(officer: Any, enterprise: Any) -> Any:
    """The dossiers about people of an enterprise whose access the officer may decide."""
    within = territory(officer, "claim.decide")
    return enterprise.dossiers.filter(within, personal=True).select_related("person", "penalty__person").order_by("-pk")


def _grant(claim: AccessClaim, by: User, replace: bool) -> None:
    enterprise = claim.code.enterprise
    for membership in acting_for(enterprise) if replace else ():
        if membership.user_id != claim.user_id:
            end(membership)
    if acting_for(enterprise).filter(user=claim.user).exists():
        return
    try:
        Membership.objects.create(
            user=claim.user,
            role=Role.REPRESENTATIVE,
            enterprise=enterprise,
            title=claim.title,
            proof=f"授权委托书，{by}审核",
        )
    except ValidationError as error:
        raise ClaimRefused(error.messages[0]) from None
