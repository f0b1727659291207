"""The sample's outreach log (見本), and the first edition of who was reached."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.areas.models import Area
from jukugi.apps.processes.models import Process
from jukugi.apps.reach.actions.publishing import count_reach
from jukugi.apps.reach.enums import OutreachKind
from jukugi.apps.reach.models import Outreach, ReachEdition

ACTOR = "sample"
NOTE = "見本の数です。アンケートは無作為に選んだ人に、意見はだれにでも聞いています。二つを足して読まないでください。"
LOG: tuple[dict[str, Any], ...] = (
    {
        "kind": OutreachKind.LETTER,
        "title": "見本：18〜29歳に、意見カードを同封した手紙",
        "age_band": "18",
        "ago": 110,
        "handed_out": 600,
        "cost_yen": 92_400,
        "responses": 31,
        "note": "返信の締切まで二週間では短いという声が多くありました。次は四週間にします。",
    },
    {
        "kind": OutreachKind.VISIT,
        "title": "見本：日曜の保育園・こども文化センターへの出前",
        "ward": "宮前区",
        "age_band": "30",
        "ago": 84,
        "handed_out": 140,
        "cost_yen": 38_000,
        "responses": 27,
        "note": "その場で三分で書ける短いカードにすると、子どもを見ながらでも書いてもらえました。",
    },
    {
        "kind": OutreachKind.LEAFLET,
        "title": "見本：駅前でのちらし配り",
        "ward": "川崎区",
        "people": "通勤・通学の人",
        "ago": 62,
        "handed_out": 2_400,
        "cost_yen": 51_600,
        "responses": 9,
        "note": "受け取る人は多いものの、あとで開く人は少ないようでした。",
    },
    {
        "kind": OutreachKind.SOCIAL,
        "title": "見本：やさしい日本語の案内を、日本語教室のメールで",
        "people": "外国につながる人",
        "ago": 40,
        "handed_out": 180,
        "cost_yen": 0,
        "responses": 12,
        "note": "先生が教室の時間に一緒に書いてくれた教室から、ほとんどの返事が来ました。",
    },
)


def load_sample(now: datetime) -> str:
    """Put the log in place, count, and publish once. Returns a sentence for the operator."""
    process = Process.objects.filter(is_sample=True, is_finished=False, is_main=True).first()
    if process is None:
        return _("参加の広がり：見本の検討プロセスがないため、載せませんでした")
    if process.reach_editions.exists():
        return _("参加の広がり：あります（そのまま）")
    today = timezone.localdate(now)
    with transaction.atomic():
        wards = {ward.name: ward for ward in Area.objects.wards()}
        for entry in LOG:
            _record(process, entry, wards, today, now)
        prepared = count_reach(process=process, now=now)
        is_told = any(not one["is_few"] for one in prepared.public["sources"].values())
        if is_told:
            _publish(process, prepared, now)
    return _("参加の広がり：はたらきかけ%(tried)d、公表した版%(editions)d") % {
        "tried": len(LOG),
        "editions": int(is_told),
    }


def _record(process: Process, entry: dict[str, Any], wards: dict[str, Area], today: date, now: datetime) -> None:
    told = {name: value for name, value in entry.items() if name not in ("ward", "ago")}
    ward, done_on = wards.get(entry.get("ward", "")), today - timedelta(days=entry["ago"])
    stands = {"is_sample": True, "actor_key": ACTOR, "recorded_at": now - timedelta(days=entry["ago"] - 1)}
    Outreach.objects.create(process=process, ward=ward, done_on=done_on, **told, **stands)


def _publish(process: Process, prepared: Any, now: datetime) -> None:
    from jukugi.apps.reach.counted.document import CODE_VERSION, digest_of

    ReachEdition.objects.create(
        process=process,
        number=1,
        content=prepared.public,
        digest=digest_of(prepared.public),
        cells=prepared.cells,
        note=NOTE,
        code_version=CODE_VERSION,
        counted_at=now,
        published_at=now,
        actor_key=ACTOR,
    )
