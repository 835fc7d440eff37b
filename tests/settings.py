"""The product's settings, made fast and harmless for tests. Every process works below its own temporary VAR_DIR."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "TESTS_ROOT" not in os.environ:
    os.environ["TESTS_ROOT"] = tempfile.mkdtemp(prefix="casework-tests-")
    atexit.register(shutil.rmtree, os.environ["TESTS_ROOT"], ignore_errors=True)
# Workers share the root and not the directory; a process a test starts inherits both names and so works beside it.
os.environ["VAR_DIR"] = str(Path(os.environ["TESTS_ROOT"]) / os.environ.get("PYTEST_XDIST_WORKER", "main"))
for name in ("DEBUG", "TRAINING_MODE", "DEMO_ACCOUNTS", "HTTPS", "REQUIRE_SECOND_FACTOR", "S3_BUCKET", "SEAL_PROVIDER",
             "SIGNING_CERTIFICATE"):  # fmt: skip
    os.environ.pop(name, None)
os.environ["SECRET_KEY"] = "only-for-tests"

from casework.settings import *  # noqa: E402, F403
from casework.settings import BASE_DIR, DATABASES, INSTALLED_APPS, MIDDLEWARE, STORAGES, TEMPLATES, VAR_DIR  # noqa: E402
from tests.undefined import Undefined  # noqa: E402

INSTALLED_APPS = ["tests.guards_off", *INSTALLED_APPS]
MIDDLEWARE = [*MIDDLEWARE, "tests.get_cannot_write.get_cannot_write"]

DATABASES["default"]["CONN_MAX_AGE"] = 0
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: tests of parallel writers open it from threads and other processes.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
    options = DATABASES["default"]["OPTIONS"]
    options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# A message is taken and forgotten, as if the worker were late; a test that wants the work done calls the sweep itself.
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True  # browser tests read static files from where they are kept
SITE_URL = "http://testserver"
LOGGING = {"version": 1, "disable_existing_loggers": False, "root": {"level": "WARNING"}}

TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined(BASE_DIR)
