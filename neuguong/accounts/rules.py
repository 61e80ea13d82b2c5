"""How long the door waits for those who guess, what a slip's code is, who needs a second step."""

import ipaddress
import secrets
import string
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from neuguong.lib.refusal import Refusal
from neuguong.lib.words import gettext as _
from neuguong.lib.words import gettext_lazy

REMEMBERED: Final = timedelta(days=1)  # how long a wrong try counts
FIRST_WAIT: Final = timedelta(seconds=30)
LONGEST_WAIT: Final = timedelta(minutes=15)
CODE_SPENT: Final = timedelta(seconds=120)  # a code of the second step is good once
SLIP_LIFE: Final = timedelta(days=14)
SLIPS_KEPT: Final = timedelta(days=90)
SEEN_EVERY: Final = timedelta(minutes=5)  # how exact "last seen" is
MOST_SLIPS: Final = 60

# Who answers for others or for the machine signs in with two steps.
NEED_TWO_STEPS: Final = frozenset({"unit_leader", "branch_admin", "auditor", "operator"})

# Letters and digits that nobody mistakes for each other, on paper or read aloud.
_SIGNS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_LENGTH: Final = 12
_USERNAME: Final = frozenset(string.ascii_lowercase + string.digits + ".-_")


@dataclass(frozen=True, slots=True)
class Throttle:
    """What is counted, and how many wrong tries pass before waits begin."""

    kind: str
    free: int


PAIR: Final = Throttle("pair", 5)  # one name from one address
NAME: Final = Throttle("name", 30)  # one name from anywhere: a stranger must not lock it lightly
ADDRESS: Final = Throttle("address", 60)  # anything from one address: a whole office may share it
SECOND: Final = Throttle("second", 5)  # codes of one account


def wait_left(throttle: Throttle, failures: int, last: datetime | None, now: datetime) -> timedelta:
    """How long until the next try: thirty seconds after the free ones, then twice as long each time."""
    if last is None or failures < throttle.free:
        return timedelta(0)
    doublings = min(failures - throttle.free, 10)
    wait = min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)
    return max(last + wait - now, timedelta(0))


def too_often(left: timedelta) -> Refusal | None:
    """The sentence for one who has to wait, the same whoever the name belongs to."""
    seconds = int(left.total_seconds())
    if seconds <= 0:
        return None
    minutes = -(-seconds // 60)
    return Refusal(
        "sign_in_too_often",
        _(
            "Đã thử sai nhiều lần. Chờ %(minutes)s phút rồi thử lại; quên mật khẩu thì hỏi người quản trị"
            " của đơn vị để lấy phiếu mới."
        )
        % {"minutes": minutes},
    )


def wrong_sign_in() -> Refusal:
    """The same sentence for a name that nobody has and for a wrong password."""
    return Refusal(
        "sign_in_wrong",
        _("Tên đăng nhập hoặc mật khẩu chưa đúng. Xem lại chữ hoa, chữ thường và bộ gõ dấu."),
    )


def wrong_slip() -> Refusal:
    """The same sentence for an unknown name, a wrong code, and a slip that is used up or too old."""
    return Refusal(
        "slip_wrong",
        _(
            "Tên đăng nhập hoặc mã trên phiếu chưa đúng, hoặc phiếu đã dùng, đã quá hạn. Hỏi người quản"
            " trị của đơn vị để lấy phiếu mới."
        ),
    )


def wrong_code() -> Refusal:
    """For a code of the second step that does not fit."""
    return Refusal(
        "second_wrong",
        _(
            "Mã chưa đúng hoặc đã dùng. Xem mã đang hiện trên điện thoại; giờ của điện thoại phải đúng."
        ),
    )


def new_code() -> str:
    """A code for a slip: twelve signs, 59 bits of chance."""
    return "".join(secrets.choice(_SIGNS) for _sign in range(_LENGTH))


def code_words(code: str) -> str:
    """A code as it is printed, in fours."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def read_code(typed: str) -> str:
    """A code as it was meant: small letters, spaces and hyphens do not matter."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def needs_two_steps(roles: Iterable[str]) -> bool:
    """Whether one with these roles must sign in with two steps."""
    return not NEED_TWO_STEPS.isdisjoint(roles)


_BROWSERS: Final = (
    ("Zalo", "Zalo"),
    ("coc_coc", "Cốc Cốc"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_MACHINES: Final = (
    ("iPhone", gettext_lazy("điện thoại iPhone")),
    ("iPad", gettext_lazy("máy tính bảng iPad")),
    ("Android", gettext_lazy("điện thoại, máy tính bảng Android")),
    ("Windows", gettext_lazy("máy tính Windows")),
    ("Macintosh", gettext_lazy("máy tính Mac")),
    ("CrOS", gettext_lazy("máy tính Chromebook")),
    ("Linux", gettext_lazy("máy tính Linux")),
)


def device_words(agent: str) -> str:
    """What a browser says of itself, in words: "Chrome, máy tính Windows"."""
    browser = next((words for mark, words in _BROWSERS if mark in agent), "")
    machine = next((str(words) for mark, words in _MACHINES if mark in agent), "")
    return ", ".join(part for part in (browser, machine) if part) or _("thiết bị không rõ")


def bears_passkeys(host: str, *, is_secure: bool) -> bool:
    """Whether browsers allow passkeys here: a name instead of a number, and https (or this machine)."""
    name = host.rsplit(":", 1)[0] if host.count(":") < 2 else host
    if name == "localhost":
        return True
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return is_secure and "." in name
    return False
