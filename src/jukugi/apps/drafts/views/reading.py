"""What everybody reads: documents, editions, what changed between them, where a clause comes from."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header

from jukugi.apps.drafts import permissions
from jukugi.apps.drafts.enums import FileForm, clause_parts, document_links
from jukugi.apps.drafts.models import Document, Edition, EditionFile
from jukugi.apps.drafts.queries import clauses, reading
from jukugi.apps.drafts.queries.comparing import compare_editions
from jukugi.apps.drafts.views.asked import clause_of
from jukugi.apps.drafts.views.beside import beside_edition, offers_on
from jukugi.kit.pages.asked import whole
from jukugi.kit.pages.rendering import set_subject

VOICES_A_PAGE = 30
CONTENT_TYPES = {
    FileForm.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileForm.PDF: "application/pdf",
}


def documents(request: HttpRequest) -> HttpResponse:
    """All documents of which an edition is public."""
    rows = reading.public_documents()
    offers = offers_on([row.edition.pk for row in rows])
    return render(request, "drafts/document_list.html", {"rows": rows, "offers": offers, "links": list(document_links)})


def document(request: HttpRequest, document_pk: int) -> HttpResponse:
    """The newest public edition of a document."""
    found = _public(request, document_pk)
    newest = found.editions.published().order_by("-number").defer("frozen").first()
    if newest is None:
        raise Http404
    return _edition_page(request, found, newest)


def edition(request: HttpRequest, document_pk: int, number: int) -> HttpResponse:
    """One public edition, for good at this address."""
    found = _public(request, document_pk)
    return _edition_page(request, found, _edition(found, number))


def file(request: HttpRequest, document_pk: int, number: int, form: str) -> HttpResponse:
    """An edition as a file to take along."""
    found = _edition(_public(request, document_pk), number)
    kept = get_object_or_404(EditionFile, edition=found, form=form)
    response = HttpResponse(bytes(kept.content), content_type=CONTENT_TYPES[FileForm(kept.form)])
    name = f"{found.title}（第{found.number}版）.{kept.form}"
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["ETag"] = f'"{kept.digest}"'
    return response


def compare(request: HttpRequest, document_pk: int) -> HttpResponse:
    """What changed between two public editions (``?from=``, ``?to=``); without a choice, since the one before."""
    found = _public(request, document_pk)
    editions = list(found.editions.published().order_by("number").defer("frozen"))
    by_number = {one.number: one for one in editions}
    new = by_number.get(whole(request.GET.get("to"))) or editions[-1]
    earlier = [one for one in editions if one.number < new.number]
    old = by_number.get(whole(request.GET.get("from"))) or (earlier[-1] if earlier else None)
    if old is not None and old.number > new.number:
        old, new = new, old
    compared = compare_editions(old, new) if old is not None and old != new else None
    context = {"document": found, "editions": editions, "old": old, "new": new, "compared": compared}
    return render(request, "drafts/edition_compare.html", context)


def clause(request: HttpRequest, document_pk: int, serial: int) -> HttpResponse:
    """The story of one clause: from the voices to the words, edition by edition."""
    found = _public(request, document_pk)
    one = clause_of(found, serial)
    story = clauses.clause_story(one)
    if story is None:
        raise Http404
    parts = [part for show in clause_parts if (part := show(one.pk)) is not None]
    can_write = permissions.can_write(request.user, found)
    context = {"document": found, "story": story, "parts": parts, "can_write": can_write}
    return render(request, "drafts/clause_detail.html", context)


def voices(request: HttpRequest, document_pk: int, serial: int) -> HttpResponse:
    """Every public voice behind a clause, page by page."""
    found = _public(request, document_pk)
    one = clause_of(found, serial)
    story = clauses.clause_story(one)
    if story is None:
        raise Http404
    page = Paginator(clauses.voices_of(one), VOICES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "drafts/clause_voices.html", {"document": found, "story": story, "page": page})


def not_taken_up(request: HttpRequest, document_pk: int) -> HttpResponse:
    """What a document does not take up, with the reason for each."""
    found = _public(request, document_pk)
    start = (max(1, whole(request.GET.get("page"))) - 1) * VOICES_A_PAGE
    origins, total = reading.not_taken_up(found, start=start, count=VOICES_A_PAGE)
    context = {
        "document": found,
        "origins": origins,
        "total": total,
        "number": start // VOICES_A_PAGE + 1,
        "pages": max(1, -(-total // VOICES_A_PAGE)),
    }
    return render(request, "drafts/not_taken_up.html", context)


def _public(request: HttpRequest, document_pk: int) -> Document:
    found = reading.public_document(document_pk)
    if found is None:
        raise Http404
    set_subject(request, found.process)
    return found


def _edition(document: Document, number: int) -> Edition:
    found = get_object_or_404(document.editions.published().defer("frozen"), number=number)
    found.document = document
    return found


def _edition_page(request: HttpRequest, document: Document, edition: Edition) -> HttpResponse:
    edition.document = document
    page = reading.edition_page(edition)
    context = {"document": document, "page": page, "can_write": permissions.can_write(request.user, document)}
    return render(request, "drafts/edition_detail.html", context | beside_edition(request, edition))
