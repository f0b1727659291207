"""Jobs of the room."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.kit import jobs
from jukugi.kit.retention import NEEDED_ONLY, Retention, retentions

DAY = 24 * 60 * 60


def register() -> None:
    _register_retentions()
    jobs.register("support.look_after", look_after)
    jobs.every(DAY, "support.look_after")


def look_after() -> None:
    """Count what may be told to everybody."""
    from jukugi.apps.support.actions.counting import count_all

    count_all(now=timezone.now())


def _register_retentions() -> None:
    retentions.register(
        "support.contacts",
        Retention(
            what=_("相談した人の連絡先"),
            why=_("答えを伝え、つなぐため"),
            since=_("相談が終わった日（終わらないままなら、届いて1年）"),
            days=90,
            basis=NEEDED_ONLY,
            fields=("Inquiry.contact",),
            erase=_erase_contacts,
        ),
    )
    retentions.register(
        "support.words",
        Retention(
            what=_("相談の言葉、古い状況シート、訪ねて聞いたこと"),
            why=_("続けて支えるため"),
            since=_("相談が終わった日、次の版が出た日、訪ねた日（終わらない相談は、届いて5年）"),
            days=3 * 365,
            basis=NEEDED_ONLY,
            fields=(
                "InquiryStep.words",
                "SituationSheet.wants_words",
                "Visit.heard",
            ),
            erase=_erase_words,
        ),
    )
    retentions.register(
        "support.ended",
        Retention(
            what=_("終わった団体の状況シート、訪問、提案、次の一歩"),
            why=_("団体が終わったあとの問い合わせのため"),
            since=_("団体が終わった日"),
            days=365,
            basis=NEEDED_ONLY,
            fields=(
                "SituationSheet.wants_words",
                "Visit.heard",
                "Match.reason",
                "NextStep.what",
                "Charge.note",
            ),
            erase=_erase_of_ended,
        ),
    )


def _erase_contacts(now: datetime, kept: timedelta) -> int:
    from jukugi.apps.support.actions.forgetting import erase_contacts

    return erase_contacts(now=now, kept=kept)


def _erase_words(now: datetime, kept: timedelta) -> int:
    from jukugi.apps.support.actions.forgetting import erase_words

    return erase_words(now=now, kept=kept)


def _erase_of_ended(now: datetime, kept: timedelta) -> int:
    from jukugi.apps.support.actions.forgetting import erase_of_ended

    return erase_of_ended(now=now, kept=kept)
