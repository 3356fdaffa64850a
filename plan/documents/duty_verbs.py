"""Words that say what a body does: the verbs of duties. Pure."""

import re

VERBS = (
    r"chủ trì|chịu trách nhiệm|có trách nhiệm|phối hợp|tham mưu|xây dựng|tổ chức|triển khai|rà soát|hướng dẫn|kiểm tra"
    r"|nghiên cứu|đề xuất|thực hiện|căn cứ|chỉ đạo|tuyên truyền|ban hành|trình|báo cáo|tăng cường|đẩy mạnh|tiếp tục"
    r"|bố trí|cân đối|theo dõi|đôn đốc|tổng hợp|hoàn thiện|hoàn thành|cập nhật|kết nối|phát triển|quản lý|lựa chọn"
    r"|đánh giá|thẩm định|lập|quy định|vận hành|đào tạo|bồi dưỡng|phổ biến|lồng ghép|huy động|đưa|xác định|sửa đổi"
    r"|công bố|khảo sát|thống kê|duy trì|khai thác|bảo đảm|đảm bảo|tạo điều kiện|giám sát|thanh tra|xử lý|đầu tư"
    r"|nâng cao|mở|giải quyết|hỗ trợ|kịp thời|chuẩn bị|thành lập|ký kết|cung cấp|thông tin|quán triệt|phân công|nâng cấp"
    r"|đẩy nhanh|khẩn trương|chủ động|phấn đấu|gửi|bàn giao|thi công|giải phóng|thanh toán|quyết toán|sớm|nghiêm túc"
    r"|lãnh đạo(?=,? (?:và )?chỉ đạo|,? tổ chức| thực hiện| toàn diện| việc| công tác| các cấp)|trực tiếp|xuất cấp|quyết liệt|đề cao|thúc đẩy|tiếp thu|ứng dụng|thường xuyên|định kỳ|quan tâm|tập trung|rút ngắn"
    r"|thừa ủy quyền|thay mặt|làm việc|kiểm soát|kiểm điểm|trao đổi|phát huy|ưu tiên|xem xét|tổng kết|sơ kết|chú trọng|đổi mới|khắc phục"
    r"|ngăn chặn|sắp xếp|kiện toàn|hoàn tất|bám sát|tham gia|góp ý|tiếp nhận|phân bổ|đăng ký|chăm lo|hoàn chỉnh|bổ sung|điều chỉnh|chấn chỉnh|phát động|thông báo|giúp|tích cực|tháo gỡ|làm(?= (?:cơ quan|đơn vị|chủ|đầu mối))|cần|phải|thu hồi|lắp đặt|số hóa|mua sắm|vận động|công khai|cụ thể (?:hóa|hoá)"
)
VERB = re.compile(rf"(?<!\w)(?:{VERBS})(?!\w)")
_BEGINS = re.compile(rf"(?:{VERBS}|trên cơ sở|theo chức năng|trong phạm vi|chịu)(?!\w)")


def begins_work(words: str) -> bool:
    """“Rà soát …” does, “Thực trạng” does not."""
    return bool(_BEGINS.match(words[:1].lower() + words[1:]))
