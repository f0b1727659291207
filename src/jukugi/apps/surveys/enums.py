from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

RECEIPT_KIND = "survey"
"""Kind of the receipt numbers behind which an answered sheet stands, or a printed one that is not back yet."""
PAGE_JOB = "surveys.prepare_pages"
"""Makes the pages of published results, so that nobody waits for the first visit."""
SHEETS_OF_A_SURVEY = "sheets"
"""Under which name the sheets of a survey are asked for as a file; kept in asks, so it never changes."""
TITLE_LIMIT = 80
LINE_LIMIT = 200
WORDS_LIMIT = 4_000
REASON_LIMIT = 1_000
LABEL_LIMIT = 200
"""Letters of a question."""
OPTION_LIMIT = 80
"""Letters of an option or a row."""
TEXT_LIMIT = 4_000
"""Letters of an answer in words."""
QUESTIONS_AT_MOST = 100
OPTIONS_AT_MOST = 40
ROWS_AT_MOST = 30
AUDIENCES_AT_MOST = 8
CODES_AT_MOST = 20_000
"""Personal codes that are made at once."""
PAPERS_AT_MOST = 5_000
"""Paper sheets that are numbered at once."""
DRAFT_LIVES_FOR = timedelta(days=30)
"""After the end of a survey a draft is erased; before, when nobody came back for so long."""


class SurveyState(models.TextChoices):
    """Where a survey stands; whether it takes answers now is told by its period."""

    PREPARED = "prepared", _("準備中")
    OPENED = "opened", _("実施・集計")
    PUBLISHED = "published", _("結果を公表")
    WITHDRAWN = "withdrawn", _("取りやめ")


class SurveyAct(models.TextChoices):
    """What somebody did with a survey on its way."""

    PREPARED = "prepared", _("準備をはじめた")
    OPENED = "opened", _("実施を知らせた")
    EXTENDED = "extended", _("期間を延ばした")
    PUBLISHED = "published", _("結果を公表した")
    REVISED = "revised", _("結果の版を改めた")
    WITHDRAWN = "withdrawn", _("取りやめた")


class AudienceKind(models.TextChoices):
    """Who is asked."""

    CITIZENS = "citizens", _("市民")
    OFFICERS = "officers", _("市の職員")
    ASSOCIATIONS = "assocs", _("町内会・自治会の役員")
    INTERMEDIARIES = "mediators", _("中間支援の担い手")
    OTHERS = "others", _("そのほか")


class Selection(models.TextChoices):
    """How those who are asked were chosen: for whom their answers can stand depends on it."""

    RANDOM = "random", _("無作為に選んだ人")
    ALL = "all", _("全員")
    SELF = "self", _("答えたい人")


class Access(models.TextChoices):
    """How somebody comes to the form on the web."""

    OPEN = "open", _("だれでも")
    LINK = "link", _("知らせたリンクから")
    CODE = "code", _("ひとり一つの番号で")
    STAFF = "staff", _("サインインした職員")


class Kind(models.TextChoices):
    """What an answer is; the same values as ``core.questionnaire.QuestionKind``."""

    SINGLE = "single", _("一つを選ぶ")
    MULTIPLE = "multiple", _("いくつでも選ぶ")
    SCALE = "scale", _("段階から選ぶ")
    MATRIX = "matrix", _("表で選ぶ")
    RANKING = "ranking", _("順に選ぶ")
    NUMBER = "number", _("数")
    TEXT = "text", _("ことば")


class Attribute(models.TextChoices):
    """What of a person a question asks for, so that answers can be weighted and set against the population."""

    WARD = "ward", _("区")
    AGE = "age", _("年代")
    SEX = "sex", _("性別")
    JOINED = "join", _("町内会・自治会への加入")


class Joined(models.TextChoices):
    """Whether the household belongs to an association of its neighbourhood."""

    YES = "yes", _("加入している")
    NO = "no", _("加入していない")
    UNKNOWN = "unknown", _("わからない")


class ImportState(models.TextChoices):
    """Where the import of finished sheets stands."""

    CHECKING = "checking", _("確認待ち")
    TAKING = "taking", _("取り込み中")
    DONE = "done", _("完了")
    GIVEN_UP = "given_up", _("取りやめ")
