"""The page of a job, seen by the one who asked and by others."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from neuguong.jobs.actions import enqueue, work_once
from neuguong.jobs.models import Job, State
from neuguong.jobs.tests.test_actions import Clerk
from neuguong.jobs.views import job as page

pytestmark = [pytest.mark.django_db, pytest.mark.urls("neuguong.jobs.tests.urls")]


@pytest.fixture(autouse=True)
def no_rooms_above(settings: Any) -> None:
    settings.NEUGUONG_MENU = None
    settings.LOGIN_URL = "/vao/"


@dataclass
class Reader:
    """Whoever sits before the browser."""

    pk: int | None
    is_authenticated: bool = True


def seen(job: Job, *, by: int | None = 7, **headers: str) -> HttpResponse:
    """The answer to an account, or to nobody."""
    request: Any = RequestFactory().get(f"/viec-nen/{job.uid}/", headers=headers)
    request.user = Reader(by, is_authenticated=by is not None)
    return page(request, uid=job.uid)


def test_the_one_who_asked_sees_that_it_waits_and_how_to_look_again() -> None:
    job = enqueue("tests.note", by=Clerk(), text="a")

    text = seen(job).content.decode()

    assert "Việc đang chờ đến lượt." in text
    assert "Tải lại" in text
    assert f'hx-get="/viec-nen/{job.uid}/"' in text


def test_progress_is_a_sentence() -> None:
    job = enqueue("tests.note", by=Clerk(), text="a")
    Job.objects.update(state=State.RUNNING, progress_done=1200, progress_total=38000)

    part = seen(job, hx_request="true").content.decode()

    assert "Đã làm 1.200 trên 38.000." in part
    assert 'value="1200"' in part
    assert "<html" not in part


def test_what_came_of_it_is_linked_and_asked_for_no_more() -> None:
    job = enqueue("tests.note", by=Clerk(), text="Đã nhập 45 dòng.")
    work_once()

    text = seen(job).content.decode()

    assert "Đã nhập 45 dòng." in text
    assert 'href="/xong/"' in text
    assert "hx-get" not in text


@pytest.mark.parametrize("address", ["https://xa.example/", "//xa.example/", "/\\xa.example", ""])
def test_a_result_never_leads_to_another_site(address: str) -> None:
    job = enqueue("tests.note", by=Clerk(), text="a")
    Job.objects.update(state=State.DONE, result={"url": address})

    assert "Xem kết quả" not in seen(job).content.decode()


def test_a_refusal_is_shown_in_words() -> None:
    job = enqueue("tests.be_refused", by=Clerk())
    work_once()

    assert "Năm đã khóa." in seen(job).content.decode()


def test_others_may_not_know_of_it() -> None:
    job = enqueue("tests.note", by=Clerk(), text="a")

    with pytest.raises(Http404):
        seen(job, by=8)
    assert seen(job, by=None).status_code == 302
