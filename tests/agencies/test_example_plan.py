"""Every lead and partner cell of the first plan, as a person reads it with the directory of 2012."""

from datetime import date
from pathlib import Path

import pytest

from plan.agencies.directory import AgencyDirectory
from plan.documents import read_agencies, read_document

EXAMPLE = Path(__file__).parents[2] / "examples" / "quang-ngai-2012"
DAY = date(2012, 3, 25)
G21 = "các sở, ban, ngành"
G14 = "UBND các huyện, thành phố"
ALL = "UBND các cấp"
NOBODY = "?"
NO_MEMBERS = "group without members"

READ = {
    "Sở Tư pháp": ["so-tu-phap"],
    "Sở Nội vụ": ["so-noi-vu"],
    "Sở Tài chính": ["so-tai-chinh"],
    "Sở Xây dựng": ["so-xay-dung"],
    "Sở Kế hoạch và Đầu tư": ["so-ke-hoach-va-dau-tu"],
    "Sở Tài nguyên và Môi trường": ["so-tai-nguyen-va-moi-truong"],
    "Sở Lao động - Thương binh và Xã hội": ["so-lao-dong-thuong-binh-va-xa-hoi"],
    "Sở Khoa học và Công nghệ": ["so-khoa-hoc-va-cong-nghe"],
    "Sở Thông tin và Truyền thông": ["so-thong-tin-va-truyen-thong"],
    "Sở Thông tin và\n\nTruyền thông": ["so-thong-tin-va-truyen-thong"],
    "Văn phòng UBND tỉnh": ["van-phong-ubnd-tinh"],
    "Thanh tra tỉnh": ["thanh-tra-tinh"],
    "Các sở, ngành": [G21],
    "Các sở, ban, ngành và UBND các huyện, thành phố": [G21, G14],
    "Các sở, ban, ngành, UBND các huyện, thành phố": [G21, G14],
    "Các sở, ngành và UBND các huyện, thành phố": [G21, G14],
    "Các sở, ban, ngành và UBND các cấp": [G21, ALL],
    "Các sở, ngành và\n\nUBND các cấp": [G21, ALL],
    "Sở Nội vụ, Văn phòng UBND tỉnh": ["so-noi-vu", "van-phong-ubnd-tinh"],
    "Sở Ngoại vụ và các cơ quan chức năng liên quan": ["so-ngoai-vu", NOBODY],
    "Sở Kế hoạch và Đầu tư, Ban Quản lý Khu kinh tế Dung Quất, Sở Tài nguyên và Môi trường, Sở Xây dựng…": [
        "so-ke-hoach-va-dau-tu",
        "ban-quan-ly-khu-kinh-te-dung-quat",
        "so-tai-nguyen-va-moi-truong",
        "so-xay-dung",
    ],
    "Các sở, ban, ngành liên quan, UBND các huyện, thành phố": [NOBODY, G14],
    "Các sở, ban, ngành liên quan": [NOBODY],
    "Các cơ quan liên quan": [NOBODY],
    "Các cơ quan, đơn vị có liên quan": [NOBODY],
    "Các cơ quan, đơn vị liên quan cấp tỉnh, cấp huyện": [NOBODY],
    "Sở Thông tin Truyền thông và các cơ quan liên quan": ["so-thong-tin-va-truyen-thong", NOBODY],
    "Sở Nội vụ và các cơ quan liên quan": ["so-noi-vu", NOBODY],
    "Sở Nội vụ và các cơ quan, đơn vị liên quan": ["so-noi-vu", NOBODY],
    # "có liên quan" covers both groups, so nobody knows which sở are meant.
    "Sở Nội vụ, các sở, ban, ngành và UBND các cấp có liên quan": ["so-noi-vu", NOBODY, NOBODY],
    "Các sở, ban, ngành và UBND các cấp có liên quan": [NOBODY, NOBODY],
    "Các xã chưa xây dựng Đề án một cửa": [NOBODY],
    "Sở Kế hoạch và Đầu tư, Sở Tài nguyên và Môi trường, Sở Xây dựng, Sở Lao động – Thương binh và Xã hội, UBND các huyện": [
        "so-ke-hoach-va-dau-tu",
        "so-tai-nguyen-va-moi-truong",
        "so-xay-dung",
        "so-lao-dong-thuong-binh-va-xa-hoi",
        "UBND các huyện",
    ],
    "Sở Thông tin và Truyền thông, Sở Nội vụ, Sở Tài chính, các sở, ngành liên quan": [
        "so-thong-tin-va-truyen-thong",
        "so-noi-vu",
        "so-tai-chinh",
        NOBODY,
    ],
    "Các sở, ban, ngành, UBND các huyện, thành phố và UBND xã, phường, thị trấn": [G21, G14, NO_MEMBERS],
    "Văn phòng UBND tỉnh, Sở Thông tin và ru ền thông": ["van-phong-ubnd-tinh", "unknown"],
    "Sở Tài chính, các Sở, ban, ngành, UBND các huyện, thành phố, UBND xã, phường, thị trấn": [
        "so-tai-chinh",
        G21,
        G14,
        NO_MEMBERS,
    ],
    "Văn phòng UBND tỉnh, Sở Nội vụ, Sở Tư pháp": ["van-phong-ubnd-tinh", "so-noi-vu", "so-tu-phap"],
    "Tổ công tác và các cơ quan chức năng có liên quan": [NOBODY, NOBODY],
    "Sở Nội vụ, Sở Y tế, Sở Giáo dục và Đào tạo": ["so-noi-vu", "so-y-te", "so-giao-duc-va-dao-tao"],
    "Văn phòng UBND tỉnh; các sở, ban, ngành có liên quan, các cơ quan, đơn vị sự nghiệp công lập": [
        "van-phong-ubnd-tinh",
        NOBODY,
        NOBODY,
    ],
    "Ban Tổ chức Tỉnh ủy, Sở Tài chính, các cơ quan liên quan": [
        "ban-to-chuc-tinh-uy",
        "so-tai-chinh",
        NOBODY,
    ],
    "Ban Tổ chức Tỉnh ủy, các cơ quan liên quan và UBND 6 huyện miền núi": [
        "ban-to-chuc-tinh-uy",
        NOBODY,
        "UBND 6 huyện miền núi",
    ],
    "Ban Tổ chức Tỉnh ủy, các sở, ban, ngành có liên quan": ["ban-to-chuc-tinh-uy", NOBODY],
    "Văn phòng UBND tỉnh, các cơ quan liên quan": ["van-phong-ubnd-tinh", NOBODY],
    "Sở Nội vụ, Thanh tra tỉnh": ["so-noi-vu", "thanh-tra-tinh"],
    "Sở Nội vụ, Sở Tài chính đối với cấp tỉnh; Phòng Nội vụ, Phòng Tài chính - Kế hoạch đối với cấp huyện": [
        "so-noi-vu",
        "so-tai-chinh",
        NO_MEMBERS,
        NO_MEMBERS,
    ],
    "Các Sở: Giáo dục và Đào tạo, Lao động – Thương binh và Xã hội, Y tế, Văn hóa, Thể thao và Du lịch, "
    "Tài nguyên và Môi trường": [
        "so-giao-duc-va-dao-tao",
        "so-lao-dong-thuong-binh-va-xa-hoi",
        "so-y-te",
        "so-van-hoa-the-thao-va-du-lich",
        "so-tai-nguyen-va-moi-truong",
    ],
    "Các Sở: Thông tin và Truyền thông; Kế hoạch và Đầu tư, Tư pháp; Lao động- Thương binh và Xã hội; Xây dựng; "
    "Y tế; Giao thông vận tải; Thanh tra tỉnh; Công an tỉnh và UBND các huyện, thành phố": [
        "so-thong-tin-va-truyen-thong",
        "so-ke-hoach-va-dau-tu",
        "so-tu-phap",
        "so-lao-dong-thuong-binh-va-xa-hoi",
        "so-xay-dung",
        "so-y-te",
        "so-giao-thong-van-tai",
        "thanh-tra-tinh",
        "cong-an-tinh",
        G14,
    ],
    "Sở Thông tin và Truyền thông; Văn phòng UBND tỉnh và các cơ quan liên quan": [
        "so-thong-tin-va-truyen-thong",
        "van-phong-ubnd-tinh",
        NOBODY,
    ],
    "Sở Nội vụ, Sở Tài chính, các sở, ngành và UBND các huyện, thành phố thuộc đối tượng triển khai": [
        "so-noi-vu",
        "so-tai-chinh",
        NOBODY,
        NOBODY,
    ],
    "Các sở, ngành và UBND các huyện, thành phố thuộc đối tượng triển khai": [NOBODY, NOBODY],
    "Sở Khoa học và Công nghệ, Văn phòng UBND tỉnh, Sở Tài chính": [
        "so-khoa-hoc-va-cong-nghe",
        "van-phong-ubnd-tinh",
        "so-tai-chinh",
    ],
    "Sở Kế hoạch và Đầu tư , Sở Tài chính, Sở Nội vụ": ["so-ke-hoach-va-dau-tu", "so-tai-chinh", "so-noi-vu"],
    "Các sở, ngành, đoàn thể có liên quan, Báo Quảng Ngãi, Đài Phát thanh và Truyền hình tỉnh": [
        NOBODY,
        "bao-quang-ngai",
        "dai-phat-thanh-va-truyen-hinh",
    ],
    "Văn phòng UBND tỉnh, các sở, ngành, UBND các cấp": ["van-phong-ubnd-tinh", G21, ALL],
}


@pytest.fixture(scope="module")
def directory():
    agencies, problems = read_agencies(EXAMPLE / "agencies.csv")
    assert problems == ()
    return AgencyDirectory(agencies)


@pytest.fixture(scope="module")
def plan():
    return read_document(EXAMPLE / "plan.txt")


def short(directory, part):
    if part.kind == "agency":
        return part.agencies[0]
    if part.kind == "unspecified":
        assert not part.agencies
        return NOBODY
    if part.kind == "group":
        members = (G21, G14, ALL, "UBND các huyện", "UBND 6 huyện miền núi")
        same = [name for name in members if directory.members(name, DAY) == part.agencies]
        words = [name for name in same if name.split(",")[0].split()[-1] in part.name]
        return (words or same)[-1] if part.agencies else NO_MEMBERS
    return part.kind


@pytest.mark.parametrize("cell", READ, ids=[cell[:60] for cell in READ])
def test_a_cell_is_read_as_a_person_reads_it(directory, cell):
    assert [short(directory, part) for part in directory.resolve(cell, on=DAY)] == READ[cell]


def test_the_table_has_every_cell_of_the_plan(plan):
    assert {cell for e in plan.entries for cell in (e.lead, e.partners)} == set(READ)


def test_only_the_slip_of_the_source_is_unknown(directory, plan):
    parts = [
        p for e in plan.entries for cell in (e.lead, e.partners) for p in directory.resolve(cell, on=DAY)
    ]
    unknown = {part.name: part.suggestions for part in parts if part.kind == "unknown"}
    assert list(unknown) == ["Sở Thông tin và ru ền thông"]
    assert unknown["Sở Thông tin và ru ền thông"][0] == "Sở Thông tin và Truyền thông"


def test_groups_have_the_members_of_2012(directory):
    sizes = {
        name: len(directory.members(name, DAY))
        for name in (G21, G14, "UBND các huyện", "UBND 6 huyện miền núi", ALL)
    }
    assert sizes == {G21: 21, G14: 14, "UBND các huyện": 13, "UBND 6 huyện miền núi": 6, ALL: 14}
    reporting = set(directory.members(G21, DAY)) | set(directory.members(G14, DAY))
    assert len(reporting) == 35
    assert not reporting & {
        "cong-an-tinh",
        "ban-to-chuc-tinh-uy",
        "bao-quang-ngai",
        "dai-phat-thanh-va-truyen-hinh",
    }


def test_every_agency_that_is_written_to_has_an_example_address():
    agencies, _ = read_agencies(EXAMPLE / "agencies.csv")
    assert all(email.endswith(".example") for agency in agencies for email in agency.addresses)
    assert {agency.code for agency in agencies if not agency.addresses} == {
        agency.code for agency in agencies if agency.kind == "group"
    }


def test_the_product_lines_of_row_ii_6_name_every_district_committee_once(directory):
    lines = [
        "Sở Kế hoạch và Đầu tư, Sở Tài nguyên và môi trường và UBND các huyện Sơn Hà, Đức Phổ",
        "Ban Quản lý KKT Dung Quất, Ban Quản lý các KCN và UBND các huyện Mộ Đức, Bình Sơn",
        "Sở Xây dựng, Sở Lao động-TB và UBND huyện Tư Nghĩa, Nghĩa Hành",
        "các huyện còn lại",
    ]
    already: list[str] = []
    read = []
    for line in lines:
        parts = directory.resolve(line, on=DAY, already=already)
        read.append([code for part in parts for code in part.agencies])
        already += read[-1]
    assert read[:3] == [
        ["so-ke-hoach-va-dau-tu", "so-tai-nguyen-va-moi-truong", "ubnd-huyen-son-ha", "ubnd-huyen-duc-pho"],
        [
            "ban-quan-ly-khu-kinh-te-dung-quat",
            "ban-quan-ly-cac-khu-cong-nghiep",
            "ubnd-huyen-mo-duc",
            "ubnd-huyen-binh-son",
        ],
        ["so-xay-dung", "so-lao-dong-thuong-binh-va-xa-hoi", "ubnd-huyen-tu-nghia", "ubnd-huyen-nghia-hanh"],
    ]
    districts = directory.members("UBND các huyện", DAY)
    assert len(read[3]) == 7
    assert set(read[3]) == set(districts) - set(already[:-7])


def test_the_duty_to_report_names_the_35(directory, plan):
    who = plan.reporting.removeprefix("4. ").split(" thường xuyên")[0]
    parts = directory.resolve(who, on=DAY)
    assert [part.name for part in parts] == [
        "Thủ trưởng các sở, ban, ngành",
        "Chủ tịch UBND các huyện, thành phố",
    ]
    assert len({code for part in parts for code in part.agencies}) == 35
