"""The settings of an outside site and of proxies are read loudly."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from neuguong.config import env

ISSUER = "https://cap.example.vn"


def test_what_signing_in_needs_is_read_loudly(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert env.outside_site() == []
    monkeypatch.setenv("NEUGUONG_OIDC_ISSUER", "http://cap.example.vn")
    with pytest.raises(ImproperlyConfigured, match="https"):
        env.outside_site()
    monkeypatch.setenv("NEUGUONG_OIDC_ISSUER", ISSUER)
    monkeypatch.setenv("NEUGUONG_OIDC_CLIENT", "neuguong")
    with pytest.raises(ImproperlyConfigured, match="NEUGUONG_OIDC_SECRET_FILE"):
        env.outside_site()
    (tmp_path / "s").write_text("bí mật\n")
    monkeypatch.setenv("NEUGUONG_OIDC_SECRET_FILE", str(tmp_path / "s"))
    assert env.outside_site()[0]["secret"] == "bí mật"
    monkeypatch.setenv("NEUGUONG_PROXIES", "10.0.0.300")
    with pytest.raises(ImproperlyConfigured, match="NEUGUONG_PROXIES"):
        env.networks("NEUGUONG_PROXIES")
