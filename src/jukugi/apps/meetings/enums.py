from django.db import models
from django.utils.translation import gettext_lazy as _

# What a phase opens: registering for meetings.
REGISTRATION = "meetings.registration"
# Kind of the numbers that people get when they register; no voice stands behind them.
REGISTRATION_KIND = "meetings.registration"

TEXT_LIMIT = 4000
NOTE_LIMIT = 400
"""Letters of a note: more than any sticky note holds."""
HANDOUT_BYTES_AT_MOST = 10 * 1024 * 1024


class BodyKind(models.TextChoices):
    """What kind of body gives advice or meets; it says what its recommendations rest on."""

    STATUTORY = "statutory", _("附属機関")
    CITIZENS = "citizens", _("市民検討会議")
    WARD = "ward", _("区の参加の場")
    INTERNAL = "internal", _("検討委員会")


class BodyState(models.TextChoices):
    """Whether a body works now. It follows the body's last event that says so."""

    ACTIVE = "active", _("活動中")
    PAUSED = "paused", _("休止中")
    ENDED = "ended", _("終了")


class BodyEventKind(models.TextChoices):
    """What happened to a body: steps of its story."""

    BEGAN = "began", _("始まった")
    PAUSED = "paused", _("休止した")
    RESUMED = "resumed", _("再開した")
    ENDED = "ended", _("終わった")
    SUCCEEDED = "succeeded", _("引き継がれた")
    REVIEWED = "reviewed", _("振り返った")
    CHANGED = "changed", _("かたちを変えた")


# Which state a body is in after an event; the others leave it as it was.
STATE_AFTER = {
    BodyEventKind.BEGAN: BodyState.ACTIVE,
    BodyEventKind.PAUSED: BodyState.PAUSED,
    BodyEventKind.RESUMED: BodyState.ACTIVE,
    BodyEventKind.ENDED: BodyState.ENDED,
}


class MemberRole(models.TextChoices):
    """What a member does in the body."""

    CHAIR = "chair", _("会長・座長")
    VICE_CHAIR = "vice_chair", _("副会長・副座長")
    MEMBER = "member", _("委員")


class SeatKind(models.TextChoices):
    """On which way a member came to the seat."""

    NOMINATED = "nominated", _("推薦")
    OPEN_CALL = "open_call", _("公募")
    DRAWN = "drawn", _("無作為抽出")
    EXPERT = "expert", _("学識")


class FollowUpKind(models.TextChoices):
    """What became of a recommendation. That it is not taken up is an answer too."""

    STUDIED = "studied", _("検討している")
    TAKEN_UP = "taken_up", _("取り入れた")
    PARTLY = "partly", _("一部を取り入れた")
    DONE = "done", _("行った")
    HANDED_ON = "handed_on", _("引き継いだ")
    NOT_TAKEN_UP = "not_taken_up", _("取り入れない")


class MeetingKind(models.TextChoices):
    """The kinds of meeting in the plan."""

    STATUTORY = "statutory", _("附属機関の会議")
    CITIZENS = "citizens", _("市民検討会議")
    ASSEMBLY = "assembly", _("市民集会")
    DESIGN = "design", _("地域デザイン会議")
    HEARING = "hearing", _("ヒアリング")
    VISIT = "visit", _("出張説明")


class RegistrationState(models.TextChoices):
    """Where somebody who registered stands."""

    SEATED = "seated", _("参加できます")
    WAITING = "waiting", _("空きを待っています")
    CANCELLED = "cancelled", _("取りやめました")


class AccessNeed(models.TextChoices):
    """What somebody needs to take part."""

    SIGN = "sign", _("手話通訳")
    CAPTIONS = "captions", _("要約筆記")
    CHILDCARE = "childcare", _("保育")
    WHEELCHAIR = "wheelchair", _("車いすの席")
    LANGUAGE = "language", _("日本語以外のことば")


class NoteWay(models.TextChoices):
    """Who brought a note in."""

    FACILITATOR = "facilitator", _("テーブルの進行役")
    PARTICIPANT = "participant", _("参加した人")
    STAFF = "staff", _("職員")


class Hand(models.TextChoices):
    """For what hands were raised, always in this order."""

    AGREE = "agree", _("賛成")
    DISAGREE = "disagree", _("反対")
    UNSURE = "unsure", _("わからない")


class Verdict(models.TextChoices):
    """What the raised hands of a question say, by a fixed rule (``policies.verdict``)."""

    AGREED = "agreed", _("おおむね賛成で一致")
    OPPOSED = "opposed", _("おおむね反対で一致")
    SPLIT = "split", _("意見が分かれた")
    CANNOT_JUDGE = "cannot_judge", _("判断できない人が多い")
    TOO_FEW = "too_few", _("人数が少なく、示さない")


class MinutesState(models.TextChoices):
    """How far minutes are: two people look at them before they are public."""

    DRAFTED = "drafted", _("下書き")
    CHECKED = "checked", _("確認済み")
    APPROVED = "approved", _("承認済み")
    PUBLISHED = "published", _("公開中")
