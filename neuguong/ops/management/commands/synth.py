"""`neuguong synth`: fill an empty database with invented data of a commune, a district … a nation."""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from time import monotonic
from typing import Any, Final

from django.utils import timezone

from neuguong.lib.figures import format_number
from neuguong.lib.words import gettext as _
from neuguong.ops.actions import begin_synth, build_lot, open_synth_accounts, rearrange_cells
from neuguong.ops.demo.accounts import PASSWORD
from neuguong.ops.management.answer import Answer, AnswerCommand
from neuguong.ops.queries import slugs_there
from neuguong.ops.synth.drawing import Built
from neuguong.ops.synth.moving import communes_by_parent
from neuguong.ops.synth.plan import Lot, Plan, planned
from neuguong.ops.synth.sizes import SIZES
from neuguong.people.access import SystemActor
from neuguong.rollup.actions import fold_all

_WIDTH: Final = 30


class Command(AnswerCommand):
    """Builds lot after lot, each whole or not at all; stopped, it goes on where it was."""

    help = "Nạp dữ liệu giả cỡ một xã, một huyện, một tỉnh hay cả nước vào cơ sở dữ liệu trống"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The size, and the seed of chance."""
        super().add_arguments(parser)
        parser.add_argument("--size", choices=list(SIZES), required=True, help=_("cỡ dữ liệu"))
        parser.add_argument("--seed", type=int, default=1, help=_("hạt ngẫu nhiên, mặc định 1"))
        parser.add_argument(
            "--no-moves", action="store_true",
            help=_("không nhập, đổi tên chi bộ giữa năm (cỡ cả nước mất thêm nhiều phút)"),
        )  # fmt: skip
        parser.add_argument(
            "--lots", type=int, help=_("chỉ nạp chừng này phần rồi dừng; chạy lại để nạp tiếp")
        )

    def answer(self, **options: Any) -> Answer:
        """Begin or go on, fold what was counted, and tell how much was written."""
        by = SystemActor(_("dữ liệu giả"), names=True)
        plan = planned(SIZES[options["size"]], options["seed"])
        today = timezone.localdate()
        year = begin_synth(by=by, plan=plan, today=today)
        missing = _missing(plan)
        began = monotonic()
        done = self._build(by, plan, missing[: options["lots"]], year, quiet=options["json"])
        left = len(missing[options["lots"] :]) if options["lots"] else 0
        fold_all()
        moves = 0
        if not left and not options["no_moves"]:
            moves = self._move(by, plan, year, quiet=options["json"])
        opened = [] if left else open_synth_accounts(by=by, plan=plan, today=today)
        seconds = monotonic() - began
        return {
            "size": plan.size.name,
            "seed": plan.seed,
            "year": year,
            "root": plan.root,
            "units": sum(one.units for one in done),
            "people": sum(one.people for one in done),
            "registrations": sum(one.registrations for one in done),
            "deeds": sum(one.deeds for one in done),
            "moves": moves,
            "lots_left": left,
            "seconds": round(seconds, 1),
            "sign_ins": [username for username, _unit in opened],
        }

    def show(self, answer: Answer) -> None:
        """What was written, and who may sign in."""
        told = {key: format_number(answer[key]) for key in ("units", "people", "deeds", "seconds")}
        self.stdout.write(
            _("Đã nạp %(units)s đơn vị, %(people)s người, %(deeds)s việc trong %(seconds)s giây.")
            % told
        )
        if answer["lots_left"]:
            self.stdout.write(
                _("Còn %(count)s phần; chạy lại lệnh này để nạp tiếp.")
                % {"count": format_number(answer["lots_left"])}
            )
        else:
            self.stdout.write(
                _("Đăng nhập: %(names)s; mật khẩu: %(password)s")
                % {"names": ", ".join(answer["sign_ins"]), "password": PASSWORD}
            )

    def _build(
        self, by: SystemActor, plan: Plan, lots: Sequence[Lot], year: int, *, quiet: bool
    ) -> list[Built]:
        """Build the lots in order; totals are folded after each, so that few images ever wait."""
        done: list[Built] = []
        began, told, now = monotonic(), 0.0, timezone.now()
        for number, lot in enumerate(lots, start=1):
            done.append(
                build_lot(by=by, plan=plan, lot=lot, year=year, today=timezone.localdate(), now=now)
            )
            fold_all()
            seconds = monotonic() - began
            if not quiet and (seconds - told > 1 or number == len(lots)):
                told = seconds
                self._tell(number, len(lots), sum(one.deeds for one in done), seconds)
        return done

    def _move(self, by: SystemActor, plan: Plan, year: int, *, quiet: bool) -> int:
        """Merge and rename cells in the middle of the year, province by province."""
        steps, now = 0, timezone.now()
        parents = list(communes_by_parent(plan))
        for number, parent in enumerate(parents, start=1):
            steps += rearrange_cells(by=by, plan=plan, parent=parent, year=year, now=now)
            fold_all()
            if not quiet and steps:
                words = _("%(number)s/%(parents)s nơi sắp xếp, %(steps)s bước")
                told = {"number": number, "parents": len(parents), "steps": format_number(steps)}
                self.stderr.write(words % told)
        return steps

    def _tell(self, number: int, lots: int, deeds: int, seconds: float) -> None:
        """One line that is written over while it changes, or now and then a line where it cannot be."""
        filled = _WIDTH * number // lots
        left = seconds / number * (lots - number)
        words = _("%(number)s/%(lots)s phần, %(rate)s việc/giây, còn chừng %(left)s phút") % {
            "number": format_number(number),
            "lots": format_number(lots),
            "rate": format_number(round(deeds / max(seconds, 0.001))),
            "left": format_number(round(left / 60)),
        }
        end = "\r" if sys.stderr.isatty() and number < lots else "\n"
        self.stderr.write(f"{'█' * filled}{'░' * (_WIDTH - filled)} {words}", ending=end)


def _missing(plan: Plan) -> list[Lot]:
    """The lots that are not built yet."""
    there = slugs_there([lot.slug for lot in plan.lots])
    return [lot for lot in plan.lots if lot.slug not in there]
