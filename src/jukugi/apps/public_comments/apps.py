from django.apps import AppConfig


class PublicCommentsConfig(AppConfig):
    name = "jukugi.apps.public_comments"
    label = "public_comments"

    def ready(self) -> None:
        from jukugi.apps.public_comments import archive_part, news, offers, open_tables, report_sections, sealed, tasks
        from jukugi.apps.public_comments.sample import load_sample
        from jukugi.kit.pages.places import samples

        sealed.register()
        tasks.register()
        offers.register()
        samples.register("public_comments", load_sample, order=95)
        open_tables.register()
        news.register()
        archive_part.register()
        report_sections.register()
