"""Addresses of this chapter."""

from django.urls import URLPattern, path

from hilo.competences.views import gain, office, public, rating, summaries

app_name = "competences"
urlpatterns: list[URLPattern] = [
    path("competences/", public.competences, name="competences"),
    path("competences/<slug:code>/", public.competence, name="competence"),
    path("rate/<uuid:uuid>/", rating.rate, name="rate"),
    path("me/ratings/", rating.mine, name="mine"),
    path("office/competences/", office.CompetenceList.as_view(), name="office"),
    path("office/competences/new/", office.add, name="add"),
    path("office/competences/groups/", office.groups, name="groups"),
    path("office/competences/groups/new/", office.add_group, name="add_group"),
    path("office/competences/groups/<slug:code>/change/", office.change_group, name="change_group"),
    path("office/competences/<slug:code>/change/", office.change, name="change"),
    path("office/competences/<slug:code>/retire/", office.retire, name="retire"),
    path("office/competences/<slug:code>/take-up/", office.take_up, name="take_up"),
    path("office/ratings/", summaries.OccasionList.as_view(), name="occasions"),
    path("office/ratings/<uuid:uuid>/", summaries.summary, name="summary"),
    path("office/ratings/<uuid:uuid>/gain/", gain.gain, name="gain"),
    path("office/ratings/<uuid:uuid>/close/", summaries.close, name="close"),
]
