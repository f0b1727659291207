from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from jukugi.apps.areas.models import Area
from jukugi.apps.processes.models import Process
from jukugi.kit.registry import Registry


class IssueLevel(models.TextChoices):
    """On how wide an area a question is settled. The values are also the names of the marks."""

    CHIIKI = "chiiki", _("地域")
    KUIKI = "kuiki", _("区域")
    SHIIKI = "shiiki", _("市域")
    KOBETSU = "kobetsu", _("個別")


# From the narrowest to the widest; 個別 lies across them and is none.
WIDTHS = (IssueLevel.CHIIKI, IssueLevel.KUIKI, IssueLevel.SHIIKI)


class IssueStatus(models.TextChoices):
    """How far the city has come with an issue. Which step may follow which stands in ``policies.STEPS``."""

    RAISED = "raised", _("挙がっている")
    DISCUSSED = "discussed", _("話し合っている")
    DIRECTED = "directed", _("方向を示した")
    DRAFTED = "drafted", _("素案に入った")
    ADOPTED = "adopted", _("決まった")
    PRACTISED = "practised", _("行っている")
    NOT_TAKEN_UP = "not_taken_up", _("取り上げない")


class EdgeKind(models.TextChoices):
    """What one issue has to do with another."""

    ROLLS_UP_TO = "rolls_up_to", _("上の広さへ上げる")
    SPLITS_INTO = "splits_into", _("下の広さへ分けて渡す")
    STAYS = "stays", _("この広さにとどめる")
    SAME_AS = "same_as", _("同じことを扱う")
    CONTRADICTS = "contradicts", _("両立しない")
    NEEDS = "needs", _("先に要る")


class LineageKind(models.TextChoices):
    """How issues come to an end so that others stand in their place."""

    MERGE = "merge", _("まとめる")
    SPLIT = "split", _("分ける")


class LineageSide(models.TextChoices):
    """Whether an issue stood before an act of lineage, or stands after it."""

    BEFORE = "before", _("もとの論点")
    AFTER = "after", _("あとを継ぐ論点")


class DemandKind(models.TextChoices):
    """What a policy asks of people, so that it can meet with what others ask."""

    MEETING = "meeting", _("会議")
    LIST = "list", _("名簿")
    REQUEST = "request", _("依頼")


# Kinds that say the same from either end.
BOTH_WAYS = (EdgeKind.SAME_AS, EdgeKind.CONTRADICTS)


@dataclass(frozen=True)
class IssueAction:
    """What anybody can do now about an issue, and the seconds it takes: what costs least stands first."""

    label: str
    url: str
    seconds: int


@dataclass(frozen=True)
class IssuePart:
    """What a higher room shows on an issue's page: the room's own template with its content, below a heading.

    Without a ``title`` the template has its own headings, of level ``h``. ``action`` stands at the head of the page.
    """

    title: str
    template: str
    content: dict[str, Any]
    action: IssueAction | None = None


# Counts per issue for the board: the unit's word, and a function from issue keys to {key: number}.
board_counts: Registry[tuple[Any, Callable[[Collection[int]], dict[int, int]]]] = Registry("issue-board counts")
# The same from one ward alone, given issue keys and the ward's key.
ward_counts: Registry[tuple[Any, Callable[[Collection[int], int], dict[int, int]]]] = Registry("counts of one ward")
# Given a process and a ward or None: a sentence on what is counted, of how many, until when; "" where nothing is.
board_notes: Registry[Callable[[Process, Area | None], str]] = Registry("notes on the board's counts")
# Given issue keys and the moment: a word for each issue in which something is open now.
board_marks: Registry[Callable[[Collection[int], datetime], dict[int, str]]] = Registry("marks on the board")


@dataclass(frozen=True)
class WardCell:
    """What is known of one ward under a heading: a number, or words, with a way to read on. ``is_voice``: a citizen's
    own words, ``channel`` on which they came; ``note`` stands below."""

    words: str = ""
    number: int | None = None
    url: str = ""
    channel: str = ""
    note: str = ""
    is_voice: bool = False


@dataclass(frozen=True)
class WardColumn:
    """The same question to every ward, by the ward's key; a ward that is left out is not known of.

    ``per_people``: numbers are shown for each 10,000 inhabitants too. ``note`` says what is counted, of how many, when.
    """

    label: str
    cells: Mapping[int, WardCell]
    unit: str = ""
    note: str = ""
    per_people: bool = False


# Given an issue's key: what a room knows of it in each ward.
ward_columns: Registry[Callable[[int], list[WardColumn]]] = Registry("comparison of wards")
# Parts of an issue's page, given its key and the moment.
issue_parts: Registry[Callable[[int, datetime], IssuePart | None]] = Registry("parts of an issue's page")
