from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from jukugi.kit.registry import Registry


class IssueLevel(models.TextChoices):
    """On how wide an area a question is settled. The values are also the names of the marks."""

    CHIIKI = "chiiki", _("地域")
    KUIKI = "kuiki", _("区域")
    SHIIKI = "shiiki", _("市域")
    KOBETSU = "kobetsu", _("個別")


class EdgeKind(models.TextChoices):
    """What one issue has to do with another."""

    ROLLS_UP_TO = "rolls_up_to", _("上の広さへ上げる")
    SPLITS_INTO = "splits_into", _("下の広さへ分けて渡す")
    STAYS = "stays", _("この広さにとどめる")
    SAME_AS = "same_as", _("同じことを扱う")
    CONTRADICTS = "contradicts", _("両立しない")
    NEEDS = "needs", _("先に要る")


@dataclass(frozen=True)
class IssuePart:
    """What a higher room shows on an issue's page: a heading, and the room's own template with its content below it."""

    title: str
    template: str
    content: dict[str, Any]


# Counts per issue for the board: the unit's word, and a function from issue keys to {key: number}.
board_counts: Registry[tuple[Any, Callable[[Collection[int]], dict[int, int]]]] = Registry("issue-board counts")
# Parts of an issue's page, given its key.
issue_parts: Registry[Callable[[int], IssuePart | None]] = Registry("parts of an issue's page")
