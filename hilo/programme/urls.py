"""Addresses of this chapter."""

from django.urls import URLPattern, path

from hilo.programme.views import (
    about,
    activities,
    audiences,
    budget,
    chain,
    dashboard,
    indicators,
    milestones,
    office,
    parties,
    policies,
    policy_lists,
    programmes,
    records,
    snapshots,
    values,
    vocabularies,
)

app_name = "programme"
urlpatterns: list[URLPattern] = [
    path("programmes/", programmes.programmes, name="programmes"),
    path("programmes/<slug:slug>/", programmes.programme, name="programme"),
    # The office of programmes.
    path("office/programmes/", office.programmes, name="office_programmes"),
    path("office/programmes/new/", office.new, name="new_programme"),
    path("programmes/<slug:slug>/edit/", office.edit, name="edit_programme"),
    path("programmes/<slug:slug>/state/", office.state_page, name="programme_state"),
    path("programmes/<slug:slug>/state/<slug:verb>/", office.turn, name="turn_programme"),
    path("programmes/<slug:slug>/whole.zip", office.everything, name="programme_whole"),
    # What belongs to a programme.
    path("programmes/<slug:slug>/parties/", parties.parties, name="programme_parties"),
    path("programmes/<slug:slug>/parties/<int:pk>/", parties.change, name="change_party"),
    path("programmes/<slug:slug>/parties/<int:pk>/remove/", parties.remove, name="remove_party"),
    path("programmes/<slug:slug>/audiences/", audiences.audiences, name="programme_audiences"),
    path("programmes/<slug:slug>/audiences/<uuid:uuid>/", audiences.change, name="change_audience"),
    path(
        "programmes/<slug:slug>/audiences/<uuid:uuid>/remove/",
        audiences.remove,
        name="remove_audience",
    ),
    path("programmes/<slug:slug>/tags/", about.tags, name="programme_tags"),
    path("programmes/<slug:slug>/identifiers/", about.identifiers, name="programme_identifiers"),
    path(
        "programmes/<slug:slug>/identifiers/<int:pk>/remove/",
        about.remove_identifier,
        name="remove_identifier",
    ),
    path(
        "programmes/<slug:slug>/vocabularies/",
        vocabularies.vocabularies,
        name="programme_vocabularies",
    ),
    path(
        "programmes/<slug:slug>/vocabularies/<slug:code>/",
        vocabularies.vocabulary,
        name="programme_vocabulary",
    ),
    path(
        "programmes/<slug:slug>/vocabularies/<slug:code>/edit/",
        vocabularies.change,
        name="change_vocabulary",
    ),
    path(
        "programmes/<slug:slug>/vocabularies/<slug:code>/remove/",
        vocabularies.remove,
        name="remove_vocabulary",
    ),
    path(
        "programmes/<slug:slug>/vocabularies/<slug:code>/terms/<str:term>/",
        vocabularies.change_term,
        name="change_term",
    ),
    path(
        "programmes/<slug:slug>/vocabularies/<slug:code>/terms/<str:term>/remove/",
        vocabularies.remove_term,
        name="remove_term",
    ),
    path("programmes/<slug:slug>/regions/", about.regions, name="programme_regions"),
    # The results chain.
    path("programmes/<slug:slug>/chain/", chain.chain, name="chain"),
    path("programmes/<slug:slug>/chain/new/", chain.new, name="new_result"),
    path("programmes/<slug:slug>/chain/<str:code>/edit/", chain.edit, name="edit_result"),
    path("programmes/<slug:slug>/chain/<str:code>/remove/", chain.remove, name="remove_result"),
    # Activities, milestones, money.
    path("programmes/<slug:slug>/activities/", activities.activities, name="activities"),
    path("programmes/<slug:slug>/activities/new/", activities.new, name="new_activity"),
    path(
        "programmes/<slug:slug>/activities/<str:code>/edit/",
        activities.edit,
        name="edit_activity",
    ),
    path(
        "programmes/<slug:slug>/activities/<str:code>/state/",
        activities.turn,
        name="turn_activity",
    ),
    path(
        "programmes/<slug:slug>/activities/<str:code>/remove/",
        activities.remove,
        name="remove_activity",
    ),
    path("programmes/<slug:slug>/milestones/new/", milestones.new, name="new_milestone"),
    path(
        "programmes/<slug:slug>/milestones/<uuid:uuid>/edit/",
        milestones.edit,
        name="edit_milestone",
    ),
    path(
        "programmes/<slug:slug>/milestones/<uuid:uuid>/remove/",
        milestones.remove,
        name="remove_milestone",
    ),
    path("programmes/<slug:slug>/budget/", budget.budget, name="budget"),
    path("programmes/<slug:slug>/budget/new/", budget.new, name="new_budget_line"),
    path("programmes/<slug:slug>/budget/<uuid:uuid>/edit/", budget.edit, name="edit_budget_line"),
    path(
        "programmes/<slug:slug>/budget/<uuid:uuid>/remove/",
        budget.remove,
        name="remove_budget_line",
    ),
    # Indicators.
    path("programmes/<slug:slug>/indicators/", indicators.indicators, name="indicators"),
    path("programmes/<slug:slug>/indicators/new/", indicators.new, name="new_indicator"),
    path("programmes/<slug:slug>/indicators/order/", indicators.order, name="order_indicators"),
    path("programmes/<slug:slug>/indicators/<str:code>/", indicators.indicator, name="indicator"),
    path(
        "programmes/<slug:slug>/indicators/<str:code>/edit/",
        indicators.edit,
        name="edit_indicator",
    ),
    path(
        "programmes/<slug:slug>/indicators/<str:code>/remove/",
        indicators.remove,
        name="remove_indicator",
    ),
    path("programmes/<slug:slug>/indicators/<str:code>/targets/", values.targets, name="targets"),
    path("programmes/<slug:slug>/indicators/<str:code>/values/", values.values, name="values"),
    path(
        "programmes/<slug:slug>/indicators/<str:code>/values/<uuid:uuid>/",
        values.value,
        name="value",
    ),
    path(
        "programmes/<slug:slug>/indicators/<str:code>/values/<uuid:uuid>/verify/",
        values.verify,
        name="verify_value",
    ),
    path(
        "programmes/<slug:slug>/indicators/<str:code>/values/<uuid:uuid>/take-back/",
        values.take_back,
        name="take_value_back",
    ),
    path(
        "programmes/<slug:slug>/indicators/<str:code>/values/<uuid:uuid>/document/",
        values.document,
        name="value_document",
    ),
    path("programmes/<slug:slug>/indicators/<str:code>/records/", records.records, name="records"),
    # Results.
    path("results/programmes/", dashboard.results, name="results"),
    path("programmes/<slug:slug>/dashboard/", dashboard.dashboard, name="dashboard"),
    path("programmes/<slug:slug>/dashboard/count/", dashboard.count_now, name="count_now"),
    path("programmes/<slug:slug>/snapshots/", snapshots.snapshots, name="snapshots"),
    path("programmes/<slug:slug>/snapshots/new/", snapshots.issue, name="issue_snapshot"),
    path("programmes/<slug:slug>/snapshots/compare/", snapshots.compare, name="compare_snapshots"),
    path("programmes/<slug:slug>/snapshots/<int:number>/", snapshots.snapshot, name="snapshot"),
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
