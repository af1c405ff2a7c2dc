"""Long work, left and found again: what a person has ordered, how far it has come, how to stop it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from hilo.core import tasks
from hilo.core.models import Job

SHOWN = 50


def job_for(request: HttpRequest, uuid: UUID) -> Job:
    """The reader's own work; nobody else may know of it."""
    job = tasks.jobs_of(request.user).filter(uuid=uuid).first()
    if job is None:
        raise Http404
    return job


@require_safe
def all_work(request: HttpRequest) -> HttpResponse:
    """What the reader has ordered, latest first."""
    jobs = tasks.jobs_of(request.user).order_by("-created_at")[:SHOWN]
    return render(request, "ui/work.html", {"jobs": jobs})


@require_http_methods(["GET", "HEAD", "POST"])
def one_work(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """How far one piece of work has come; it can be stopped here."""
    job = job_for(request, uuid)
    if request.method == "POST":
        tasks.cancel(job, by=request.user)
        return redirect("ui:job", uuid=uuid)
    is_under_way = job.state not in Job.FINISHED
    return render(request, "ui/job.html", {"job": job, "is_under_way": is_under_way})
