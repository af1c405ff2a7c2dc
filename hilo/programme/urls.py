"""Addresses of this chapter."""

from django.urls import URLPattern, path

from hilo.programme.views import policies, policy_lists, programmes

app_name = "programme"
urlpatterns: list[URLPattern] = [
    path("programmes/", programmes.programmes, name="programmes"),
    path("programmes/<slug:slug>/", programmes.programme, name="programme"),
    # Adopted policies.
    path("policies/", policy_lists.policies, name="policies"),
    path("policies/report/", policies.report, name="report_policy"),
    path("policies/<uuid:uuid>/", policies.policy, name="policy"),
    path("policies/<uuid:uuid>/edit/", policies.edit, name="edit_policy"),
    path("policies/<uuid:uuid>/document/", policies.document, name="policy_document"),
    path("policies/<uuid:uuid>/answer/", policies.answer, name="answer_policy"),
    path("policies/<uuid:uuid>/again/", policies.again, name="report_policy_again"),
    path("policies/<uuid:uuid>/withdraw/", policies.withdraw, name="withdraw_policy"),
    path("policies/<uuid:uuid>/follow-up/", policies.follow_up, name="follow_up_policy"),
    path("policies/<uuid:uuid>/audience/", policies.show_to_all, name="show_policy"),
    path("office/policies/", policy_lists.office_policies, name="office_policies"),
]
