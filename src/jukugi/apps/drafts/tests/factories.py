from datetime import timedelta

from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.drafts import actions
from jukugi.apps.drafts.actions import EditionPlan, OriginDraft
from jukugi.apps.drafts.enums import DocumentKind, EditionStage, FileForm, Influence, OriginKind
from jukugi.apps.drafts.models import Clause, ClauseText, Document, Edition, Origin
from jukugi.apps.drafts.queries.sources import source_of
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.models import Opinion
from jukugi.apps.opinions.tests.factories import OpinionFactory, SubmissionFactory
from jukugi.apps.processes.tests.factories import DURING, ProcessFactory

FILES = {FileForm.WORD: b"word", FileForm.PDF: b"pdf"}


def plan(**fields) -> EditionPlan:
    return EditionPlan(
        **({"title": "これからの地域づくり", "stage": EditionStage.DRAFT, "reason": "はじめて"} | fields)
    )


def begun(officer: User | None = None, **fields) -> Edition:
    """The first edition of a document of the whole city, without a clause."""
    document = actions.begin_document(
        **{
            "process": fields.pop("process", None) or ProcessFactory(),
            "kind": DocumentKind.POLICY,
            "ward": None,
            "summary": "見本の文書です。",
            "plan": plan(),
            "actor": officer or RoleFactory().user,
            "now": DURING,
        }
        | fields
    )
    return document.editions.get()


def add(edition: Edition, officer: User, text: str = "見本の文です。", **fields) -> Clause:
    """A clause as the last part of its parent."""
    words = {"heading": "", "text": text} | fields
    return actions.add_clause(edition=edition, actor=officer, now=DURING, **words).clause


def text_in(edition: Edition, clause: Clause) -> ClauseText:
    return ClauseText.objects.get(edition=edition, clause=clause)


def public_opinion(document: Document, **fields) -> Opinion:
    submission = fields.pop("submission", None) or SubmissionFactory(process=document.process)
    return OpinionFactory(submission=submission, state=OpinionState.SHOWN, **fields)


def originate(edition: Edition, clause: Clause | None, thing, officer: User, **fields) -> Origin:
    """Let a clause come from an opinion, or whatever the kind says."""
    kind = fields.pop("kind", OriginKind.OPINION)
    draft = OriginDraft(
        **{
            "kind": kind,
            "influence": Influence.ADOPTED if clause is not None else Influence.NOT_TAKEN_UP,
            "reason": "声のとおりに書いた",
            "source": source_of(kind, thing.pk, edition.document.process),
        }
        | fields
    )
    return actions.add_origin(edition=edition, clause=clause, draft=draft, actor=officer, now=DURING)


def publish(edition: Edition, officer: User | None = None, *, minutes: int = 10) -> Edition:
    """Bring an edition the whole way to the public, by people who did not write it."""
    another = officer or RoleFactory().user
    now = DURING + timedelta(minutes=minutes)
    actions.check_edition(edition=edition, note="", actor=another, now=now)
    actions.approve_edition(edition=edition, note="", actor=another, now=now)
    actions.ask_for_publication(edition=edition, actor=another, now=now)
    actions.publish_edition(edition=edition, asked_at=now, files=FILES, now=now)
    return Edition.objects.get(pk=edition.pk)
