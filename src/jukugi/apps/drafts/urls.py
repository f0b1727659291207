from django.urls import path, re_path

from jukugi.apps.drafts.views import arranging, desk, languages, origins, reading, reviewing, vision, writing

app_name = "drafts"

urlpatterns = [
    path("documents/", reading.documents, name="list"),
    path("documents/<int:document_pk>/", reading.document, name="document"),
    path("documents/<int:document_pk>/compare/", reading.compare, name="compare"),
    path("documents/<int:document_pk>/not-taken-up/", reading.not_taken_up, name="not-taken-up"),
    path("documents/<int:document_pk>/clauses/<int:serial>/", reading.clause, name="clause"),
    path("documents/<int:document_pk>/clauses/<int:serial>/voices/", reading.voices, name="voices"),
    path("documents/<int:document_pk>/<int:number>/", reading.edition, name="edition"),
    re_path(r"^documents/(?P<document_pk>\d+)/(?P<number>\d+)/edition\.(?P<form>docx|pdf)$", reading.file, name="file"),
    path("desk/documents/", desk.documents, name="desk"),
    path("desk/documents/new/", desk.new_document, name="new"),
    path("desk/documents/<int:document_pk>/", desk.document, name="desk-document"),
    path("desk/documents/<int:document_pk>/plan/", desk.plan, name="plan"),
    path("desk/documents/<int:document_pk>/begin/", desk.begin, name="begin"),
    path("desk/documents/<int:document_pk>/preview/", desk.preview, name="preview"),
    path("desk/documents/<int:document_pk>/compare/", desk.compare, name="desk-compare"),
    re_path(
        r"^desk/documents/(?P<document_pk>\d+)/step/(?P<what>check|approve|publish|back)/$", desk.step, name="step"
    ),
    path("desk/documents/<int:document_pk>/clauses/new/", writing.new_clause, name="new-clause"),
    path("desk/documents/<int:document_pk>/clauses/<int:serial>/", writing.clause, name="desk-clause"),
    path("desk/documents/<int:document_pk>/clauses/<int:serial>/keep/", writing.keep, name="keep"),
    path("desk/documents/<int:document_pk>/clauses/<int:serial>/discard/", writing.discard, name="discard"),
    path("desk/documents/<int:document_pk>/clauses/<int:serial>/move/", arranging.move, name="move"),
    path("desk/documents/<int:document_pk>/clauses/<int:serial>/split/", arranging.split, name="split"),
    path("desk/documents/<int:document_pk>/clauses/<int:serial>/merge/", arranging.merge, name="merge"),
    path("desk/documents/<int:document_pk>/clauses/<int:serial>/end/", arranging.end, name="end"),
    path("desk/documents/<int:document_pk>/clauses/<int:serial>/back/", arranging.bring_back, name="bring-back"),
    path("desk/documents/<int:document_pk>/clauses/<int:serial>/origins/", origins.add, name="add-origin"),
    path("desk/documents/<int:document_pk>/not-taken-up/", origins.add, name="add-end"),
    path("desk/documents/origins/<int:origin_pk>/end/", origins.end, name="end-origin"),
    path("desk/documents/<int:document_pk>/material/", vision.material, name="material"),
    path("desk/documents/<int:document_pk>/vote/", vision.vote, name="vote"),
    re_path(
        r"^desk/documents/(?P<document_pk>\d+)/languages/(?P<language>plain|english)/$",
        languages.renderings,
        name="renderings",
    ),
    re_path(
        r"^desk/documents/(?P<document_pk>\d+)/clauses/(?P<serial>\d+)/languages/(?P<language>plain|english)/$",
        languages.rendering,
        name="rendering",
    ),
    path("desk/documents/<int:document_pk>/reviewers/", reviewing.reviewers, name="reviewers"),
    path("desk/documents/reviewers/<int:invitation_pk>/withdraw/", reviewing.withdraw, name="withdraw-reviewer"),
    path("desk/documents/<int:document_pk>/comments/", reviewing.comments, name="comments"),
    path("desk/documents/comments/<int:comment_pk>/answer/", reviewing.answer, name="answer-comment"),
    path("desk/reviews/", reviewing.my_reviews, name="my-reviews"),
    path("desk/reviews/<int:invitation_pk>/", reviewing.staff_review, name="staff-review"),
    path("review/<str:code>/", reviewing.review, name="review"),
]
