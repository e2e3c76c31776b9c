"""What can be chosen in the menus and in the settings, in the words of a clerk."""

from __future__ import annotations

from core.settings.settings import ENTER_GOES
from core.settings.settings import SIDES as SIDE_WAYS
from core.settings.settings import THEMES as THEME_NAMES

THEMES = tuple(zip(THEME_NAMES, ("跟随系统", "浅色", "深色", "高对比度"), strict=True))
ENTER_WAYS = tuple(zip(ENTER_GOES, ("向下", "向右"), strict=True))
SIDES = tuple(zip(SIDE_WAYS, ("展开，窗口窄时收起", "总是展开", "收成窄条", "不显示"), strict=True))
