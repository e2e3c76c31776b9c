"""Marks that may not stand at the edge of a line (避头尾)."""

from __future__ import annotations

NEVER_FIRST = frozenset("。，、；：？！）》”’…〉」』】〕］｝％‰℃·.,;:?!)]}%")
"""Marks that no line may begin with: the character before one goes along with it."""
NEVER_LAST = frozenset("（《“‘〈「『【〔［｛([{￥¥＄$£€№")
"""Marks that no line may end with."""
