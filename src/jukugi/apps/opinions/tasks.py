"""Jobs of the room."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.opinions.policies import ARRIVALS_KEPT, IMPORT_WAITS_FOR, SHEETS_KEPT
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
    jobs.register("opinions.look_at_wave", _look_at_wave)
    jobs.register("opinions.hide_wave", _hide_wave)
    jobs.register("opinions.take_wave_back", _take_wave_back)
    jobs.register("opinions.look_after_waves", _look_after_waves)
    jobs.every(SECONDS_BETWEEN_LOOKS, "opinions.look_after_waves")


def _take_rows(import_pk: int) -> None:
    from jukugi.apps.opinions.actions.importing import take_rows

    take_rows(import_pk=import_pk, clock=timezone.now)


def _look_after_tables() -> None:
    from jukugi.apps.opinions.actions.importing import look_after_tables

    look_after_tables(now=timezone.now())


def _look_at_wave(wave_pk: int) -> None:
    from jukugi.apps.opinions.actions.wave_work import look_at_wave

    look_at_wave(wave_pk=wave_pk, clock=timezone.now)


def _hide_wave(wave_pk: int) -> None:
    from jukugi.apps.opinions.actions.wave_work import hide_wave

    hide_wave(wave_pk=wave_pk, clock=timezone.now)


def _take_wave_back(wave_pk: int) -> None:
    from jukugi.apps.opinions.actions.wave_work import return_wave

    return_wave(wave_pk=wave_pk, clock=timezone.now)


def _look_after_waves() -> None:
    from jukugi.apps.opinions.actions.wave_work import look_after_waves

    look_after_waves(now=timezone.now())


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
    retentions.register(
        "opinions.arrivals",
        Retention(
            what=_("ウェブの声がどのあたりから届いたかの印（ハッシュ）"),
            why=_("機械で大量に送られた声を、人の声と見分けるため"),
            since=_("届いた日"),
            days=ARRIVALS_KEPT.days,
            basis=NEEDED_ONLY,
            fields=("ArrivalMark.mark",),
            erase=_forget_arrivals,
        ),
    )


def _forget_arrivals(now: datetime, kept: timedelta) -> int:
    from jukugi.apps.opinions.actions.arriving import forget_arrivals

    return forget_arrivals(now=now, kept=kept)


def _give_up_old_tables(now: datetime, kept: timedelta) -> int:
    from jukugi.apps.opinions.actions.importing import give_up_old_tables

    return give_up_old_tables(now=now, kept=kept)


def _erase_old_sheets(now: datetime, kept: timedelta) -> int:
    from jukugi.apps.opinions.actions.attaching import erase_old_sheets

    return erase_old_sheets(now=now, kept=kept)
