"""The pages of the sample's reports: for everybody, and at the desk."""

from jukugi.apps.reports.models import Report, ReportEdition


def report_pages() -> list[str]:
    return ["/reports/", *(edition.get_absolute_url() for edition in ReportEdition.objects.all())]


def report_desks() -> list[str]:
    draft = Report.objects.filter(editions__isnull=True).get()
    one = f"/desk/reports/{draft.pk}/"
    return ["/desk/reports/", "/desk/reports/new/", one, f"{one}preview/", f"{one}sections/opinions/"]
