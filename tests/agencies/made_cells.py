"""Cells put together from parts whose answer is known: names of every level, separators, remarks, roles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

FIELDS = (
    "Nội vụ", "Tư pháp", "Tài chính", "Công Thương", "Xây dựng", "Y tế", "Khoa học và Công nghệ", "Giáo dục và Đào tạo",
    "Nông nghiệp và Môi trường", "Văn hóa, Thể thao và Du lịch", "Dân tộc và Tôn giáo",
)  # fmt: skip
PROVINCE = (
    *(f"Sở {field}" for field in FIELDS), "Công an tỉnh", "Văn phòng UBND tỉnh", "Thanh tra tỉnh", "Bộ Chỉ huy quân sự tỉnh",
    "Ban Quản lý Khu kinh tế Dung Quất và các Khu công nghiệp Quảng Ngãi", "Trung tâm Phục vụ hành chính công tỉnh",
    "Trung tâm Xúc tiến Đầu tư, Thương mại và Du lịch tỉnh", "Bảo hiểm xã hội tỉnh", "Kho bạc Nhà nước khu vực XV", "Tỉnh đoàn",
    "Hội Nông dân tỉnh", "Liên đoàn Lao động tỉnh", "Trường Chính trị tỉnh", "Ủy ban MTTQ Việt Nam tỉnh", "Thuế tỉnh Quảng Ngãi",
    "Thống kê tỉnh", "Chi cục Kiểm lâm", "Văn phòng Đoàn ĐBQH và HĐND tỉnh", "Báo và Phát thanh, Truyền hình tỉnh",
    "Liên minh Hợp tác xã tỉnh", "Ngân hàng Nhà nước khu vực 9", "Tòa án nhân dân tỉnh", "Viện kiểm sát nhân dân tỉnh",
    "Bưu điện tỉnh", "VNPT Quảng Ngãi", "Viettel Quảng Ngãi", "Công ty Điện lực Quảng Ngãi",
)  # fmt: skip
PARTY = (
    "Ban Tổ chức Tỉnh ủy", "Văn phòng Tỉnh ủy", "Ban Tuyên giáo và Dân vận Tỉnh ủy", "Ủy ban Kiểm tra Tỉnh ủy", "Ban Nội chính Tỉnh ủy",
    "Đảng ủy UBND tỉnh", "Đảng ủy các cơ quan Đảng tỉnh", "Đảng ủy Công an tỉnh", "Đảng ủy Quân sự tỉnh", "Trường Chính trị tỉnh",
    "Ban Thường vụ Tỉnh đoàn",
)  # fmt: skip
MINISTRY = (
    "Vụ Pháp chế", "Vụ Kế hoạch - Tài chính", "Vụ Tổ chức cán bộ", "Cục Công nghệ thông tin", "Văn phòng Bộ", "Thanh tra Bộ",
    "Viện Khoa học Giáo dục Việt Nam", "Cục Quản lý chất lượng", "Bộ Tài chính", "Bộ Khoa học và Công nghệ", "Văn phòng Chính phủ",
    "Bảo hiểm xã hội Việt Nam", "Ngân hàng Nhà nước Việt Nam", "Thanh tra Chính phủ", "Đài Truyền hình Việt Nam", "Thông tấn xã Việt Nam",
    "Vụ Hợp tác quốc tế", "Tạp chí Giáo dục", "Học viện Quản lý giáo dục", "Trường Đại học Luật Hà Nội",
)  # fmt: skip
COMMUNE = (
    "Phòng Văn hóa - Xã hội", "Phòng Kinh tế", "Văn phòng HĐND và UBND xã", "Trung tâm Phục vụ hành chính công xã", "Công an xã",
    "Ban Chỉ huy quân sự xã", "Trạm Y tế xã", "Ủy ban MTTQ Việt Nam xã", "Đoàn Thanh niên xã", "Hội Liên hiệp Phụ nữ xã", "Hội Nông dân xã",
    "Trường THCS Trần Phú", "Trường Mầm non Hoa Sen", "Đảng ủy xã",
)  # fmt: skip
SCHOOL = (
    "Phòng Đào tạo", "Phòng Công tác sinh viên", "Khoa Công nghệ thông tin", "Trung tâm Ngoại ngữ", "Thư viện", "Công đoàn trường",
    "Đoàn Thanh niên", "Phòng Tổ chức - Hành chính", "Hội Sinh viên", "Phòng Khoa học và Công nghệ",
)  # fmt: skip
# As written, and in full.
SHORT = (
    ("Sở TT&TT", "Sở Thông tin và Truyền thông"), ("Sở KHCN", "Sở Khoa học và Công nghệ"), ("Sở KH&CN", "Sở Khoa học và Công nghệ"),
    ("Sở NN&MT", "Sở Nông nghiệp và Môi trường"), ("Sở GD&ĐT", "Sở Giáo dục và Đào tạo"), ("Sở VHTTDL", "Sở Văn hóa, Thể thao và Du lịch"),
    ("VP UBND tỉnh", "Văn phòng UBND tỉnh"), ("BHXH tỉnh", "Bảo hiểm xã hội tỉnh"), ("Bộ CHQS tỉnh", "Bộ Chỉ huy quân sự tỉnh"),
    ("Ủy ban nhân dân tỉnh", "UBND tỉnh"), ("Sở Văn hoá - Thể thao và Du lịch", "Sở Văn hóa, Thể thao và Du lịch"),
    ("Sở Nội vụ (cơ quan thường trực)", "Sở Nội vụ"), ("Sở Y tế - Cơ quan thường trực Ban Chỉ đạo", "Sở Y tế"),
    ("Công an tỉnh (Phòng PC06)", "Công an tỉnh (Phòng PC06)"), ("Lãnh đạo Sở Tư pháp", "Lãnh đạo Sở Tư pháp"),
    ("Thủ trưởng các sở, ban, ngành", "Thủ trưởng các sở, ban, ngành"), ("Chủ tịch UBND các xã, phường", "Chủ tịch UBND các xã, phường"),
    ("Chi cục Kiểm lâm thuộc Sở Nông nghiệp và Môi trường", "Chi cục Kiểm lâm thuộc Sở Nông nghiệp và Môi trường"),
    ("UBND phường Kon Tum", "UBND phường Kon Tum"), ("UBND xã Ba Tơ", "UBND xã Ba Tơ"), ("UBND đặc khu Lý Sơn", "UBND đặc khu Lý Sơn"),
    ("các phòng chuyên môn, đơn vị sự nghiệp thuộc Sở", "Các phòng chuyên môn, đơn vị sự nghiệp thuộc Sở"),
    ("Đ/c Giám đốc Sở Tài chính", "Đồng chí Giám đốc Sở Tài chính"), ("Ban Pháp chế HĐND tỉnh", "Ban Pháp chế HĐND tỉnh"),
    ("Thường trực HĐND tỉnh", "Thường trực HĐND tỉnh"), ("Quỹ Đầu tư phát triển tỉnh", "Quỹ Đầu tư phát triển tỉnh"),
    ("Công ty cổ phần Môi trường đô thị", "Công ty cổ phần Môi trường đô thị"), ("Tập đoàn Điện lực Việt Nam", "Tập đoàn Điện lực Việt Nam"),
    ("Đài Khí tượng Thủy văn khu vực Nam Trung Bộ", "Đài Khí tượng Thủy văn khu vực Nam Trung Bộ"),
    ("Cục Quản lý thị trường", "Cục Quản lý thị trường"), ("Hội Liên hiệp Phụ nữ tỉnh", "Hội Liên hiệp Phụ nữ tỉnh"),
)  # fmt: skip
LEVELS = (PROVINCE, PARTY, MINISTRY, COMMUNE, SCHOOL)
# At the end of a list: what stands there, and what it says.
GROUPS = (
    ("các sở, ban, ngành", "Các sở, ban, ngành"),
    ("các sở, ngành có liên quan", "Các sở, ngành có liên quan"),
    ("các cơ quan, đơn vị liên quan", "Các cơ quan, đơn vị liên quan"),
    ("UBND các xã, phường, đặc khu", "UBND các xã, phường, đặc khu"),
    ("UBND cấp xã", "UBND cấp xã"),
    ("các doanh nghiệp viễn thông", "Các doanh nghiệp viễn thông"),
    ("các tổ chức chính trị - xã hội", "Các tổ chức chính trị - xã hội"),
    ("các đơn vị sự nghiệp công lập trực thuộc", "Các đơn vị sự nghiệp công lập trực thuộc"),
)  # fmt: skip
SEPARATORS = ("; ", ", ", ";\n", "\n", "\n- ", ",\n", " ; ", ",")
LAST = ("", "; ", ", ", " và ", ", và ")
REMARKS = (
    "", "", "", ".", " theo chức năng, nhiệm vụ được giao", " trong phạm vi chức năng, nhiệm vụ của mình", " thực hiện", " tổ chức thực hiện",
    " căn cứ chức năng, nhiệm vụ triển khai thực hiện", " theo quy định", " chịu trách nhiệm thi hành Quyết định này",
)  # fmt: skip


@dataclass(frozen=True)
class MadeCell:
    """`leads` where the cell says who leads; empty where it does not."""

    cell: str
    parts: tuple[str, ...]
    leads: tuple[str, ...] = ()


def made_cells(seed: int, count: int) -> Iterator[MadeCell]:
    random = Random(seed)
    makers = (
        _short,
        _short,
        _called,
        _listed,
        _listed,
        _listed,
        _with_roles,
        _with_roles,
        _labelled,
        _bracketed,
        _announced,
        _persons,
    )
    for _ in range(count):
        yield random.choice(makers)(random)


def _names(random: Random, most: int = 4) -> list[str]:
    return random.sample(random.choice(LEVELS), random.randint(1, most))


def _joined(random: Random, names: Sequence[str]) -> str:
    between, last = random.choice(SEPARATORS), random.choice(LAST)
    if len(names) == 1:
        return names[0]
    return between.join(names[:-1]) + (last or between) + names[-1]


def _with_group(random: Random, names: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The names in one of many writings, perhaps with a group behind them."""
    text = _joined(random, names)
    if random.random() < 0.5:
        return text, tuple(names)
    written, said = random.choice(GROUPS)
    return f"{text}{random.choice(('; ', ', ', ' và ', chr(10)))}{written}", (*names, said)


def _listed(random: Random) -> MadeCell:
    text, parts = _with_group(random, _names(random))
    return MadeCell(text + random.choice(REMARKS), parts)


def _with_roles(random: Random) -> MadeCell:
    lead, *partners = _names(random, 4)
    if not partners:
        return MadeCell(f"{lead} chủ trì", (lead,), (lead,))
    text, parts = _with_group(random, partners)
    how = random.choice(
        (
            " chủ trì, phối hợp với ",
            " chủ trì phối hợp với ",
            " chủ trì; phối hợp với ",
            " chủ trì, phối hợp cùng ",
        )
    )
    return MadeCell(f"{lead}{how}{text}{random.choice(('', '.'))}", (lead, *parts), (lead,))


def _labelled(random: Random) -> MadeCell:
    lead, *partners = _names(random, 4)
    if not partners:
        return MadeCell(f"Chủ trì: {lead}", (lead,), (lead,))
    text, parts = _with_group(random, partners)
    between = random.choice(("; ", "\n", ".\n", "\n- "))
    return MadeCell(f"Chủ trì: {lead}{between}Phối hợp: {text}", (lead, *parts), (lead,))


def _bracketed(random: Random) -> MadeCell:
    lead, *partners = _names(random, 3)
    text = "; ".join([f"{lead} (chủ trì)", *partners])
    return MadeCell(text, (lead, *partners), (lead,))


def _announced(random: Random) -> MadeCell:
    fields = random.sample(FIELDS, random.randint(2, 5))
    between, last = random.choice((", ", "; ")), random.choice((" và ", ", "))
    text = between.join(fields[:-1]) + last + fields[-1]
    return MadeCell(
        random.choice(("Các Sở: ", "các Sở ", "Các sở: ")) + text, tuple(f"Sở {field}" for field in fields)
    )


def _short(random: Random) -> MadeCell:
    """Names with short forms, remarks and groups inside, cut by semicolons or lines, since some hold commas."""
    chosen = random.sample(SHORT, random.randint(1, 4))
    between = random.choice(("; ", ";\n", "\n- ", "\n"))
    return MadeCell(between.join(written for written, _ in chosen), tuple(said for _, said in chosen))


def _called(random: Random) -> MadeCell:
    """Whom to call stands in lines below the name."""
    names = random.sample(PROVINCE[:16], random.randint(1, 2))
    person = random.choice(
        (
            "- PGĐ: Nguyễn Văn An",
            "- Phó Giám đốc: Trần Thị Bình",
            "+ Trưởng phòng: Lê Cúc",
            "- CV Phạm Thị Dung",
        )
    )
    phone = random.choice(("", ", SĐT: 0900.000.001", " - 0900 000 001", "\nSĐT: 0900000001"))
    return MadeCell(f"\n{person}{phone}\n".join(names) + f"\n{person}{phone}", tuple(names))


def _persons(random: Random) -> MadeCell:
    fields = random.sample(FIELDS, random.randint(1, 3))
    bodies = [f"Giám đốc Sở {field}" for field in fields]
    text, parts = _with_group(random, bodies)
    return MadeCell(text, parts)
