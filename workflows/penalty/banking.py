"""Book a file of the collecting bank: the step ``record_payment`` for each line, in the name of whoever imports it."""

from typing import Any

from django.db import IntegrityError

from casework.accounts.models import User
from casework.core.audit import note
from casework.organisations.models import Agency
from casework.penalties.models import Decision, Payment, PaymentImport, Penalty
from casework.penalties.payments import Listing, Receipt, read
from workflows import engine


def import_payments(data: bytes, name: str, agency: Agency, by: User) -> PaymentImport:
    """Book every receipt that is not known yet; a line that cannot be booked is named and holds up no other.

    The same file again books nothing: a receipt number counts once per agency.

    Raises:
        casework.penalties.payments.Unreadable: not a list of receipts at all.
    """
    listing = read(data)
    batch = PaymentImport.objects.create(agency=agency, name=name[:160], sha256=listing.sha256, by=by)
    # Each line is a transaction of its own: no dossier stays locked, and what was booked before a crash is known then.
    for receipt in listing.receipts:
        book(batch, receipt, listing)
    batch.errors = sorted(listing.errors, key=lambda error: int(str(error["line"])))
    batch.save()
    note(by, batch, f"导入缴款：入账{batch.taken}笔，已入账过{batch.known}笔，未入账{len(batch.errors)}笔")
    return batch


def book(batch: PaymentImport, receipt: Receipt, listing: Listing) -> None:
    known = Payment.objects.filter(agency=batch.agency, receipt=receipt.receipt).first()
    if known is not None:
        same = (known.kind, known.amount, known.paid_on) == (Payment.Kind.PAID, receipt.amount, receipt.paid_on)
        if same:
            batch.known += 1
        else:
            fail(listing, receipt, f"凭证号{receipt.receipt}已登记过，但金额或者日期不同，请核对。")
        return
    if (penalty := penalty_of(batch.agency, receipt.number)) is None:
        fail(listing, receipt, f"决定书{receipt.number}找不到。请核对文号。")
        return
    facts: dict[str, Any] = {
        "receipt": receipt.receipt,
        "amount": receipt.amount,
        "paid_on": receipt.paid_on,
        "batch": batch.pk,
    }
    try:
        engine.take(penalty, "record_payment", by=batch.by, **facts)
    except engine.Refused as refused:
        fail(listing, receipt, str(refused))
    except IntegrityError:  # somebody booked the same receipt in this moment
        batch.known += 1
    else:
        batch.taken += 1


def penalty_of(agency: Agency, number: str) -> Penalty | None:
    """The case by the number of any of its decisions: what is paid is paid under the number the party holds."""
    found = Decision.objects.filter(document__number=number, penalty__agency=agency).select_related("penalty").first()
    return found.penalty if found else None


def fail(listing: Listing, receipt: Receipt, words: str) -> None:
    listing.errors.append({"line": receipt.line, "words": words})
