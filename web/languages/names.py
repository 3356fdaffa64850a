"""Names that come from elsewhere, so that the catalogue has them: days off by law, and periods cut short for a column."""

NAMES = (
    "Tết Dương lịch",
    "Giao thừa Tết Nguyên Đán",
    "Tết Nguyên Đán",
    "Mùng hai Tết Nguyên Đán",
    "Mùng ba Tết Nguyên Đán",
    "Mùng bốn Tết Nguyên Đán",
    "Mùng năm Tết Nguyên Đán",
    "Ngày Giỗ Tổ Hùng Vương",
    "Ngày Chiến thắng",
    "Ngày Quốc tế Lao động",
    "Quốc khánh",
    "nghỉ bù",
    "6 tháng đầu",
    "6 tháng cuối",
)
