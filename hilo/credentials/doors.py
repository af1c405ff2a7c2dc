"""Addresses without a language: printed on paper, or read by machines. Their names have no namespace."""

from django.urls import URLPattern, path

from hilo.credentials.views import machines

urlpatterns: list[URLPattern] = [
    path("v/<str:code>", machines.certificate, name="certificate"),
    path(".well-known/did.json", machines.did_document, name="did_document"),
    path("credentials/status/<int:number>", machines.status_list, name="status_list"),
]
