"""Publish a map with its date, and compute published ones again."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from jukugi.apps.accounts.models import User
from jukugi.apps.opinion_map import errors, permissions, policies
from jukugi.apps.opinion_map.actions.mapping import computed_again, refresh_map
from jukugi.apps.opinion_map.actions.statements import locked_topic
from jukugi.apps.opinion_map.models import DOCUMENT_FORM, MapEdition, Topic, Vote
from jukugi.core.text import lines, one_line
from jukugi.kit import audit
from jukugi.kit.verifying import Verdict

TITLE_LIMIT, NOTE_LIMIT = 80, 2000


def publish_edition(*, topic: Topic, title: str, note: str, actor: User, now: datetime) -> MapEdition:
    """Publish the map as it stands now, computed for this moment. Cost: as ``refresh_map``.

    Raises NotAllowed, EditionTitleTooLong, NothingToPublish or EditionUnchanged: two editions between which fewer than
    five people answered would show what these answered.
    """
    permissions.check_can_run(actor, topic)
    title, note = one_line(title), lines(note)[:NOTE_LIMIT]
    if len(title) > TITLE_LIMIT:
        raise errors.EditionTitleTooLong(length=len(title), limit=TITLE_LIMIT)
    return _published(topic, title, note, actor, now)


def publish_sample_edition(topic: Topic, now: datetime) -> MapEdition:
    """An edition of the sample deliberation, published by nobody."""
    return _published(topic, str(_("見本の中間報告のための地図")), "", None, now)


def _published(topic: Topic, title: str, note: str, actor: User | None, now: datetime) -> MapEdition:
    live_map = refresh_map(topic=topic, now=now)
    if not live_map.document["statements"]:
        raise errors.NothingToPublish
    with transaction.atomic():
        locked_topic(topic)
        last = topic.editions.order_by("-number").first()
        if last is not None and not _has_enough_since(topic, last.through):
            raise errors.EditionUnchanged(number=last.number, limit=policies.PEOPLE_PER_STEP)
        edition = MapEdition.objects.create(
            topic=topic,
            number=(last.number if last is not None else 0) + 1,
            title=title,
            note=note,
            published_at=now,
            actor_key=actor.actor_key if actor is not None else "sample",
            code_version=live_map.code_version,
            through=live_map.last_vote_pk,
            data_digest=live_map.document["inputs"]["digest"],
            document_digest=document_digest(live_map.document),
            participants=live_map.participants,
            statements=live_map.statements,
            votes=live_map.votes,
            document=live_map.document,
        )
        audit.record("opinion_map.edition_published", actor=actor, subject=edition, at=now)
    return edition


def document_digest(document: dict[str, Any]) -> str:
    """SHA-256 of the document with sorted keys and floats of six decimals."""
    from jukugi.core.opinion_map import canonical_json

    return hashlib.sha256(canonical_json(document)).hexdigest()


def verified_editions() -> Iterator[Verdict]:
    """Compute every edition again from the log and compare the answers, the document and the sums."""
    for edition in MapEdition.objects.select_related("topic").order_by("pk"):
        name = _("意見の地図「%(topic)s」第%(number)s版") % {"topic": edition.topic.title, "number": edition.number}
        note = ""
        if not edition.code_version.endswith(f"/{DOCUMENT_FORM}"):
            note = _("（公開したときの版は%(version)s。いまの版で計算しました）") % {"version": edition.code_version}
        yield Verdict(name, _fault(edition), note)


def _fault(edition: MapEdition) -> str:
    if document_digest(edition.document) != edition.document_digest:
        return _("公開した地図そのものが、公開したあとに変えられています。")
    again = computed_again(edition.topic, edition.document)
    if again.document["inputs"]["digest"] != edition.data_digest:
        return _("数えた票が、公開したときと違います。jukugi verify-audit で票の記録を確かめてください。")
    if again.sums != {name: getattr(edition, name) for name in again.sums}:
        return _("人数か票数が、公開したときと違います。jukugi verify-audit で票の記録を確かめてください。")
    # Documents only gain parts: those that an older edition does not have are not compared.
    if document_digest({name: again.document.get(name) for name in edition.document}) != edition.document_digest:
        return _("同じ票から計算し直した地図が、公開したものと違います。ソフトウェアの版の違いかもしれません。")
    return ""


def _has_enough_since(topic: Topic, through: int) -> bool:
    since = Vote.objects.filter(statement__topic=topic, pk__gt=through).by_person().values("person").distinct()
    return len(since[: policies.PEOPLE_PER_STEP]) == policies.PEOPLE_PER_STEP
