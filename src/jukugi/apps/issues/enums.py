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


@dataclass(frozen=True)
class IssuePart:
    """What a higher room shows on an issue's page: a heading, and links with a line each."""

    title: str
    links: tuple[tuple[str, str, str], ...]  # (label, url, line below)


# Counts per issue for the board: given issue keys, {key: number}; the name is the unit's words.
board_counts: Registry[tuple[Any, Callable[[Collection[int]], dict[int, int]]]] = Registry("issue-board counts")
# Parts of an issue's page, given its key.
issue_parts: Registry[Callable[[int], IssuePart | None]] = Registry("parts of an issue's page")
