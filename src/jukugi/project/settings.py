"""Settings: one module, values from the environment (each stands in .env.sample). What is missing stops the start."""

import os
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from jukugi import __version__
from jukugi.kit.logs import has_failed
from jukugi.project.environment import chosen, database, days, mail, number, required, site_url, words, yes

BASE_DIR = Path(__file__).resolve().parent

# 1 what the city sets ---------------------------------------------------
SECRET_KEY = required(
    "JUKUGI_SECRET_KEY",
    "50字以上のでたらめな文字列（例：python3 -c 'import secrets; print(secrets.token_urlsafe(50))'）",
)
DATABASES = {
    "default": database(
        required(
            "JUKUGI_DATABASE_URL", "sqlite:////場所/jukugi.sqlite3 または postgresql://利用者:パスワード@ホスト/名前"
        )
    )
}
ALLOWED_HOSTS = words(required("JUKUGI_ALLOWED_HOSTS", "このサイトのホスト名（複数はコンマ区切り）"))
HTTPS = yes("JUKUGI_HTTPS", default=True)
VAR_DIR = Path(os.environ.get("JUKUGI_VAR", "var")).resolve()
CITY_NAME = os.environ.get("JUKUGI_CITY_NAME", "川崎市")
PHONE = os.environ.get("JUKUGI_PHONE", "")
REQUIRE_SECOND_STEP = yes("JUKUGI_REQUIRE_SECOND_STEP", default=True)
ALLAUTH_TRUSTED_PROXY_COUNT = number("JUKUGI_TRUSTED_PROXIES", default=0)
SOURCE_URL = os.environ.get("JUKUGI_SOURCE_URL", "")
SITE_URL = site_url(os.environ.get("JUKUGI_SITE_URL", ""), hosts=ALLOWED_HOSTS, https=HTTPS)
# Where letters go: by default into a folder, so that nothing leaves a fresh machine.
MAIL = mail(os.environ.get("JUKUGI_MAIL", "") or "file", str(VAR_DIR / "mail"))
globals().update(MAIL)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("JUKUGI_MAIL_FROM", "") or f"jukugi@{urlsplit(SITE_URL).hostname}"
MAIL_PER_MINUTE = number("JUKUGI_MAIL_PER_MINUTE", default=300)
# From one part of the network within ten minutes, by devices that nobody knows yet, before people are asked to wait.
SENT_BEFORE_WAITING = number("JUKUGI_SENT_BEFORE_WAITING", default=300)
# So many voices may one officer hide in one step; for more, another has to agree.
HIDDEN_ALONE = number("JUKUGI_HIDDEN_ALONE", default=50)
# What is kept for how many days; defaults stand in the code of each room.
RETENTION_DAYS = days(os.environ.get("JUKUGI_RETENTION", ""))
LOG = chosen("JUKUGI_LOG", ["plain", "json"])
METRICS_FROM = words(os.environ.get("JUKUGI_METRICS_FROM", "") or "127.0.0.1,::1")
METRICS_TOKEN = os.environ.get("JUKUGI_METRICS_TOKEN", "")
VERSION = __version__

# 2 rooms ---------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "jukugi.project.apps.ProjectConfig",
    "jukugi.kit.jobs",
    "jukugi.kit.audit",
    "jukugi.kit.retention",
    "jukugi.kit.limits",
    "jukugi.kit.pages",
    "jukugi.kit.receipts",
    "jukugi.apps.areas",
    "jukugi.apps.accounts",
    "jukugi.apps.organizations",
    "jukugi.apps.readability",
    "jukugi.apps.processes",
    "jukugi.apps.issues",
    "jukugi.apps.places",
    "jukugi.apps.opinions",
    "jukugi.apps.grouping",
    "jukugi.apps.meetings",
    "jukugi.apps.inventory",
    "jukugi.apps.opinion_map",
    "jukugi.apps.evaluations",
    "jukugi.apps.sortition",
    "jukugi.apps.support",
    "jukugi.apps.circles",
    "jukugi.apps.budgeting",
    "jukugi.apps.drafts",
    "jukugi.apps.public_comments",
    "jukugi.apps.outcomes",
    "jukugi.apps.surveys",
    "jukugi.apps.reach",
    "jukugi.apps.threads",
    "jukugi.apps.open_data",
    "jukugi.apps.reports",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "jukugi.project.tracing.TracingMiddleware",
    "jukugi.project.headers.HeadersMiddleware",
    "jukugi.project.health.HealthMiddleware",
    "jukugi.kit.pages.cookies.CookieMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "jukugi.project.limits.SizeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "jukugi.project.forms_sent.FormsSentMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "jukugi.apps.accounts.second_step.SecondStepMiddleware",
    "jukugi.apps.accounts.participation.ParticipationMiddleware",
    "jukugi.project.floods.FloodMiddleware",
    "jukugi.kit.pages.furigana.FuriganaMiddleware",
]

ROOT_URLCONF = "jukugi.project.urls"
WSGI_APPLICATION = "jukugi.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jukugi.project.context.site",
            ]
        },
    }
]

# 3 people ---------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "display_name", "email")},
    },
]
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_ADAPTER = "jukugi.apps.accounts.adapter.StaffOnlyAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "jukugi.apps.accounts.adapter.EncryptingMfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # of 30 seconds: who types slowly, or has a clock a little off, comes in (RFC 6238, 5.2)

# 4 jobs, language, files ---------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "ja"
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True
USE_I18N = True
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
# Of django-leaflet only Leaflet's own files are used; its template tag writes scripts into pages, which CSP forbids.
_leaflet = find_spec("leaflet")
STATICFILES_DIRS = (
    [("leaflet", Path(_leaflet.origin).parent / "static" / "leaflet")] if _leaflet and _leaflet.origin else []
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["map"]

# Counters against guessing are shared by all processes and never pushed out by pages: those have a cache of their own.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "jukugi_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "frame": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "frame"},
    "api": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "api"},
}
FRAME_KEPT_SECONDS = 10
API_KEPT_SECONDS = 30

# 5 safety ------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 10 * 60 * 60
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
# Other sites of the city, and the browsers' own list, are not for one application to decide on.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
# An opinion far too long still comes back in its form with a sentence, and is not lost to a bare refusal.
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024
FORM_WITH_FILES_AT_MOST = 34 * 1024 * 1024

# Every request is one line of jukugi.requests; in the plain form those that went well are left out.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "jukugi.kit.logs.PlainLines"}, "json": {"()": "jukugi.kit.logs.JsonLines"}},
    "filters": {"failures": {"()": "django.utils.log.CallbackFilter", "callback": has_failed}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "jukugi.requests": {"level": "INFO" if LOG == "json" else "WARNING"},
        "jukugi.jobs": {"level": "INFO" if LOG == "json" else "WARNING"},
        # Django's own line says with a path what ours says with a route; where the program failed is told here.
        "django.request": {"level": "ERROR", "filters": ["failures"]},
        # Strangers who try other host names get their 400; it is nothing an operator can act on.
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}
