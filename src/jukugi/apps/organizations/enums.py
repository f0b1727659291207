from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from jukugi.kit.registry import Registry

# By which the device of an association's officer is known again.
ASSOCIATION_COOKIE = "jukugi_association"
# Under which name the officers of a ward are asked for as a file; kept in asks, so it never changes.
OFFICERS_OF_A_WARD = "officers"


class OrganizationKind(models.TextChoices):
    """What kind of body an organization is."""

    DEPARTMENT = "department", _("市・区の課")
    ASSOCIATION = "association", _("町内会・自治会")
    FEDERATION = "federation", _("町内会・自治会の連合会")
    INTERMEDIARY = "intermediary", _("中間支援組織")
    SDC = "sdc", _("ソーシャルデザインセンター")
    COMPANY = "company", _("企業・商店会")
    SCHOOL = "school", _("学校")


# Bodies of neighbours: the ward looks after them, their officers change in April.
NEIGHBOURS = (OrganizationKind.ASSOCIATION, OrganizationKind.FEDERATION)


class MembershipRole(models.TextChoices):
    """What a person does in an organization."""

    LEAD = "lead", _("責任者")
    OFFICER = "officer", _("担当")


class OfficerRole(models.TextChoices):
    """What somebody is in an association during one term. The order is that of the lists."""

    PRESIDENT = "president", _("会長")
    VICE = "vice", _("副会長")
    TREASURER = "treasurer", _("会計")
    SECRETARY = "secretary", _("書記")
    AUDITOR = "auditor", _("監査")
    CONTACT = "contact", _("連絡担当")
    OTHER = "other", _("その他の役員")


class ContactWay(models.TextChoices):
    """How an association wants to be reached."""

    POST = "post", _("郵送")
    PHONE = "phone", _("電話")
    EMAIL = "email", _("メール")
    VISIT = "visit", _("訪問")
    WEB = "web", _("この団体のページ")


class ConsentItem(models.TextChoices):
    """What an association may agree to have shown to everybody."""

    LISTED = "listed", _("団体の名前と区")
    SERVED = "served", _("受け持つ区域")
    HOUSEHOLDS = "households", _("世帯数と加入世帯数")
    OFFICERS = "officers", _("役員の役割と、本人が同意した名前")
    CONTACT = "contact", _("公開の連絡先")


class SuccessionKind(models.TextChoices):
    """What became of a body."""

    RENAMED = "renamed", _("名前が変わった")
    MERGED = "merged", _("一つになった")
    SPLIT = "split", _("分かれた")
    DISSOLVED = "dissolved", _("解散した")
    DUPLICATE = "duplicate", _("同じ団体が二重に載っていた")


class SuccessionSide(models.TextChoices):
    """On which side of a succession a body stands."""

    BEFORE = "before", _("もとの団体")
    AFTER = "after", _("あとの団体")


class OfficerListState(models.TextChoices):
    """What became of a ward's list of officers."""

    WAITING = "waiting", _("確認待ち")
    TAKEN = "taken", _("取り込み済み")
    DROPPED = "dropped", _("取りやめ")


class HandOverKind(models.TextChoices):
    """Under which heading of the hand-over page something stands."""

    DUE = "due", _("これから期限の来ること")
    OPEN = "open", _("続いていること")
    PAPER = "paper", _("書類")


@dataclass(frozen=True)
class HandOverItem:
    """Something that who takes over an association must find: what, in a sentence, until when, and where it is done."""

    kind: HandOverKind
    title: str
    text: str
    url: str = ""
    due_on: date | None = None


# By room: what it has for one association (its key) on a day, one query or two.
hand_over_items: Registry[Callable[[int, date], list[HandOverItem]]] = Registry("hand-over items")
