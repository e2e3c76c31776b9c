"""The stable name of every figure: `section.row.column`."""

from __future__ import annotations


class Address(str):
    """A figure's address, such as ``applications.received.natural``.

    It is a string, so that it stands as it is in files, on the command line and in JSON.
    """

    __slots__ = ()

    @classmethod
    def of(cls, section: str, row: str, column: str) -> Address:
        """Join the three identifiers."""
        return cls(f"{section}.{row}.{column}")

    @property
    def section(self) -> str:
        """The identifier of the table's section."""
        return self.split(".")[0]

    @property
    def row(self) -> str:
        """The identifier of the row."""
        return self.split(".")[1]

    @property
    def column(self) -> str:
        """The identifier of the column."""
        return self.split(".")[2]
