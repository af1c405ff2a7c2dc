"""Addresses of this chapter."""

from django.urls import URLPattern, path

from hilo.attendance.views import lists, office, own

app_name = "attendance"
ROSTER = "office/sessions/of/<slug:kind>/<uuid:uuid>/"
SESSION = "office/sessions/<uuid:uuid>/"
urlpatterns: list[URLPattern] = [
    path("here/", own.here, name="here"),
    path("me/sessions/", own.mine, name="mine"),
    path("me/sessions/calendar/", own.renew_feed, name="renew_feed"),
    path("calendar/<str:token>.ics", own.feed, name="feed"),
    path("sessions/<uuid:uuid>/", own.session, name="session"),
    path("sessions/<uuid:uuid>/session.ics", own.session_file, name="session_file"),
    path("sessions/<uuid:uuid>/absent/", own.absent, name="absent"),
    path("office/sessions/", office.SessionList.as_view(), name="office"),
    path("office/sessions/scan/", lists.scan, name="scan"),
    path(ROSTER, office.roster, name="roster"),
    path(f"{ROSTER}new/", office.plan, name="plan"),
    path(SESSION, office.keep, name="keep"),
    path(f"{SESSION}change/", office.change, name="change"),
    path(f"{SESSION}cancel/", office.cancel, name="cancel"),
    path(f"{SESSION}close/", office.close, name="close"),
    path(f"{SESSION}list/", lists.grid, name="grid"),
    path(f"{SESSION}code/", lists.code, name="code"),
    path(f"{SESSION}screen/", lists.screen, name="screen"),
    path(f"{SESSION}excuses/<uuid:excuse>/", lists.decide, name="decide"),
    path(f"{SESSION}sheet/", lists.sheet, name="sheet"),
    path(f"{SESSION}sheet.pdf", lists.sheet_pdf, name="sheet_pdf"),
    path(f"{SESSION}evidence/", lists.keep_evidence, name="keep_evidence"),
    path("office/evidence/<uuid:uuid>/", lists.evidence_file, name="evidence"),
    path("office/evidence/<uuid:uuid>/remove/", lists.remove_evidence, name="remove_evidence"),
]
