"""The vocabulary agrees with itself, and what is derived from it covers all of it."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import get_args

import pytest

from polcorp.errors import PolcorpError
from polcorp.lexicons.resolving import load_field_values
from polcorp.lexicons.speaker_cues import Kind as OtherSpeaker
from polcorp.reports.exports import _WRITERS, Style, export_bytes, format_of
from polcorp.tables.groups import GROUPS
from polcorp.tables.relations import DEMANDS, DOCUMENTS, SECTIONS
from polcorp.vocabulary import actor_types, document_fields, formats, values

HERE = Path(values.__file__).parent


def test_it_imports_the_standard_library_and_itself_only() -> None:
    for path in HERE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                top = name.partition(".")[0]
                assert top in sys.stdlib_module_names or name.startswith("polcorp.vocabulary")


@pytest.mark.parametrize(
    ("literal", "listed"),
    [
        (actor_types.ActorType, actor_types.ACTOR_TYPES),
        (values.DemandForm, values.DEMAND_FORMS),
        (values.SectionKind, values.SECTION_KINDS),
        (values.Polarity, values.POLARITIES),
    ],
)
def test_types_for_the_checker_are_those_that_are_listed(
    literal: object, listed: dict[str, str]
) -> None:
    assert get_args(literal) == tuple(listed)


def test_every_value_has_a_label_and_no_two_share_one() -> None:
    for column, known in values.VALUES.items():
        assert all(known.values()), column
        assert len(set(known.values())) == len(known), column


def test_no_label_of_a_recogniser_means_two_types() -> None:
    labels = [label for known in actor_types.ACTOR_TYPES.values() for label in known.model_labels]
    assert len(labels) == len(set(labels))


def test_whoever_speaks_is_a_speaker() -> None:
    speaking = {known.speaks_as for known in actor_types.ACTOR_TYPES.values()} - {None}
    assert speaking <= set(get_args(OtherSpeaker)) < set(values.SPEAKERS)


def test_the_lexicon_has_other_names_for_exactly_the_values_there_are() -> None:
    known = load_field_values()
    assert set(known) <= set(document_fields.FIELDS)
    for field, named in known.items():
        assert tuple(named) == tuple(values.VALUES[field])


def test_every_field_has_its_columns_and_can_be_grouped_by() -> None:
    columns = [column.name for column in DOCUMENTS.columns]
    for field in document_fields.DOCUMENT_FIELDS:
        assert set(field.columns) <= set(columns)
        assert GROUPS[field.name] == f"d.{field.name}"
    assert columns[-2 * len(document_fields.FIELDS) :] == [
        name for field in document_fields.DOCUMENT_FIELDS for name in field.columns[1:]
    ]
    for relation in (SECTIONS, DEMANDS):
        assert set(document_fields.IN_ROWS) <= {column.name for column in relation.columns}


def test_every_format_has_a_writer_and_endings_of_its_own() -> None:
    assert set(_WRITERS) == set(formats.FORMATS)
    endings = [ending for form in formats.FORMATS.values() for ending in form.endings]
    assert len(endings) == len(set(endings))
    for name, form in formats.FORMATS.items():
        assert all(format_of(Path(f"a{ending.upper()}")) == name for ending in form.endings)
        assert form.delimiter or not form.dialects


def test_a_dialect_goes_with_its_own_format_only() -> None:
    import pandas as pd

    with pytest.raises(PolcorpError, match="--dialect excel-sv goes with csv, not with tsv"):
        export_bytes(pd.DataFrame({"a": ["b"]}), "tsv", Style("excel-sv"))


def test_a_phrase_of_values() -> None:
    assert values.one_of(["a"]) == "a"
    assert values.one_of("abc") == "a, b or c"
