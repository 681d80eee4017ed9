"""The corpus in a browser: every page, every address, and nothing but pages."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
import uvicorn
from httpx import Client
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette

from polcorp.analysis.views import DocumentView
from polcorp.corpus import Corpus
from polcorp.errors import PolcorpError
from polcorp.reports.exports import export_bytes
from polcorp.reports.serve.passages import pieces
from polcorp.reports.serve.questions import PAGE, Question
from polcorp.reports.serve.server import listening
from polcorp.reports.serve.site import HEADERS, site
from polcorp.reports.serve.tables import TABLES
from tests.cli.conftest import Polcorp, polcorp

__all__ = ["polcorp"]

TEXT = (
    "{party} i {place}\n\n{day}\n\nVi vill att skolan får fler lärare. Vi vill ha trygghet."
    " Skolfam i {place} behövs.\n\nDet gäller att 1 < 2 & «mer» <script>alert(1)</script>\n"
)
PLACES = ("Lund", "Umeå")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """A corpus of four texts of two parties in two municipalities, one in a folder."""
    folder = tmp_path_factory.mktemp("served")
    raw = folder / "raw"
    (raw / "more").mkdir(parents=True)
    texts = [(p, m) for p in ("Centerpartiet", "Vänsterpartiet") for m in PLACES]
    for n, (party, place) in enumerate(texts):
        day = "" if n == 3 else f"201{n + 6}-05-01"
        text = TEXT.format(party=party, place=place, day=day)
        (raw / f"{n}.txt").write_text(text, "utf-8")
    (raw / "more" / "0.txt").write_text("Vi vill bygga en hamn.\n" * 60, "utf-8")
    corpus = Corpus(folder / "polcorp.db")
    assert corpus.ingest([raw], model="blank").ok
    return corpus


@contextmanager
def asked(application: Starlette) -> Iterator[Client]:
    """Serve *application* at a free port of this machine, and give what asks it."""
    config = uvicorn.Config(application, log_level="critical", access_log=False, lifespan="off")
    server = uvicorn.Server(config)
    with listening(0) as bound:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        address = f"http://127.0.0.1:{bound.getsockname()[1]}"
        try:
            with Client(base_url=address, timeout=60) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join(60)
            assert not thread.is_alive()


@pytest.fixture(scope="module")
def client(served: Corpus) -> Iterator[Client]:
    with asked(site(served)) as client:
        yield client


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.text)
    return answer.text


def links(text: str) -> list[str]:
    return [unescape(link) for link in re.findall(r'href="([^"#]+)', text)]


def total(text: str) -> int:
    return int(re.findall(r'<p class="note">(\d+) row', text)[0])


def test_the_first_page_says_how_much_there_is(client: Client, served: Corpus) -> None:
    text = page(client, "/")
    for n in (5, served.totals()["demands"], served.totals()["words"]):
        assert f"<dd>{n}</dd>" in text
    assert "Demands by party" in text


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_the_rows_of_the_command(client: Client, served: Corpus, name: str) -> None:
    frame = served.actors(long=True) if name == "mentions" else getattr(served, name)()
    text = page(client, f"/{name}")
    assert total(text) == len(frame)
    assert text.count("<tr>") == 1 + min(len(frame), PAGE)
    data = client.get(f"/{name}.csv").content
    assert data == export_bytes(frame, "csv")


@pytest.mark.slow
def test_every_address_on_every_page_leads_to_one(client: Client, served: Corpus) -> None:
    before = fingerprint(served)
    seen, ahead = {"/"}, ["/"]
    while ahead and len(seen) < 400:
        here = ahead.pop(0)
        answer = client.get(here)
        assert answer.status_code == 200, here
        assert set(HEADERS.items()) <= {(name, answer.headers[name]) for name in HEADERS}, here
        assert "<script" not in answer.text or "text/html" not in answer.headers["content-type"]
        if "text/html" in answer.headers["content-type"]:
            for link in links(answer.text):
                there = urljoin(here, link)
                assert there.startswith("/"), link
                if there not in seen:
                    seen.add(there)
                    ahead.append(there)
    assert len(seen) > 150
    assert fingerprint(served) == before


def fingerprint(corpus: Corpus) -> dict[str, str]:
    """Return what is in the folder of a corpus: its files by name, with their hashes."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(corpus.path.parent.iterdir())
        if path.is_file()
    }


def facet_links(text: str) -> list[tuple[str, int]]:
    found = re.findall(r'<li><a href="([^"]+)".*?<span class="n">(\d+)</span>', text, re.DOTALL)
    return [(unescape(address), int(n)) for address, n in found]


@pytest.mark.parametrize("name", ["documents", "demands"])
def test_a_facet_leads_to_as_many_rows_as_it_says(client: Client, name: str) -> None:
    text = page(client, f"/{name}")
    found = facet_links(text)
    assert len(found) > 5
    for address, n in found:
        narrowed = page(client, address)
        assert total(narrowed) == n, address
        ((back, _),) = [pair for pair in facet_links(narrowed) if pair[0] == f"/{name}"] or [
            ("", 0)
        ]
        assert back == f"/{name}"  # chosen again, it is taken back


def test_filters_of_one_kind_add_up_and_others_narrow(client: Client, served: Corpus) -> None:
    both = page(client, "/demands?party=C&party=V&municipality=Lund&contains=skola")
    rows = served.demands(party=["C", "V"], municipality="Lund", contains="skola")
    assert total(both) == len(rows) == 2
    assert both.count('class="chip"') == 4
    assert total(page(client, "/demands?year=2016")) == len(
        served.demands(since="2016", until="2016")
    )
    assert total(page(client, "/actors?type=PROGRAMME")) == 1


def test_rows_are_sorted_and_turned_over(client: Client, served: Corpus) -> None:
    by_text = page(client, "/demands?sort=-text")
    assert 'aria-sort="descending"' in by_text
    first = re.findall(r'<td class="prose"><a[^>]*>(.*?)</a>', by_text)[0]
    assert first.startswith("Vi vill ha trygghet")
    second = page(client, "/demands?page=2")
    assert 'rel="prev"' in second
    assert 'rel="next"' not in second
    n = len(served.demands())
    assert PAGE < n < 2 * PAGE
    assert second.count("<tr>") == 1 + n - PAGE
    assert "no matching rows" in page(client, "/demands?page=9")
    for odd in ("0", "-1", "x", "99999999999"):
        assert 'rel="prev"' not in page(client, f"/demands?page={odd}")


def test_a_row_leads_to_its_passage(client: Client, served: Corpus) -> None:
    for row in served.demands(party="C").to_dict("records"):
        address = f"/document/{row['doc_id']}?start={row['start']}&end={row['end']}"
        assert f'{address.replace("&", "&amp;")}#passage"' in page(client, "/demands?party=C")
        text = page(client, address)
        marked = "".join(re.findall(r"<mark[^>]*>(.*?)</mark>", text, re.DOTALL))
        assert unescape(marked) == row["text"]
        assert text.count('id="passage"') == 1
        assert "Found in the marked passage" in text


def test_a_document_is_shown_whole_and_its_text_is_only_text(
    client: Client, served: Corpus
) -> None:
    text = page(client, "/document/0")
    body = re.findall(r'<div class="text" lang="sv">(.*?)</div>', text, re.DOTALL)[0]
    assert unescape(re.sub("<[^>]+>", "", body)) == served.text("0")
    assert "<script>" not in text
    assert "<mark" not in text
    named = next(row for row in served.documents()["doc_id"] if "/" in row)
    assert "hamn" in page(client, f"/document/{named}")
    assert "hamn" in page(client, f"/document/{named.replace('/', '%2F')}")


def test_search_finds_words_and_leads_to_them(client: Client, served: Corpus) -> None:
    text = page(client, "/search?q=skol*&municipality=Lund")
    assert served.kwic("skol*", municipality="Lund").attrs["notes"][0] in text
    address = next(link for link in links(text) if "start=" in link)
    assert re.search(r"<mark[^>]*>[Ss]kol", page(client, address))
    assert "no matching rows" in page(client, "/search?q=elefant") or "0 hits" in page(
        client, "/search?q=elefant"
    )
    assert "not understood" in page(client, "/search?q=%5Blemma", 400)
    assert "<mark" not in page(client, "/search")


def test_pages_are_in_swedish_where_that_is_asked_for(client: Client, served: Corpus) -> None:
    text = page(client, "/demands?lang=sv&party=C")
    assert '<html lang="sv">' in text
    for said in ("Krav", "kommun", "Ladda ner:", "parti: C"):
        assert said in text
    assert all("lang=" in link for link in links(text) if link not in ("/style.css",))
    assert "okänt parti «Q»" in page(client, "/demands?lang=sv&party=Q", 400)
    with asked(site(served, "sv")) as swedish:
        assert "Översikt" in page(swedish, "/")
        assert "Overview" in page(swedish, "/?lang=en")


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/demands?party=Q", 400, "unknown party «Q»"),
        ("/demands?sort=mood", 400, "unknown column «mood»"),
        ("/demands?since=2020&until=2018", 400, "is later than"),
        ("/document/nobody", 404, "unknown document «nobody»"),
        ("/nothing", 404, "there is no such page"),
        ("/demands.exe", 404, "there is no such page"),
        ("/secrets.csv", 404, "there is no such page"),
        ("/document/..%2F..%2Fetc%2Fpasswd", 404, "unknown document"),
        ("/..%2F..%2Fetc%2Fpasswd", 404, "there is no such page"),
        ("/style.css/..%2Fbase.html.j2", 404, "there is no such page"),
        ("/template/base.html.j2", 404, "there is no such page"),
        ("/document/%00", 404, "unknown document"),
        ("/document/0?start=-5&end=1e9", 200, "Centerpartiet"),
        ("/document/0?start=99999&end=999999999", 200, "Centerpartiet"),
        ("/demands?party=%3Cscript%3Ealert(1)%3C/script%3E", 400, "&lt;script&gt;"),
    ],
)
def test_wrong_addresses_get_a_page_that_says_so(
    client: Client, address: str, status: int, said: str
) -> None:
    text = page(client, address, status)
    assert said in text
    assert "<script>" not in text
    assert "Traceback" not in text


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1.example.org", "0.0.0.0", ""])
def test_only_this_machine_is_answered(client: Client, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 400
    assert client.get("/", headers={"host": "localhost:8430"}).status_code == 200


def test_other_sites_make_a_browser_read_nothing(client: Client) -> None:
    for name, status in (("no-cors", 403), ("cors", 403), ("navigate", 200)):
        fetched = {"sec-fetch-site": "cross-site", "sec-fetch-mode": name}
        assert client.get("/search?q=skola", headers=fetched).status_code == status
    own = {"sec-fetch-site": "same-origin", "sec-fetch-mode": "no-cors"}
    assert client.get("/demands.csv", headers=own).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_nothing_can_be_sent(client: Client, method: str) -> None:
    for address in ("/", "/demands", "/document/0", "/demands.csv", "/style.css"):
        assert client.request(method, address).status_code == 405
    assert client.head("/demands").status_code == 200


def test_a_corpus_that_grows_is_seen_at_once(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text(TEXT.format(party="Moderaterna", place="Lund", day=""))
    corpus = Corpus(tmp_path / "polcorp.db")
    corpus.ingest([tmp_path / "raw"], model="blank")
    with asked(site(corpus)) as client:
        assert total(page(client, "/documents")) == 1
        (tmp_path / "raw" / "b.txt").write_text("Vi vill bada.\n")
        corpus.ingest([tmp_path / "raw"], model="blank")
        assert total(page(client, "/documents")) == 2


def test_a_fault_of_the_program_is_told_and_the_server_goes_on(
    served: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def broken(_: Corpus) -> dict[str, int]:
        raise RuntimeError("no such thing")

    with asked(site(served, "en", told.append)) as client:
        client.headers["connection"] = "close"  # the server leaves one on which it failed
        with monkeypatch.context() as patched:
            patched.setattr(Corpus, "totals", broken)
            text = page(client, "/", 500)
        assert "something went wrong that should not" in text
        assert told == ["/: RuntimeError: no such thing"]
        page(client, "/")


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6)


@given(st.text(alphabet="aå <&\n•", max_size=40), SPANS, st.integers(-3, 45), st.integers(-3, 45))
def test_pieces_are_the_text_and_mark_the_passage(
    text: str, spans: list[tuple[int, int]], start: int, end: int
) -> None:
    rows: list[dict[str, Any]] = [
        {"start": min(a, len(text)), "end": min(b, len(text)), "own": a % 2 == 0} for a, b in spans
    ]
    view = DocumentView("x", {}, text, demands=rows, mentions=rows[:2])
    found = list(pieces(view, start, end))
    assert "".join(piece.text for piece in found) == text
    marked = [piece for piece in found if piece.number]
    assert "".join(piece.text for piece in marked) == text[max(start, 0) : max(end, 0)]
    assert [piece.number for piece in marked] == list(range(1, len(marked) + 1))


@given(st.lists(st.tuples(st.sampled_from(("party", "year", "page", "lang")), st.text(max_size=5))))
def test_an_address_is_read_as_it_was_written(pairs: list[tuple[str, str]]) -> None:
    asked = Question.asked(pairs)
    assert asked.page >= 1
    for name, value in asked.pairs:
        assert (name, value) not in asked.without(name, value).pairs


@pytest.fixture
def running(served: Corpus) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "polcorp", "serve", "--port", "0", "--corpus", served.source]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    yield process
    process.kill()
    process.communicate()


@pytest.mark.slow
def test_the_command_serves_until_it_is_interrupted(running: subprocess.Popen[str]) -> None:
    assert running.stderr is not None
    address = re.findall(r"http://127\.0\.0\.1:\d+/", running.stderr.readline())[0]
    with urllib.request.urlopen(f"{address}demands.csv", timeout=30) as answer:
        rows = list(csv.DictReader(io.TextIOWrapper(answer, "utf-8")))
    assert {row["party"] for row in rows} >= {"C", "V"}
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=30)
    assert (running.returncode, out, err) == (0, "", "ended\n")


def test_a_port_that_is_taken_is_told(served: Corpus, polcorp: Polcorp) -> None:
    with listening(0) as taken:
        assert taken.getsockname()[0] == "127.0.0.1"
        port = str(taken.getsockname()[1])
        run = polcorp("serve", "--port", port, "--corpus", served.source)
    assert (run.code, run.out) == (2, "")
    assert f"port {port} cannot be used" in run.err
    assert "--port 0 takes a free one" in run.err
    with pytest.raises(PolcorpError, match="port 99999 cannot be used"):
        listening(99999)


def test_what_is_missing_is_told_before_anything_is_served(
    served: Corpus, polcorp: Polcorp, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "no corpus nowhere.db" in polcorp("serve", "--corpus", "nowhere.db").err
    for name in ("starlette", "uvicorn"):
        with monkeypatch.context() as patched:
            for module in [m for m in sys.modules if m.partition(".")[0] == name]:
                patched.delitem(sys.modules, module)
            patched.delitem(sys.modules, "polcorp.reports.serve.site", raising=False)
            patched.setitem(sys.modules, name, None)
            run = polcorp("serve", "--port", "0", "--corpus", served.source)
        assert run.code == 2
        assert "pip install starlette uvicorn" in run.err
