"""What people do and what is done for them, as verbs: `from hilo.people import services as people`."""

from hilo.people.problems import CodeIsWrong
from hilo.people.services.addresses import (
    ask_for_address,
    change_address,
    choose_password,
    is_right,
    send_confirmation,
)
from hilo.people.services.consents import (
    agrees,
    current_notice,
    give_consent,
    give_required,
    standing_consent,
    waiting_for,
    withdraw_consent,
)
from hilo.people.services.duty import begin_duty, end_duty
from hilo.people.services.erasure import erase, replay_erasures
from hilo.people.services.grants import (
    forget_scope,
    grant,
    make_first_coordinator,
    may_grant,
    revoke,
    roles_to_give,
    sweep_orphans,
)
from hilo.people.services.joining import (
    INVITATION_LASTS,
    accept,
    arrive,
    confirm_address,
    find_invitation,
    invite,
    invite_new,
    join,
    revoke_invitation,
    send_again,
    sweep_unconfirmed,
)
from hilo.people.services.persons import (
    add_person,
    change_person,
    choose_visibility,
    open_account,
    speak,
)
from hilo.people.services.photos import remove_photo, set_photo
from hilo.people.services.requests import answer, ask, execute_due, take_back
from hilo.people.services.sign_in import (
    find_link,
    forget_links,
    make_link,
    sweep_links,
    use_link,
)

__all__ = [
    "INVITATION_LASTS",
    "CodeIsWrong",
    "accept",
    "add_person",
    "agrees",
    "answer",
    "arrive",
    "ask",
    "ask_for_address",
    "begin_duty",
    "change_address",
    "change_person",
    "choose_password",
    "choose_visibility",
    "confirm_address",
    "current_notice",
    "end_duty",
    "erase",
    "execute_due",
    "find_invitation",
    "find_link",
    "forget_links",
    "forget_scope",
    "give_consent",
    "give_required",
    "grant",
    "invite",
    "invite_new",
    "is_right",
    "join",
    "make_first_coordinator",
    "make_link",
    "may_grant",
    "open_account",
    "remove_photo",
    "replay_erasures",
    "revoke",
    "revoke_invitation",
    "roles_to_give",
    "send_again",
    "send_confirmation",
    "set_photo",
    "speak",
    "standing_consent",
    "sweep_links",
    "sweep_orphans",
    "sweep_unconfirmed",
    "take_back",
    "use_link",
    "waiting_for",
    "withdraw_consent",
]
