"""The user's actors, demands and themes in place of the program's, and what follows from them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from polcorp.pipeline.annotations import CORRECTIONS, EXTENSIONS
from polcorp.pipeline.blocks import analyse_text
from polcorp.pipeline.corrections import CorrectionError, CorrectionsComponent

ROOT = Path(__file__).resolve().parents[2]
PAGE = """Trygghet i Falkenberg

Centerpartiet vill:
• införa Falkenbergsmodellen i alla skolor
• säga nej till Skolfam

Vi vill att Polisen syns i hela kommunen. Hemtjänsten är bra.
Skolinspektionens kritik mot Bris är tydlig.
"""
Row = dict[str, Any]


def at(text: str, words: str, layer: str, **more: Any) -> Row:
    start = text.index(words)
    return {"layer": layer, "start": start, "end": start + len(words), "text": words, **more}


def actor(words: str, kind: str = "ORG", text: str = PAGE, **more: Any) -> Row:
    return at(text, words, "ACTOR", type=kind, **more)


def demand(words: str, form: str = "bullet", text: str = PAGE, **more: Any) -> Row:
    return at(text, words, "DEMAND", form=form, **more)


def run(nlp: Language, text: str, rows: list[Row], *layers: str) -> Doc:
    head = {"layer": "DOCUMENT", "corrected": list(layers)}
    return analyse_text(nlp, text, {CORRECTIONS: json.dumps([head, *rows])})


def rows_of(doc: Doc) -> list[Row]:
    """Return what a person who corrects nothing would give back."""
    text = doc.text
    rows = [at(text, text[m["start"] : m["end"]], "ACTOR", **m) for m in doc._.actors]
    codes: dict[tuple[int, int], list[str]] = {}
    for code in doc._.themes:
        if code["unit"] == "demand":
            codes.setdefault((code["start"], code["end"]), []).append(code["theme"])
    for item in doc._.demands:
        place = (item["start"], item["end"])
        rows.append(
            {
                **{name: item[name] for name in ("start", "end", "form", "polarity")},
                "layer": "DEMAND",
                "text": text[place[0] : place[1]],
                "holder": item["party"],
                "themes": codes.get(place, []),
            }
        )
    return rows


def found(doc: Doc) -> dict[str, Any]:
    return {name: doc._.get(name) for name in EXTENSIONS}


def by_text(doc: Doc, layer: str) -> dict[str, Any]:
    return {doc.text[item["start"] : item["end"]]: item for item in doc._.get(layer)}


@pytest.fixture(scope="module")
def plain(nlp: Language) -> Doc:
    """The page as the program finds it."""
    doc = analyse_text(nlp, PAGE, {})
    assert {"Falkenbergsmodellen", "Skolfam", "Polisen", "Bris"} <= by_text(doc, "actors").keys()
    return doc


def test_each_layer_is_corrected_right_after_it_is_found(nlp: Language) -> None:
    names = nlp.pipe_names
    for layer in ("actors", "demands", "themes"):
        assert names[names.index(f"polcorp_{layer}") + 1] == f"polcorp_corrected_{layer}"
    assert names.index("polcorp_corrected_demands") < names.index("polcorp_stance")
    assert len(set(names)) == len(names)


@pytest.mark.slow
@pytest.mark.parametrize("kept", [False, True])
@pytest.mark.parametrize("name", ["page", *(p.name for p in sorted((ROOT / "data/raw").glob("*")))])
def test_who_corrects_nothing_changes_nothing(nlp: Language, name: str, kept: bool) -> None:
    text = PAGE if name == "page" else (ROOT / "data/raw" / name).read_text("utf-8")
    before = analyse_text(nlp, text, {})
    rows = [row | ({"kept": True} if kept else {}) for row in rows_of(before)]
    assert found(run(nlp, text, rows, "ACTOR", "DEMAND")) == found(before)


def test_only_layers_that_are_vouched_for_are_corrected(nlp: Language, plain: Doc) -> None:
    assert found(run(nlp, PAGE, [actor("Hemtjänsten")])) == found(plain)
    doc = run(nlp, PAGE, [], "DEMAND")
    assert (doc._.actors != [], doc._.demands) == (True, [])


@given(data=st.data())
@settings(max_examples=60)
def test_a_changed_actor_changes_that_row_alone(nlp: Language, plain: Doc, data: Any) -> None:
    """Some mentions are taken away, some changed; all others are the program's, to the letter."""
    component = CorrectionsComponent("actors")
    doc = nlp.make_doc(PAGE)
    ours = [{**m} for m in plain._.actors]
    doc._.actors = [{**m} for m in ours]
    kinds = st.sampled_from(["same", "kept", "gone", "type", "canonical", "wikidata"])
    rows, wanted = [], []
    for mention in ours:
        kind = data.draw(kinds)
        if kind == "gone":
            continue
        row = at(PAGE, PAGE[mention["start"] : mention["end"]], "ACTOR") | mention
        changed = {"type": {"type": "LAW"}, "canonical": {"canonical": "X"}}.get(
            kind, {"wikidata": "Q1"} if kind == "wikidata" else {}
        )
        rows.append(row | changed | ({"kept": True} if kind == "kept" else {}))
        wanted.append((mention, changed))
    head = {"layer": "DOCUMENT", "corrected": ["ACTOR"]}
    rows = data.draw(st.permutations(rows))
    doc._.given = {CORRECTIONS: json.dumps([head, *rows])}
    for mention, (old, changed) in zip(component(doc)._.actors, wanted, strict=True):
        if not changed:
            assert mention == old
            continue
        names = ("start", "end", "canonical", "type", "wikidata")
        assert {k: mention[k] for k in names} == {k: old[k] for k in names} | changed
        assert (mention["source"], mention["rule"]) == ("user", "user")
    assert len(doc.spans["actors"]) == len(wanted)


def test_a_kept_actor_stays_though_the_program_no_longer_finds_it(nlp: Language) -> None:
    row = actor("Hemtjänsten", canonical="Hemtjänsten", wikidata="Q7", kept=True)
    [mention] = run(nlp, PAGE, [row], "ACTOR")._.actors
    assert (mention["canonical"], mention["wikidata"], mention["source"]) == (
        "Hemtjänsten",
        "Q7",
        "user",
    )


def test_a_kept_actor_goes_by_what_the_program_has_learned(nlp: Language, plain: Doc) -> None:
    old = by_text(plain, "actors")["Skolfam"]
    row = actor("Skolfam", old["type"], canonical="Skolfamn", kept=True)
    [mention] = run(nlp, PAGE, [row], "ACTOR")._.actors
    assert mention["canonical"] == old["canonical"]
    assert mention["rule"] == old["rule"]
    [mention] = run(nlp, PAGE, [actor("Skolfam", "LAW", kept=True)], "ACTOR")._.actors
    assert (mention["type"], mention["source"]) == ("LAW", "user")


def test_whose_page_it_is_follows_from_corrected_actors(nlp: Language, plain: Doc) -> None:
    assert plain._.meta["party"]["value"] == "C"
    rows = [row for row in rows_of(plain) if row["layer"] == "ACTOR"]
    rows = [row for row in rows if row["text"] != "Centerpartiet"]
    rows.append(actor("Centerpartiet", "PARTY", canonical="Socialdemokraterna"))
    doc = run(nlp, PAGE, rows, "ACTOR")
    assert doc._.meta["party"]["value"] == "S"
    assert {item["party"] for item in doc._.demands if item["form"] == "bullet"} == {"S"}


def test_stance_follows_from_corrected_demands(nlp: Language, plain: Doc) -> None:
    assert by_text(plain, "actors")["Falkenbergsmodellen"]["stance"] == "asked"
    rows = [row for row in rows_of(plain) if row["layer"] == "DEMAND"]
    kept = [row for row in rows if "Falkenbergsmodellen" not in row["text"]]
    doc = run(nlp, PAGE, kept, "DEMAND")
    after = by_text(doc, "actors")
    assert after["Falkenbergsmodellen"]["stance"] == ""
    assert after["Skolfam"] == by_text(plain, "actors")["Skolfam"]
    refused = [r | {"polarity": "neg"} if r not in kept else r for r in rows]
    doc = run(nlp, PAGE, refused, "DEMAND")
    assert by_text(doc, "actors")["Falkenbergsmodellen"]["stance"] == "criticised"
    changed = [item for item in doc._.demands if item["rule"] == "user"]
    assert [item["polarity"] for item in changed] == ["neg"]
    [old] = [item for item in plain._.demands if item["start"] == changed[0]["start"]]
    assert {**changed[0], "rule": old["rule"], "polarity": "pos"} == {**old, "confidence": 1.0}


def test_a_new_demand_is_the_documents_own_and_gets_themes(nlp: Language) -> None:
    row = demand("Polisen syns i hela kommunen", "prose")
    doc = run(nlp, PAGE, [row], "DEMAND")
    [item] = doc._.demands
    assert (item["party"], item["own"], item["rule"], item["polarity"]) == (
        "C",
        True,
        "user",
        "pos",
    )
    assert "trygghet" in [c["theme"] for c in doc._.themes if c["unit"] == "demand"]
    assert len(doc.spans["demands"]) == 1


@pytest.mark.parametrize(
    ("holder", "party", "own"),
    [("S", "S", False), ("C", "C", True), (None, None, False), ("Kommunen", "Kommunen", False)],
)
def test_who_asks_is_as_the_user_says(
    nlp: Language, holder: str | None, party: str | None, own: bool
) -> None:
    row = demand("säga nej till Skolfam", holder=holder, polarity="neg")
    [item] = run(nlp, PAGE, [row], "DEMAND")._.demands
    assert (item["party"], item["own"]) == (party, own)


def test_a_demand_whose_ends_are_moved_keeps_its_lead_in(nlp: Language, plain: Doc) -> None:
    [old] = [d for d in plain._.demands if "Falkenbergsmodellen" in PAGE[d["start"] : d["end"]]]
    [item] = run(nlp, PAGE, [demand("införa Falkenbergsmodellen")], "DEMAND")._.demands
    for name in ("lead_in_start", "lead_in_end", "verb", "party", "own"):
        assert item[name] == old[name] is not None
    assert item["content"] == "införa Falkenbergsmodellen"
    [item] = run(nlp, PAGE, [demand("Hemtjänsten är bra", "prose")], "DEMAND")._.demands
    assert item["lead_in_start"] is None


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        ({"themes": ["bostad", "skola"]}, ["bostad", "skola"]),
        ({"themes": []}, []),
        ({"themes": ["bostad"], "kept": True}, None),
        ({}, None),
    ],
)
def test_themes_are_the_users_where_the_user_gives_some(
    nlp: Language, plain: Doc, more: Row, wanted: list[str] | None
) -> None:
    words = "införa Falkenbergsmodellen i alla skolor"
    before = [code for code in plain._.themes if code["unit"] == "demand"]
    rows = [r for r in rows_of(plain) if r["layer"] == "DEMAND" and r["text"] != words]
    doc = run(nlp, PAGE, [*rows, demand(words, **more)], "DEMAND")
    place = (PAGE.index(words), PAGE.index(words) + len(words))
    codes = [c for c in doc._.themes if c["unit"] == "demand" and (c["start"], c["end"]) == place]
    ours = [c for c in before if (c["start"], c["end"]) == place]
    assert ours
    if wanted is None:
        assert codes == ours
    else:
        assert [(c["theme"], c["rank"], c["evidence"]) for c in codes] == [
            (theme, rank, ["user"]) for rank, theme in enumerate(wanted, start=1)
        ]
    others = [c for c in doc._.themes if c not in codes]
    assert others == [c for c in plain._.themes if c not in ours]
    [item] = [d for d in doc._.demands if (d["start"], d["end"]) == place]
    assert item["rule"] != "user"


def test_a_correction_of_another_text_is_an_error_for_people(nlp: Language) -> None:
    rows = [actor("Hemtjänsten") | {"text": "Hemtjänster"}]
    with pytest.raises(CorrectionError, match="«Hemtjänster» is of another text; export the doc"):
        run(nlp, PAGE, rows, "ACTOR")
    with pytest.raises(ValueError, match="unknown layer «headings»; known: actors, demands"):
        CorrectionsComponent("headings")
