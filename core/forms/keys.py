"""Reading a form file key by key: a wrong, missing or unknown key names its file and itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path


class FormError(Exception):
    """A form file that cannot be used; the message names the file, the key and the fault."""

    def __init__(self, file: Path, key: str, fault: str) -> None:
        super().__init__(f"{file.name}：{key}：{fault}")
        self.file = file
        self.key = key
        self.fault = fault


class Keys:
    """The keys of one table of a form file; every key must be taken, and only once."""

    def __init__(self, file: Path, where: str, data: object) -> None:
        self.file = file
        self.where = where
        if not isinstance(data, dict):
            raise FormError(file, where, "这里应当是一组键和值")
        self._left: dict[str, object] = dict(data)

    def path(self, key: str) -> str:
        """Return the full name of a key, for messages."""
        return f"{self.where}.{key}" if self.where else key

    def fault(self, key: str, fault: str) -> FormError:
        """Make the error about a key of this table."""
        return FormError(self.file, self.path(key), fault)

    def has(self, key: str) -> bool:
        """Tell whether a key is there and not yet taken."""
        return key in self._left

    def names(self) -> tuple[str, ...]:
        """Return the keys that nobody has taken yet."""
        return tuple(self._left)

    def text(self, key: str, default: str | None = None) -> str:
        """Take a string; without a default it must be there and not be empty."""
        value = self._take(key, default)
        if not isinstance(value, str) or (default is None and not value):
            raise self.fault(key, "应当是文字")
        return value

    def identifier(self, key: str) -> str:
        """Take a string that can stand in an address."""
        value = self.text(key)
        self.check_identifier(key, value)
        return value

    def check_identifier(self, key: str, name: str) -> None:
        """Refuse a name that cannot stand in an address; ``key`` is where it was found."""
        if not re.fullmatch("[a-z][a-z0-9_]*", name):
            raise self.fault(key, f"“{name}”不能作标识，只能用小写英文字母、数字和下划线")

    def whole(self, key: str, default: int | None = None) -> int:
        """Take a whole number, zero or more."""
        value = self._take(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.fault(key, "应当是不小于0的整数")
        return value

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Take a list of strings."""
        value = self._take(key, default)
        if isinstance(value, tuple):
            return value
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.fault(key, "应当是一列文字")
        return tuple(value)

    def entries(self, key: str) -> list[object]:
        """Take a list; one that is not there is empty."""
        value = self._take(key, [])
        if not isinstance(value, list):
            raise self.fault(key, "应当是一列")
        return value

    def table(self, key: str) -> Keys:
        """Take a table of keys."""
        return Keys(self.file, self.path(key), self._take(key, None))

    def tables(self, key: str) -> list[Keys]:
        """Take a list of tables of keys."""
        return [
            Keys(self.file, f"{self.path(key)}[{number}]", item)
            for number, item in enumerate(self.entries(key), 1)
        ]

    def named_tables(self, key: str) -> Mapping[str, Keys]:
        """Take a table whose keys are identifiers and whose values are tables."""
        named = self.table(key)
        found = {}
        for name in named.names():
            named.check_identifier(name, name)
            found[name] = named.table(name)
        return found

    def done(self) -> None:
        """Refuse whatever nobody took."""
        for key in self._left:
            raise self.fault(key, "不认识这个键")

    def _take(self, key: str, default: object) -> object:
        if key in self._left:
            return self._left.pop(key)
        if default is None:
            raise self.fault(key, "缺少这个键")
        return default
