"""The real course of 2017 to 2019 beside its plan, as far as public sources tell it: finished, to be read only."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from jukugi.apps.areas.models import Area
from jukugi.apps.processes.enums import RECORD_SLUG, Lane, Precision
from jukugi.apps.processes.models import FocusPoint, FormerName, Milestone, Phase, Process
from jukugi.apps.processes.spans import add_months, midnight, month_end
from jukugi.kit.tables import packaged_rows

ATTRIBUTION = (
    "予定は川崎市の検討方針（2017年8月）から、実際の経過は公開されている資料から分かったことだけを載せています。"
    "見本ではありません。出典は一つひとつの出来事に付けています。分からないことは、分からないと書いています。"
)
PLAN = "川崎市「（仮称）今後のコミュニティ施策の基本的考え方」検討方針 概要版（2017年8月）"
FORMER_TITLE = "（仮称）今後のコミュニティ施策の基本的考え方"
BETWEEN_SOURCES = "｜"


@transaction.atomic
def load_record(now: datetime) -> str:
    """Put the record in place once. Returns a sentence for the operator."""
    process, is_new = Process.objects.get_or_create(
        slug=RECORD_SLUG,
        defaults={
            "title": "「これからのコミュニティ施策の基本的考え方」の歩み（2017〜2019年、実際の経過）",
            "summary": "川崎市が二年をかけて考え方をまとめ、2019年3月に策定するまでの、予定と実際の記録です。",
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
    load_focus_points(process, 0)
    FormerName.objects.create(
        process=process,
        title=FORMER_TITLE,
        reason="検討方針での題名です。2018年11月15日に素案を報告したときには、いまの題名に変わっていました。",
        renamed_at=midnight(date(2018, 11, 15)),
        actor_key="",
    )
    return _("実際の経過（2017〜2019年）：%(count)d件") % {"count": len(rows)}


def load_focus_points(process: Process, months: int) -> None:
    """The point of each year, from the plan, so many months later."""
    for row in packaged_rows("jukugi.apps.processes", "schedule.csv"):
        if row["kind"] == "focus":
            FocusPoint.objects.create(
                process=process,
                title=row["item"],
                starts_on=add_months(date.fromisoformat(row["starts_on"]), months),
                ends_on=month_end(add_months(date.fromisoformat(row["ends_on"]).replace(day=1), months)),
                note=row["note"],
                source=PLAN,
                row_id=row["id"],
            )


def _load_row(process: Process, row: dict[str, str]) -> None:
    """What happened, with what was planned of it; a row without dates of its own is known from the plan alone."""
    is_planned, has_happened = bool(row["plan_from"]), bool(row["starts_on"])
    first = date.fromisoformat(row["plan_from"] or row["starts_on"])
    last = row["plan_to"] if is_planned else row["ends_on"]
    common: dict[str, Any] = {
        "process": process,
        "lane": next(lane for lane in Lane if lane.label == row["lane"]),
        "title": row["title"],
        "precision": Precision(row["plan_precision"] or row["precision"]),
        "when": row["when"],
        "note": row["note"],
        "source": "\n".join(row["source"].split(BETWEEN_SOURCES)),
        "is_planned": is_planned,
    }
    if has_happened:
        common["began_on"] = date.fromisoformat(row["starts_on"])
        common["ended_on"] = date.fromisoformat(row["ends_on"]) if row["ends_on"] else None
        common["actual_precision"] = Precision(row["precision"])
    if last:
        closes_at = midnight(date.fromisoformat(last) + timedelta(days=1))
        stage: Phase | Milestone = Phase.objects.create(opens_at=midnight(first), closes_at=closes_at, **common)
    else:
        stage = Milestone.objects.create(on=first, **common)
    if row["plan_title"] and row["plan_title"] != row["title"]:
        _name_in_the_plan(process, stage, row["plan_title"])


def _name_in_the_plan(process: Process, stage: Phase | Milestone, title: str) -> None:
    FormerName.objects.create(
        process=process,
        phase=stage if isinstance(stage, Phase) else None,
        milestone=stage if isinstance(stage, Milestone) else None,
        title=title,
        reason="検討方針（2017年8月）での名前です。",
        renamed_at=midnight(stage.began_on or process.starts_on),
        actor_key="",
    )
