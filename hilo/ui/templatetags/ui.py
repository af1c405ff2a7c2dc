"""The components of Hilo as template tags."""

from django import template

register = template.Library()
