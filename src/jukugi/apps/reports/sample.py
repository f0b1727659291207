"""The sample's reports: two that are published, and one that is being written. All made up."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts.models import User
from jukugi.apps.processes.models import Process
from jukugi.apps.reports import actions
from jukugi.apps.reports.enums import ReportKind
from jukugi.apps.reports.models import Report
from jukugi.core.fiscal_year import fiscal_year_of
from jukugi.kit.report_sections import digest_of

WRITER, PUBLISHER = "mihon-kakaricho", "mihon-shisaku"

INTERIM = {
    "processes": (
        "この報告は、検討を始めてから今日までに、**だれが、どのように参加し、何が話し合われたか**をまとめたものです（見本）。",
        "",
    ),
    "opinions": (
        "意見カード、FAX、郵送、会場、ウェブのどれで届いた意見も、同じ一件として数えています。",
        "取り上げないと答えた意見にも、一件ずつ理由を付けて公開しています。",
    ),
    "reach": ("", "少なかった人たちには、学校と区役所の窓口を通じて、もう一度呼びかけます（見本）。"),
    "drafts": ("素案のどの文も、もとになった声や会議の決定までたどれます。", ""),
}
COUNCIL = {
    "processes": ("第四回定例会の常任委員会に報告するものです（見本）。", ""),
    "public_comments": (
        "中間報告への意見募集の結果です。",
        "案を直した箇所は、次の三点です（見本）。\n\n"
        "- 夜も使える場を書き加えた\n- 紙で参加できることを、はじめの章に移した\n- 区ごとの進め方の違いを表にした",
    ),
    "outcomes": ("約束の期日を過ぎたものを、先に並べています。", ""),
}


def load_sample(now: datetime) -> str:
    """Put the sample's reports in place once. Returns a sentence for the operator."""
    process = Process.objects.filter(is_sample=True, is_finished=False, is_draft=False).first()
    people = {user.username: user for user in User.objects.filter(username__in=[WRITER, PUBLISHER])}
    if process is None or len(people) < 2:
        return _("報告：見本の検討プロセスか職員がないため、載せませんでした")
    if Report.objects.filter(process=process).exists():
        return _("報告：あります（そのまま）")
    year = fiscal_year_of(timezone.localdate(now))
    with transaction.atomic():
        titles = {"process": process.title}
        interim = _begin(process, ReportKind.INTERIM, _("見本：%(process)s　中間報告書") % titles, None, people, now)
        council = _begin(process, ReportKind.COUNCIL, _("見本：%(process)s　議会への報告") % titles, None, people, now)
        for report, words in ((interim, INTERIM), (council, COUNCIL)):
            _publish(report, words, people, now)
        _begin(process, ReportKind.YEARLY, _("見本：%(year)d年度の年次報告") % {"year": year}, year, people, now)
    return _("報告：公開したもの2、書いているもの1")


def _begin(
    process: Process, kind: ReportKind, title: str, year: int | None, people: dict[str, User], now: datetime
) -> Report:
    return actions.begin_report(
        process=process,
        kind=kind,
        title=title,
        fiscal_year=year,
        actor=people[WRITER],
        now=now - timedelta(hours=2),
        is_sample=True,
    )


def _publish(report: Report, words: dict[str, tuple[str, str]], people: dict[str, User], now: datetime) -> None:
    writer = people[WRITER]
    for section, (before, after) in words.items():
        actions.write_words(report=report, section=section, before=before, after=after, actor=writer, now=now)
    asked = actions.hand_over(
        report=report, reason="", issuer=settings.CITY_NAME, site=settings.SITE_URL, actor=writer, now=now
    )
    actions.publish_report(report=report, digest=digest_of(asked.asked_content), actor=people[PUBLISHER], now=now)
