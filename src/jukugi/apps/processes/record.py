"""The real course of 2017 to 2019, as far as public sources tell it: a finished process, to be read only."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from jukugi.apps.areas.models import Area
from jukugi.apps.processes.enums import RECORD_SLUG, Lane, Precision
from jukugi.apps.processes.models import Milestone, Phase, Process
from jukugi.apps.processes.sample import midnight
from jukugi.kit.tables import packaged_rows

ATTRIBUTION = (
    "実際の経過です。見本ではありません。公開されている資料から分かったことだけを載せ、"
    "出典は一つひとつの出来事に付けています。分からないことは、分からないと書いています。"
)
BETWEEN_SOURCES = "｜"


@transaction.atomic
def load_record(now: datetime) -> str:
    """Put the record in place once. Returns a sentence for the operator."""
    process, is_new = Process.objects.get_or_create(
        slug=RECORD_SLUG,
        defaults={
            "title": "「これからのコミュニティ施策の基本的考え方」の歩み（2017〜2019年、実際の経過）",
            "summary": "川崎市が二年をかけて考え方をまとめ、2019年3月に策定するまでに、実際にあったことの記録です。",
            "area": Area.objects.filter(level="city").first(),
            "starts_on": date(2017, 4, 1),
            "ends_on": date(2019, 6, 30),
            "is_finished": True,
            "attribution": ATTRIBUTION,
        },
    )
    if not is_new:
        return _("実際の経過：あります")
    rows = packaged_rows("jukugi.apps.processes", "actual.csv")
    for row in rows:
        _load_row(process, row)
    return _("実際の経過（2017〜2019年）：%(count)d件") % {"count": len(rows)}


def _load_row(process: Process, row: dict[str, str]) -> None:
    common = {
        "process": process,
        "lane": next(lane for lane in Lane if lane.label == row["lane"]),
        "title": row["title"],
        "precision": Precision(row["precision"]),
        "when": row["when"],
        "note": row["note"],
        "source": "\n".join(row["source"].split(BETWEEN_SOURCES)),
    }
    starts_on = date.fromisoformat(row["starts_on"])
    if not row["ends_on"]:
        Milestone.objects.create(on=starts_on, **common)
        return
    closes_at = midnight(date.fromisoformat(row["ends_on"]) + timedelta(days=1))
    Phase.objects.create(opens_at=midnight(starts_on), closes_at=closes_at, **common)
