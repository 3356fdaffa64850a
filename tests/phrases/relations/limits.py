"""Limits said otherwise: "trước ngày" is the day before, all of "chậm nhất ngày" the day itself."""

from tests.phrases.relations.words import each

_BARE = r"(?<!nhất )(?<!thành )(?<!xong )(?<!quá )(?<!là )"
before = each(
    rf"{_BARE}\btrước ngày (?=\d{{1,2}}[/.-]\d)",
    "trước ", "xong trước ngày ", "hoàn thành trước ngày ", "phải hoàn thành trước ngày ", "chậm nhất trước ngày ",
    "muộn nhất trước ngày ", "chậm nhất là trước ngày ", "hoàn thành xong trước ngày ", "cần hoàn thành trước ngày ",
    "phấn đấu hoàn thành trước ngày ", "kết thúc trước ngày ", "hoàn tất trước ngày ",
)  # fmt: skip
_BY = (
    "chậm nhất ngày ", "chậm nhất là ngày ", "chậm nhất vào ngày ", "chậm nhất đến ngày ", "chậm nhất đến hết ngày ", "muộn nhất ngày ", "muộn nhất là ngày ",
    "muộn nhất vào ngày ", "không muộn hơn ngày ", "không chậm hơn ngày ", "không quá ngày ", "không trễ hơn ngày ", "trễ nhất ngày ", "trễ nhất là ngày ",
    "hạn chót ngày ", "hạn chót là ngày ", "hạn cuối ngày ", "hạn cuối cùng là ngày ", "thời hạn: ngày ", "hạn: ", "đến hết ngày ", "đến ngày ", "hết ngày ",
    "hoàn thành ngày ", "hoàn thành vào ngày ", "hoàn thành chậm nhất ngày ", "hoàn thành đến ngày ", "không sau ngày ", "chậm nhất trong ngày ", "thời hạn chậm nhất là ngày ",
    "phải xong chậm nhất ngày ", "chậm nhất hết ngày ",
)  # fmt: skip
by = each(r"^(?:chậm nhất|muộn nhất|không muộn hơn)(?: là| vào)? ngày (?=\d{1,2}[/.-]\d)", *_BY)
until = each(
    r"^đến hết (?=(?:năm|quý|tháng) [\divx])", "hết ", "đến cuối ", "cho đến hết ", "tới hết ", "hoàn thành trong ", "trong ", "chậm nhất trong ", "chậm nhất hết ",
    "chậm nhất đến hết ", "không quá ", "hoàn thành đến hết ", "muộn nhất hết ", "trước khi kết thúc ", "trước khi hết ",
)  # fmt: skip
within = each(
    r"^(?!.*(?:chậm|muộn) nhất)trong (?=(?:năm|quý|tháng) [\divx])", "vào ", "", "hoàn thành trong ", "hoàn thành ", "xong trong ", "thực hiện trong ", "kết thúc trong ", "trong thời gian ", "ngay trong ", "hoàn thành xong trong ",
    "chậm nhất trong ", "thực hiện xong trong ", "triển khai trong ",
)  # fmt: skip
