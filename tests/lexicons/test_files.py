"""Errors of lexicon files: each names the file, and the line where there is one."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from polcorp.errors import DataFileError
from polcorp.lexicons.actors import UserActorRow, read_user_actors
from polcorp.lexicons.boilerplate import BoilerplateLexicon, load_boilerplate, read_boilerplate
from polcorp.lexicons.files import read_csv, read_csv_lines, read_tables, read_toml
from polcorp.lexicons.themes import ThemeIndex, load_themes, read_themes

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def make(content: str | bytes, name: str = "file.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("canonical,type\nX,PLANET\n", r"line 2: «type»: Input should be"),
        ("canonical,type\nX,ORG\nY,\n", r"line 3: «type» is missing or empty"),
        ("canonical,type,colour\nX,ORG,red\n", r"line 2: unknown column or key «colour»"),
        ("canonical,type\nX,ORG,more\n", r"line 2: more cells than the header"),
        ("canonical,type\n\n\nX,ORG\nX,LAW\n", r"line 5: «X» is already given on line 4"),
        ('canonical,type,note\nX,ORG,"two\nlines"\nY,ORG,\nX,LAW,\n', r"line 5: «X» is already"),
        ('canonical,type\n"X,ORG\n', r"not well-formed CSV"),
        ("canonical,type\nKrångel,ORG\n".encode("cp1252"), r"not UTF-8; save it as UTF-8"),
    ],
)
def test_broken_actors(write: Write, content: str | bytes, problem: str) -> None:
    path = write(content, "actors.csv")
    with pytest.raises(DataFileError, match=problem) as caught:
        read_user_actors(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_of_any_spreadsheet(write: Write, separator: str) -> None:
    lines = [
        "canonical,type,aliases,match,note,wikidata",
        "Kilsmodellen,PROGRAMME,KM| Modell Kil |,exact,,Q1",
    ]
    path = write("\ufeff" + "\r\n".join(lines).replace(",", separator) + "\r\n")
    forms = read_user_actors(path)
    assert [(f.surface, f.canonical, f.match, f.source) for f in forms] == [
        (surface, "Kilsmodellen", "exact", "user")
        for surface in ("Kilsmodellen", "KM", "Modell Kil")
    ]
    assert {(f.type, f.wikidata, f.entry) for f in forms} == {
        ("PROGRAMME", "Q1", "user:Kilsmodellen")
    }


def test_an_empty_table(write: Write) -> None:
    assert read_csv(write(""), UserActorRow) == []
    assert read_user_actors(write("canonical,type\n")) == ()


def test_rows_know_their_line(write: Write) -> None:
    path = write("canonical,type\nX,ORG\n\nY,LAW\n")
    assert [(n, row.canonical) for n, row in read_csv_lines(path, UserActorRow)] == [
        (2, "X"),
        (4, "Y"),
    ]


@pytest.mark.parametrize("read", [read_user_actors, read_themes, read_boilerplate])
def test_a_missing_file(tmp_path: Path, read: Callable[[Path], object]) -> None:
    with pytest.raises(DataFileError, match=r"none\.x: there is no such file"):
        read(tmp_path / "none.x")


THEME = '[[theme]]\ncode = "a"\nname = "A"\n'


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("[[theme]\n", r"not well-formed TOML"),
        (f'{THEME}[[theme]]\ncode = "b"\n', r"line 4: theme b: «name» is missing"),
        (f'{THEME}terms = [{{ text = "x", weight = 4 }}]\n', r"theme a: «terms\.0\.weight»"),
        (f'{THEME}terms = "x"\n', r"theme a: «terms»"),
        (f"{THEME}colour = 1\n", r"theme a: unknown column or key «colour»"),
        ("\xe5".encode("cp1252"), r"not UTF-8"),
    ],
)
def test_broken_themes(write: Write, content: str | bytes, problem: str) -> None:
    path = write(content, "themes.toml")
    with pytest.raises(DataFileError, match=problem) as caught:
        read_themes(path)
    assert str(path) in str(caught.value)


def test_themes_of_the_users_replace_or_extend(write: Write) -> None:
    own = f'{THEME}terms = ["svamp", {{ text = "bär", weight = 3 }}]\n'
    (theme,) = read_themes(write(own))
    assert [(t.text, t.weight) for t in theme.terms] == [("svamp", 2), ("bär", 3)]
    more = 'extend = true\n[[theme]]\ncode = "skola"\nname = "Skola"\nterms = ["svamp"]\n' + own
    extended = {theme.code: theme for theme in read_themes(write(more))}
    packaged = {theme.code: theme for theme in load_themes()}
    assert list(extended) == [*packaged, "a"]
    assert len(extended["skola"].terms) == len(packaged["skola"].terms) + 1
    assert extended["skola"].name == packaged["skola"].name


def test_words_and_parts_of_words(write: Write) -> None:
    path = write(
        '[[theme]]\ncode = "skola"\nname = "Skola"\n'
        'terms = [{ text = "skola", weight = 3 }]\nprefixes = ["skol"]\n'
        'suffixes = ["skola"]\nphrases = ["fri skola"]\n'
        'exceptions = ["skolastik", "skolkare*"]\n'
    )
    index = ThemeIndex(read_themes(path))

    def hits(form: str, lemma: str | None = None) -> list[tuple[str, int]]:
        return [(hit.term, hit.weight) for hit in index.word(form, lemma or form)]

    assert hits("skolor", "skola") == [("skola", 3)]
    assert hits("skolgård") == [("skol-", 2)]
    assert hits("förskola") == [("-skola", 2)]
    assert hits("skolastik") == hits("skolkarens") == hits("skol") == hits("hus") == []
    assert [hit.term for words, hit in index.phrases("fri")] == ["fri skola"]


BLOCK = '[[block]]\nname = "b"\nkind = "link"\n'


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (BLOCK, r"block 1: «starts» is missing"),
        (f'{BLOCK}starts = ["~(x"]\n', r"block «b»: bad pattern «\(x»"),
        (f'{BLOCK}starts = ["x"]\nextent = "far"\n', r"block 1: «extent»"),
    ],
)
def test_broken_blocks(write: Write, content: str, problem: str) -> None:
    with pytest.raises(DataFileError, match=problem):
        read_boilerplate(write(content, "boilerplate.toml"))


def lexicon(write: Write, text: str) -> BoilerplateLexicon:
    return BoilerplateLexicon(read_boilerplate(write(text, "boilerplate.toml")))


def test_how_lines_open_a_block(write: Write) -> None:
    found = lexicon(
        write,
        f'{BLOCK}starts = ["=Se alla", "Läs mer om ", "~\\\\d+ svar på"]\nmax_words = 5\n'
        'continues = ["=Nästa"]\n',
    )
    for line in ("Se alla", "  SE  ALLA:", "läs mer om oss", "12 svar på allt"):
        assert found.opens(line) is not None, line
    for line in ("Se alla andra", "Läs mera", "svar på", "", "Läs mer om " + "ord " * 6):
        assert found.opens(line) is None, line
    block = found.opens("Se alla")
    assert block is not None
    assert found.continues(block, "nästa")
    assert not found.continues(block, "Se alla")


def test_a_line_too_long_for_one_block_may_open_another(write: Write) -> None:
    second = BLOCK.replace('"b"', '"c"')
    found = lexicon(
        write, f'{BLOCK}starts = ["Läs mer"]\nmax_words = 3\n{second}starts = ["Läs mer"]\n'
    )
    short, long = found.opens("Läs mer här"), found.opens("Läs mer om det här")
    assert short is not None
    assert long is not None
    assert (short.name, long.name) == ("b", "c")


def test_blocks_glued_to_a_word(write: Write) -> None:
    found = lexicon(write, f'{BLOCK}starts = ["Bli medlem"]\n')
    line = "Det är slut.Bli medlem idagBli medlem. Bli medlem"
    assert [line[place : place + 10] for place in found.glued(line, 0, len(line))] == [
        "Bli medlem",
        "Bli medlem",
    ]
    assert lexicon(write, f'{BLOCK}starts = ["Dela"]\n').glued(line, 0, len(line)) == []


def test_the_users_blocks_are_read_anew(write: Write) -> None:
    path = write(f'{BLOCK}starts = ["Tjoho"]\n', "boilerplate.toml")
    assert load_boilerplate(path).opens("Tjoho nu") is not None
    write(f'{BLOCK}starts = ["Hejsan"]\n', "boilerplate.toml")
    assert load_boilerplate(path).opens("Tjoho nu") is None
    assert load_boilerplate(path).opens("Dela sidan") is not None


def test_toml_is_read_as_it_is(write: Write) -> None:
    assert read_toml(write('a = "å"\n')) == {"a": "å"}
    assert re.search("file.csv", str(write("")))


def test_a_table_is_told_by_its_line_in_whatever_layout(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text("more = true\n\n  [[ block ]]  # first\nname = 'a'\n[[block]]\nname = 'b'\n")
    assert read_tables(path, "block", ("more",)) == [(3, {"name": "a"}), (5, {"name": "b"})]
    path.write_text("block = [{name = 'a'}]")
    assert read_tables(path, "block") == [(None, {"name": "a"})]
    with pytest.raises(DataFileError, match=r"unknown key «block»; the file holds \[\[theme\]\]"):
        read_tables(path, "theme")
