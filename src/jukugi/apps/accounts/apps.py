from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "jukugi.apps.accounts"
    label = "accounts"

    def ready(self) -> None:
        from jukugi.apps.accounts import holdings, mail_tasks, offers, sealed, tasks
        from jukugi.apps.accounts.sample import load_sample
        from jukugi.kit.pages.places import samples

        tasks.register()
        mail_tasks.register()
        samples.register("accounts", load_sample, order=20)
        sealed.register()
        holdings.register()
        offers.register()
