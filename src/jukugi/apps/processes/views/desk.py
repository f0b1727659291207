"""Prepare a process at the desk: begin, name, publish, pause, end, save as a course, take a table into it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jukugi.apps.processes import actions, permissions, queries
from jukugi.apps.processes.courses import courses
from jukugi.apps.processes.errors import ScheduleFaulty
from jukugi.apps.processes.forms import (
    EmptyForm,
    FocusForm,
    NewProcessForm,
    PauseForm,
    ProcessForm,
    PublishForm,
    ReasonForm,
    RenameForm,
    SaveCourseForm,
    ScheduleForm,
)
from jukugi.apps.processes.models import FocusPoint, Pause
from jukugi.apps.processes.queries import desk as reads
from jukugi.apps.processes.queries.schedules import fault_words, read_schedule
from jukugi.apps.processes.views.helping import (
    actor,
    back_to,
    bound,
    for_officers,
    for_staff,
    form_page,
    process_of,
)
from jukugi.kit.errors import Refusal, words_for
from jukugi.kit.pages.rendering import refusal_page
from jukugi.kit.sheets import FaultySheet

TABLE_BYTES_AT_MOST = 4 * 1024 * 1024


@for_staff
def processes(request: HttpRequest) -> HttpResponse:
    """Every process, also those in preparation, with what the next gate still lacks."""
    can_edit = permissions.can_edit(request.user)
    context = {"rows": reads.desk_processes(now=timezone.now()), "can_edit": can_edit}
    return render(request, "processes/desk_list.html", context)


@for_staff
def process(request: HttpRequest, process_pk: int) -> HttpResponse:
    """One process: its stages with what can be done to each, its gates, what stands still."""
    now = timezone.now()
    shown = process_of(process_pk)
    context = {
        "process": shown,
        "lanes": queries.lanes(shown, now=now),
        "can_edit": permissions.can_edit(request.user) and not shown.is_finished,
        "can_except": bool(permissions.wards_to_except(request.user)) and not shown.is_finished,
        **reads.desk_process(shown, now=now),
    }
    return render(request, "processes/desk_process.html", context)


@for_officers
def new(request: HttpRequest) -> HttpResponse:
    """Begin from a course."""
    form = NewProcessForm(bound(request), courses=courses())
    return form_page(
        request,
        None,
        form,
        lambda: actions.begin_process(**form.values, actor=actor(request), now=timezone.now()),
        title=_("検討プロセスをつくる"),
        lead=_("ひな型と始まりの日から、期間・節目・関門をつくります。公開するまでは、市民には見えません。"),
        button=_("つくって、中を確かめる"),
        done=_("つくりました。日付と名前を確かめてから、公開してください。"),
    )


@for_officers
def edit(request: HttpRequest, process_pk: int) -> HttpResponse:
    of = process_of(process_pk)
    form = ProcessForm(bound(request), initial={"summary": of.summary, "attribution": of.attribution})
    return form_page(
        request,
        of,
        form,
        lambda: actions.edit_process(process=of, **form.cleaned_data, actor=actor(request), now=timezone.now()),
        title=_("説明を直す"),
        button=_("直す"),
        done=_("直しました。"),
    )


@for_officers
def rename(request: HttpRequest, process_pk: int) -> HttpResponse:
    of = process_of(process_pk)
    form = RenameForm(bound(request), initial={"title": of.title, "slug": of.slug})
    return form_page(
        request,
        of,
        form,
        lambda: actions.rename_process(process=of, **form.cleaned_data, actor=actor(request), now=timezone.now()),
        title=_("名前を変える"),
        lead=_("前の名前は「旧称」として残り、前のアドレスも新しいページへ導きます。公開したあとは、理由が要ります。"),
        button=_("名前を変える"),
        done=_("名前を変えました。前のアドレスも使えます。"),
    )


@for_officers
def publish(request: HttpRequest, process_pk: int) -> HttpResponse:
    of = process_of(process_pk)
    form = PublishForm(bound(request), initial={"is_main": of.is_main or of.is_draft})
    return form_page(
        request,
        of,
        form,
        lambda: actions.publish_process(process=of, **form.cleaned_data, actor=actor(request), now=timezone.now()),
        title=_("公開する") if of.is_draft else _("ホームで伝える検討を選ぶ"),
        lead=_(
            "公開すると、だれでも読め、期間に入ったものから受付が開きます。公開したあとの日付は、理由を添えてずらします。"
        ),
        button=_("公開する") if of.is_draft else _("決める"),
        done=_("公開しています。"),
    )


@for_officers
def finish(request: HttpRequest, process_pk: int) -> HttpResponse:
    of = process_of(process_pk)
    form = EmptyForm(bound(request))
    return form_page(
        request,
        of,
        form,
        lambda: actions.finish_process(process=of, actor=actor(request), now=timezone.now()),
        title=_("検討を終えて、記録にする"),
        lead=_("終えると、読むことはできますが、何も開かず、加えることも変えることもできなくなります。"),
        button=_("終えて、記録にする"),
        done=_("記録にしました。"),
    )


@for_officers
def pause(request: HttpRequest, process_pk: int) -> HttpResponse:
    of = process_of(process_pk)
    form = PauseForm(bound(request), process=of)
    return form_page(
        request,
        of,
        form,
        lambda: actions.pause(process=of, **form.cleaned_data, actor=actor(request), now=timezone.now()),
        title=_("いったん止める"),
        lead=_("止めているあいだは、どの受付も開きません。理由は公開されます。"),
        button=_("いったん止める"),
        done=_("止めました。再開するまで、受付は開きません。"),
    )


@for_officers
def resume(request: HttpRequest, pause_pk: int) -> HttpResponse:
    paused = get_object_or_404(Pause.objects.select_related("process", "phase"), pk=pause_pk)
    form = ReasonForm(bound(request))
    return form_page(
        request,
        paused.process,
        form,
        lambda: actions.resume(
            process=paused.process,
            phase=paused.phase,
            reason=form.cleaned_data["reason"],
            actor=actor(request),
            now=timezone.now(),
        ),
        title=_("再開する"),
        lead=_("再開すると、期間に入っているものの受付が、すぐに開きます。理由は公開されます。"),
        button=_("再開する"),
        done=_("再開しました。"),
    )


@for_officers
def add_focus(request: HttpRequest, process_pk: int) -> HttpResponse:
    of = process_of(process_pk)
    form = FocusForm(bound(request))
    return form_page(
        request,
        of,
        form,
        lambda: actions.add_focus(process=of, **form.cleaned_data, actor=actor(request), now=timezone.now()),
        title=_("年度の重点を加える"),
        button=_("加える"),
        done=_("加えました。"),
    )


@require_POST
@for_officers
def remove_focus(request: HttpRequest, focus_pk: int) -> HttpResponse:
    focus = get_object_or_404(FocusPoint.objects.select_related("process"), pk=focus_pk)
    try:
        actions.remove_focus(focus=focus, actor=actor(request), now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error)
    messages.success(request, _("重点を外しました。"))
    return back_to(focus.process)


@for_officers
def save_course(request: HttpRequest, process_pk: int) -> HttpResponse:
    of = process_of(process_pk)
    form = SaveCourseForm(bound(request))
    return form_page(
        request,
        of,
        form,
        lambda: actions.save_as_course(process=of, **form.cleaned_data, actor=actor(request), now=timezone.now()),
        title=_("ひな型として保存する"),
        lead=_("期間・節目・順番・長さ・受付・関門を保存します。次の検討を、ここから始められます。"),
        button=_("保存する"),
        done=_("ひな型として保存しました。「検討プロセスをつくる」で選べます。"),
    )


@for_officers
def take_table(request: HttpRequest, process_pk: int) -> HttpResponse:
    """Take a table; what is wrong with it is listed whole, and then nothing is taken."""
    of = process_of(process_pk)
    form = ScheduleForm(request.POST, request.FILES) if request.method == "POST" else ScheduleForm()
    faults: list[str] = []
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["table"]
        try:
            if file.size > TABLE_BYTES_AT_MOST:
                form.add_error("table", _("大きすぎます。4 MBまでの表にしてください。"))
            else:
                rows = read_schedule(file.read())
                taken = actions.take_schedule(process=of, rows=rows, actor=actor(request), now=timezone.now())
                words = _("取り込みました。新しく%(new)d件、すでにあったもの%(known)d件です。")
                messages.success(request, words % {"new": taken.new, "known": taken.known})
                return back_to(of)
        except FaultySheet as faulty:
            faults = [fault_words(fault) for fault in faulty.faults]
            form.add_error("table", str(words_for(ScheduleFaulty(count=faulty.count))))
        except Refusal as error:
            form.add_error(None, str(words_for(error)))
    context = {"process": of, "form": form, "faults": faults}
    return render(request, "processes/desk_table.html", context, status=400 if form.is_bound else 200)
