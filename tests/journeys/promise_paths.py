"""The pages of the sample's promises: for everybody, and at the desk."""

from jukugi.apps.outcomes.enums import PromiseState
from jukugi.apps.outcomes.models import Promise, YearlyReview
from jukugi.apps.outcomes.queries.desk import answers_without_promise, clauses_without_promise


def promise_pages() -> list[str]:
    late, measured = Promise.objects.order_by("due_on").first(), Promise.objects.exclude(indicator="").first()
    return [
        "/promises/",
        "/promises/?standing=given_up",
        "/promises/?standing=late&ward=141348",
        "/promises/wards/",
        "/promises/wards/141330/",
        "/promises/wards/city/",
        late.get_absolute_url(),
        measured.get_absolute_url(),
        YearlyReview.objects.get().get_absolute_url(),
    ]


def promise_desks() -> list[str]:
    running = Promise.objects.filter(state=PromiseState.OPEN).exclude(indicator="").first()
    over = Promise.objects.filter(state=PromiseState.DONE).first()
    review = YearlyReview.objects.get()
    clause, answer = clauses_without_promise("", None)[0], answers_without_promise("", None)[0]
    return [
        "/desk/promises/",
        "/desk/promises/sources/",
        "/desk/promises/sources/?side=answers&q=市",
        f"/desk/promises/new/?clause={clause.clause_id}",
        f"/desk/promises/new/?answer={answer.pk}",
        f"/desk/promises/{running.pk}/",
        f"/desk/promises/{over.pk}/",
        "/desk/promises/reviews/new/",
        f"/desk/promises/reviews/{review.pk}/",
        f"/desk/promises/reviews/{review.pk}/{running.pk}/",
    ]
