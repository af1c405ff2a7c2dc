"""Addresses of the sheets, under `sheets/`."""

from django.urls import path

from hilo.ui.sheets import views

urlpatterns = [
    path("", views.sheets, name="sheets"),
    path("batch/<uuid:uuid>/", views.batch, name="batch"),
    path("batch/<uuid:uuid>/take/", views.take, name="batch_take"),
    path("batch/<uuid:uuid>/undo/", views.undo, name="batch_undo"),
    path("batch/<uuid:uuid>/go-on/", views.go_on, name="batch_go_on"),
    path("batch/<uuid:uuid>/original/", views.original, name="batch_original"),
    path("batch/<uuid:uuid>/to-correct.<slug:form>", views.to_correct, name="batch_to_correct"),
    path("<slug:name>/", views.sheet, name="sheet"),
    path("<slug:name>/template.<slug:form>", views.template, name="sheet_template"),
    path("<slug:name>/data.<slug:form>", views.data, name="sheet_data"),
]
