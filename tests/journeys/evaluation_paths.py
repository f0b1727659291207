"""The pages of the sample's review: for everybody, and at the desk; with one more review that takes sheets now."""

from datetime import timedelta

from django.utils import timezone

from jukugi.apps.accounts.models import User
from jukugi.apps.evaluations import actions
from jukugi.apps.evaluations.actions import FindingDraft, ReviewPlan
from jukugi.apps.evaluations.models import EvaluationSheet, Review
from jukugi.apps.issues.models import Policy


def running_review() -> Review:
    """A review of a sample measure that takes sheets now."""
    found = Review.objects.filter(state="opened").first()
    if found is not None:
        return found
    officer, now = User.objects.get(username="mihon-shisaku"), timezone.now()
    today = timezone.localdate(now)
    plan = ReviewPlan("見本の二度目の検証", today, today + timedelta(days=9))
    process = Review.objects.get().process
    review = actions.prepare_review(process=process, plan=plan, ward=None, actor=officer, now=now)
    actions.add_measure(review=review, policy=Policy.objects.get(code="P14"), actor=officer, now=now)
    return actions.open_review(review=review, actor=officer, now=now)


def evaluation_pages() -> list[str]:
    ended, running = Review.objects.get(state="published"), running_review()
    measure = ended.measures.filter(listed_only=False).first()
    listed = ended.measures.filter(listed_only=True).first()
    sheet = EvaluationSheet.objects.filter(measure=measure, bases__isnull=False).first()
    here = ended.get_absolute_url()
    return [
        "/evaluations/",
        here,
        measure.get_absolute_url(),
        listed.get_absolute_url(),
        f"{measure.get_absolute_url()}sheets/?side=citizen",
        f"{here}gaps/?pair=member",
        f"{here}findings/4/",
        running.get_absolute_url(),
        f"{running.measures.get().get_absolute_url()}write/",
        f"{measure.get_absolute_url()}write/",
        sheet.get_absolute_url(),
    ]


def evaluation_desks() -> list[str]:
    ended, running = Review.objects.get(state="published"), running_review()
    officer, now = User.objects.get(username="mihon-shisaku"), timezone.now()
    draft = FindingDraft("keep", "続ける", "よかった。")
    finding = actions.write_finding(review=running, draft=draft, actor=officer, now=now)
    there, here = f"/desk/evaluations/{ended.pk}/", f"/desk/evaluations/{running.pk}/"
    measure = running.measures.get()
    prepared = actions.prepare_review(
        process=ended.process,
        plan=ReviewPlan("見本の三度目の検証", timezone.localdate(now), timezone.localdate(now)),
        ward=None,
        actor=officer,
        now=now,
    )
    return [
        "/desk/evaluations/",
        "/desk/evaluations/new/",
        there,
        f"{there}sheets/?show=shown",
        f"{there}findings/",
        f"{there}findings/3/",
        here,
        f"{here}edit/",
        f"{here}measures/{measure.pk}/",
        f"{here}measures/{measure.pk}/enter/",
        f"{here}findings/new/",
        f"{here}findings/{finding.number}/",
        f"{here}findings/{finding.number}/edit/",
        f"/desk/evaluations/{prepared.pk}/criteria/",
        f"/desk/evaluations/{prepared.pk}/measures/",
    ]
