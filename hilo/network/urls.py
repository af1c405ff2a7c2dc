"""Addresses of this chapter, one block per noun."""

from django.urls import URLPattern, path

from hilo.network.views import (
    affiliations,
    agents,
    clusters,
    commission,
    coverage,
    criteria,
    directory,
    duplicates,
    figures,
    memberships,
    office_organisations,
    organisations,
    review,
    searches,
    sectors,
)

app_name = "network"

CLUSTERS: list[URLPattern] = [
    path("clusters/", clusters.clusters, name="clusters"),
    path("clusters/new/", clusters.new, name="new_cluster"),
    path("clusters/<slug:slug>/", clusters.cluster, name="cluster"),
    path("clusters/<slug:slug>/picture/", clusters.picture, name="cluster_picture"),
    path("clusters/<slug:slug>/edit/", clusters.edit, name="edit_cluster"),
    path(
        "clusters/<slug:slug>/edit/picture/",
        clusters.change_picture,
        name="change_cluster_picture",
    ),
    path("clusters/<slug:slug>/members/", memberships.members, name="cluster_members"),
    path(
        "clusters/<slug:slug>/members/<uuid:uuid>/", memberships.change_member, name="change_member"
    ),
    path("clusters/<slug:slug>/agent/", agents.agent, name="cluster_agent"),
    path("clusters/<slug:slug>/agent/<uuid:uuid>/end/", agents.end_term, name="end_agent_term"),
    path("clusters/<slug:slug>/commission/", commission.commission, name="cluster_commission"),
    path(
        "clusters/<slug:slug>/commission/<uuid:uuid>/", commission.change_seat, name="change_seat"
    ),
    path("clusters/<slug:slug>/figures/", figures.figures, name="cluster_figures"),
    path(
        "clusters/<slug:slug>/figures/<uuid:uuid>/remove/",
        figures.remove_figure,
        name="remove_figure",
    ),
    path("me/commissions/", commission.mine, name="my_commissions"),
    path("me/commissions/<uuid:uuid>/roster/", commission.choose_roster, name="choose_roster"),
    path("me/commissions/<uuid:uuid>/leave/", commission.leave, name="leave_commission"),
]

DIRECTORY: list[URLPattern] = [
    path("directory/", directory.directory, name="directory"),
    path("directory/map/", directory.on_the_map, name="map"),
    path("me/searches/", searches.searches, name="searches"),
    path("me/searches/follow/", searches.follow, name="follow"),
    path("me/searches/<uuid:uuid>/name/", searches.rename, name="rename_search"),
    path("me/searches/<uuid:uuid>/stop/", searches.stop, name="stop_search"),
    path("office/coverage/", coverage.places, name="coverage"),
    path("office/coverage/sectors/", coverage.sectors, name="coverage_sectors"),
]

SECTORS: list[URLPattern] = [
    path("sectors/", sectors.sectors, name="sectors"),
    path("sectors/<slug:slug>/", sectors.sector, name="sector"),
    path("office/sectors/", sectors.office, name="office_sectors"),
    path("office/sectors/new/", sectors.add, name="add_sector"),
    path("office/sectors/<slug:slug>/", sectors.change, name="change_sector"),
    path("office/sectors/<slug:slug>/turn/", sectors.turn, name="turn_sector"),
]

ORGANISATIONS: list[URLPattern] = [
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/new/", organisations.new, name="new_organisation"),
    path("organisations/<slug:slug>/", organisations.organisation, name="organisation"),
    path("organisations/<slug:slug>/edit/", organisations.edit, name="edit_organisation"),
    path("organisations/<slug:slug>/logo/", organisations.logo, name="change_organisation_logo"),
    path("organisations/<slug:slug>/picture/", organisations.picture, name="organisation_picture"),
    path("organisations/<slug:slug>/vcard/", organisations.vcard, name="organisation_vcard"),
    path("organisations/<slug:slug>/merge/", duplicates.merge, name="merge_organisation"),
    path("office/organisations/", office_organisations.organisations, name="office_organisations"),
    path("office/duplicates/", duplicates.duplicates, name="duplicates"),
    path("office/duplicates/<uuid:uuid>/", duplicates.merged, name="merged"),
]

AFFILIATIONS: list[URLPattern] = [
    path("me/organisations/", affiliations.mine, name="my_organisations"),
    path("organisations/<slug:slug>/join/", affiliations.ask, name="ask_to_belong"),
    path(
        "organisations/<slug:slug>/people/",
        affiliations.of_organisation,
        name="organisation_people",
    ),
    path("affiliations/<uuid:uuid>/", affiliations.affiliation, name="affiliation"),
    path("affiliations/<uuid:uuid>/hand-over/", affiliations.hand_over, name="hand_over"),
    path("office/affiliations/", affiliations.waiting, name="affiliations"),
]

REVIEW: list[URLPattern] = [
    path("criteria/", review.criteria, name="criteria"),
    path("organisations/<slug:slug>/review/", review.of_organisation, name="review_organisation"),
    path("clusters/<slug:slug>/review/", review.of_cluster, name="review_cluster"),
    path("office/reviews/", review.queue, name="reviews"),
    path("office/criteria/", criteria.office, name="office_criteria"),
    path("office/criteria/new/", criteria.add, name="add_criterion"),
    path("office/criteria/<uuid:uuid>/", criteria.change, name="change_criterion"),
    path("office/criteria/<uuid:uuid>/retire/", criteria.retire, name="retire_criterion"),
]

urlpatterns: list[URLPattern] = [
    *REVIEW,
    *AFFILIATIONS,
    *DIRECTORY,
    *ORGANISATIONS,
    *SECTORS,
    *CLUSTERS,
]
