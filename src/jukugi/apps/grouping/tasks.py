"""Jobs of the room."""

from django.utils import timezone

from jukugi.kit import jobs

SECONDS_BETWEEN_SUGGESTIONS = 300


def register() -> None:
    jobs.register("grouping.carry_out", _carry_out)
    jobs.register("grouping.suggest", _suggest)
    jobs.register("grouping.suggest_for_new", _suggest_for_new)
    jobs.every(SECONDS_BETWEEN_SUGGESTIONS, "grouping.suggest_for_new")


def _carry_out(run_pk: int) -> None:
    from jukugi.apps.grouping.actions import carry_out

    carry_out(run_pk=run_pk, clock=timezone.now)


def _suggest(process_pk: int, is_anew: bool) -> None:
    from jukugi.apps.grouping.actions import suggest_for_new
    from jukugi.apps.processes.models import Process

    suggest_for_new(process=Process.objects.get(pk=process_pk), is_anew=is_anew, clock=timezone.now)


def _suggest_for_new() -> None:
    from jukugi.apps.processes.queries import main_process

    process = main_process()
    if process is not None:
        _suggest(process.pk, is_anew=False)
