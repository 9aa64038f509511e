"""Headless Chromium for tests, spoken to over a pipe: no driver, port or package."""

import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
IS_NEEDED = "BODYCAM_NEEDS_CHROMIUM" in os.environ
"""Whether tests that need Chromium fail without it; read before a test clears it."""

_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--remote-debugging-pipe",
)
_WITH_PIPES = """
import fcntl, os, sys
ends = [fcntl.fcntl(int(end), fcntl.F_DUPFD, 20) for end in sys.argv[1:3]]
os.dup2(ends[0], 3)
os.dup2(ends[1], 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""Chromium reads commands from the third descriptor and answers on the fourth."""

_SECONDS = 60

Message = dict[str, Any]


def chromium() -> str | None:
    """The path of a Chromium, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    """One tab of a browser.

    Attributes:
        events: What it told since the last page was opened.
    """

    def __init__(self, read: int, write: int) -> None:
        """Open a tab of a browser that listens on two pipes."""
        self._read, self._write = read, write
        self._buffer = b""
        self._number = 0
        self._session = ""
        self.events: list[Message] = []
        target = self.do("Target.createTarget", url="about:blank")["targetId"]
        found = self.do("Target.attachToTarget", targetId=target, flatten=True)
        self._session = found["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log", "Accessibility"):
            self.do(f"{domain}.enable")
        self.do("Emulation.setScrollbarsHidden", hidden=True)

    def do(self, method: str, **arguments: Any) -> Message:
        """Ask for something, and wait for the answer."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": arguments}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        answer = self._next(lambda each: each.get("id") == self._number)
        assert "error" not in answer, answer["error"]
        result: Message = answer["result"]
        return result

    def open(
        self, path: Path, width: int, height: int = 900, *, dark: bool = False
    ) -> None:
        """Open a page on a screen of some size."""
        self.screen(width, height, dark=dark)
        self.events.clear()
        self.do("Page.navigate", url=path.as_uri())
        self._next(lambda each: each.get("method") == "Page.loadEventFired")
        time.sleep(0.1)  # what a page fetches late, it fetches now
        self.ask("document.readyState")

    def screen(
        self, width: int, height: int = 900, *, dark: bool = False, media: str = ""
    ) -> None:
        """Show the page on a screen of some size, or as on paper."""
        self.do(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.do("Emulation.setEmulatedMedia", media=media, features=[scheme])

    def ask(self, expression: str) -> Any:
        """The value of an expression in the page."""
        found = self.do("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def told(self, *methods: str) -> list[Message]:
        """The events of some kinds since the page was opened."""
        return [each["params"] for each in self.events if each["method"] in methods]

    def _next(self, is_it: Any) -> Message:
        """The next message that is it; events on the way are kept."""
        end = time.monotonic() + _SECONDS
        while time.monotonic() < end:
            while b"\0" in self._buffer:
                raw, _, self._buffer = self._buffer.partition(b"\0")
                message: Message = json.loads(raw)
                if "method" in message:
                    self.events.append(message)
                if is_it(message):
                    return message
            if select.select([self._read], [], [], 1)[0]:
                self._buffer += os.read(self._read, 1 << 20)
        raise TimeoutError("the browser does not answer")


@contextmanager
def running(program: str) -> Iterator[Browser]:
    """A browser with a profile of its own, ended afterwards."""
    commands, ours = os.pipe()
    theirs, answers = os.pipe()[::-1]
    with TemporaryDirectory(
        prefix="bodycam-chromium-", ignore_cleanup_errors=True
    ) as profile:
        process = subprocess.Popen(  # noqa: S603 (a browser that was found here)
            [
                sys.executable,
                "-c",
                _WITH_PIPES,
                str(commands),
                str(theirs),
                program,
                *_OPTIONS,
                f"--user-data-dir={profile}",
            ],
            pass_fds=(commands, theirs),
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        os.close(commands)
        os.close(theirs)
        try:
            yield Browser(answers, ours)
        finally:
            os.close(ours)
            os.close(answers)
            process.terminate()
            process.wait(timeout=_SECONDS)
