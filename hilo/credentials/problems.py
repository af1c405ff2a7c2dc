"""What people can do wrong with certificates, in sentences that tell the next step."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hilo.core.problems import Problem


class UnknownPlace(Problem):
    sentence = _(
        "The text names {%(place)s}, which no certificate can fill. Write {name}, {achievement}, "
        "{hours}, {day} or {issuer}."
    )


class TooManySignatories(Problem):
    sentence = _("Four people can sign at most.")


class TooManyLogos(Problem):
    sentence = _("Three logos fit at most. Remove one first.")


class TemplateRetired(Problem):
    sentence = _("This template is retired. Take it up again, or choose another one.")


class SubjectTaken(Problem):
    sentence = _("There is already an achievement of this kind about it.")


class SayWhy(Problem):
    sentence = _("Say why: whoever verifies the certificate reads it.")


class NotValidAnyMore(Problem):
    sentence = _("The certificate %(number)s is no longer valid; nothing was changed.")


class HolderErased(Problem):
    sentence = _("Its holder has left and is not named any more, so no other can be issued.")


class NobodyToIssueTo(Problem):
    sentence = _("Choose at least one person who does not hold this certificate yet.")


class TooManyAtOnce(Problem):
    sentence = _("%(most)s certificates can be ordered at once. Choose fewer people.")


class UnknownAddresses(Problem):
    sentence = _("Nobody whom you may see has these addresses: %(addresses)s.")


class NotYours(Problem):
    sentence = _("This certificate is not yours.")


class NoSigningKey(Problem):
    sentence = _(
        "Certificates cannot be signed: the key was locked with another secret key. The operator "
        "makes a new one with “bin/hilo credentials rotate-key”."
    )
