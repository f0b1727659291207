"""Jobs of the room."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.opinions.policies import IMPORT_WAITS_FOR
from jukugi.apps.surveys.enums import DRAFT_LIVES_FOR, PAGE_JOB
from jukugi.kit import jobs
from jukugi.kit.retention import NEEDED_ONLY, Retention, retentions

SECONDS_BETWEEN_LOOKS = 60
SECONDS_BETWEEN_COUNTS = 10
SECONDS_OF_A_DAY = 24 * 60 * 60
PAGES_KEPT = 20


def register() -> None:
    _register_retentions()
    jobs.register("surveys.take_rows", _take_rows)
    jobs.register("surveys.look_after_sheets", _look_after_sheets)
    jobs.every(SECONDS_BETWEEN_LOOKS, "surveys.look_after_sheets")
    jobs.register("surveys.count_due", _count_due)
    jobs.every(SECONDS_BETWEEN_COUNTS, "surveys.count_due")
    jobs.register(PAGE_JOB, _prepare_pages)
    jobs.every(SECONDS_OF_A_DAY, PAGE_JOB)


def _take_rows(import_pk: int) -> None:
    from jukugi.apps.surveys.actions.importing import take_rows

    take_rows(import_pk=import_pk, clock=timezone.now)


def _look_after_sheets() -> None:
    from jukugi.apps.surveys.actions.importing import look_after_sheets

    look_after_sheets(now=timezone.now())


def _count_due() -> None:
    from jukugi.apps.surveys.actions.counting import count_due

    count_due(now=timezone.now())


def _prepare_pages() -> None:
    """The pages of results, before anybody waits for them."""
    from jukugi.apps.surveys.models import Survey
    from jukugi.apps.surveys.prepared import prepare_page

    for survey in Survey.objects.public().filter(published_at__isnull=False).order_by("-published_at")[:PAGES_KEPT]:
        prepare_page(survey)


def _register_retentions() -> None:
    retentions.register(
        "surveys.drafts",
        Retention(
            what=_("アンケートの、送っていない答え"),
            why=_("続きから書けるように"),
            since=_("最後に触った日、または期間が終わった日"),
            days=DRAFT_LIVES_FOR.days,
            basis=NEEDED_ONLY,
            fields=("AnswerDraft.answers",),
            erase=_erase_drafts,
        ),
    )
    retentions.register(
        "surveys.imports",
        Retention(
            what=_("決めないままのアンケートの表"),
            why=_("取り込むかを職員が決めるまで"),
            since=_("表を持ってきた日"),
            days=IMPORT_WAITS_FOR.days,
            basis=NEEDED_ONLY,
            fields=(
                "SheetImport.content",
                "SheetFault.params",
            ),
            erase=_give_up_old_sheets,
        ),
    )


def _erase_drafts(now: datetime, kept: timedelta) -> int:
    from jukugi.apps.surveys.actions.forgetting import erase_drafts

    return erase_drafts(now=now, kept=kept)


def _give_up_old_sheets(now: datetime, kept: timedelta) -> int:
    from jukugi.apps.surveys.actions.importing import give_up_old_sheets

    return give_up_old_sheets(now=now, kept=kept)
