"""Jobs of this room."""

from django.conf import settings
from django.utils import timezone

from jukugi.apps.public_comments import actions, errors, policies
from jukugi.apps.public_comments.actions.gathering import GATHER_JOB
from jukugi.apps.public_comments.actions.resulting import PUBLISH_JOB
from jukugi.apps.public_comments.actions.standing import RELATED
from jukugi.apps.public_comments.enums import ResultForm
from jukugi.apps.public_comments.models import Consultation
from jukugi.kit import jobs

MINUTE, DAY = 60, 24 * 60 * 60


def register() -> None:
    jobs.register(GATHER_JOB, gather)
    jobs.register(PUBLISH_JOB, publish)
    jobs.register("public_comments.look_after_results", look_after)
    jobs.register("public_comments.make_missing_files", make_missing_files)
    jobs.every(MINUTE, "public_comments.look_after_results")
    jobs.every(DAY, "public_comments.make_missing_files")


def gather(run_pk: int) -> None:
    """Gather the comments of a consultation that say the same."""
    actions.gather(run_pk=run_pk, clock=timezone.now)


def publish(consultation_pk: int) -> None:
    """Make the files of a result, and publish it with them; nothing where that was done or called off."""
    consultation = Consultation.objects.select_related(*RELATED).filter(pk=consultation_pk).first()
    if consultation is None or consultation.asked_at is None or not consultation.is_announced:
        return
    files = _files(consultation)
    try:
        actions.publish_result(
            consultation=consultation, asked_at=consultation.asked_at, files=files, now=timezone.now()
        )
    except (errors.ConsultationNotInState, errors.ResultPublished):
        return  # called off, or published by another worker, while the files were made


def look_after() -> None:
    """Take publications up again whose worker has died."""
    actions.look_after_results(waited_since=timezone.now() - policies.PUBLICATION_PATIENCE)


def make_missing_files() -> None:
    """Make files that a published result lacks: the machine could not print, or the sample was just loaded."""
    published = Consultation.objects.select_related(*RELATED).filter(published_at__isnull=False)
    for consultation in published:
        if consultation.files.count() < len(ResultForm):
            actions.add_files(consultation=consultation, files=_files(consultation), now=timezone.now())


def _files(consultation: Consultation) -> dict[ResultForm, bytes]:
    """All that the machine can make; without a printer's libraries the PDF comes later."""
    from jukugi.apps.public_comments.papers import result_files  # loads what prints
    from jukugi.apps.public_comments.queries.result import result_of

    made = result_files(result_of(consultation, settings.CITY_NAME))
    return {ResultForm(form.value): content for form, content in made.items()}
