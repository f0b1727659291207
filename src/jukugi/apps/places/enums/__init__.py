from datetime import time

from django.db import models
from django.utils.translation import gettext_lazy as _

RECEIPT_KIND = "place"
NOTE_RECEIPT_KIND = "place_note"

LINE_LIMIT = 120
WORDS_LIMIT = 600

# Near enough to find the block, not the door: the step to which a position is rounded where its keeper asks for it.
ROUGH_DEGREES = 0.005
ROUGH_RADIUS_M = 400

DAYS_UNTIL_CHECKED_AGAIN = 365

END_OF_DAY = time(23, 59)
"""As which midnight is kept, at the end of a day; people read 24:00."""

REACH_M = 500
"""As the crow flies; the way is longer, and takes some ten minutes on foot (docs/explanation/places.md)."""
METRES_A_MINUTE = 50
"""Straight metres that one minute on foot gets on: ways are some 1.3 times as long, at 65 m a minute."""


class PlaceKind(models.TextChoices):
    HALL = "hall", _("町内会館")
    CAFE = "cafe", _("カフェ")
    PARK = "park", _("公園")
    CHILDREN = "children", _("子ども食堂")
    SCHOOL = "school", _("学校開放")
    ELDERLY = "elderly", _("いこいの家（高齢者施設）")
    ESTATE = "estate", _("団地集会所")
    LIBRARY = "library", _("図書館の一角")
    CONDOMINIUM = "condominium", _("マンション集会室")
    SHOP = "shop", _("空き店舗")
    PUBLIC = "public", _("公共施設")
    OTHER = "other", _("ほかの居場所")


class PlaceState(models.TextChoices):
    """Everybody sees what is confirmed; what has closed keeps its page, and is in no list."""

    PROPOSED = "proposed", _("確かめ待ち")
    CONFIRMED = "confirmed", _("載せている")
    DECLINED = "declined", _("載せなかった")
    CLOSED = "closed", _("閉じた")


class PlaceAct(models.TextChoices):
    """What somebody did with a place."""

    PROPOSED = "proposed", _("申し出")
    ADDED = "added", _("登録")
    IMPORTED = "imported", _("取り込み")
    CORRECTED = "corrected", _("訂正")
    CONFIRMED = "confirmed", _("確認して掲載")
    CHECKED = "checked", _("変わりがないことを確認")
    DECLINED = "declined", _("見送り")
    CLOSED = "closed", _("閉所")
    REOPENED = "reopened", _("再開")


class Known(models.TextChoices):
    """Nothing is guessed: what nobody has told is not known."""

    YES = "yes", _("あり")
    NO = "no", _("なし")
    UNKNOWN = "unknown", _("分からない")


class Toilet(models.TextChoices):
    WIDE = "wide", _("車いすで使えるトイレ")
    PLAIN = "plain", _("ふつうのトイレ")
    NONE = "none", _("トイレなし")
    UNKNOWN = "unknown", _("分からない")


class Holidays(models.TextChoices):
    """What the keeper says of public holidays."""

    OPEN = "open", _("祝日も開く")
    CLOSED = "closed", _("祝日は休み")
    UNKNOWN = "unknown", _("祝日は分からない")


class Weekday(models.IntegerChoices):
    """As ``date.weekday()`` counts."""

    MONDAY = 0, _("月")
    TUESDAY = 1, _("火")
    WEDNESDAY = 2, _("水")
    THURSDAY = 3, _("木")
    FRIDAY = 4, _("金")
    SATURDAY = 5, _("土")
    SUNDAY = 6, _("日")


class NoteKind(models.TextChoices):
    """Of what a note says that it has changed."""

    HOURS = "hours", _("開く日や時間")
    CLOSED = "closed", _("閉じた・なくなった")
    STEPS = "steps", _("段差・トイレなどの設備")
    WHERE = "where", _("場所や住所")
    OTHER = "other", _("ほかのこと")


class NoteState(models.TextChoices):
    WAITING = "waiting", _("確かめ待ち")
    TAKEN = "taken", _("直した")
    LEFT = "left", _("直さなかった")


class PlaceImportState(models.TextChoices):
    CHECKING = "checking", _("確かめ待ち")
    DONE = "done", _("取り込んだ")
    GIVEN_UP = "given_up", _("取り込まなかった")
