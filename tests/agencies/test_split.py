"""How a cell of names is cut and written out, form by form."""

import pytest

from plan.agencies.naming.names import split

FORMS = [
    # lists announced once
    ("Các Sở Nội vụ, Tài chính, Tư pháp", ["Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp"]),
    ("Sở Nội vụ, Tài chính, Kế hoạch và Đầu tư", ["Sở Nội vụ", "Sở Tài chính", "Sở Kế hoạch và Đầu tư"]),
    ("các Sở (Nội vụ, Tài chính), Công an tỉnh", ["Sở Nội vụ", "Sở Tài chính", "Công an tỉnh"]),
    ("Các bộ: Công an, Quốc phòng", ["Bộ Công an", "Bộ Quốc phòng"]),
    ("Các sở, ngành: Nội vụ, Công an tỉnh", ["Sở Nội vụ", "Công an tỉnh"]),
    ("Các Trưởng phòng: Tổ chức cán bộ, Tài chính", ["Trưởng Phòng Tổ chức cán bộ", "Trưởng Phòng Tài chính"]),
    # names that hold separators
    (
        "Trung tâm Xúc tiến Đầu tư, Thương mại và Du lịch tỉnh",
        ["Trung tâm Xúc tiến Đầu tư, Thương mại và Du lịch tỉnh"],
    ),
    ("Văn phòng Đoàn ĐBQH và HĐND tỉnh", ["Văn phòng Đoàn ĐBQH và HĐND tỉnh"]),
    ("Sở Tài nguyên và Môi trường và Sở Xây dựng", ["Sở Tài nguyên và Môi trường", "Sở Xây dựng"]),
    # places
    ("UBND huyện Tư Nghĩa, Nghĩa Hành", ["UBND huyện Tư Nghĩa", "UBND huyện Nghĩa Hành"]),
    (
        "Chủ tịch UBND các huyện: Bình Sơn, Sơn Tịnh và thành phố Quảng Ngãi",
        ["Chủ tịch UBND huyện Bình Sơn", "Chủ tịch UBND huyện Sơn Tịnh", "Chủ tịch UBND thành phố Quảng Ngãi"],
    ),
    (
        "UBND các huyện, thị xã Bảo Lộc và thành phố Đà Lạt",
        ["UBND các huyện", "UBND thị xã Bảo Lộc", "UBND thành phố Đà Lạt"],
    ),
    ("UBND cấp huyện, xã", ["UBND cấp huyện", "UBND cấp xã"]),
    ("HĐND, UBND các cấp", ["HĐND các cấp", "UBND các cấp"]),
    ("UBND các huyện, thị, thành phố", ["UBND các huyện, thị, thành phố"]),
    ("Phòng Nội vụ các huyện, thành phố", ["Phòng Nội vụ các huyện, thành phố"]),
    ("UBND TP. Quảng Ngãi", ["UBND thành phố Quảng Ngãi"]),
    # persons
    ("Giám đốc Sở Nội vụ, Sở Tài chính", ["Giám đốc Sở Nội vụ", "Giám đốc Sở Tài chính"]),
    ("Giám đốc, Thủ trưởng các sở, ban, ngành", ["Giám đốc, Thủ trưởng các sở, ban, ngành"]),
    ("Trưởng ban Dân tộc", ["Trưởng Ban Dân tộc"]),
    ("Chánh Thanh tra tỉnh", ["Chánh Thanh tra tỉnh"]),
    # collectives
    ("Các sở, ban ngành; sở-ngành", ["Các sở, ban, ngành", "Các sở, ngành"]),
    ("Công an tỉnh; các sở, ngành và địa phương liên quan", ["Công an tỉnh", "Các sở, ngành và địa phương liên quan"]),
    ("Các trường đại học, cao đẳng", ["Các trường đại học, cao đẳng"]),
    # what is not a name
    ("Sở Y tế (chủ trì), Sở Tài chính (phối hợp)", ["Sở Y tế", "Sở Tài chính"]),
    ("Sở Nội vụ chủ trì, phối hợp với các sở liên quan thực hiện", ["Sở Nội vụ", "Các sở liên quan"]),
    ("1. Sở Nội vụ\n2. Sở Tài chính\nvà Sở Y tế", ["Sở Nội vụ", "Sở Tài chính", "Sở Y tế"]),
    ("Văn phòng\nUBND tỉnh\nSở Nội vụ", ["Văn phòng UBND tỉnh", "Sở Nội vụ"]),
    ("Hội đồng/Ban Coi thi; Sở Y tế", ["Hội đồng/Ban Coi thi", "Sở Y tế"]),
    ("Trung tâm chính trị các xã, phường", ["Trung tâm chính trị các xã, phường"]),
    ("Các cơ quan liên quan khi nhận được yêu cầu phối hợp thì phải", ["Các cơ quan liên quan"]),
    # short forms
    ("Sở TN&MT; Sở VH, TT và DL; Sở LĐ-TBXH", [
        "Sở Tài nguyên và Môi trường",
        "Sở Văn hóa, Thể thao và Du lịch",
        "Sở Lao động - Thương binh và Xã hội",
    ]),
    ("BQL KKT Dung Quất, Ban Quản lý các KCN", ["Ban Quản lý Khu kinh tế Dung Quất", "Ban Quản lý các Khu công nghiệp"]),
    ("Sở Nông nghiệp và PTNT", ["Sở Nông nghiệp và Phát triển nông thôn"]),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "names"), FORMS, ids=[phrase[:50] for phrase, _ in FORMS])
def test_a_form_is_split_and_written_out(phrase, names):
    assert [name.name for name in split(phrase)] == names


@pytest.mark.parametrize("phrase", ["", " ", "…", " ,;và. ", "(((", "-", "\n\n", "và", "đối với cấp huyện"])
def test_no_name_gives_no_part(phrase):
    assert [name for name in split(phrase) if name.name.strip()] == []


def test_the_text_of_a_part_is_what_was_written():
    (part,) = split("Trung tâm chính trị xã, phường")
    assert (part.text, part.name) == ("Trung tâm chính trị xã, phường", "Trung tâm chính trị các xã, phường")
    (part,) = split("Uỷ ban nhân dân huyện Ba Tơ")
    assert (part.text, part.name) == ("Uỷ ban nhân dân huyện Ba Tơ", "UBND huyện Ba Tơ")
