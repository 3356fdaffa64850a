"""The words Vietnamese bodies are named with: heads, units, collective nouns, fields. Data only.

A body that lists cannot be cut by commas alone, since names hold commas and "và" of their own:
those names stand in FIELDS; everything else the splitter sees by its first word.
"""

from plan.agencies.naming.masks import hidden

# A comma that cuts nothing.
COMMA = hidden(",")
# Fields of sở, bộ and phòng whose names hold a separator, as they are written in full.
# "," and "-" may be exchanged or left out, "và" may be "&", "-" or left out: that is writing, not another name.
FIELDS = (
    "Giáo dục và Đào tạo",
    "Kế hoạch và Đầu tư",
    "Khoa học và Công nghệ",
    "Khoa học, Công nghệ và Môi trường",
    "Khoa học, Công nghệ và Thông tin",
    "Khoa học, Công nghệ và Đào tạo",
    "Khoa học, Công nghệ và Hợp tác quốc tế",
    "Thông tin và Truyền thông",
    "Tài nguyên và Môi trường",
    "Nông nghiệp và Môi trường",
    "Nông nghiệp và Phát triển nông thôn",
    "Dân tộc và Tôn giáo",
    "Lao động - Thương binh và Xã hội",
    "Văn hóa, Thể thao và Du lịch",
    "Văn hóa, Thể thao và Truyền thông",
    "Văn hóa, Khoa học và Thông tin",
    "Văn hóa và Thể thao",
    "Văn hóa và Thông tin",
    "Quy hoạch - Kiến trúc",
    "Kinh tế và Hạ tầng",
    "Kinh tế, Hạ tầng và Đô thị",
    "Tài chính - Kế hoạch",
    "Tuyên giáo và Dân vận",
    "Xuất bản, In và Phát hành",
    "Phát thanh truyền hình và Thông tin điện tử",
)

# Whole names, head and all, that nothing else would keep together.
WHOLE = (
    "Báo và Phát thanh, Truyền hình",
    "Ban Quản lý các Khu công nghiệp, khu kinh tế",
    "Ban Quản lý các Khu kinh tế, khu công nghiệp",
    "Vụ Khoa học công nghệ, Đào tạo và Môi trường",
    "Cục Khoa học công nghệ và Đào tạo",
)

# Kept together but not rewritten: these are written in several right ways.
AS_WRITTEN = (
    "Đảng ủy Mặt trận Tổ quốc, các đoàn thể Trung ương",
    "Công an đơn vị, địa phương",
    "Công an các đơn vị, địa phương",
    "Phát thanh và Truyền hình",
    "Phát thanh, Truyền hình",
    "Báo và Đài",
    "Vụ Kế hoạch, Tài chính",
    "Ban Kế hoạch, Tài chính",
    "Dân số, Gia đình và Trẻ em",
    "Cục Thông tin, Thống kê",
    "Cục Tiền lương và Bảo hiểm xã hội",
    "Vụ Kinh tế vùng và địa phương",
    "Vụ Khoa học, Giáo dục, Tài nguyên và Môi trường",
    "Vụ Cơ sở đảng, đảng viên",
    "Công tác đảng, công tác chính trị",
    "Quốc phòng, An ninh",
    "Điều tra, Quy hoạch rừng",
    "Thông tin, Báo chí, Xuất bản",
    "Trồng trọt và Bảo vệ thực vật",
    "Chăn nuôi và Thú y",
    "Lâm nghiệp và Kiểm lâm",
    "Thủy sản và Kiểm ngư",
    "PCCC và CNCH",
    "Khối Cơ quan và Doanh nghiệp",
    "Khối Các cơ quan và Doanh nghiệp",
    "PCTT và TKCN",
    "Văn hóa cơ sở, Gia đình và Thư viện",
    "Mỹ thuật, Nhiếp ảnh và Triển lãm",
    "Khoa học và Kỹ thuật",
    "Văn học và Nghệ thuật",
    "Phòng cháy, chữa cháy và cứu nạn, cứu hộ",
    "Phòng cháy và chữa cháy",
    "an ninh, trật tự",
    "Phòng, chống thiên tai và Tìm kiếm cứu nạn",
    "Phòng, chống",
    "Xúc tiến Đầu tư, Thương mại và Du lịch",
    "Xúc tiến Thương mại và Đầu tư",
    "Nước sạch và Vệ sinh môi trường",
    "Các Khu công nghiệp và Chế xuất",
    "Các Khu chế xuất và Công nghiệp",
    "Khu kinh tế và các khu công nghiệp",
    "Khu công nghiệp và khu kinh tế",
    "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân",
    "Văn phòng Đoàn ĐBQH và HĐND",
    "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân",
    "Văn phòng HĐND và UBND",
    "Văn phòng ĐBQH và HĐND",
    "Văn phòng ĐĐBQH và HĐND",
    "Văn phòng Đoàn đại biểu Quốc hội, Hội đồng nhân dân và Ủy ban nhân dân",
    "Văn phòng Đoàn ĐBQH, HĐND và UBND",
    "các công trình dân dụng và công nghiệp",
    "các công trình giao thông và nông nghiệp",
)

# Fields without a separator of their own: what tells "Nội vụ và Tài chính" (two) from "Dân tộc và Tôn giáo" (one).
SINGLE_FIELDS = (
    "Nội vụ", "Tư pháp", "Tài chính", "Công Thương", "Xây dựng", "Y tế", "Ngoại vụ", "Du lịch", "Giao thông vận tải",
    "Giao thông", "Thanh tra", "Văn hóa", "Thể thao", "Thông tin", "Công an", "Quốc phòng", "Ngoại giao", "Dân tộc",
    "Tôn giáo", "Công nghiệp", "Thương mại", "Nông nghiệp", "Thủy sản", "Kinh tế", "Quản lý đô thị", "Kế hoạch",
    "Nông dân", "Phụ nữ", "Cựu chiến binh", "Thanh niên", "Liên hiệp Phụ nữ", "Chữ thập đỏ", "Môi trường",
    "Nghệ thuật", "Lâm nghiệp", "Kiểm lâm", "Thủy lợi", "Thuế", "Thống kê", "Hải quan", "Bản quyền tác giả", "Di sản văn hóa",
    "Báo chí", "Điện ảnh", "Tổ chức", "Tuyên giáo", "Dân vận", "Nội chính", "Pháp chế", "Tổ chức cán bộ",
    "Tài nguyên", "Giáo dục", "Khoa học", "Đầu tư", "Lao động",
)  # fmt: skip

# Fields by their initials, as they follow "Sở", "Bộ" or "Phòng": TT&TT, VH, TT và DL, LĐ-TBXH.
INITIALS = {
    "TT TT": "Thông tin và Truyền thông",
    "KH ĐT": "Kế hoạch và Đầu tư",
    "KH CN": "Khoa học và Công nghệ",
    "GD ĐT": "Giáo dục và Đào tạo",
    "TN MT": "Tài nguyên và Môi trường",
    "NN MT": "Nông nghiệp và Môi trường",
    "NN PTNT": "Nông nghiệp và Phát triển nông thôn",
    "LĐ TB XH": "Lao động - Thương binh và Xã hội",
    "VH TT DL": "Văn hóa, Thể thao và Du lịch",
    "VH TT": "Văn hóa và Thể thao",
    "DT TG": "Dân tộc và Tôn giáo",
    "GT VT": "Giao thông vận tải",
    "TC KH": "Tài chính - Kế hoạch",
    "QH KT": "Quy hoạch - Kiến trúc",
    "NV": "Nội vụ",
    "XD": "Xây dựng",
    "CT": "Công Thương",
    "TC": "Tài chính",
    "TP": "Tư pháp",
    "YT": "Y tế",
    "NgV": "Ngoại vụ",
    "DL": "Du lịch",
}

# Short forms written out wherever they stand alone. UBND stays: that is how plans write it.
SHORT_FORMS = {
    "KKT": "Khu kinh tế",
    "KCN": "Khu công nghiệp",
    "KCX": "Khu chế xuất",
    "BQL": "Ban Quản lý",
    "VP": "Văn phòng",
    "BCĐ": "Ban Chỉ đạo",
    "Ban QL": "Ban Quản lý",
    "Ban QLDA": "Ban Quản lý dự án",
    "CHQS": "Chỉ huy quân sự",
    "BĐBP": "Bộ đội Biên phòng",
    "BHXH": "Bảo hiểm xã hội",
    "BHYT": "Bảo hiểm y tế",
    "KBNN": "Kho bạc Nhà nước",
    "TW": "Trung ương",
    "PTTH": "Phát thanh và Truyền hình",
    "PT-TH": "Phát thanh và Truyền hình",
    "PT&TH": "Phát thanh và Truyền hình",
    "TX": "thị xã",
    "Tp": "thành phố",
    "TP": "thành phố",
}

# First words of bodies. The longest that fits is taken.
HEADS = (
    "sở", "ban", "bộ", "phòng", "cục", "chi cục", "tổng cục", "vụ", "viện", "văn phòng", "thanh tra", "công an",
    "trung tâm", "trường", "đài", "báo", "hội", "hội đồng", "hiệp hội", "liên đoàn", "liên minh", "liên hiệp", "đoàn",
    "tỉnh đoàn", "thành đoàn", "huyện đoàn", "tỉnh ủy", "thành ủy", "huyện ủy", "thị ủy", "đảng ủy", "mặt trận",
    "ủy ban", "bảo hiểm xã hội", "ngân hàng", "kho bạc", "tòa án", "viện kiểm sát", "bộ chỉ huy", "bộ tư lệnh",
    "công ty", "tổng công ty", "tập đoàn", "hợp tác xã", "bưu điện", "viễn thông", "cổng thông tin", "bhxh", "kbnn", "bql", "bcđ", "mttq", "ubmttq", "cổng ttđt", "cổng dịch vụ công", "quỹ",
    "bệnh viện", "học viện", "nhà xuất bản", "thông tấn xã", "kiểm toán", "chi nhánh", "điện lực", "chính phủ",
    "thủ tướng", "quốc hội", "thường trực", "ban thường vụ", "quân khu", "hạt kiểm lâm", "đội", "trạm", "tổ",
    "kiểm lâm", "bảo tàng", "thư viện", "tạp chí", "hđnd", "hội đồng nhân dân", "ubnd", "đại học", "cảnh sát",
    "dự án", "chương trình", "khoa", "bộ đội", "tổng liên đoàn", "tòa soạn", "nhà hát", "nhà khách", "nhà thiếu nhi", "nhà xuất bản", "hãng phim", "cảng vụ", "vườn quốc gia", "thuế", "chi cục thuế",
    "hải quan", "thống kê", "công đoàn", "đảng bộ", "chi bộ", "chi hội", "ban giám hiệu", "tổ chuyên môn", "lữ đoàn", "trung đoàn", "binh chủng", "quân chủng", "tổng đội",
    "hạt quản lý", "nhóm", "bộ tham mưu", "bộ tổng tham mưu", "trạm khuyến nông", "sân bay", "cảng hàng không", "p.", "tt.", "tt", "nhà trường", "đội thuế", "cơ quan thuế", "cơ quan kho bạc",
    "vnpt", "viettel", "mobifone", "vinaphone", "fpt", "evn", "agribank", "vietcombank", "vietinbank", "bidv", "ubkt", "ubmttqvn", "tand", "vksnd", "lđlđ", "cơ quan thường trực", "câu lạc bộ", "khối", "tiểu ban", "quân đội", "đồn biên phòng", "hải đội", "hải đoàn", "đồn công an", "trạm y tế", "lực lượng", "đại biểu quốc hội", "đại biểu hđnd", "đại biểu hội đồng nhân dân",
)  # fmt: skip
# Words that begin like a head and name no body.
NOT_HEADS = (
    "bộ phận", "ban đầu", "báo chí", "báo cáo", "hội nhập", "hội nghị", "đoàn kết", "đoàn thể",
    "phòng cháy", "phòng chống", "phòng, chống", "phòng thủ", "phòng vệ", "tổ chức", "tổ quốc", "tổ hợp", "đội ngũ",
    "trường hợp", "chương trình mục tiêu", "khoa học", "khoa giáo", "thống kê số", "nhóm trẻ", "công đoàn viên", "cơ sở dữ liệu", "cơ sở hạ tầng", "cơ sở vật chất", "viện dẫn", "vụ việc", "vụ án", "bản quyền", "bản đồ", "quỹ đất", "khối lượng", "công an nhân dân",
)  # fmt: skip

# Heads that are trades as well: in small letters and alone they may go on with a name or a kind ("viễn thông, điện lực").
TRADES = (
    "kiểm toán", "thanh tra", "thống kê", "hải quan", "thuế", "viễn thông", "điện lực", "kiểm lâm", "bảo hiểm xã hội",
    "thư viện", "bảo tàng", "bưu điện",
)  # fmt: skip

# Persons who stand for their agency, the longest first. The agency is what follows.
PERSONS = (
    f"trưởng{COMMA} phó", "tổng giám đốc", "giám đốc", "thủ trưởng", "phó chủ tịch", "chủ tịch", "chỉ huy", "chánh án", "chánh", "bộ trưởng",
    "cục trưởng", "chi cục trưởng", "tổ trưởng", "phó hiệu trưởng", "tổng cục trưởng", "vụ trưởng", "viện trưởng", "hiệu trưởng", "tổng biên tập",
    "chỉ huy trưởng", "trưởng phòng", "trưởng ban", "trưởng", "phó bí thư", "bí thư", "tư lệnh", "người đứng đầu", "tập thể lãnh đạo", "lãnh đạo",
    "tổng tham mưu trưởng", "đại diện", "ủy viên", "phó giám đốc", "phó thủ trưởng", "phó trưởng ban", "phó trưởng phòng", "phó chánh", "tổng thanh tra", "tổng kiểm toán", "thống đốc", "chủ nhiệm", "tổng thư ký",
)  # fmt: skip
# "Trưởng ban Dân tộc" leads the Ban Dân tộc: the person holds the body's first word.
PERSON_HEADS = {"trưởng ban": "Ban", "trưởng phòng": "Phòng", "phó trưởng phòng": "Phòng"}

# Kinds of places with a committee, by level; a list that changes level begins a new part.
UNITS = {
    "tỉnh": 1, "thành phố": 2, "thành": 2, "thị": 2, "thị xã": 2, "huyện": 2, "quận": 2, "thị trấn": 3, "đặc khu": 3, "phường": 3, "xã": 3,
}  # fmt: skip

# Nouns for many bodies at once. Those of one kind are run together ("sở, ban, ngành");
# a list that goes over to another kind begins a new part, unless one qualifier covers them all.
COLLECTIVES = {
    "bộ": "state", "sở": "state", "ban": "state", "ngành": "state", "đoàn thể": "state", "hội đoàn thể": "state",
    "ủy ban": "state", "cục": "state", "vụ": "state", "phòng": "state", "chi cục": "state", "hội": "state",
    "cơ quan": "any", "cấp ủy": "any", "chính quyền": "any", "đơn vị": "any", "địa phương": "any", "tổ chức": "any", "cá nhân": "any", "phòng ban": "any",
    "thành viên": "any", "tập thể": "any", "tỉnh ủy": "any", "đảng bộ": "any", "ban đảng": "any", "ban cán sự đảng": "any", "bộ phận": "any", "thôn": "any", "bản": "any", "làng": "any", "buôn": "any", "khóm": "any", "khu dân cư": "any", "xóm": "any", "ấp": "any", "tổ dân phố": "any", "khu phố": "any", "đảng đoàn": "any", "đảng ủy": "any", "huyện ủy": "any", "thành ủy": "any", "thị ủy": "any",
    "doanh nghiệp": "private", "hiệp hội": "private", "hợp tác xã": "private", "công ty": "private",
    "tổng công ty": "private", "tập đoàn": "private", "nhà đầu tư": "private", "chủ đầu tư": "private",
    "trường": "private", "đại học": "private", "học viện": "private", "viện": "private", "ngân hàng": "private", "bệnh viện": "private", "nhà máy": "private", "xí nghiệp": "private", "khu công nghiệp": "private", "trung tâm": "private", "trạm": "private",
    "cộng đồng": "people", "người dân": "people", "nhân dân": "people", "hộ gia đình": "people", "cán bộ": "people", "công chức": "people",
    "cơ sở": "private", "hộ kinh doanh": "private", "khoa": "unit", "bộ môn": "unit", "chi hội": "any", "chi đoàn": "any", "chủ rừng": "any", "chi bộ": "any",
    "tổ chuyên môn": "any", "làng nghề": "private", "tổ hợp tác": "private", "tiểu thương": "people", "người có uy tín": "people", "chủ sở hữu": "people",
    "viên chức": "people", "người lao động": "people", "giáo viên": "people", "giảng viên": "people", "học sinh": "people",
    "sinh viên": "people", "nhân viên": "people", "phụ huynh": "people", "đảng viên": "people", "hội viên": "people",
}  # fmt: skip
# These name a kind of their own by the words after the noun, so no run goes through them.
CLOSED_COLLECTIVES = ("cơ quan ngang bộ", "cơ quan thuộc", "cơ quan trực thuộc chính phủ")

# What follows them is left out of those before: "các sở (trừ Sở Y tế)".
EXCEPTIONS = ("trừ", "ngoại trừ", "không bao gồm", "không gồm")
# Words after a collective that say which of them, and so speak for the whole run before them.
QUALIFIERS = (
    "liên quan", "có liên quan", "khác", "còn lại", "tỉnh", "thành phố", "huyện", "xã", "phường", "đặc khu", "cấp", "trực thuộc", "thuộc",
    "trên địa bàn", "của", "trong", "khi", "trung ương", "được", "chưa", "có", "trực tiếp", "nêu trên", "nói trên", "đóng trên", "nơi",
    "ở", "tại", "theo", "ngang", "đã", "đang", "là", "sử dụng", "tham gia", "các cấp", "chuyên môn", "chức năng", "nghiệp vụ", "chính trị", "xã hội",
    *EXCEPTIONS,
)  # fmt: skip

# With one of these the words alone name nobody: a person must say who is meant.
NOBODY = (
    "liên quan", "thuộc đối tượng", "chưa", "một số", "được giao", "được phân công", "được chọn", "có nhu cầu",
    "có điều kiện", "đủ điều kiện", "thuộc diện", "nơi có", "khác",
)  # fmt: skip
# Bodies set up for one task: nobody knows them by these words.
NAMELESS = (
    "tổ công tác",
    "tổ giúp việc",
    "ban chỉ đạo",
    "hội đồng",
    "đoàn công tác",
    "đoàn kiểm tra",
    "ban tổ chức",
)

# Heads that a list may share ("Sở Nội vụ, Tài chính" is two); the name of any other body may be a list of fields
# ("Ủy ban Kinh tế và Tài chính" is one).
SHARED_HEADS = ("sở", "bộ", "phòng", "hội", "ban", "chi cục", "cục", "vụ")

# How something is to be done: after nouns for many bodies only these begin an instruction, since any other verb may
# say which of them ("các ban xây dựng Đảng", "các đơn vị thực hiện").
MANNERS = (
    "khẩn trương", "chủ động", "tiếp tục", "thường xuyên", "trong việc", "trong công tác", "trong quá trình", "để",
    "có trách nhiệm", "chịu trách nhiệm", "phải", "định kỳ", "tăng cường", "đẩy mạnh", "nghiêm túc", "quyết liệt", "kịp thời",
)  # fmt: skip

# What a body is told to do, written after its name. Lower case, and only after a name that is complete:
# "Tổ công tác rà soát văn bản" is named by such a word.
VERBS = (
    "trực tiếp triển khai", "trực tiếp thực hiện", "trực tiếp tổ chức", "trực tiếp chỉ đạo", "thúc đẩy", "theo dõi", "đôn đốc", "tổng hợp", "báo cáo", "hướng dẫn", "kiểm tra", "giám sát", "tham mưu",
    "triển khai", "thực hiện", "tổ chức thực hiện", "tổ chức triển khai", "tổ chức", "xây dựng", "(?<!công )(?<!chương )(?<!quy )(?<!quá )(?<!lộ )(?<!giáo )trình", "đề xuất",
    "rà soát", "khẩn trương", "đánh giá", "thành lập", "thiết lập", "quyết định", "phân công", "phải", "tiếp thu", "giải quyết", "xem xét", "thống nhất", "trả lời", "tính toán", "lấy ý kiến",
    "trong việc", "trong công tác", "trong quá trình", "để", "chịu trách nhiệm", "nghiên cứu", "hoàn thiện", "hoàn thành", "chủ động", "tiếp tục",
    "đẩy mạnh", "tăng cường", "phê duyệt", "ban hành", "cung cấp", "cho ý kiến", "thẩm định", "vận hành",
    "(?<!dục )thường xuyên", "(?<!trợ )giúp(?! việc)", "định kỳ", "chỉ đạo", "bố trí", "bảo đảm", "đảm bảo", "có trách nhiệm", "có ý kiến", "tiến hành",
    "phối hợp (?:chặt chẽ|kịp thời|bảo đảm|đảm bảo|rà soát|xử lý|giải quyết|thẩm định|xây dựng|tham mưu|theo dõi|đôn đốc|thực hiện|tuyên truyền|giám sát|tổ chức|triển khai|chỉ đạo|hướng dẫn|kiểm tra|vận động|trong)", "tham gia giám sát", "cùng thực hiện", "góp ý", "tuyên truyền", "lồng ghép", "quán triệt",
    "nghiêm túc", "quyết liệt", "kịp thời", "điều hành", "tham khảo", "phân bổ", "làm việc với", "nắm bắt", "nắm chắc", "cấu hình", "nâng cấp", "cập nhật", "công bố", "công khai", "soạn thảo", "biên soạn", "tập huấn",
    "đối chiếu", "đổi mới(?! sáng tạo)", "nâng cao", "vận động", "huy động", "xác minh", "xác định", "lập hồ sơ", "lập danh mục", "lập kế hoạch", "lập Danh mục", "lập Kế hoạch", "lập Báo cáo", "lập Đề án", "thu thập", "thống kê số", "trao đổi",
    "thanh tra(?= việc)", "ký duyệt", "cử", "niêm yết công khai", "khắc phục", "kiện toàn", "chấn chỉnh", "duy trì", "tạo điều kiện", "sửa đổi", "giải ngân", "quan tâm", "tập trung(?= (?:chỉ đạo|lãnh đạo|thực hiện|triển khai|rà soát|hoàn thành|xử lý))", "đẩy nhanh", "phát huy",
    "chia sẻ", "kiến nghị", "đăng tải", "tích cực(?! -)", "ngăn chặn",
    "xử lý", "chuẩn bị", "cân đối", "phổ biến", "nhân rộng", "sơ kết", "tổng kết", "ký kết", "bàn giao", "tiếp nhận", "khảo sát",
)  # fmt: skip
