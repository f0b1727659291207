"""The pages of meetings in the sample city, for everybody, at the tables and at the desk."""

from jukugi.apps.meetings.models import Body, Meeting, Registration, Table


def meeting_pages() -> list[str]:
    """Meetings before, called off and after, with their minutes; bodies; the pages at a table."""
    over = Meeting.objects.get(title__contains="市民検討会議（第1回）")
    coming = Meeting.objects.get(kind="assembly")
    table = Table.objects.filter(meeting=over).first()
    return [
        "/meetings/",
        "/meetings/?when=past",
        "/meetings/?month=",
        over.get_absolute_url(),
        f"/meetings/{over.pk}/minutes/1/",
        coming.get_absolute_url(),
        Meeting.objects.filter(cancelled_at__isnull=False)[0].get_absolute_url(),
        f"/meetings/{coming.pk}/register/",
        "/meetings/registrations/",
        f"/meetings/registrations/{Registration.objects.filter(meeting=coming)[0].number}/",
        "/bodies/",
        *(body.get_absolute_url() for body in Body.objects.filter(name__in=["区民会議", "見本 くらしの会議"])),
        f"/tables/{table.key}/",
        f"/hall/{over.join_key}/",
        f"/hall/{over.join_key}/1/",
        f"/wall/meetings/{over.wall_key}/?show=hands",
    ]


def meeting_desks() -> list[str]:
    """Every page of the desk of meetings, of one with notes that are no voices yet."""
    over = Meeting.objects.get(title__contains="くらしデザインの場")
    body = Body.objects.get(name="見本 くらしの会議")
    own = (
        "edit",
        "agenda",
        "registrations",
        "check-in",
        "tables",
        "tables/cards",
        "door",
        "notes",
        "minutes",
        "handouts",
    )
    return [
        "/desk/meetings/",
        "/desk/meetings/new/",
        f"/desk/meetings/{over.pk}/",
        *(f"/desk/meetings/{over.pk}/{page}/" for page in own),
        f"/desk/meetings/check-in/{Registration.objects.filter(meeting=over)[0].number}/",
        "/desk/meetings/bodies/",
        "/desk/meetings/bodies/new/",
        f"/desk/meetings/bodies/{body.pk}/",
    ]
