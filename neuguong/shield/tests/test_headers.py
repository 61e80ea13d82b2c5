"""What answers tell a browser: policies, nothing kept, all forgotten at signing out."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from tests.world import World

pytestmark = pytest.mark.django_db


def test_every_page_carries_the_policies(client: Client) -> None:
    answer = client.get("/dang-nhap/")
    policy = answer.headers["Content-Security-Policy"]
    assert policy.endswith("report-uri /bao-cao-csp/; report-to csp")
    assert answer.headers["Reporting-Endpoints"] == 'csp="/bao-cao-csp/"'
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert "publickey-credentials-get=(self)" in answer.headers["Permissions-Policy"]
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_pages_of_somebody_are_kept_nowhere(world: World, client: Client) -> None:
    client.force_login(world.accounts["binh"])
    for address in ("/", "/don-vi/", "/tim/?q=xa", "/khong-co/"):
        assert "no-store" in client.get(address).headers["Cache-Control"]


def test_signing_out_empties_the_browser(world: World, client: Client) -> None:
    client.force_login(world.accounts["binh"])
    assert "Clear-Site-Data" not in client.get("/").headers
    answer = client.post("/dang-xuat/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'


@pytest.mark.parametrize(("https", "seconds"), [("1", "31536000"), ("0", "0")])
def test_https_is_kept_to_where_the_site_has_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, https: str, seconds: str
) -> None:
    monkeypatch.setenv("NEUGUONG_HTTPS", https)
    monkeypatch.setenv("NEUGUONG_SECRET_FILE", str(tmp_path / "secret"))
    words = "from neuguong.config import settings as s; print(s.SECURE_HSTS_SECONDS)"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == seconds
