"""From a slip on paper to the first page, with a telephone; sessions; a late form; a passkey."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect

from neuguong.accounts.tests.conftest import telephone
from neuguong.lib.qr import codes_of_pdf
from neuguong.ops.demo.accounts import PASSWORD
from tests.e2e.signing import sign_in

Judge = Callable[[Page], list[str]]
NEW = "con suối chảy về xuôi"
MINE = "/tai-khoan-cua-toi/"


def slip_of(page: Page, tmp_path: Path, name: str) -> str:
    """Open an account as the administrator and download its slip; the address in its square code."""
    page.goto("/tai-khoan/")
    page.get_by_role("link", name="Mở tài khoản").click()
    page.locator("#id_username").fill("sao.vt")
    page.locator("#id_name").fill(name)
    page.get_by_role("button", name="Mở tài khoản").click()
    page.get_by_role("link", name="In phiếu đăng nhập").click()
    page.get_by_label("Lý do").fill("lập tài khoản lần đầu")
    with page.expect_download() as loading:
        page.get_by_role("button", name="Tải phiếu để in").click()
    path = tmp_path / "phieu.pdf"
    loading.value.save_as(path)
    (address,) = [text for codes in codes_of_pdf(path.read_bytes()) for text in codes]
    return address


def test_first_sign_in_by_slip_with_a_telephone(
    page: Page, context: BrowserContext, serious: Judge, tmp_path: Path
) -> None:
    sign_in(page, "quantri")
    page.goto("/tai-khoan/")
    assert serious(page) == []
    address = slip_of(page, tmp_path, "Vàng Thị Sao")
    page.goto("/")
    page.locator("details.me > summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url("**/dang-nhap/")

    page.goto(address)
    assert serious(page) == []
    expect(page.get_by_label("Tên đăng nhập")).to_have_value("sao.vt")
    page.get_by_label("Mật khẩu mới", exact=True).fill(NEW)
    page.get_by_label("Mật khẩu mới, lần nữa").fill(NEW)
    page.get_by_role("button", name="Đặt mật khẩu và vào").click()
    page.wait_for_url("**/")

    page.goto(MINE)
    assert serious(page) == []
    page.get_by_role("link", name="Đặt mã").click()
    page.get_by_text("Không quét được: gõ tay").click()
    seed = page.locator("details b").inner_text().replace(" ", "")
    assert serious(page) == []
    page.get_by_label("Mã đang hiện trên điện thoại").fill(telephone(seed))
    page.get_by_role("button", name="Xong, bật lớp thứ hai").click()
    expect(page.get_by_role("heading", name="Mã dự phòng")).to_be_visible()
    assert serious(page) == []

    context.clear_cookies()
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill("sao.vt")
    page.get_by_label("Mật khẩu").fill(NEW)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/lop-hai/")
    assert serious(page) == []
    page.get_by_label("Mã").fill("000000")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("alert")).to_contain_text("Mã chưa đúng")
    page.get_by_label("Mã", exact=True).fill(telephone(seed, later=1))
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_session_is_ended_from_another_device(page: Page, browser: Browser, site: str) -> None:
    telephone_of_theirs = browser.new_context(base_url=site, locale="vi-VN")
    other = telephone_of_theirs.new_page()
    sign_in(other, "kiemtra")
    sign_in(page, "kiemtra")
    page.goto(MINE)
    page.get_by_role("button", name="Kết thúc mọi phiên khác").click()
    expect(page.get_by_text("Đã kết thúc 1 phiên.")).to_be_visible()
    other.goto("/tim/")
    expect(other).to_have_url(f"{site}/dang-nhap/?next=/tim/")
    telephone_of_theirs.close()


def test_a_form_sent_too_late_is_sent_after_signing_in(page: Page, context: BrowserContext) -> None:
    sign_in(page, "bithu")
    page.goto("/tai-khoan-cua-toi/mat-khau/")
    page.goto("/viec-cua-toi/")
    form = page.locator("main form[method=post]").first
    expect(form).to_be_visible()
    context.clear_cookies(name="sessionid")
    form.locator("button[type=submit]").first.click()
    expect(page.get_by_text("Những gì vừa gõ vẫn còn")).to_be_visible()
    page.get_by_label("Tên đăng nhập").fill("bithu")
    page.get_by_label("Mật khẩu").fill("neuguong-lam-thu")
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/gui-tiep/")
    page.get_by_role("button", name="Gửi tiếp").click()
    expect(page).not_to_have_url("**/gui-tiep/")


def test_a_passkey_opens_without_a_password(browser: Browser, site: str) -> None:
    here = site.replace("127.0.0.1", "localhost")
    context = browser.new_context(base_url=here, locale="vi-VN")
    page = context.new_page()
    talk = context.new_cdp_session(page)
    talk.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    talk.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_in(page, "canbohuyen")
    page.goto(MINE)
    page.get_by_role("link", name="Xem khóa").click()
    page.get_by_role("link", name="Thêm khóa").click()
    page.get_by_label("Dùng khóa này thay cho mật khẩu").check()
    page.get_by_role("button", name="Thêm khóa").click()
    expect(page.get_by_role("heading", name="Mã dự phòng")).to_be_visible()
    context.clear_cookies()
    page.goto("/dang-nhap/")
    page.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()
    page.wait_for_url("**/")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Đăng nhập")
    page.goto(f"{MINE}khoa/")
    page.get_by_role("link", name="Bỏ").click()
    page.get_by_label("Mật khẩu").fill(PASSWORD)  # a change of the way in asks who is there
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_role("button", name="Bỏ khóa").click()
    expect(page.get_by_text("Chưa có khóa nào")).to_be_visible()
    context.close()
