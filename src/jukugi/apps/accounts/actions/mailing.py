"""An address by which a person finds their participation again: left, confirmed by a code, taken back.

Addresses are encrypted, and found by a keyed hash. A code goes by mail and is made only when the mail is handed over:
neither an address nor a code stands in the queue of jobs. Whoever types an address gets the same answer, known or not.
"""

from datetime import datetime, timedelta

from cryptography.fernet import InvalidToken
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from jukugi.apps.accounts import errors
from jukugi.apps.accounts.actions.merging import make_carry_code
from jukugi.apps.accounts.actions.residents import reach_step
from jukugi.apps.accounts.actions.taking_part import held_person
from jukugi.apps.accounts.actions.tries import check_pace
from jukugi.apps.accounts.enums import StepKind
from jukugi.apps.accounts.models import MailAddress, Participant
from jukugi.kit import audit, jobs, mail
from jukugi.kit.ciphers import cipher, keyed_digest
from jukugi.kit.codes import NotACode, code_digest, new_code, read_code, shown_code

PURPOSE, CONFIRM = "jukugi accounts address", "jukugi accounts confirm"
CONFIRM_WITHIN = timedelta(hours=1)
MAILS_A_DAY = 3
DAY_SECONDS = 24 * 60 * 60
SEND_CODE, SEND_WAY = "accounts.mail_code", "accounts.mail_way"


def digest_of(email: str) -> str:
    """By which the same address is known again, however its letters were written."""
    return keyed_digest(PURPOSE, email.strip().casefold())


@transaction.atomic
def leave_mail(*, participant: Participant, email: str, now: datetime) -> MailAddress:
    """Leave an address, to be confirmed by a code that goes there.

    Raises MailStaysHere, NoPlainAddress, TooManyTries.
    """
    digest = _checked(email)
    person = held_person(participant)
    sealed = cipher(PURPOSE).encrypt(email.strip().encode()).decode()
    address, _is_new = MailAddress.objects.update_or_create(
        participant=person, digest=digest, defaults={"sealed": sealed, "asked_at": now, "code_digest": ""}
    )
    jobs.defer(SEND_CODE, address_pk=address.pk)
    audit.record("accounts.mail_left", actor=person, subject=address, at=now)
    return address


def confirm_mail(*, participant: Participant, typed: str, now: datetime) -> MailAddress:
    """Show by the code of the mail that the address is one's own. Raises CodeUnreadable, CodeUnknown."""
    try:
        digits = read_code(typed)
    except NotACode as error:
        raise errors.CodeUnreadable from error
    return _confirmed(participant, code_digest(CONFIRM, digits), now)


@transaction.atomic
def _confirmed(participant: Participant, digest: str, now: datetime) -> MailAddress:
    person = held_person(participant)
    fresh = MailAddress.objects.filter(participant=person, code_digest=digest, asked_at__gt=now - CONFIRM_WITHIN)
    address = fresh.first()
    if address is None:
        raise errors.CodeUnknown
    address.confirmed_at, address.code_digest = now, ""
    address.save(update_fields=["confirmed_at", "code_digest"])
    audit.record("accounts.mail_confirmed", actor=person, subject=address, at=now)
    reach_step(participant=person, kind=StepKind.MAIL, now=now)
    return address


@transaction.atomic
def take_mail_back(*, participant: Participant, now: datetime) -> int:
    """Delete every address of a person at once. Returns how many."""
    person = held_person(participant)
    found = list(MailAddress.objects.filter(participant=person))
    for address in found:
        audit.record("accounts.mail_taken_back", actor=person, subject=address, at=now)
        address.delete()
    return len(found)


def ask_for_the_way(*, email: str, place: str) -> None:
    """Have a code sent to an address, if somebody takes part by it; nobody is told whether somebody does.

    Raises MailStaysHere, NoPlainAddress, TooManyTries.
    """
    check_pace("ways_asked", place, most=10, seconds=DAY_SECONDS)
    with transaction.atomic():
        jobs.defer(SEND_WAY, digest=_checked(email))


def send_code(*, address: MailAddress, now: datetime) -> mail.Outcome:
    """Send the code that confirms an address; made now, so that it stands nowhere but in the mail."""
    digits = new_code()
    MailAddress.objects.filter(pk=address.pk).update(code_digest=code_digest(CONFIRM, digits), asked_at=now)
    subject = _("熟議：メールの確認コード")
    words = _(
        "熟議で、このメールアドレスが入力されました。\n\n確認コード：{code}\n\nメールの確認のページに、1時間のうちに入れてください。\n"
        "{page}\n\n心当たりがないときは、何もしなくて結構です。コードを入れなければ、アドレスは消えます。\n"
    )
    return _sent(address, "confirm", subject, words, shown_code(digits), "/me/mail/code/", now)


def send_way(*, digest: str, now: datetime) -> mail.Outcome | None:
    """Send a code by which a new device goes on, to whoever confirmed this address. None: nobody did."""
    address = MailAddress.objects.confirmed().filter(digest=digest).order_by("-confirmed_at", "-pk").first()
    if address is None:
        return None
    code = make_carry_code(participant=address.participant, now=now)
    subject = _("熟議：引き継ぎコード")
    words = _(
        "熟議で、これまでの参加をほかの機械で続けたいという求めがありました。\n\n引き継ぎコード：{code}\n\n"
        "15分のうちに、続けたい機械の「コードを入れる」のページに入れてください。\n{page}\n\n"
        "心当たりがないときは、何もしなくて結構です。コードをだれにも教えないでください。\n"
    )
    return _sent(address, "way", subject, words, code, "/me/carry/", now)


@transaction.atomic
def forget_unconfirmed(*, now: datetime, kept: timedelta) -> int:
    """Delete addresses that nobody confirmed in so long. Returns how many; safe to run twice."""
    deleted, _by_model = MailAddress.objects.unconfirmed(now - kept).delete()
    return deleted


def _checked(email: str) -> str:
    """The hash of an address to which a mail may go now. Raises MailStaysHere, NoPlainAddress, TooManyTries."""
    if not mail.leaves_the_house():
        raise errors.MailStaysHere
    try:
        validate_email(email.strip())
    except ValidationError as error:
        raise errors.NoPlainAddress from error
    digest = digest_of(email)
    check_pace("mails_to", digest, most=MAILS_A_DAY, seconds=DAY_SECONDS)
    return digest


def _sent(
    address: MailAddress, kind: str, subject: str, words: str, code: str, path: str, now: datetime
) -> mail.Outcome:
    """Hand one mail over. Raises NoConnection; nothing is sent where the settings' secret has changed since."""
    try:
        to = cipher(PURPOSE).decrypt(address.sealed.encode()).decode()
    except InvalidToken:
        return mail.Outcome.REFUSED
    key = f"me-{kind}-{address.pk}-{int(now.timestamp())}"
    text = words.format(code=code, page=mail.site_address(path))
    with mail.Postbox() as postbox:
        return postbox.send(mail.Letter(key, to, subject, text)).outcome
