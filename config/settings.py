"""All settings of Hilo, in one file. What an operator may change comes from the environment, declared below."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import environment as env
from config.environment import setting

ROOT = Path(__file__).resolve().parent.parent

# --- What an operator may set (docs/operating/settings.md explains each) --------------------------

MODE = setting(
    "HILO_MODE",
    "demonstration",
    "`demonstration` marks every page and sends nothing outside; `real` is for real people.",
    read=env.one_of("demonstration", "real"),
)
ADDRESS = setting(
    "HILO_ADDRESS",
    "http://127.0.0.1:8000",
    "The address at which people reach this installation; https switches on secure cookies and HSTS.",
    read=env.web_address,
)
SECRET_KEY = setting(
    "HILO_SECRET_KEY",
    "only-for-development-and-tests-never-for-real-people",
    "A long random text that signs sessions and links; `bin/run` makes one and keeps it.",
    secret=True,
)
SECRET_KEY_FALLBACKS = setting(
    "HILO_FORMER_SECRET_KEYS",
    "",
    "Secret keys used before, separated by commas: what they signed or locked still opens.",
    read=env.words,
    secret=True,
)
DATA = setting(
    "HILO_DATA",
    str(ROOT / "var"),
    "The folder where the database (SQLite), uploaded files and the demonstration's mails are kept.",
    read=env.folder,
)
DATABASE = setting(
    "DATABASE_URL",
    f"sqlite:///{DATA / 'hilo.sqlite3'}",
    "The database: `sqlite:///file` or `postgresql://user:password@host:port/name`.",
    read=env.database,
    secret=True,
)
CACHE = setting(
    "CACHE_URL",
    "database",
    "Where counters of attempts and short-lived values live: `database`, `memory` (one process only) or `redis://…`.",
    read=env.cache,
)
SMTP_URL = setting(
    "SMTP_URL",
    "smtp://127.0.0.1:25",
    "The mail server: `smtp://`, `smtps://` (TLS at once) or `smtp+tls://` (STARTTLS), with user, password and host.",
    read=env.mail_server,
    secret=True,
)
MAIL_FROM = setting(
    "HILO_MAIL_FROM",
    "Hilo <hilo@hilo.example>",
    "The sender of every mail.",
    read=env.sender,
)
MAILS_PER_MINUTE = setting(
    "HILO_MAILS_PER_MINUTE",
    "300",
    "How many mails may leave in a minute, all processes together; mail providers slow down whoever sends faster.",
    read=env.whole_number(1, 100_000),
)
WEB_MEMORY_MB = setting(
    "HILO_WEB_MEMORY_MB",
    "150",
    "How many megabytes a web process may hold before a fresh one takes its place; large networks want more.",
    read=env.whole_number(120, 10_000),
)
WORKER_MEMORY_MB = setting(
    "HILO_WORKER_MEMORY_MB",
    "150",
    "How many megabytes a background worker may hold before it begins anew, once it has nothing to do.",
    read=env.whole_number(50, 10_000),
)
LANGUAGE_CODE = setting(
    "HILO_LANGUAGE",
    "es",
    "The language shown when the reader's own is not known.",
    read=env.one_of("es", "fr", "ar", "en"),
)
TIME_ZONE = setting(
    "HILO_TIME_ZONE",
    "America/Mexico_City",
    "The zone in which days begin where nothing else says so.",
    read=env.time_zone,
)
UPLOAD_LIMIT_MB = setting(
    "HILO_UPLOAD_LIMIT_MB",
    "20",
    "The largest file that people may upload, in megabytes.",
    read=env.whole_number(1, 500),
)
DATA_PROTECTION = setting(
    "HILO_DATA_PROTECTION",
    "lfpdppp",
    "The law that says by when requests about personal data are answered: `gdpr` (one month), "
    "`lfpdppp` or `lgpdppso` (Mexico, 20 working days).",
    read=env.one_of("gdpr", "lfpdppp", "lgpdppso"),
)
TRUSTED_PROXIES = setting(
    "HILO_TRUSTED_PROXIES",
    "0",
    "How many proxies stand in front and may tell the reader's address and the scheme.",
    read=env.whole_number(0, 9),
)
LOG_LEVEL = setting(
    "HILO_LOG_LEVEL",
    "WARNING",
    "How much the processes tell on standard error.",
    read=env.one_of("DEBUG", "INFO", "WARNING", "ERROR"),
)
DEBUG = setting(
    "HILO_DEBUG", "no", "Show programmers' error pages; never where people are.", read=env.truth
)

BENCH = setting(
    "HILO_BENCH",
    "no",
    "Serve the floor page that `bin/hilo bench` measures against.",
    read=env.truth,
)

UNKNOWN_SETTINGS = env.unknown(DATA / "settings.env")

# --- The house -----------------------------------------------------------------------------------

IS_DEMONSTRATION = MODE == "demonstration"
IS_SECURE = ADDRESS.startswith("https://")

ALLOWED_HOSTS = (
    [ADDRESS.split("://")[1].split(":")[0], "127.0.0.1", "localhost", "[::1]"]
    if not DEBUG
    else ["*"]
)
ROOT_URLCONF = "hilo.site.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": DATABASE}
CACHES = {"default": CACHE}

INSTALLED_APPS = [
    # The story, last chapter first: templates of a later chapter may override an earlier one's.
    "hilo.site",
    "hilo.learning",
    "hilo.programme",
    "hilo.credentials",
    "hilo.attendance",
    "hilo.network",
    "hilo.competences",
    "hilo.notifications",
    "hilo.people",
    "hilo.places",
    "hilo.ui",
    "hilo.core",
    # The ground under it.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "template_partials",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # A demonstration is found by no search engine: also its files, so it stands before them.
    "hilo.site.middleware.NotIndexed",
    "hilo.core.middleware.Compression",
    # Before whatever may answer by itself: static files, and hosts that are not ours, carry it too.
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hilo.ui.middleware.Maintenance",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "hilo.core.middleware.Language",
    # What is too large is refused by the length it announces, before anything looks into it.
    "hilo.ui.middleware.TooLarge",
    "hilo.ui.middleware.WrongMethod",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "hilo.ui.middleware.WhoseBrowser",
    # Every URL is closed unless its view says `@open_to_all`.
    "hilo.ui.middleware.ClosedButKeeping",
    "hilo.people.middleware.SecondFactor",
    "hilo.notifications.middleware.ReaderZone",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hilo.ui.context.page",
            ],
            "builtins": ["django.templatetags.i18n", "hilo.ui.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "hilo.ui.widgets.Renderer"

# --- People --------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["hilo.people.adapters.AccountBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
PASSWORD_HASHERS = ["hilo.people.hashers.LightArgon2"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_ADAPTER = "hilo.people.adapters.AccountAdapter"
MFA_ADAPTER = "hilo.people.adapters.SecondFactorAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_MAX_RESEND_COUNT = 2
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
# Whoever signs in has read a mail of ours first: there is nothing left to verify.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Hilo"
MFA_FORMS = {
    "authenticate": "hilo.people.forms.signing_in.SecondFactorForm",
    "activate_totp": "hilo.people.forms.signing_in.AddAppForm",
    "deactivate_totp": "hilo.people.forms.signing_in.RemoveAppForm",
    "add_webauthn": "hilo.people.forms.signing_in.AddPasskeyForm",
    "edit_webauthn": "hilo.people.forms.signing_in.RenamePasskeyForm",
    "login_webauthn": "hilo.people.forms.passkeys.PasskeySignInForm",
    "reauthenticate_webauthn": "hilo.people.forms.passkeys.ConfirmPasskeyForm",
}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_SECURE
USERSESSIONS_TRACK_ACTIVITY = False

# --- Languages and time --------------------------------------------------------------------------

LANGUAGES = [("es", _("Spanish")), ("fr", _("French")), ("ar", _("Arabic")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True

# --- Files ---------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "files", "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 365 * 24 * 3600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None
# Beyond the limit an upload is read to its end and kept nowhere; the form then says so in words.
FILE_UPLOAD_HANDLERS = ["hilo.core.storage.uploads.Limited"]

# --- Background work -----------------------------------------------------------------------------

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}}

# --- Mail ----------------------------------------------------------------------------------------

# A demonstration has no way out: its mails go to a folder and are read at /dev/mail/.
EMAIL_BACKEND = (
    "hilo.core.mail.backends.Mailbox"
    if IS_DEMONSTRATION
    else "django.core.mail.backends.smtp.EmailBackend"
)
MAILBOX = DATA / "mail"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL_FROM
EMAIL_TIMEOUT = 20
EMAIL_HOST = SMTP_URL["EMAIL_HOST"]
EMAIL_PORT = SMTP_URL["EMAIL_PORT"]
EMAIL_HOST_USER = SMTP_URL["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = SMTP_URL["EMAIL_HOST_PASSWORD"]
EMAIL_USE_SSL = SMTP_URL["EMAIL_USE_SSL"]
EMAIL_USE_TLS = SMTP_URL["EMAIL_USE_TLS"]

# --- Security ------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = IS_SECURE
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_AGE = 60 * 24 * 3600
CSRF_FAILURE_VIEW = "hilo.ui.errors.expired_form"
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES

# --- Logs ----------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
}
