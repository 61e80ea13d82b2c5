"""The menu, in order, each entry with the right it needs."""

from neuguong.ui.menu import MenuEntry

MENU: tuple[MenuEntry, ...] = ()
