from django.db import models
from django.utils.translation import gettext_lazy as _

TITLE_LIMIT = 120
LINE_LIMIT = 200
REASON_LIMIT = 500
# Without letters and figures that are taken for one another.
CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
PERSONAL_CODE_LENGTH = 12
KEY_LENGTH = 6
CODES_AT_MOST = 100_000
SEATS_AT_MOST = 1_000
ROWS = 1_000
# What a volunteer told is kept so long after the panel's last day, where nothing else is set.
KEEPS_DAYS = 30
# Under which name the list of honorariums is asked for; kept in asks, so it never changes.
HONORARIUMS = "honorariums"
# Of those who are written to, how many answer: seen between 1.8 and 8.2 in a hundred.
RESPONSE_RATE = 0.04


class LotteryState(models.TextChoices):
    """Where a civic lottery stands."""

    PREPARED = "prepared", _("準備中")
    OPENED = "opened", _("応募受付中")
    CLOSED = "closed", _("枠を決める段階")
    COMMITTED = "committed", _("抽せん待ち")
    DRAWN = "drawn", _("参加の確認中")
    SEATED = "seated", _("委員が決まった")
    ENDED = "ended", _("任期が終わった")
    CANCELLED = "cancelled", _("取りやめ")


class LotteryAct(models.TextChoices):
    """What somebody did with a civic lottery."""

    PREPARED = "prepared", _("無作為抽出の準備を始めた")
    CHANGED = "changed", _("無作為抽出のあらましを直した")
    OPENED = "opened", _("応募の受付を始めた")
    EXTENDED = "extended", _("応募の締切を延ばした")
    CLOSED = "closed", _("応募を締め切った")
    TARGETED = "targeted", _("枠を変えた")
    COMMITTED = "committed", _("抽せんの資料を公表した")
    DRAWN = "drawn", _("抽せんした")
    CORRECTED = "corrected", _("入れ違えた数を正した")
    SEATED = "seated", _("委員を決めた")
    ENDED = "ended", _("任期を終えた")
    CANCELLED = "cancelled", _("無作為抽出を取りやめた")
    ERASED = "erased", _("応募した人の情報を消した")


class FeatureKind(models.TextChoices):
    """Of what a feature tells."""

    WARD = "ward", _("住んでいる区")
    AGE = "age", _("年代")
    SEX = "sex", _("性別")
    OWN = "own", _("市が決めた項目")


class RoundState(models.TextChoices):
    """Where a round of letters stands."""

    PLANNED = "planned", _("案内の計画中")
    ANNOUNCED = "announced", _("抽出の約束を公表済み")
    DRAWN = "drawn", _("送り先の抽出済み")
    SENT = "sent", _("案内を発送済み")


class VolunteerState(models.TextChoices):
    """Whether somebody who volunteered may be drawn."""

    REGISTERED = "registered", _("応募中")
    WITHDRAWN = "withdrawn", _("応募を取り下げた")
    EXCLUDED = "excluded", _("抽せんから外した")


class VolunteerAct(models.TextChoices):
    """What happened to a registration."""

    REGISTERED = "registered", _("応募した")
    CORRECTED = "corrected", _("応募の内容を直した")
    WITHDRAWN = "withdrawn", _("応募を取り下げた")
    EXCLUDED = "excluded", _("抽せんから外した")
    RETURNED = "returned", _("抽せんに戻した")
    READ = "read", _("氏名と連絡先を開いた")
    ERASED = "erased", _("応募の内容を消した")


class Ground(models.TextChoices):
    """What makes two registrations look alike."""

    DWELLING = "dwelling", _("同じ住まい")
    PHONE = "phone", _("同じ電話番号")
    EMAIL = "email", _("同じメールアドレス")
    NAME = "name", _("同じ名前")


class Resolution(models.TextChoices):
    """What a person found two registrations to be."""

    OPEN = "open", _("まだ確かめていない")
    SAME_PERSON = "same_person", _("同じ人")
    SAME_HOUSEHOLD = "same_household", _("同じ世帯")
    DIFFERENT = "different", _("別の人・別の世帯")


class DrawKind(models.TextChoices):
    PANEL = "panel", _("はじめの抽せん")
    REPLACEMENT = "replacement", _("補充の抽せん")


class DrawState(models.TextChoices):
    """Where a draw stands."""

    COMPUTING = "computing", _("くじの表を計算中")
    INFEASIBLE = "infeasible", _("枠を守れない")
    READY = "ready", _("公表の前")
    COMMITTED = "committed", _("抽せん待ち")
    DRAWN = "drawn", _("抽せん済み")
    VOID = "void", _("やり直した")


class DrawMethod(models.TextChoices):
    """What the lottery makes as equal as it can; the values are those of ``core.sortition``."""

    LEXIMIN = "leximin", _("みなの確率をできるだけ等しく")
    MAXIMIN = "maximin", _("いちばん小さい確率をできるだけ大きく")


class PublicNumber(models.TextChoices):
    """Which number, that nobody can choose, picks the row."""

    DICE = "dice", _("十面のさいころ三つ")
    NAMED = "named", _("あらかじめ名指した公の数")


class SeatState(models.TextChoices):
    """Whether somebody who was drawn comes."""

    DRAWN = "drawn", _("確認待ち")
    CONFIRMED = "confirmed", _("参加する")
    DECLINED = "declined", _("辞退した")
    UNREACHABLE = "unreachable", _("連絡がつかなかった")
    DROPPED_OUT = "dropped_out", _("途中でやめた")
    CORRECTED = "corrected", _("数を正して外れた")


class SeatAct(models.TextChoices):
    """What was done about a seat."""

    DRAWN = "drawn", _("抽せんで選ばれた")
    CALLED = "called", _("連絡した")
    CONFIRMED = "confirmed", _("参加を確かめた")
    DECLINED = "declined", _("辞退を受けた")
    UNREACHABLE = "unreachable", _("連絡がつかないと決めた")
    DROPPED_OUT = "dropped_out", _("途中でやめた")
    REOPENED = "reopened", _("確認待ちに戻した")
    CORRECTED = "corrected", _("数を正して外れた")
