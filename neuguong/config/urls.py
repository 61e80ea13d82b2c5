"""Which room answers which path."""

from django.urls import URLPattern, URLResolver, include, path

handler400 = "neuguong.shield.views.bad_request"
handler500 = "neuguong.shield.views.server_fault"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("neuguong.ui.urls")),
    path("", include("neuguong.shield.urls")),
    path("", include("neuguong.home.urls")),
    path("", include("neuguong.accounts.urls")),
    path("", include("neuguong.accounts.urls.given")),
    path("", include("neuguong.deeds.urls")),
    path("", include("neuguong.reports.urls")),
    path("", include("neuguong.exchange.urls")),
    path("ke-hoach/", include("neuguong.plans.urls")),
    path("quyen/", include("neuguong.people.urls")),
    path("chi-tieu/", include("neuguong.indicators.urls")),
    path("guong/", include("neuguong.honours.urls")),
    path("hoc-tap/", include("neuguong.study.urls")),
    path("nghi-le/", include("neuguong.ceremonies.urls")),
    path("cham-cong/", include("neuguong.attendance.urls")),
    path("den-han/", include("neuguong.duties.urls")),
    path("kiem-tra-giam-sat/", include("neuguong.inspections.urls")),
    path("danh-gia/", include("neuguong.evaluations.urls")),
    path("sap-xep/", include("neuguong.reorganisations.urls")),
    path("du-lieu-ca-nhan/", include("neuguong.privacy.urls")),
    path("sinh-hoat/", include("neuguong.meetings.urls")),
    path("viec-nen/", include("neuguong.jobs.urls")),
]
