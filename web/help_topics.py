"""What the pages of help are called and say, each after its address. Pure."""

TOPICS = {
    "rounds": "Nhiệm vụ, việc phải làm, kỳ báo cáo",
    "on-time": "Hạn, đúng hạn đến hết, trễ",
    "declared": "Đã báo, chấp nhận, trả lại",
    "more-time": "Gia hạn, nguyên nhân chậm, hủy",
    "letters": "Thư nhắc, đôn đốc, báo lên trên",
    "questions": "Nhận kế hoạch, những điều được hỏi",
    "workdays": "Lịch làm việc và các thứ lịch",
    "papers": "Báo cáo, công văn, phiếu theo dõi",
    "roles": "Ai được làm gì",
}
LEADS = {
    "rounds": "Từ một dòng của kế hoạch đến thứ quá hạn hay xong.",
    "on-time": "Vì sao hạn thứ Bảy mà thứ Hai vẫn đúng hạn; “trễ 8” đếm thế nào.",
    "declared": "Cơ quan nói xong chưa phải là đã nhận.",
    "more-time": "Điều gì đổi thời hạn, điều gì không, và cách lấy lại khi ghi nhầm.",
    "letters": "Ai nhận thư lúc nào; xem trước, giữ lại, cho đi.",
    "questions": "Chương trình không đoán: nó hỏi. Trả lời thế nào, để sau thì sao.",
    "workdays": "Ngày nghỉ, ngày làm bù, và vì sao mỗi năm phải xác nhận.",
    "papers": "Dự thảo, ban hành, ghi đã gửi; kỳ viết thế nào.",
    "roles": "Người xem, người vận hành, quản trị, cơ quan.",
}
