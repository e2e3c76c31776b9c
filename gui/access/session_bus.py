"""The session bus (D-Bus), spoken to in bounded time: one that hangs must not hold up a window."""

from __future__ import annotations

import time
from collections.abc import Mapping

import jeepney
from jeepney.io.blocking import prep_socket

MOST = 1_000_000
"""Bytes that may wait to be understood: nothing that an input method says is so long."""
PORTION = 65_536


class BusError(Exception):
    """There is no bus, it is dead or slow, or who was asked says no."""


class SessionBus:
    """One connection; signals that come beside the answers are kept in their order."""

    def __init__(self, address: str, patience: float) -> None:
        self._signals: list[jeepney.Message] = []
        self._parser = jeepney.Parser()
        self._serial = 0
        try:
            self._socket = prep_socket(address, timeout=patience)
        except (OSError, ValueError, jeepney.AuthenticationError) as error:
            raise BusError from error
        try:
            self.ask(jeepney.message_bus.Hello(), patience)
        except BusError:
            self.close()
            raise

    @property
    def descriptor(self) -> int:
        """Return the number of its socket, which can be read from when something came."""
        return int(self._socket.fileno())

    def ask(self, call: jeepney.Message, patience: float) -> tuple[object, ...]:
        """Return what is answered within so many seconds."""
        until = time.monotonic() + patience
        serial = self._send(call, until)
        while True:
            message = self._next(until)
            if message is None:  # Only where nobody waits.
                continue
            fields = message.header.fields
            if fields.get(jeepney.HeaderFields.reply_serial) != serial:
                self._keep(message)
            elif message.header.message_type is jeepney.MessageType.error:
                raise BusError(fields.get(jeepney.HeaderFields.error_name))
            else:
                return tuple(message.body)

    def tell(self, call: jeepney.Message, patience: float) -> None:
        """Send a call whose answer nobody waits for."""
        self._send(call, time.monotonic() + patience)

    def heard(self) -> list[jeepney.Message]:
        """Take the signals that have come, in their order, without waiting."""
        while (message := self._next(None)) is not None:
            self._keep(message)
        found, self._signals = self._signals, []
        return found

    def close(self) -> None:
        """Let go of the bus."""
        self._socket.close()

    def _keep(self, message: jeepney.Message) -> None:
        if message.header.message_type is jeepney.MessageType.signal:
            self._signals.append(message)

    def _send(self, call: jeepney.Message, until: float) -> int:
        self._serial += 1
        try:
            self._limit(until)
            self._socket.sendall(call.serialise(self._serial))
        except OSError as error:
            raise BusError from error
        return self._serial

    def _next(self, until: float | None) -> jeepney.Message | None:
        """Return the next message; without a time, none where nothing has come."""
        try:
            while (message := self._parser.get_next_message()) is None:
                if self._parser.buf.bytes_buffered > MOST:
                    raise BusError
                self._limit(until)
                data = self._socket.recv(PORTION)
                if not data:
                    raise BusError
                self._parser.add_data(data)
        except BlockingIOError:
            return None
        except (OSError, ValueError, KeyError, jeepney.SizeLimitError) as error:
            # Besides the socket's own troubles: something that speaks another language.
            raise BusError from error
        return message

    def _limit(self, until: float | None) -> None:
        if until is None:
            self._socket.setblocking(False)
            return
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._socket.settimeout(left)


def connect(environ: Mapping[str, str], patience: float) -> SessionBus:
    """Open the first bus of the session that answers within so many seconds."""
    until = time.monotonic() + patience
    for address in _addresses(environ):
        if (left := until - time.monotonic()) <= 0:
            break
        try:
            return SessionBus(address, left)
        except BusError:
            continue
    raise BusError


def _addresses(environ: Mapping[str, str]) -> list[str]:
    """Return the sockets that the session names; the usual place where it names none."""
    given = environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    if not given and (runtime := environ.get("XDG_RUNTIME_DIR", "")):
        return [f"{runtime}/bus"]
    found = []
    for each in given.split(";"):
        kind, _, rest = each.partition(":")
        parts = dict(part.partition("=")[::2] for part in rest.split(","))
        if kind == "unix" and "path" in parts:
            found.append(parts["path"])
        elif kind == "unix" and "abstract" in parts:
            found.append("\0" + parts["abstract"])
    return found
