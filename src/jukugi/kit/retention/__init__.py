"""What is not kept for ever: each room says what ends, when, on what ground, and how one batch of it is erased."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from jukugi.kit.registry import Registry

NEEDED_ONLY = _("個人情報保護法61条（要る間だけ持つ）")
Erase = Callable[[datetime, timedelta], int]


@dataclass(frozen=True)
class Retention:
    """Something that ends: ``what`` it is, ``why`` it is kept until then, from when its ``days`` count (``since``).

    ``fields``: ``Model.field`` of everything that goes. ``basis``: the ground for the time. ``erase`` is given the
    moment and how long is kept; it erases one batch in the caller's transaction, returns how many, and is safe to run
    twice: 0 means that nothing is left. ``is_promised``: pages promise the time to people, so that a city may shorten
    it and not make it longer. ``each``: words for the time where every single thing says its own; then no setting does.
    """

    what: Any
    why: Any
    since: Any
    days: int
    basis: Any
    fields: tuple[str, ...]
    erase: Erase
    is_promised: bool = True
    each: Any = ""

    def kept(self, name: str) -> timedelta:
        """How long it is kept here: as the city says, else as it is written here."""
        return timedelta(days=settings.RETENTION_DAYS.get(name, self.days))


retentions: Registry[Retention] = Registry("retentions")


def wrong_settings() -> list[str]:
    """What is wrong with JUKUGI_RETENTION, each in a sentence that says what to do."""
    wrong = []
    for name, days in settings.RETENTION_DAYS.items():
        if name not in retentions:
            known = "、".join(retentions.names())
            wrong.append(f"JUKUGI_RETENTION の「{name}」を知りません。次のどれかを書いてください：{known}")
        elif retentions[name].each:
            wrong.append(f"JUKUGI_RETENTION の「{name}」は、設定では決められません（{retentions[name].each}）。")
        elif retentions[name].is_promised and days > retentions[name].days:
            most = retentions[name].days
            wrong.append(f"JUKUGI_RETENTION の「{name}」は{most}日より長くできません。ページでそう約束しています。")
    return wrong
