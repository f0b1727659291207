"""A round is counted, in a job, with the seed of the announced lot; a second person publishes the result."""

import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.accounts.models import User
from jukugi.apps.budgeting import permissions
from jukugi.apps.budgeting.actions.rounds import locked_round
from jukugi.apps.budgeting.enums.results import COUNT_JOB, RESULT_FILE, SEED_LIMIT, ResultAct, ResultState
from jukugi.apps.budgeting.enums.rounds import WORDS_LIMIT, RoundState
from jukugi.apps.budgeting.errors import results as errors
from jukugi.apps.budgeting.models import BudgetResult, ResultFile, ResultStep, Round
from jukugi.apps.budgeting.models.rounds import facts_digest
from jukugi.kit import audit, jobs
from jukugi.kit.verifying import Verdict
from jukugi.kit.worded import checked, checked_line


@transaction.atomic
def want_result(*, budget_round: Round, seed: str, seed_words: str, actor: User, now: datetime) -> BudgetResult:
    """Enter the seed that the announced lot gave, and have the closed round counted in a job.

    Raises NotAllowed, RoundNotInState, AlreadyCounted and what words can raise.
    """
    current = locked_round(budget_round, actor, RoundState.CLOSED)
    if current.results.standing().exists():
        raise errors.AlreadyCounted
    result = BudgetResult.objects.create(
        round=current,
        number=current.results.count() + 1,
        seed=checked_line(seed, field=gettext_lazy("くじの種"), limit=SEED_LIMIT, is_needed=True),
        seed_words=checked(seed_words, field=gettext_lazy("種の出どころ"), limit=WORDS_LIMIT, is_needed=True),
        wanted_at=now,
        actor_key=actor.actor_key,
    )
    tell_result(result, ResultAct.WANTED, actor, now, facts={"seed": result.seed, "from": result.seed_words})
    jobs.defer(COUNT_JOB, result_pk=result.pk)
    return result


@transaction.atomic
def replace_result(*, result: BudgetResult, reason: str, actor: User, now: datetime) -> BudgetResult:
    """Give up a count that is not published, with a reason, so that the seed can be entered anew. It stays kept.

    Raises NotAllowed, ResultNotInState and what words can raise.
    """
    current = locked_result(result, actor, ResultState.COUNTING, ResultState.COUNTED)
    note = checked(reason, field=gettext_lazy("理由"), limit=WORDS_LIMIT, is_needed=True)
    current.state = ResultState.REPLACED
    current.save(update_fields=["state"])
    tell_result(current, ResultAct.REPLACED, actor, now, note=note)
    return current


def count_result(*, result_pk: int, now: datetime) -> BudgetResult:
    """Count, and keep the files that can be published. In a job; safe to run twice.

    Nothing is locked while it counts, and everything comes to stand in one step: after a worker was killed there is
    nothing half done, and the job can begin anew.
    """
    from jukugi.apps.budgeting.counted.files import CODE_VERSION, count_round, digest_of

    result = BudgetResult.objects.select_related("round", "round__area").get(pk=result_pk)
    if result.state != ResultState.COUNTING:
        return result
    counted = count_round(result.round, seed=result.seed, seed_words=result.seed_words)
    with transaction.atomic():
        current = BudgetResult.objects.select_for_update().get(pk=result_pk)
        if current.state != ResultState.COUNTING:
            return current
        current.state, current.counted_at, current.ballots = ResultState.COUNTED, now, counted.ballots
        current.data_digest, current.code_version = counted.data_digest, CODE_VERSION
        current.digest = digest_of(counted.files[RESULT_FILE])
        current.content = zlib.compress(counted.files[RESULT_FILE], 6)
        current.save()
        ResultFile.objects.bulk_create(
            ResultFile(
                result=current, name=name, digest=digest_of(content), content=zlib.compress(content, 6), made_at=now
            )
            for name, content in counted.files.items()
        )
        facts = {"digest": current.digest, "ballots": current.data_digest, "version": CODE_VERSION}
        tell_result(current, ResultAct.COUNTED, None, now, facts=facts)
    return current


def count_waiting(*, now: datetime) -> int:
    """Count what a lost job left uncounted. Returns how many."""
    waiting = list(BudgetResult.objects.filter(state=ResultState.COUNTING).values_list("pk", flat=True))
    for pk in waiting:
        count_result(result_pk=pk, now=now)
    return len(waiting)


@transaction.atomic
def publish_result(*, result: BudgetResult, actor: User, now: datetime) -> BudgetResult:
    """Publish what was counted, with its files; somebody else than who entered the seed.

    Raises NotAllowed, ResultNotInState or SecondHandNeeded.
    """
    current = locked_result(result, actor, ResultState.COUNTED)
    if current.actor_key == actor.actor_key:
        raise errors.SecondHandNeeded
    current.state, current.published_at, current.publisher_key = ResultState.PUBLISHED, now, actor.actor_key
    current.save(update_fields=["state", "published_at", "publisher_key"])
    tell_result(current, ResultAct.PUBLISHED, actor, now, facts={"digest": current.digest})
    return current


def locked_result(result: BudgetResult, actor: User, *states: ResultState) -> BudgetResult:
    """The result as it is now, locked, for somebody who may run its round. Raises NotAllowed or ResultNotInState."""
    related = BudgetResult.objects.select_for_update(of=("self",)).select_related("round", "round__area")
    current = related.get(pk=result.pk)
    permissions.check_can_run(actor, current.round.area)
    if current.state not in states:
        raise errors.ResultNotInState(state=current.get_state_display())
    return current


def tell_result(
    result: BudgetResult,
    act: ResultAct,
    actor: User | None,
    now: datetime,
    *,
    note: str = "",
    facts: dict[str, Any] | None = None,
) -> None:
    """Write down a step of a result."""
    said = facts or {}
    ResultStep.objects.create(
        result=result,
        act=act,
        note=note,
        facts=said,
        digest=facts_digest(said),
        actor_key=actor.actor_key if actor is not None else "",
        done_at=now,
    )
    audit.record(f"budgeting.result_{act}", actor=actor, subject=result, at=now)


def verified_results() -> Iterator[Verdict]:
    """Count every result that stands again from the ballots, and compare its files byte by byte."""
    counted = BudgetResult.objects.filter(state__in=[ResultState.COUNTED, ResultState.PUBLISHED])
    for result in counted.select_related("round", "round__area").order_by("round", "number"):
        what = _("予算の投票「%(title)s」の結果") % {"title": result.round.title}
        yield Verdict(what, _fault(result), _note(result))


def _note(result: BudgetResult) -> str:
    from jukugi.apps.budgeting.counted.files import CODE_VERSION

    if result.code_version == CODE_VERSION:
        return ""
    return _("（数えたときの版は%(version)s。いまの版で計算しました）") % {"version": result.code_version}


def _fault(result: BudgetResult) -> str:
    from jukugi.apps.budgeting.counted.files import count_round, digest_of

    kept = {file.name: zlib.decompress(bytes(file.content)) for file in result.files.all()}
    said = dict(result.files.values_list("name", "digest"))
    changed = [name for name, content in kept.items() if digest_of(content) != said[name]]
    if changed or digest_of(kept.get(RESULT_FILE, b"")) != result.digest:
        return _("公表するファイルそのものが、数えたあとに変えられています。")
    again = count_round(result.round, seed=result.seed, seed_words=result.seed_words)
    if again.data_digest != result.data_digest:
        return _("数えた投票が、数えたときと違います。jukugi verify-audit で投票の記録を確かめてください。")
    if again.files != kept:
        return _("同じ投票から計算し直した結果が、数えたときと違います。ソフトウェアの版の違いかもしれません。")
    return ""
