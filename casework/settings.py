"""Every setting of the product; whatever differs between machines comes from the environment.

docs/deployment.md lists the variables. Without any of them the product runs embedded: SQLite, a file-system
broker for celery and local files, all below ``var/``.
"""

import os
from pathlib import Path

import dj_database_url
from celery.schedules import crontab

BASE_DIR = Path(__file__).resolve().parent.parent


def flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, str(int(default))).lower() in {"1", "true", "yes", "on"}


def listing(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


VAR_DIR = Path(os.environ.get("VAR_DIR", BASE_DIR / "var"))
VAR_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = flag("DEBUG")
TRAINING_MODE, TRAINING_DATABASE_OK = flag("TRAINING_MODE"), flag("TRAINING_DATABASE_OK")  # core/training.py
DEMO_ACCOUNTS = flag("DEMO_ACCOUNTS")  # the login page names the demo accounts


def secret_key() -> str:
    """The key from the environment, or one made once for this installation and kept with its data."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    path = VAR_DIR / "secret-key"
    if not path.exists():
        from django.core.management.utils import get_random_secret_key

        path.touch(mode=0o600)
        path.write_text(get_random_secret_key())
    return path.read_text()


SECRET_KEY = secret_key()
ALLOWED_HOSTS = listing("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1],testserver")
CSRF_TRUSTED_ORIGINS = listing("CSRF_TRUSTED_ORIGINS")
SITE_URL = os.environ.get("SITE_URL", "http://localhost:8000")  # printed in QR codes and mails

INSTALLED_APPS = [
    "casework.accounts.admin_apps.CaseworkAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "casework.core.static.OwnStaticFilesConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "guardian",
    "simple_history",
    "django_htmx",
    "viewflow",
    "casework.core",
    "casework.accounts",
    "casework.organisations",
    "documents",
    "casework.clock",
    "casework.trail",
    "casework.notices",
    "casework.enforcement",
    "casework.penalties",
    "casework.accreditation",
    "workflows",
    "casework.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "casework.web.security.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "casework.accounts.middleware.note_activity",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "casework.accounts.middleware.require_second_factor",
]

ROOT_URLCONF = "casework.urls"
WSGI_APPLICATION = "casework.wsgi.application"

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
                "casework.web.shell.shell",
            ],
            "builtins": ["casework.web.templatetags.ui"],
        },
    }
]

DATABASES = {"default": dj_database_url.config(default=f"sqlite:///{VAR_DIR / 'casework.sqlite3'}", conn_max_age=600)}
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # Prepared statements on the first run: the gate's speed (docs/adr/0006). Not behind a pooler of transactions.
    DATABASES["default"].setdefault("OPTIONS", {}).update(server_side_binding=True, prepare_threshold=1)
else:
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        transaction_mode="IMMEDIATE",
        timeout=30,
        init_command="PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["casework.core.formats"]
LOCALE_PATHS = [BASE_DIR / "locale"]

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "casework" / "static"]
MEDIA_ROOT = VAR_DIR / "files"
FILES = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
if os.environ.get("S3_BUCKET"):
    s3 = {name: os.environ.get(f"S3_{name.upper()}") for name in ("endpoint_url", "access_key", "secret_key")}
    s3 |= {"bucket_name": os.environ["S3_BUCKET"], "default_acl": "private", "file_overwrite": False}
    FILES = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": s3}
STATIC_FILES = "django.contrib.staticfiles.storage.Static" if DEBUG else "whitenoise.storage.CompressedManifestStatic"
STORAGES = {"default": FILES, "staticfiles": {"BACKEND": f"{STATIC_FILES}FilesStorage"}}
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
MAX_EVIDENCE_BYTES, MAX_EVIDENCE_FILES = 20 * 1024 * 1024, 30

# Shared by the web processes: rate limits and used one-time codes live here (allauth).
CACHES = {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": VAR_DIR / "cache"}}
if os.environ.get("REDIS_URL"):
    REDIS_CACHE = "django.core.cache.backends.redis.RedisCache"
    CACHES = {"default": {"BACKEND": REDIS_CACHE, "LOCATION": os.environ["REDIS_URL"]}}

# --- people -------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
SECRET_KEY_FALLBACKS = listing("SECRET_KEY_FALLBACKS")  # old keys, while what they closed is still to be opened
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
GUARDIAN_RAISE_403 = False
GUARDIAN_GET_INIT_ANONYMOUS_USER = None
ANONYMOUS_USER_NAME = None
PASSWORD_HASHERS = [f"django.contrib.auth.hashers.{name}PasswordHasher" for name in ("Argon2", "PBKDF2")]
RULES = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{RULES}UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "name", "phone", "email"]},
    },
    {"NAME": f"{RULES}MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    *({"NAME": f"{RULES}{name}PasswordValidator"} for name in ("Common", "Numeric")),
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "casework.accounts.adapters.AccountAdapter"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
MFA_ADAPTER = "casework.accounts.adapters.MFAAdapter"
FORMS = "casework.accounts.forms."
ACCOUNT_FORMS = {"login": f"{FORMS}LoginForm", "reauthenticate": f"{FORMS}ReauthenticateForm"}
ACCOUNT_FORMS["change_password"] = f"{FORMS}ChangePasswordForm"
# Five wrong passwords close a name for five minutes from everywhere, so that guessing from many addresses is no use.
# The price: anybody who knows a name can close it; the security administrator opens it, and the login log tells who.
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/300s/key", "access_code": "10/10m/ip"}
ACCOUNT_RATE_LIMITS["objection"] = "10/10m/ip,100/h/key"  # of one address, and to one unit
ACCOUNT_SESSION_REMEMBER = False  # a session ends with the browser
MFA_FORMS = {"authenticate": f"{FORMS}AuthenticateForm", "reauthenticate": f"{FORMS}MFAReauthenticateForm"}
MFA_FORMS["activate_totp"] = f"{FORMS}ActivateTOTPForm"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # a code typed at its last second still counts
MFA_TOTP_ISSUER = "桂安办案"
USERSESSIONS_TRACK_ACTIVITY = True
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXIES", "0"))
REQUIRE_SECOND_FACTOR = flag("REQUIRE_SECOND_FACTOR")  # roles that need it: casework/accounts/roles.py

# --- the wire -----------------------------------------------------------------------------------------------------
HTTPS = flag("HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 12 * 3600
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
CSRF_FAILURE_VIEW = "casework.web.errors.csrf_failure"

EMAIL_BACKEND = os.environ.get("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_HOST, EMAIL_PORT = os.environ.get("EMAIL_HOST", "localhost"), int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = (os.environ.get(f"EMAIL_HOST_{key}", "") for key in ("USER", "PASSWORD"))
EMAIL_USE_TLS = flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "casework@localhost")

# --- work after commit: rows are the queue, celery only says "look now" (docs/adr/0008) -----------------------------
CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL") or os.environ.get("REDIS_URL") or "filesystem://localhost"
if CELERY_BROKER_URL.startswith("filesystem"):
    queue, control = VAR_DIR / "broker" / "queue", VAR_DIR / "broker" / "processed"
    for folder in (queue, control):
        folder.mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {"data_folder_in": queue, "data_folder_out": queue, "control_folder": control}
    CELERY_BROKER_TRANSPORT_OPTIONS["polling_interval"] = 0.2
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
BEAT = {"tick": 60.0, "sweep": 15.0, "seal": 300.0, "check_files": crontab(hour=2, minute=30)}
CELERY_BEAT_SCHEDULE = {name: {"task": f"workflows.tasks.{name}", "schedule": every} for name, every in BEAT.items()}
CELERY_BEAT_SCHEDULE["exports"] = {"task": "casework.web.tasks.exports", "schedule": 30.0}

SOURCE_URL = os.environ.get("SOURCE_URL", "")  # where the users of this installation find its source (AGPL-3.0, 13)
LIBREOFFICE = os.environ.get("LIBREOFFICE", "soffice")  # name or path; PDF is offered only where it is found
# The signature of a PDF (documents/signing.py); a demonstration makes its own certificate, and says so.
SIGNING_CERTIFICATE, SIGNING_KEY = (os.environ.get(f"SIGNING_{name}", "") for name in ("CERTIFICATE", "KEY"))
SIGNING_PASSWORD, SIGNING_TSA = (os.environ.get(f"SIGNING_{name}", "") for name in ("PASSWORD", "TSA"))
SIGNING_SAMPLE = (DEMO_ACCOUNTS or TRAINING_MODE) and not SIGNING_CERTIFICATE
SEAL_PROVIDER = os.environ.get("SEAL_PROVIDER", "")  # a class of the operator's own

LOGGING = {"version": 1, "disable_existing_loggers": False}
LOGGING |= {
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO")},
}
