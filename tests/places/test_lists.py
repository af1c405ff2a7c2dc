"""Files with municipalities: what is read, and what is said of what cannot be."""

from __future__ import annotations

import io

import pytest
import xlsxwriter
from django.utils import translation

from hilo.core.problems import Problem
from hilo.places.lists import EmptyList, NotAList, UnreadableList, read_list
from hilo.places.rules.listing import Listed

AGUASCALIENTES = Listed("01001", "01", "Aguascalientes", 21.8478, -102.3055)


def read(text: str, encoding: str = "utf-8") -> list[Listed]:
    return read_list(io.BytesIO(text.encode(encoding)))


def test_the_columns_of_the_catalogue() -> None:
    text = "CVEGEO,CVE_ENT,CVE_MUN,NOM_MUN,LAT_DECIMAL,LON_DECIMAL\n01001,01,001,Aguascalientes,21.8478,-102.3055\n"
    assert read(text) == [AGUASCALIENTES]


def test_the_columns_of_a_census() -> None:
    headings = "state_code,municipio_code,region,municipio_name,pop,long,lat"
    assert read(f"{headings}\n01,001,01001,Aguascalientes,9,-102.3055,21.8478") == [AGUASCALIENTES]


def test_semicolons_decimal_commas_and_lost_zeros() -> None:
    text = "Clave;Municipio;Latitud;Longitud\r\n1001;Aguascalientes;21,8478;-102,3055\r\n"
    assert read(text) == [AGUASCALIENTES]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings(encoding: str) -> None:
    assert read("CVEGEO;NOM_MUN\n31001;Abalá\n31003;Akil\n", encoding)[0].name == "Abalá"


def test_titles_above_and_totals_between() -> None:
    text = "INEGI,\nMarco Geoestadístico,\nCVEGEO,NOM_MUN\n01000,Total\n01001,Aguascalientes\n"
    assert [place.key for place in read(text)] == ["01001"]


def test_a_workbook() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    page = book.add_worksheet("Municipios")
    page.write_row(0, 0, ["CVE_ENT", "CVE_MUN", "NOM_MUN", "LAT_DECIMAL", "LON_DECIMAL"])
    page.write_row(1, 0, [1, 1, "Aguascalientes", 21.8478, -102.3055])
    book.close()
    assert read_list(file) == [AGUASCALIENTES]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("1,Abasolo", "Line 3: «1» is no key of five digits."),
        ("0100A,Abasolo", "Line 3: «0100A» is no key of five digits."),
        ("010011,Abasolo", "Line 3: «010011» is no key of five digits."),
        ("٠١٠٠٢,Abasolo", "Line 3: «٠١٠٠٢» is no key of five digits."),
        (",Abasolo", "Line 3: «» is no key of five digits."),
        ("01001,Abasolo", "Line 3: key 01001 already stands on line 2."),
        ("01002,", "Line 3: the name is missing."),
        ("01002,Abasolo,ninety", "Line 3: «ninety» is no coordinate in degrees."),
        ("01002,Abasolo,95.2", "Line 3: «95.2» is no coordinate in degrees."),
        ("01002,Abasolo,nan", "Line 3: «nan» is no coordinate in degrees."),
    ],
)
def test_what_is_wrong_is_said_with_its_line(row: str, said: str) -> None:
    with pytest.raises(UnreadableList) as problem:
        read(f"CVEGEO,NOM_MUN,LAT\n01001,Aguascalientes,21.8\n{row}\n")
    assert str(problem.value).startswith(said)
    assert "Nothing was changed" in str(problem.value)


def test_every_bad_line_is_said_at_once_in_the_readers_language() -> None:
    with pytest.raises(UnreadableList) as problem:
        read("CVEGEO,NOM_MUN\n01001,\n01002,Asientos\n3,Calvillo\n01002,Otro\n")
    with translation.override("es"):
        assert str(problem.value).splitlines() == [
            "Línea 2: falta el nombre.",
            "Línea 4: «3» no es una clave de cinco dígitos.",
            "Línea 5: la clave 01002 ya está en la línea 3.",
            "No se cambió nada; corrija el archivo e inténtelo de nuevo.",
        ]


@pytest.mark.parametrize("text", ["name,age\nAna,40\n", "just words\n", "CVEGEO\n01001\n"])
def test_what_is_no_list(text: str) -> None:
    with pytest.raises(NotAList):
        read(text)


def test_headings_alone() -> None:
    with pytest.raises(EmptyList):
        read("CVEGEO,NOM_MUN\n")


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n\x00\x00", b"PK\x03\x04broken"]
)
def test_other_files_are_refused_in_words(content: bytes) -> None:
    with pytest.raises(Problem) as problem:
        read_list(io.BytesIO(content))
    assert str(problem.value).endswith(".")
