from django.urls import include, path

from jukugi.kit.pages.views import furigana, hints
from jukugi.project import views

handler400 = "jukugi.project.failures.bad_request"
handler403 = "jukugi.project.failures.forbidden"
handler404 = "jukugi.project.failures.not_found"
handler500 = "jukugi.project.failures.failed"

urlpatterns = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("about/method/", views.method, name="method"),
    path("about/lot/", views.lot, name="lot"),
    path("about/budget/", views.budget, name="budget"),
    path("about/privacy/", views.privacy, name="privacy"),
    path("moderation/", views.moderation, name="moderation"),
    path("about/accessibility/", views.accessibility, name="accessibility"),
    path("source/", views.source, name="source"),
    path("desk/", views.desk, name="desk"),
    path("desk/retention/", views.retention, name="retention"),
    path("furigana/", furigana, name="furigana"),
    path("desk/hints/", hints, name="hints"),
    path("areas/", include("jukugi.apps.areas.urls")),
    path("", include("jukugi.apps.accounts.urls")),
    path("", include("jukugi.apps.processes.urls")),
    path("", include("jukugi.apps.organizations.urls")),
    path("", include("jukugi.apps.readability.urls")),
    path("", include("jukugi.apps.issues.urls")),
    path("", include("jukugi.apps.places.urls")),
    path("", include("jukugi.apps.opinions.urls")),
    path("", include("jukugi.apps.grouping.urls")),
    path("", include("jukugi.apps.meetings.urls")),
    path("", include("jukugi.apps.inventory.urls")),
    path("", include("jukugi.apps.opinion_map.urls")),
    path("", include("jukugi.apps.evaluations.urls")),
    path("", include("jukugi.apps.sortition.urls")),
    path("", include("jukugi.apps.support.urls")),
    path("", include("jukugi.apps.circles.urls")),
    path("", include("jukugi.apps.budgeting.urls")),
    path("", include("jukugi.apps.drafts.urls")),
    path("", include("jukugi.apps.public_comments.urls")),
    path("", include("jukugi.apps.outcomes.urls")),
    path("", include("jukugi.apps.surveys.urls")),
    path("", include("jukugi.apps.reach.urls")),
    path("", include("jukugi.apps.threads.urls")),
    path("", include("jukugi.apps.open_data.urls")),
    path("", include("jukugi.apps.reports.urls")),
    path("accounts/", include("jukugi.project.account_urls")),
]
