"""Addresses of this chapter, in each language."""

from django.urls import URLPattern, path

from hilo.credentials.views import achievements, certificates, own, public, templates

app_name = "credentials"
OFFICE = "office/certificates/"
TEMPLATE = f"{OFFICE}templates/<uuid:uuid>/"

urlpatterns: list[URLPattern] = [
    path("v/<str:code>/", public.shown, name="shown"),
    path("verify/", public.verify, name="verify"),
    path("me/certificates/", own.mine, name="mine"),
    path("me/certificates/<uuid:uuid>/file/", own.file, name="my_file"),
    path("me/certificates/<uuid:uuid>/name/", own.keep_name, name="keep_name"),
    path("me/certificates/<uuid:uuid>/badge.<slug:form>", own.badge, name="badge"),
    path(OFFICE, certificates.CertificateList.as_view(), name="office"),
    path(f"{OFFICE}<uuid:uuid>/", certificates.certificate, name="certificate"),
    path(f"{OFFICE}<uuid:uuid>/file/", certificates.file, name="file"),
    path(f"{OFFICE}<uuid:uuid>/revoke/", certificates.revoke, name="revoke"),
    path(f"{OFFICE}<uuid:uuid>/reissue/", certificates.reissue, name="reissue"),
    path(f"{OFFICE}what/", achievements.AchievementList.as_view(), name="achievements"),
    path(f"{OFFICE}what/new/", achievements.new, name="new_achievement"),
    path(f"{OFFICE}what/<uuid:uuid>/", achievements.achievement, name="achievement"),
    path(f"{OFFICE}what/<uuid:uuid>/change/", achievements.change, name="change_achievement"),
    path(f"{OFFICE}batches/<uuid:uuid>/", achievements.batch, name="batch"),
    path(f"{OFFICE}batches/<uuid:uuid>/files.zip", achievements.archive, name="archive"),
    path(f"{OFFICE}templates/", templates.TemplateList.as_view(), name="templates"),
    path(f"{OFFICE}templates/new/", templates.new, name="new_template"),
    path(TEMPLATE, templates.template, name="template"),
    path(f"{TEMPLATE}preview.pdf", templates.preview, name="preview"),
    path(f"{TEMPLATE}picture/<uuid:file>/", templates.picture, name="picture"),
    path(f"{TEMPLATE}logos/add/", templates.add_logo, name="add_logo"),
    path(f"{TEMPLATE}logos/<uuid:file>/remove/", templates.remove_logo, name="remove_logo"),
    path(f"{TEMPLATE}signatories/add/", templates.add_signatory, name="add_signatory"),
    path(
        f"{TEMPLATE}signatories/<int:number>/remove/",
        templates.remove_signatory,
        name="remove_signatory",
    ),
    path(f"{TEMPLATE}retire/", templates.retire, name="retire"),
    path(f"{TEMPLATE}take-up/", templates.take_up, name="take_up"),
]
