"""Send the mails of notices after commit, idempotently: the notice's own id is the Message-ID."""

import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from casework.core.claims import MAX_ATTEMPTS, claim, delay
from casework.core.now import now
from casework.notices.models import Notice
from casework.notices.write import write

log = logging.getLogger(__name__)


def sweep(limit: int = 100) -> int:
    """Send what is pending; returns how many mails left. None is swallowed: a failure stays on its row and is told."""
    return sum(send(notice) for notice in claim(Notice.objects.filter(mail=Notice.Mail.PENDING), limit))


def send(notice: Notice) -> bool:
    try:
        message(notice).send(fail_silently=False)
    except Exception as error:  # whatever the mail host says: written down, tried again, told in the end
        log.warning("notice %s not sent: %s", notice.pk, error)
        failed(notice, f"{type(error).__name__}: {error}")
        return False
    Notice.objects.filter(pk=notice.pk).update(
        mail=Notice.Mail.SENT, sent_at=now(), claimed_until=None, last_error="", attempts=0
    )
    return True


def message(notice: Notice) -> EmailMessage:
    body = f"{notice.body}\n\n{settings.SITE_URL}{notice.url}\n"
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
    headers = {"Message-ID": f"<notice-{notice.pk}@{host}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(f"桂安办案：{notice.title}", body, to=[notice.email], headers=headers)


@transaction.atomic
def failed(notice: Notice, words: str) -> None:
    """Try again later; the last failure makes the mail a red task of the officers in charge."""
    final = notice.attempts + 1 >= MAX_ATTEMPTS
    Notice.objects.filter(pk=notice.pk).update(
        last_error=words[:300],
        claimed_until=now() + delay(notice.attempts),
        mail=Notice.Mail.FAILED if final else Notice.Mail.PENDING,
    )
    if final and notice.dossier is not None and notice.kind != "mail-failed":
        context = {"party": notice.dossier.about, "title": notice.title}
        write("mail-failed", notice.dossier, f"notice:{notice.pk}", context, url=notice.url)
