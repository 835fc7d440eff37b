"""Who asks to act for an enterprise, and what becomes of it."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count, Q, QuerySet

from casework.accounts import codes
from casework.accounts.models import AccessClaim, AccessCode, Membership, User
from casework.accounts.queries import territory
from casework.accounts.roles import Role
from casework.core.now import now, today

# One sentence for every code that opens nothing: a guesser must not learn which ones exist.
BAD_CODE = "登录码不对、已过期或已用过。请核对指令书上的12位登录码，或联系承办人员。"
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
        .select_related("enterprise")
        .first()
    )


@transaction.atomic
def claim(text: str, user: User, *, title: str, proof: Any) -> AccessClaim:
    """Ask to act for the enterprise of a code. An unsaved user is saved with it.

    Raises:
        ClaimRefused: no such code in force, or the person asked or acts already.
    """
    code = usable_code(text)
    if code is None:
        raise ClaimRefused(BAD_CODE)
    if user.pk is None:
        _open_account(user)
    if AccessClaim.objects.filter(user=user, code__enterprise=code.enterprise, granted=None).exists():
        raise ClaimRefused("您已为这家企业提交过申请，正在审核，不用再交。")
    if Membership.objects.in_force().filter(user=user, enterprise=code.enterprise).exists():
        raise ClaimRefused("您已经是这家企业的经办人。")
    return AccessClaim.objects.create(code=code, user=user, title=title, proof=proof)


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
    return AccessClaim.objects.filter(within).select_related("user", "code__enterprise", "code__document", "decided_by")


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
        _grant(claim, by, replace)
    claim.granted, claim.remark, claim.decided_by, claim.decided_at = granted, remark.strip(), by, now()
    claim.save()


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
