import pytest

from kheo.reading.citations.parts import part_before


def paths(part: str, lead: str = "quy định tại ") -> list[str]:
    words = f"{lead}{part} Luật Nhà ở"
    found = part_before(words, 0, words.index("Luật Nhà ở"))
    return [" ".join(f"{unit} {label}" for unit, label in path) for path in found.paths] if found else []


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("Điều 5", ["điều 5"]),
        ("điểm a khoản 2 Điều 5 của", ["điều 5 khoản 2 điểm a"]),
        (
            "điểm a, b khoản 2 và khoản 4 Điều 5",
            ["điều 5 khoản 2 điểm a", "điều 5 khoản 2 điểm b", "điều 5 khoản 4"],
        ),
        ("các Điều 8, 9 và 10", ["điều 8", "điều 9", "điều 10"]),
        ("từ Điều 8 đến Điều 11", ["điều 8", "điều 9", "điều 10", "điều 11"]),
        ("các khoản 1, 2 và 3 Điều 19", ["điều 19 khoản 1", "điều 19 khoản 2", "điều 19 khoản 3"]),
        ("Điều 3 và khoản 2 Điều 5", ["điều 3", "điều 5 khoản 2"]),
        (
            "điểm c đến điểm e khoản 1 Điều 4",
            ["điều 4 khoản 1 điểm c", "điều 4 khoản 1 điểm d", "điều 4 khoản 1 điểm đ", "điều 4 khoản 1 điểm e"],
        ),
        ("Mục III", ["mục III"]),
        ("Chương II", ["chương II"]),
        ("Phụ lục I ban hành kèm theo", ["phụ lục I"]),
        ("điểm a khoản 2 Điều 103 Mục 5 Chương XII Phần I của", ["phần I chương XII mục 5 điều 103 khoản 2 điểm a"]),
        ("điểm g1 khoản 3 Điều 12a", ["điều 12a khoản 3 điểm g1"]),
        ("điều kiện", []),
        ("mục tiêu của", []),
    ],
)
def test_parts_become_paths_from_the_largest_to_the_smallest(part: str, expected: list[str]) -> None:
    assert paths(part) == expected


def test_a_part_does_not_reach_into_the_paragraph_above() -> None:
    assert paths("khoản 2", lead="Điều 5\n") == ["khoản 2"]


def test_the_span_of_a_part_holds_its_words() -> None:
    words = "theo các Điều 8, 9 và 10 của Luật Nhà ở"
    found = part_before(words, 0, words.index("Luật"))
    assert found is not None
    assert words[slice(*found.span)] == "các Điều 8, 9 và 10"


def test_an_endless_range_is_not_expanded() -> None:
    assert paths("từ Điều 1 đến Điều 900") == ["điều 1", "điều 900"]
