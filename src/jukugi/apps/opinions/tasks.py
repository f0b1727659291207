"""Jobs of the room."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.opinions.policies import IMPORT_WAITS_FOR, SHEETS_KEPT
from jukugi.kit import jobs
from jukugi.kit.retention import NEEDED_ONLY, Retention, retentions

SECONDS_BETWEEN_LOOKS = 60
INDEX = "opinions.index"
SECONDS_BETWEEN_INDEXINGS = 10 * 60


def register() -> None:
    _register_retentions()
    jobs.register("opinions.take_rows", _take_rows)
    jobs.register("opinions.look_after_tables", _look_after_tables)
    jobs.every(SECONDS_BETWEEN_LOOKS, "opinions.look_after_tables")
    jobs.register(INDEX, _index)
    jobs.every(SECONDS_BETWEEN_INDEXINGS, INDEX)


def _take_rows(import_pk: int) -> None:
    from jukugi.apps.opinions.actions.importing import take_rows

    take_rows(import_pk=import_pk, clock=timezone.now)


def _look_after_tables() -> None:
    from jukugi.apps.opinions.actions.importing import look_after_tables

    look_after_tables(now=timezone.now())


def _index(opinion_pks: Sequence[int] | None = None) -> None:
    """These opinions as soon as they came in; without any named, all that lack, as after an import or an upgrade."""
    from jukugi.apps.opinions.actions.indexing import index_opinions, index_what_lacks

    if opinion_pks is None:
        index_what_lacks()
    else:
        index_opinions(opinion_pks)


def _register_retentions() -> None:
    retentions.register(
        "opinions.imports",
        Retention(
            what=_("決めないままの意見の表"),
            why=_("取り込むかを職員が決めるまで"),
            since=_("表を持ってきた日"),
            days=IMPORT_WAITS_FOR.days,
            basis=NEEDED_ONLY,
            fields=(
                "OpinionImport.content",
                "ImportFault.params",
            ),
            erase=_give_up_old_tables,
        ),
    )
    retentions.register(
        "opinions.sheets",
        Retention(
            what=_("意見カードやFAXの写真とPDF"),
            why=_("打ち間違いを確かめるため"),
            since=_("声に付けた日（判断か異議が残っている間は消さない）"),
            days=SHEETS_KEPT.days,
            basis=NEEDED_ONLY,
            fields=("Attachment.content",),
            erase=_erase_old_sheets,
            is_promised=False,
        ),
    )


def _give_up_old_tables(now: datetime, kept: timedelta) -> int:
    from jukugi.apps.opinions.actions.importing import give_up_old_tables

    return give_up_old_tables(now=now, kept=kept)


def _erase_old_sheets(now: datetime, kept: timedelta) -> int:
    from jukugi.apps.opinions.actions.attaching import erase_old_sheets

    return erase_old_sheets(now=now, kept=kept)
