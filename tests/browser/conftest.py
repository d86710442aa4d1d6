"""Pages written once and a real browser to open them in."""

import os
import shutil
from pathlib import Path

import pytest

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="session")
def browser():
    """Chromium of this machine, or a skip that says what is missing."""
    if not CHROMIUM:
        pytest.skip("no Chromium here: apt-get install chromium fonts-noto-cjk, or name one in CHROMIUM")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser):
    """A function that opens a file in a window of its own; the page may ask the network for nothing and log nothing."""
    contexts, complaints = [], []

    def open_(path, width=1280, height=900, **options):
        context = browser.new_context(viewport={"width": width, "height": height}, bypass_csp=False, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda r: complaints.append(r.url) if not r.url.startswith(("file:", "data:")) else None)
        page.goto(path.as_uri() if isinstance(path, Path) else path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def site(outputs):
    """The written pages: a function from the beginning of a source's name to its page."""
    from reportparse.review.write import write_review

    written = write_review(outputs)
    return lambda name: next(path for path in written if path.name.startswith(name))


@pytest.fixture(scope="session")
def axe():
    """The accessibility checker's source, or a skip."""
    if not AXE.exists():
        pytest.skip("no axe-core here: npm ci --prefix tests/browser")
    return AXE.read_text(encoding="utf8")
