"""Addresses of this chapter."""

from django.conf import settings
from django.urls import URLPattern, path

from hilo.notifications.views import inbox, mailbox, outgoing, rhythm

app_name = "notifications"
urlpatterns: list[URLPattern] = [
    path("notifications/", inbox.list_all, name="list"),
    path("notifications/read/", inbox.mark, name="mark"),
    path("notifications/preferences/", inbox.preferences, name="preferences"),
    path("notifications/<uuid:uuid>/", inbox.open_one, name="open"),
    path("notifications/rhythm/<str:token>/", rhythm.rhythm, name="rhythm"),
    path("notifications/stop/<str:token>/", rhythm.unsubscribe, name="unsubscribe"),
    path("office/mail/", outgoing.MailList.as_view(), name="mails"),
    path("office/mail/act/", outgoing.act, name="act"),
    path("office/mail/<uuid:uuid>/", outgoing.show, name="mail"),
    path("office/mail/<uuid:uuid>/decide/", outgoing.decide, name="decide"),
]
if settings.IS_DEMONSTRATION or settings.DEBUG:
    urlpatterns += [
        path("dev/mail/", mailbox.list_mails, name="mailbox"),
        path("dev/mail/<str:name>/", mailbox.show, name="mailbox_mail"),
        path("dev/mail/<str:name>/html/", mailbox.show_html, name="mailbox_html"),
    ]
