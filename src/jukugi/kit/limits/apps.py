from datetime import datetime, timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LimitsConfig(AppConfig):
    name = "jukugi.kit.limits"
    label = "limits"

    def ready(self) -> None:
        from jukugi.kit.retention import NEEDED_ONLY, Retention, retentions

        counters = Retention(
            what=_("どのあたりから何度送られたかの数（場所はハッシュ）"),
            why=_("機械で大量に送られるのを防ぐため"),
            since=_("数えた10分間"),
            days=1,
            basis=NEEDED_ONLY,
            fields=("Counter.place", "DaySalt.salt"),
            erase=_forget,
        )
        retentions.register("limits.counters", counters)


def _forget(now: datetime, kept: timedelta) -> int:
    from jukugi.kit.limits import counting

    return counting.forget(now=now, kept=kept)
