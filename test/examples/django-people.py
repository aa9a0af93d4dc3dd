"""People of Django, made by its own models and hashers. Prints what `manage.py dumpdata auth` does."""

import sys

import django
from django.conf import settings
from django.core.management import call_command

hashers = ["PBKDF2PasswordHasher", "Argon2PasswordHasher", "BCryptSHA256PasswordHasher", "ScryptPasswordHasher"]
settings.configure(
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    PASSWORD_HASHERS=[f"django.contrib.auth.hashers.{hasher}" for hasher in hashers],
    USE_TZ=True,
)
django.setup()
call_command("migrate", verbosity=0)

from django.contrib.auth.hashers import make_password  # noqa: E402
from django.contrib.auth.models import Group, User  # noqa: E402

typed = sys.argv[1]


def add(name, password, **more):
    return User.objects.create(username=name, email=f"{name}@example.com", password=password, **more)


for name, hasher in [("ada", "default"), ("bob", "argon2"), ("cleo", "bcrypt_sha256"), ("fay", "scrypt")]:
    add(name, make_password(typed, hasher=hasher), first_name="Ada", last_name="King")
add("dan", make_password(typed), is_active=False)
add("eve", make_password(None))
add("boss", make_password(typed), is_superuser=True, is_staff=True).groups.add(Group.objects.create(name="office"))
call_command("dumpdata", "auth")
