"""What stands before and behind a time without changing it, and what must make it a question."""

from collections.abc import Iterator

from tests.phrases.relations.words import begins_with_time, lowered

LABELS = (
    "Thời gian: ", "Thời hạn: ", "Tiến độ: ", "Hoàn thành: ", "Thời gian thực hiện: ", "Thời gian hoàn thành: ", "Thời hạn hoàn thành: ", "Tiến độ thực hiện: ", "Tiến độ hoàn thành: ", "Thời gian thực hiện ",
    "Thời gian\n", "Hạn hoàn thành: ", "Thời điểm: ", "Thời điểm hoàn thành: ", "Kế hoạch: ", "Mốc thời gian: ", "Thời gian: - ", "Thời gian triển khai: ", "TG: ", "Thời gian báo cáo: ", "Thời gian (dự kiến): ",
    "Thời gian dự kiến: ", "Thời gian dự kiến hoàn thành: ", "Dự kiến: ", "Dự kiến ", "Hạn: ", "Lộ trình: ", "Thời gian tổ chức: ", "Thời hạn báo cáo: ", "Thực hiện: ",
)  # fmt: skip
ACTS = (
    "Ban hành ", "Hoàn thành ", "Thực hiện ", "Trình UBND tỉnh ", "Xây dựng kế hoạch ", "Tổ chức hội nghị ", "Triển khai thực hiện ", "Báo cáo UBND tỉnh (qua Sở Nội vụ) ", "Gửi Sở Tư pháp ", "Sở Nội vụ tổng hợp: ",
    "Rà soát, sửa đổi, bổ sung quy chế: ", "Tập huấn ", "Hoàn thành việc rà soát ",
)  # fmt: skip
TAILS = (
    " (nếu có)", " (dự kiến)", " theo quy định", " theo kế hoạch", " theo Kế hoạch của UBND tỉnh", " (Kế hoạch số 12/KH-UBND)", " để tổng hợp", " gửi Sở Nội vụ", " (gửi Sở Nội vụ)", " gửi Sở Nội vụ tổng hợp", " và báo cáo UBND tỉnh", ", báo cáo UBND tỉnh", " (qua Sở Nội vụ)",
    " (theo Công văn số 123/UBND-NC)", " (đã ban hành)", " (hoàn thành)", "; đột xuất khi có yêu cầu", " và đột xuất khi có yêu cầu", " hoặc đột xuất khi có yêu cầu", " (đột xuất khi có yêu cầu)", " hoặc theo yêu cầu", ", đột xuất", " và khi có yêu cầu của cơ quan có thẩm quyền",
    " (Phụ lục 01)", " (theo mẫu)", " (đối với cấp xã)", " đối với các xã, phường", " [1]", "¹", " (*)", "*", " (a)",
)  # fmt: skip
MUST_NOT_READ_ON = (
    " theo yêu cầu", " hoặc sau khi có hướng dẫn", " sau khi được phê duyệt", " nếu được duyệt", " trừ khi có chỉ đạo khác", " hoặc sớm hơn", " (có thể kéo dài)", " hoặc quý sau", " tùy tình hình",
    " (chưa xác định)", " hoặc khi có văn bản của Bộ", " (điều chỉnh sau)", " (lùi 1 tháng)", " +30 ngày",
)  # fmt: skip


def labelled(phrase: str) -> Iterator[str]:
    if begins_with_time(phrase):
        for label in LABELS:
            yield label + phrase
            yield label + lowered(phrase)


def with_acts(phrase: str) -> Iterator[str]:
    if begins_with_time(phrase):
        for act in ACTS:
            yield act + lowered(phrase)


def with_tails(phrase: str) -> Iterator[str]:
    if begins_with_time(phrase) and not phrase.endswith(")"):
        for tail in TAILS:
            yield phrase.rstrip(" .;,") + tail


def with_doubts(phrase: str) -> Iterator[str]:
    if begins_with_time(phrase):
        for tail in MUST_NOT_READ_ON:
            yield phrase.rstrip(" .;,") + tail
