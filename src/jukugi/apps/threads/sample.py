"""The sample's tellings: one that was sent, one that waits for approval. Nobody has these addresses."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.opinions.enums import RECEIPT_KIND
from jukugi.apps.opinions.models import Submission
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.models import Organization
from jukugi.apps.processes.models import Gate, Process
from jukugi.apps.threads.actions.addresses import PURPOSE, digest_of
from jukugi.apps.threads.actions.tellings import count_telling
from jukugi.apps.threads.enums import AddressState, NoticeState, TellingState
from jukugi.apps.threads.models import Address, Notice, Telling
from jukugi.apps.threads.queries.fates import fates_for
from jukugi.kit.ciphers import cipher

WRITER, READER = "sample", "sample-reader"
EVERY = 3
"""Of the voices from the web, one in so many left an address."""
LEFT_AFTER, CONFIRMED_AFTER = timedelta(minutes=4), timedelta(minutes=11)
SENT_AGO, DRAFTED_AGO = timedelta(days=21), timedelta(days=2)
FAILED = ((NoticeState.REFUSED, "550"), (NoticeState.UNSURE, "worker-died"))

SENT = (
    "聞いた声を論点に並べました",
    "寄せられた声を職員が読み、論点の板に並べました。地域・区域・市域の三つの広さで、どの声がどの論点に入ったかを見られます。\n\n"
    "取り上げない声には、理由を書きました。理由は公開しています。これから論点ごとに話し合い、文書の案をつくります。",
)
DRAFT = (
    "論点ごとの話し合いが始まりました",
    "論点ごとに、賛成・反対・わからないで答える場を開きました。名前も登録もいりません。\n\n"
    "会場での話し合いは、各区で一回ずつ開きます。結果は、文書の案といっしょに、もう一度お知らせします。",
)


def load_sample(now: datetime) -> str:
    """Put addresses and tellings of the sample in place once. Returns a sentence for the operator."""
    process = Process.objects.filter(is_sample=True, is_finished=False).first()
    if process is None or not Submission.objects.filter(process=process).exists():
        return _("知らせ：見本の検討プロセスか声がないため、載せませんでした")
    if Telling.objects.filter(process=process).exists():
        return _("知らせ：あります（そのまま）")
    with transaction.atomic():
        addresses = _leave_addresses(process, now)
        _send(process, addresses, now)
        _draft(process, now)
    return _("知らせ：メールで知らせる人%(addresses)d、送った知らせ1、承認を待つ知らせ1") % {
        "addresses": len(addresses)
    }


def _leave_addresses(process: Process, now: datetime) -> list[Address]:
    """Confirmed ones, of voices from the web that came before the telling was sent."""
    came = Submission.objects.filter(process=process, channel=Channel.WEB, received_at__lt=now - SENT_AGO)
    voices = list(came.order_by("received_at", "pk")[::EVERY])
    return Address.objects.bulk_create(_address(voice, place) for place, voice in enumerate(voices, start=1))


def _address(voice: Submission, place: int) -> Address:
    email = f"mihon{place}@example.jp"
    return Address(
        process_id=voice.process_id,
        receipt=voice.receipt,
        kind=RECEIPT_KIND,
        sealed=cipher(PURPOSE).encrypt(email.encode()).decode(),
        digest=digest_of(email),
        state=AddressState.CONFIRMED,
        asked_at=voice.received_at + LEFT_AFTER,
        tries=1,
        mailed_at=voice.received_at + LEFT_AFTER,
        confirmed_at=voice.received_at + CONFIRMED_AFTER,
    )


def _send(process: Process, addresses: Sequence[Address], now: datetime) -> None:
    sent_at = now - SENT_AGO
    telling = _telling(process, SENT, sent_at, state=TellingState.DONE)
    telling.gate = Gate.objects.passed(now).filter(process=process).order_by("phase__opens_at", "pk").first()
    telling.approved_by, telling.approved_at = READER, sent_at + timedelta(hours=2)
    telling.listed_at = telling.ended_at = sent_at + timedelta(hours=3)
    telling.save()
    count_telling(telling=telling, now=sent_at)
    fates = fates_for({address.receipt: address.kind for address in addresses}, now=now)
    Notice.objects.bulk_create(
        Notice(
            telling=telling,
            receipt=address.receipt,
            address=address,
            state=state,
            reason=reason,
            tries=1,
            claimed_at=telling.listed_at,
            settled_at=telling.listed_at,
            fate=fates[address.receipt][0].code,
        )
        for address, (state, reason) in zip(addresses, _outcomes(len(addresses)), strict=True)
    )


def _outcomes(count: int) -> list[tuple[NoticeState, str]]:
    """All were sent, but the last ones."""
    failed = list(FAILED[: max(0, count - 1)])
    return [(NoticeState.SENT, "")] * (count - len(failed)) + failed


def _draft(process: Process, now: datetime) -> None:
    telling = _telling(process, DRAFT, now - DRAFTED_AGO, state=TellingState.DRAFT)
    telling.save()
    count_telling(telling=telling, now=now - DRAFTED_AGO)


def _telling(process: Process, words: tuple[str, str], at: datetime, *, state: TellingState) -> Telling:
    city = Organization.objects.filter(kind=OrganizationKind.DEPARTMENT, is_sample=True, area__isnull=True)
    return Telling(
        process=process,
        occasion=words[0],
        words=words[1],
        state=state,
        drafted_by=WRITER,
        drafted_at=at,
        department=city.order_by("pk").first(),
    )
