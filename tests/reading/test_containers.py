"""Archives of texts, and tables with a text in each row."""

from __future__ import annotations

import csv
import gc
import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polcorp.errors import PolcorpError
from polcorp.reading import archive_members, containers
from polcorp.reading.containers import Unpacked, container_of
from polcorp.reading.discovery import Discovery, SourceFile
from polcorp.reading.how_to_read import HowToRead

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).filter(
    lambda text: bool(text.strip())
)


def zipped(**files: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def unpacked(
    tmp_path: Path, name: str, data: bytes, how: HowToRead | None = None
) -> tuple[Unpacked, Discovery]:
    location = tmp_path / name
    location.write_bytes(data)
    found = Discovery(files=[SourceFile(f"raw/{name}", location)])
    box = Unpacked()
    box.unpack(found, how or HowToRead())
    return box, found


def texts(found: Discovery) -> dict[str, str]:
    return {file.name: file.location.read_bytes().decode() for file in found.files}


def problems(found: Discovery) -> dict[str, str]:
    return {failure.path: failure.reason for failure in found.failures}


def test_the_files_of_an_archive_are_read_and_nothing_is_written_elsewhere(tmp_path: Path) -> None:
    data = zipped(
        **{
            "2018/å.txt": b"ett",
            "b.TXT": b"tv\xc3\xa5",
            "bild.png": b"x",
            ".dold.txt": b"x",
            "__MACOSX/b.txt": b"x",
            "../../ut.txt": b"x",
            "/abs.txt": b"x",
            "c:\\ut.txt": b"x",
            "mapp\\c.txt": b"tre",
        }
    )
    box, found = unpacked(tmp_path, "a.zip", data)
    assert texts(found) == {
        "raw/a.zip/2018/å.txt": "ett",
        "raw/a.zip/b.TXT": "två",
        "raw/a.zip/mapp/c.txt": "tre",
    }
    assert set(problems(found).values()) == {"its name leads out of the archive"}
    assert len(found.failures) == 3
    assert found.passed_over == ["raw/a.zip/bild.png"]
    assert box.containers == {"raw/a.zip"}
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_what_was_unpacked_goes_with_the_object(tmp_path: Path) -> None:
    box, found = unpacked(tmp_path, "a.zip", zipped(**{"a.txt": b"ett"}))
    location = found.files[0].location
    assert location.is_file()
    del box
    gc.collect()
    assert not location.exists()


@pytest.mark.parametrize("encoding", ["cp437", "utf-8", "cp850", "cp1252", "mac_roman"])
def test_names_of_old_archives(tmp_path: Path, encoding: str) -> None:
    data = zipped(**{"XXXXXXX.txt": b"ett"})
    name = "båtliv".encode(encoding).ljust(7, b"!")[:7]
    _, found = unpacked(tmp_path, "a.zip", data.replace(b"XXXXXXX", name))
    assert list(texts(found)) == [f"raw/a.zip/{name.decode(encoding)}.txt"]


def test_archives_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_members, "MAX_MEMBER", 1024**2)
    monkeypatch.setattr(containers, "MAX_UNPACKED", 3 * 1024**2)
    _, found = unpacked(tmp_path, "a.zip", zipped(**{"a.txt": b" " * (1024**2 + 1), "b.txt": b"b"}))
    assert problems(found) == {"raw/a.zip/a.txt": "larger than 1 MiB"}
    assert list(texts(found)) == ["raw/a.zip/b.txt"]
    _, found = unpacked(tmp_path, "b.zip", zipped(**{f"{n}.txt": b" " * 1024**2 for n in range(4)}))
    assert problems(found) == {"raw/b.zip": "it unpacks to more than 3 MiB; split it up"}
    assert found.files == []


def test_damaged_archives_and_members_are_told(tmp_path: Path) -> None:
    good = zipped(**{"a.txt": b"ett " * 50, "b.txt": "två".encode()})
    damaged = bytearray(good)
    damaged[40] ^= 0xFF
    _, found = unpacked(tmp_path, "a.zip", bytes(damaged))
    assert list(texts(found)) == ["raw/a.zip/b.txt"]
    assert problems(found)["raw/a.zip/a.txt"].startswith("damaged, or packed in an unusual way")
    box, found = unpacked(tmp_path, "b.zip", good[:60])
    assert problems(found) == {"raw/b.zip": "not a zip archive, or a damaged one; pack it again"}
    assert not box.containers
    twice = io.BytesIO()
    with zipfile.ZipFile(twice, "w") as archive:
        archive.writestr("a.txt", "ett")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.txt", "två")
    _, found = unpacked(tmp_path, "c.zip", twice.getvalue())
    assert texts(found) == {"raw/c.zip/a.txt": "ett"}
    assert problems(found) == {"raw/c.zip/a.txt": "a second file of this name in the archive"}


def test_one_odd_member_does_not_keep_the_others_out(tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("XXXXX", "utan namn")
        archive.writestr("lzma.txt", "ett", compress_type=zipfile.ZIP_LZMA)
        archive.writestr("bzip.txt", "ett", compress_type=zipfile.ZIP_BZIP2)
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("b.txt", "två")
        places = {info.filename: info.header_offset for info in archive.infolist()}
    data = bytearray(target.getvalue().replace(b"XXXXX", b"\0XXXX"))
    for name in ("lzma.txt", "bzip.txt"):
        start = places[name] + 30 + len(name)
        data[start + 4 : start + 9] = b"\xff" * 5
    _, found = unpacked(tmp_path, "a.zip", bytes(data))
    assert texts(found) == {"raw/a.zip/b.txt": "två"}
    told = problems(found)
    assert told.pop("raw/a.zip/link.txt") == "a symbolic link; pack the file that it leads to"
    assert set(told) == {"raw/a.zip/bzip.txt", "raw/a.zip/lzma.txt"}
    assert all(reason.startswith("damaged, or packed") for reason in told.values())
    assert len(found.passed_over) == 1  # without a name, it is no text


@given(
    changes=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=6)
)
def test_no_damage_of_an_archive_breaks_anything(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]]
) -> None:
    data = bytearray(zipped(**{"a.txt": b"ett " * 9, "b/å.txt": "två".encode()}))
    for place, value in changes:
        data[place % len(data)] = value
    _, found = unpacked(tmp_path_factory.mktemp("zip"), "a.zip", bytes(data))
    assert all("\n" not in reason for reason in problems(found).values())


@given(
    st.dictionaries(
        st.text("abcåäö123", min_size=1, max_size=5),
        st.tuples(TEXT, st.text("abcå ,;\"'\n", max_size=10)),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from([".csv", ".tsv", ".jsonl"]),
)
def test_each_row_is_a_text_with_its_values(
    tmp_path_factory: pytest.TempPathFactory, rows: dict[str, tuple[str, str]], ending: str
) -> None:
    if ending == ".jsonl":
        lines = [
            json.dumps({"doc_id": name, "text": text, "Kommun": value}, ensure_ascii=False)
            for name, (text, value) in rows.items()
        ]
        data = "\n".join(lines)
    else:
        target = io.StringIO(newline="")
        writer = csv.writer(target, delimiter="\t" if ending == ".tsv" else ",")
        writer.writerow(["doc_id", "text", "Kommun"])
        writer.writerows([name, *values] for name, values in rows.items())
        data = target.getvalue()
    box, found = unpacked(tmp_path_factory.mktemp("t"), f"t{ending}", data.encode())
    assert texts(found) == {f"raw/t{ending}/{name}.txt": text for name, (text, _) in rows.items()}
    for file in found.files:
        value = rows[file.name.split("/")[-1].removesuffix(".txt")][1].strip()
        assert file.gives == ({"municipality": value} if value else {})
        assert file.source_format == "table"
    assert box.containers


def table(
    tmp_path: Path, content: str, how: HowToRead | None = None, name: str = "t.csv"
) -> Discovery:
    box, found = unpacked(tmp_path, name, content.encode(), how)
    found.files = [
        SourceFile(f.name, tmp_path / "gone", {"": f.location.read_text("utf-8"), **f.gives})
        for f in found.files
    ]
    del box
    return found


def values(found: Discovery) -> dict[str, dict[str, str]]:
    return {file.name: dict(file.gives) for file in found.files}


def test_rows_that_cannot_be_read_do_not_stop_the_others(tmp_path: Path) -> None:
    found = table(tmp_path, "id;text;x\n1;ett;a\n1;två;\n2;;\n3;tre\n;fyra;b;;\n")
    assert values(found) == {
        "raw/t.csv/1.txt": {"": "ett", "x": "a"},
        "raw/t.csv/t-5.txt": {"": "fyra", "x": "b"},
    }
    assert problems(found) == {
        "raw/t.csv": "line 3: «1» again, after line 2; and 1 other line",
        "raw/t.csv/2.txt": "line 4: no text in the column «text»",
    }


def test_names_are_one_part_of_a_path(tmp_path: Path) -> None:
    found = table(tmp_path, "doc_id,text\n../a/b,ett\n..,två\n")
    assert list(values(found)) == ["raw/t.csv/...txt", "raw/t.csv/.._a_b.txt"]


def test_columns_can_be_named(tmp_path: Path) -> None:
    how = HowToRead(text_column="Anförande", id_column="nr")
    found = table(tmp_path, "nr,anförande,text\n7,Herr talman!,x\n", how)
    assert values(found) == {"raw/t.csv/7.txt": {"": "Herr talman!", "text": "x"}}


def test_lines_of_json(tmp_path: Path) -> None:
    content = (
        '{"text": "ett", "meta": {"Parti": "C", "n": 3}, "tags": ["a", 1], "x": null, "y": {"z": 1}}\n'
        '\n[1]\n{"text": 5}\n'
    )
    found = table(tmp_path, content, name="t.jsonl")
    assert values(found) == {
        "raw/t.jsonl/t-1.txt": {"": "ett", "party": "C", "n": "3", "tags": "a;1", "y": '{"z": 1}'},
        "raw/t.jsonl/t-3.txt": {"": "5"},
    }
    assert problems(found) == {"raw/t.jsonl": "line 3: no JSON object but list"}


def test_what_r_writes(tmp_path: Path) -> None:
    content = '"","doc_id","text","Party","Year","land"\n"1","a","Vi vill, ja.",NA,2018,NA\n"2","b","Mer ""skola"".","C",NA,"SE"\n'
    found = table(tmp_path, content)
    assert values(found) == {
        "raw/t.csv/a.txt": {"": "Vi vill, ja.", "year": "2018", "land": "NA"},
        "raw/t.csv/b.txt": {"": 'Mer "skola".', "party": "C", "year": "NA", "land": "SE"},
    }
    listed = '[\n{"doc_id": "a", "text": "Ja.", "party": "C"},\n{"doc_id": "a", "text": "x"}, {"text": ""}]'
    found = table(tmp_path, listed, name="t.json")
    assert values(found) == {"raw/t.json/a.txt": {"": "Ja.", "party": "C"}}
    assert problems(found) == {
        "raw/t.json": "object 2: «a» again, after object 1",
        "raw/t.json/t-3.txt": "object 3: no text in the column «text»",
    }
    found = table(tmp_path, "[1]", name="t.json")
    assert problems(found) == {"raw/t.json": "object 1 of the list: no JSON object but int"}


def test_workbooks(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["doc_id", "text", "datum"], ["001", "ett\ntvå", "2018-03-21"]):
        sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    box, found = unpacked(tmp_path, "t.xlsx", target.getvalue())
    assert texts(found) == {"raw/t.xlsx/001.txt": "ett\ntvå"}
    assert found.files[0].gives == {"date": "2018-03-21"}
    assert box.containers


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("a,b\n1,2\n", "no column «text»; name the one with the texts with --text-column"),
        ("text,text\n1,2\n", "line 1: empty or repeated column «text»"),
        ("text\n", "the table has no rows"),
        ('text\n"a', "line 2: unexpected end of data"),
        ("", "the file is empty"),
    ],
)
def test_what_is_no_table_of_texts_says_why(tmp_path: Path, content: str, problem: str) -> None:
    found = table(tmp_path, content)
    assert problems(found)["raw/t.csv"].startswith(problem)
    assert found.files == []


def test_a_column_that_is_not_there_is_told(tmp_path: Path) -> None:
    found = table(tmp_path, "text\nx\n", HowToRead(id_column="nr"))
    reason = "no column «nr», which --id-column names; there are text"
    assert problems(found) == {"raw/t.csv": reason}


def test_a_table_in_another_encoding(tmp_path: Path) -> None:
    how = HowToRead(encoding="cp1252", lenient=True)
    box, found = unpacked(tmp_path, "t.csv", "text\nbåt".encode("cp1252") + b"\x81\n", how)
    assert list(texts(found).values()) == ["båt\ufffd"]
    assert box.replaced == {"raw/t.csv": 1}


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    found = Discovery(files=[SourceFile("raw/a.zip", tmp_path / "a.zip")])
    Unpacked().unpack(found, HowToRead())
    assert problems(found) == {"raw/a.zip": "it is not there (any more)"}


def test_which_file_holds_a_document() -> None:
    assert container_of("raw/a.csv/1.zip/x.txt") == "raw/a.csv"
    assert container_of("/raw/a.ZIP/x.txt") == "/raw/a.ZIP"
    assert container_of("raw/a.txt") is None


def test_encodings_are_known_by_their_names() -> None:
    assert HowToRead(encoding="Latin-1").checked().encoding == "iso8859-1"
    for name in ("latin-11x", "rot13", "base64", "idna", "unicode_escape"):
        with pytest.raises(
            PolcorpError, match=f"unknown encoding «{name}»(?!.*did you mean {name})"
        ):
            HowToRead(encoding=name).checked()
