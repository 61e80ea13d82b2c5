"""How the journeys sign in, with the accounts that the demo prints."""

from playwright.sync_api import Page

from neuguong.ops.demo.accounts import PASSWORD


def sign_in(page: Page, name: str) -> None:
    """Sign in as one of the demo."""
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url("**/")
