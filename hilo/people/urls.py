"""Addresses of this chapter; those that allauth asks for by name are in `doors.py`."""

from django.urls import URLPattern, path

from hilo.people.views import lists, me, office, people, persons, security, signing_in

app_name = "people"
urlpatterns: list[URLPattern] = [
    # On the way in.
    path("sign-in/password/", signing_in.password, name="password_sign_in"),
    path("sign-in/link/<str:secret>/", signing_in.link, name="link"),
    path("invitation/<str:secret>/", signing_in.invitation, name="invitation"),
    # Oneself.
    path("me/", me.me, name="me"),
    path("me/edit/", me.edit, name="edit_me"),
    path("me/photo/", me.photo, name="my_photo"),
    path("me/who-sees/", me.who_sees, name="who_sees"),
    path("me/agreements/", me.agreements, name="agreements"),
    path("me/data/", me.data, name="data"),
    path("me/data/take-along/", me.take_along, name="take_along"),
    path("me/data/erase/", me.erase, name="erase"),
    path("me/data/<uuid:uuid>/take-back/", me.take_back, name="take_back"),
    path("me/roles/<uuid:uuid>/give-up/", me.give_up, name="give_up"),
    path("me/security/second-factor/", security.set_up_second_factor, name="second_factor"),
    path("me/security/password/", security.password, name="password"),
    path("me/security/email/", security.email, name="email"),
    path("me/security/email/code/", security.email_code, name="email_code"),
    path("me/security/sessions/", security.sessions, name="sessions"),
    path("me/security/sessions/end/", security.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("duty/", me.duty, name="duty"),
    path("duty/end/", me.end_duty, name="end_duty"),
    # Others, and the work of coordinators.
    path("people/", people.people, name="list"),
    path("people/act/", people.act, name="act"),
    path("people/invite/", office.invite, name="invite"),
    path("people/<uuid:uuid>/", persons.person, name="person"),
    path("people/<uuid:uuid>/photo/", persons.photo, name="photo"),
    path("people/<uuid:uuid>/edit/", office.edit, name="edit"),
    path("people/<uuid:uuid>/invite/", office.invite_person, name="invite_person"),
    path("people/<uuid:uuid>/role/", office.grant, name="grant"),
    path("people/<uuid:uuid>/request/", office.record_request, name="record_request"),
    path("invitations/", lists.invitations, name="invitations"),
    path("invitations/<uuid:uuid>/", office.one_invitation, name="one_invitation"),
    path("invitations/<uuid:uuid>/send-again/", office.send_again, name="send_again"),
    path("invitations/<uuid:uuid>/take-back/", office.revoke_invitation, name="revoke_invitation"),
    path("who-may/", office.who_may, name="who_may"),
    path("who-may/<uuid:uuid>/take-back/", office.revoke, name="revoke"),
    path("requests/", lists.requests, name="requests"),
    path("requests/<uuid:uuid>/", office.answer, name="answer"),
    # Notices that everybody may read.
    path("privacy/", persons.privacy, name="privacy"),
    path("accessibility/", persons.accessibility, name="accessibility"),
]
