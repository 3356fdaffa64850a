"""What recurs, and offices, by their other names."""

from tests.phrases.relations.words import each

yearly = each(r"(?<!\w)(?:hàng|hằng|mỗi) năm", "hằng năm", "hàng năm", "mỗi năm", "Hàng năm")
yearly_alone = each(
    r"^(?:định kỳ )?(?:hàng|hằng) năm[ .;]*$", "thường niên", "định kỳ hằng năm", "mỗi năm", "từng năm", "hàng năm (định kỳ)", "mỗi năm 1 lần", "mỗi năm một lần", "1 năm 1 lần", "01 lần/năm", "1 lần/năm",
    "một năm một lần", "theo định kỳ hằng năm", "định kỳ mỗi năm một lần", "năm một lần", "hằng năm, định kỳ", "định kỳ năm", "1 lần trong năm", "các năm", "hàng năm\n(định kỳ)", "Thực hiện hằng năm",
)  # fmt: skip
yearly_ahead = each(
    r"^trước ngày (\d{1,2}/\d{1,2}) (?:hàng|hằng) năm[ .;]*$", r"hằng năm, trước ngày \1", r"hằng năm trước ngày \1", r"hằng năm (trước ngày \1)", r"hằng năm: trước ngày \1", r"định kỳ hằng năm, trước ngày \1",
    r"định kỳ trước ngày \1 hằng năm", r"trước ngày \1 của năm", r"trước ngày \1 mỗi năm", r"trước ngày \1 các năm", r"hằng năm\ntrước ngày \1", r"trước ngày \1\nhằng năm", r"trước \1 hằng năm",
    r"hằng năm, hoàn thành trước ngày \1", r"trước ngày \1 (hằng năm)", r"trước ngày \1, hằng năm", r"thường niên, trước ngày \1", r"mỗi năm, trước ngày \1", r"01 lần/năm, trước ngày \1", r"1 năm 1 lần (trước ngày \1)",
    r"Hằng năm; trước ngày \1", r"hằng năm - trước ngày \1",
)  # fmt: skip
cycles = each(r"(?<!\w)(?:hàng|hằng) (?=(?:tháng|quý|tuần)\b)", "hằng ", "hàng ", "mỗi ")
cycles_alone = each(
    r"^(?:định kỳ )?(?:hàng|hằng) (tháng|quý|tuần)[ .;]*$", r"định kỳ hằng \1", r"mỗi \1", r"từng \1", r"01 lần/\1", r"1 \1/lần", r"mỗi \1 một lần", r"định kỳ \1", r"1 \1 1 lần", r"theo \1", r"\1", r"hằng\n\1", r"1lần/\1",
    r"định kỳ hằng \1 (01 lần)", r"thường kỳ hằng \1", r"định kỳ theo \1",
)  # fmt: skip
halves = each(r"^(?:định kỳ )?0?6 tháng(?: một lần|/lần| 1 lần)?[ .;]*$", "6 tháng/lần", "06 tháng/lần", "6 tháng một lần", "06 tháng 01 lần", "định kỳ 6 tháng", "mỗi 6 tháng", "2 lần/năm", "02 lần/năm", "một năm hai lần", "nửa năm một lần", "6 tháng/1 lần", "hằng 6 tháng", "định kỳ 6 tháng/lần", "định kỳ 06 tháng một lần")  # fmt: skip
offices = each(
    r"\bSở (?:Nội vụ|Tài chính|Tư pháp)\b",
    "Sở Y tế",
    "Sở Nông nghiệp và Môi trường",
    "Thanh tra tỉnh",
    "Văn phòng UBND tỉnh",
)
committees = each(r"\bUBND (tỉnh|thành phố|xã)\b", r"Ủy ban nhân dân \1", r"Uỷ ban nhân dân \1")
councils = each(r"\bHĐND\b", "Hội đồng nhân dân", "hđnd")
