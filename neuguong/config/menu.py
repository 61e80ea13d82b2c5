"""The menu, in order, each entry with the right it needs."""

from django.utils.translation import gettext_lazy as _

from neuguong.ui.menu import MenuEntry

MENU: tuple[MenuEntry, ...] = (
    MenuEntry(_("Việc làm"), "deeds:my_list", "book", right="deeds.confirm", covers=("deeds",)),
    MenuEntry(_("Việc của tôi"), "deeds:mine", "list", covers=("deeds",)),
)
