"""Rounds of telling: the list, what became of each mail, what waits for somebody."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.processes.models import Gate, GatePassing, Process
from jukugi.apps.threads.enums import AddressState, NoticeState, TellingState
from jukugi.apps.threads.models import Address, Notice, Telling
from jukugi.apps.threads.policies import TELL_WITHIN

MAIL_TROUBLE = "threads-mail-trouble"
SHOWN = 50
FAILED_SHOWN = 100
WHY = {
    "": gettext_lazy("わけは分かりません"),
    "bad-address": gettext_lazy("アドレスの形が送れないものです"),
    "broken-off": gettext_lazy("渡している途中で、サーバーとのつながりが切れました"),
    "key-changed": gettext_lazy("サイトの鍵が変わり、アドレスを読めません"),
    "worker-died": gettext_lazy("渡している途中で、裏の仕事が止まりました"),
    "450": gettext_lazy("相手のサーバーが、いまは受け取れないと答えました"),
    "550": gettext_lazy("そのアドレスはないと、相手のサーバーが答えました"),
    "552": gettext_lazy("相手の受信箱がいっぱいです"),
    "554": gettext_lazy("受け取らないと、相手のサーバーが答えました"),
}


@dataclass(frozen=True)
class Progress:
    """What became of the mails of one telling. ``open`` are still to come, ``retried`` of them were put off once."""

    total: int
    sent: int
    open: int
    retried: int
    refused: int
    given_up: int
    unsure: int
    stopped: int

    @property
    def settled(self) -> int:
        return self.total - self.open

    @property
    def failed(self) -> int:
        """Those that are told by a letter instead."""
        return self.refused + self.given_up


@dataclass(frozen=True)
class TellingRow:
    """A telling in a list, with what became of its mails."""

    telling: Telling
    progress: Progress


@dataclass(frozen=True)
class UntoldGate:
    """A gate that was passed, and of which nobody was told yet; ``is_late``: for long."""

    gate: Gate
    passed_at: datetime
    is_late: bool


@dataclass(frozen=True)
class WaitingWork:
    """Gates of which nobody was told, of them late ones; tellings to approve; mails that only a person can judge."""

    untold: int
    late: int
    to_approve: int
    unsure: int

    @property
    def total(self) -> int:
        return self.untold + self.to_approve + self.unsure


@dataclass(frozen=True)
class AddressFigures:
    """How many left an address with their number."""

    confirmed: int
    waiting: int
    refused: int


def telling_rows(process: Process) -> list[TellingRow]:
    """The tellings of a process, the newest first. Two queries."""
    tellings = list(Telling.objects.filter(process=process).select_related("gate", "department")[:SHOWN])
    progress = progress_of([telling.pk for telling in tellings])
    return [TellingRow(telling, progress[telling.pk]) for telling in tellings]


def progress_of(keys: Collection[int]) -> dict[int, Progress]:
    """What became of the mails of each of these tellings. One query."""
    counts: dict[int, dict[str, int]] = {key: {} for key in keys}
    retried = dict.fromkeys(keys, 0)
    rows = Notice.objects.filter(telling__in=keys).order_by().values_list("telling", "state", "tries")
    for telling, state, tries, mails in rows.annotate(mails=Count("pk")):
        counts[telling][state] = counts[telling].get(state, 0) + mails
        retried[telling] += mails if state == NoticeState.WAITING and tries else 0
    return {
        key: Progress(
            total=sum(found.values()),
            sent=found.get(NoticeState.SENT, 0),
            open=found.get(NoticeState.WAITING, 0) + found.get(NoticeState.CLAIMED, 0),
            retried=retried[key],
            refused=found.get(NoticeState.REFUSED, 0),
            given_up=found.get(NoticeState.GIVEN_UP, 0),
            unsure=found.get(NoticeState.UNSURE, 0),
            stopped=found.get(NoticeState.STOPPED, 0),
        )
        for key, found in counts.items()
    }


def failed_notices(telling: Telling) -> list[tuple[Notice, str]]:
    """Numbers whose mail did not go, each with why, the first hundred. One query."""
    states = (NoticeState.REFUSED, NoticeState.GIVEN_UP, NoticeState.UNSURE)
    failed = telling.notices.filter(state__in=states).order_by("state", "pk")[:FAILED_SHOWN]
    return [(notice, reason_words(notice.reason)) for notice in failed]


def reason_words(code: str) -> str:
    """Why a mail did not go, for a person; of a mail server's own codes the number."""
    words = WHY.get(code)
    return str(words) if words is not None else _("メールサーバーの答え：%(code)s") % {"code": code}


def address_state(receipt: str) -> str:
    """Where the address stands that was left with a number; "" where there is none. One query."""
    return Address.objects.filter(receipt=receipt).values_list("state", flat=True).first() or ""


def address_figures(process: Process) -> AddressFigures:
    """How many addresses there are. One query."""
    rows = Address.objects.filter(process=process).order_by().values_list("state").annotate(Count("pk"))
    found = dict(rows)
    return AddressFigures(
        confirmed=found.get(AddressState.CONFIRMED, 0),
        waiting=found.get(AddressState.ASKED, 0) + found.get(AddressState.MAILED, 0),
        refused=found.get(AddressState.REFUSED, 0),
    )


def untold_gates(process: Process, *, now: datetime) -> list[UntoldGate]:
    """Gates that were passed, of which no telling stands. One query."""
    passings = GatePassing.objects.at(now).filter(gate__process=process).select_related("gate__process", "gate__phase")
    told = Telling.objects.standing().filter(gate=OuterRef("gate"))
    found = passings.filter(~Exists(told)).order_by("passed_at", "pk")
    return [UntoldGate(one.gate, one.passed_at, one.passed_at + TELL_WITHIN <= now) for one in found]


def unsent_tellings(process: Process) -> int:
    """Tellings of a gate that are written, but not sent to their end. One query."""
    return Telling.objects.filter(
        process=process, gate__isnull=False, state__in=(TellingState.DRAFT, TellingState.SENDING)
    ).count()


def waiting_work(actor_key: str, *, now: datetime) -> WaitingWork:
    """What waits for one policy officer in the main process. One query."""
    of_process = {"process": OuterRef("pk")}
    told = Telling.objects.standing().filter(gate=OuterRef("gate"))
    untold = GatePassing.objects.at(now).filter(~Exists(told), gate__process=OuterRef("pk"))
    drafts = Telling.objects.drafts().filter(**of_process).exclude(drafted_by=actor_key)
    unsure = Notice.objects.filter(state=NoticeState.UNSURE, telling__process=OuterRef("pk"), address__isnull=False)
    counts = (
        _number(untold),
        _number(untold.filter(passed_at__lte=now - TELL_WITHIN)),
        _number(drafts),
        _number(unsure.exclude(telling__state=TellingState.CANCELLED)),
    )
    found = Process.objects.shown_first().values_list(*counts).first()
    return WaitingWork(*found) if found is not None else WaitingWork(0, 0, 0, 0)


def _number(rows: QuerySet[Any]) -> Any:
    """How many there are, as part of another query."""
    every = rows.order_by().annotate(every=Value(1)).values("every").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(every), 0)


def mail_trouble() -> str:
    """Why the last burst could not be handed over, as a code; "" where nothing is known. No query of ours."""
    return str(cache.get(MAIL_TROUBLE, ""))
