"""The words that orders are made of, as data: verbs, adverbs of manner, words of duty, heads of names of bodies.

Entries are in the spelling of the dictionary; `lexicon` folds them as the text is folded. Add a word here,
not a rule.
"""

from __future__ import annotations

VERBS = """
tăng thời lượng, ra mắt, tiếp tế, cứu trợ, cứu chữa, tìm kiếm, tham vấn, thu gom, trưng bày, kết nạp, cổ vũ,
hưởng ứng,
trao quyền, tổng vệ sinh, trả lời, phúc đáp, thử nghiệm, vận chuyển, phân phối, nhắn tin, dọn dẹp, xây mới, tận dụng,
tiếp đón, tiếp dân, tiếp công dân, tham quan, áp dụng, ban hành, bàn giao, báo cáo, báo trước, bảo đảm,
bảo quản, bảo tồn, bảo vệ, bám
sát, biên soạn, biên tập, biểu dương, biểu quyết, bổ nhiệm, bổ sung, bố trí, bồi dưỡng, bồi thường, bứt phá, cam
kết, cải cách, cải thiện, cải tạo, cập nhật, cân đối, cấp kinh phí, cấp phát, chỉ đạo, chỉ định, chia sẻ, chi
trả, cho ý kiến, chọn cử, chống, là cơ quan chủ trì, là đơn vị chủ trì, là cơ quan đầu mối, là đầu mối, làm đầu
mối, là cơ quan thường trực, là đơn vị đầu mối, làm nhiệm vụ, chốt, chủ trì, chủ động, chuẩn bị, chuyển, chuyển
đổi, chuyển giao, chú trọng, chú ý, chấn chỉnh, chấm dứt, chấp hành, chấp thuận, chịu trách nhiệm, chứng nhận,
công bố, công khai, công nhận, có biện pháp, có giải pháp, có hình thức, có kế hoạch, có chương trình,
có phương án, có văn bản,
củng cố, cung cấp, cung ứng, cử, đánh giá, đào tạo, đặt, đăng ký, đăng tải, đầu tư, đẩy lùi, đẩy mạnh, đẩy
nhanh, đấu thầu, đấu tranh, đề cao, đề nghị, đề ra, đề xuất, định hướng, điều chỉnh, điều động, điều hành, điều
phối, điều tra, đính kèm, đôn đốc, đổi mới, động viên, đồng bộ, đồng hành, đa dạng hóa, đưa, đưa ra, đưa tin,
đưa vào, đón tiếp, đối chiếu, đối thoại, giải ngân, giải quyết, giải thích, giải trình, giải tỏa, giám sát, giám
định, gia hạn, giảm, giao, giáo dục, giới thiệu, giúp, giúp đỡ, giữ gìn, giữ vững, góp ý, gửi, gắn, gắn kết,
hạch toán, hạn chế, hiện đại hóa, hoàn chỉnh, hoàn thành, hoàn thiện, hoàn trả, hỗ trợ, huấn luyện, huy động,
hướng dẫn, hướng về, họp, học tập, kê khai, kế thừa, kêu gọi, kết hợp, kết luận, kết nối, kết thúc, khai thác,
khảo sát, khắc phục, khen thưởng, khôi phục, khơi dậy, khơi thông, khuyến cáo, khuyến khích, khẳng định, kiểm
định, kiểm kê, kiểm soát, kiểm tra, kiểm điểm, kiến nghị, kiện toàn, kiến tạo, ký, ký kết, kỷ luật, lãnh đạo,
làm, làm rõ, làm tốt, làm việc, lan tỏa, lập, lấy, lên án, liên hệ, liên kết, loại bỏ, lồng ghép, lựa chọn, lưu
trữ, lắp đặt, lắng nghe, miễn, minh bạch, mở rộng, mở, nâng, nâng cao, nâng cấp, nắm, nắm bắt, nắm chắc, nêu,
nêu cao, nêu gương, ngăn chặn, ngăn ngừa, nghiệm thu, nghiên cứu, nhân rộng, nhận diện, nhận thức, nhắc nhở,
niêm yết, nỗ lực, nộp, ổn định, phân bổ, phân cấp, phân công, phân giao, phân loại, phân tích, phân luồng, phân
định, phản ánh, phát động, phát hành, phát hiện, phát huy, phát sóng, phát triển, phấn đấu, phê bình, phê duyệt,
phòng, phòng chống, phòng ngừa, phối hợp, phổ biến, phục hồi, phục vụ, quan tâm, quán triệt, quản lý, quảng bá,
quy hoạch, quy định, quyết định, quyết liệt, quyết tâm, quyết toán, ra soát, ra quân, ra sức, rà soát, rút gọn,
rút kinh nghiệm, rút ngắn, sao gửi, sẵn sàng, sắp xếp, siết chặt, sơ kết, sơ tán, soạn thảo, số hóa, sử dụng,
sửa chữa, sửa đổi, tái cơ cấu, tạo, tạo chuyển biến, tạo điều kiện, tạo lập, tạo ra, tăng, tăng cường, tăng tốc,
tập hợp, tập huấn, tập trung, tháo gỡ, tham dự, tham gia, tham khảo, tham mưu, thành lập, thanh toán, thanh tra,
thay thế, thẩm định, thẩm tra, thể chế hóa, theo dõi, thi hành, thi đua, thí điểm, thiết kế, thiết lập, thông
báo, thông qua, thông tin, thống kê, thống nhất, thu, thu hồi, thu hút, thu thập, thúc đẩy, thuyết minh, thường
trực, thực hành, thực hiện, tiến hành, tiết giảm, tiết kiệm, tiếp cận, tiếp nhận, tiếp thu, tiếp tục, tiếp xúc,
tích hợp, tìm hiểu, tính toán, tổ chức, tổng hợp, tổng kết, tổng rà soát, trang bị, tranh thủ, trao đổi, trao
tặng, tri ân, triển khai, trình, trồng, truy thu, truyền tải, truyền thông, tuân thủ, tu bổ, tu dưỡng, tuần tra,
tuyên dương, tuyên truyền, tuyển chọn, tuyển dụng, tư vấn, từng bước hoàn thiện, tự chủ, tự kiểm tra, ứng dụng,
ứng phó, ứng trực, ưu tiên, vận động, vận dụng, vận hành, vinh danh, viết, xác định, xác lập, xác minh, xác
nhận, xây dựng, xem xét, xét, xét chọn, xét duyệt, xét tặng, xóa bỏ, xử lý, xử phạt, xúc tiến, xếp loại, yêu
cầu, đình chỉ, đảm bảo, đảm nhận, đóng góp, đơn giản hóa, đọc, đối soát, đổi, đạt, đáp ứng, đo đạc, dành, duy
trì, duyệt, dừng, dự báo, dự kiến, dự trữ, dự toán, di dời, diễn tập, không để, không được, nghiêm cấm, tuyệt
đối không, tuyệt đối không để, kiên quyết không để, kiên quyết không, treo, vệ sinh, tẩy chay, kích hoạt, kéo
giảm, nuôi dưỡng, bình xét, bình chọn, bầu, bình ổn, quán xuyến, chăm lo, chăm sóc, thăm hỏi, phân tán, hiệp y,
hiệp thương, triệu tập, chi viện, đôn đốc nhắc nhở, chuẩn hóa, cụ thể hóa, đồng bộ hóa, tối ưu hóa, xã hội hóa,
cơ cấu lại, sắp đặt, rà quét, ủy quyền, tổng duyệt, trợ giúp, thăm, gặp mặt, giao lưu, mời
"""
"""Verbs that a duty may begin with."""

MANNER = """
bước đầu, vượt thẩm quyền, cần, chặt chẽ, chủ động, cùng, căn bản, đặc biệt, đầy đủ, định kỳ, đồng loạt, đồng
thời, đột xuất, hàng năm, hằng năm, hàng quý, hằng quý, hàng tháng, hằng tháng, hàng tuần, hằng tuần, hằng ngày,
hàng ngày, kịp thời, kiên quyết, kiên trì, khẩn trương, linh hoạt, liên tục, mạnh dạn, mạnh mẽ, nghiêm, nghiêm
túc, nhanh chóng, phải, quyết liệt, rà, sáng tạo, sớm, tích cực, tiếp tục, tập trung, thật sự, thực sự, thường
xuyên, tổ chức tốt, trực tiếp, từng bước, tự, ưu tiên, quyết tâm, tăng cường, đẩy mạnh, chú trọng, quan tâm, nỗ
lực, có trách nhiệm, có nhiệm vụ, thống nhất, ngay, xem xét, chấp hành nghiêm, làm tốt, sẵn sàng, tối đa, luôn,
triệt để, nhất thiết, cũng, bắt buộc phải, chỉ
"""
"""Words that stand before the verb of a duty and say how, when or that it must be done."""

DUTY = "có trách nhiệm, chịu trách nhiệm, có nhiệm vụ, phải, cần, cần phải, có nghĩa vụ, bắt buộc phải"
"""Words of duty: after a body they make an order of whatever verb follows."""

AFTER_VERB = """
có hiệu quả, hiệu quả, tốt, kịp thời, nghiêm túc, nghiêm, chặt chẽ, đầy đủ, thường xuyên, đúng, đúng tiến độ,
quyết liệt, kỹ, kỹ lưỡng, mạnh mẽ, rõ, cụ thể, sâu sắc, toàn diện, hơn nữa, đồng bộ, ngay, lại, chủ động, thống
nhất, triệt để, tích cực, nhanh, sâu rộng, định kỳ, thường kỳ, đến, dứt điểm, phù hợp, đủ, lưỡng
"""
"""Words of manner that follow a verb and belong to the action."""

ORDERING = """
yêu cầu, đề nghị, kính đề nghị, trân trọng đề nghị, giao, giao cho, phân công, giao trách nhiệm cho, ủy quyền
cho, chỉ định, giao nhiệm vụ cho, phân công nhiệm vụ cho, nghiêm túc yêu cầu, thống nhất giao, đồng ý giao,
tiếp tục giao, nhắc nhở, lưu ý
"""
"""Words by which whoever signs lays a duty on somebody else."""

NOT_A_DUTY = """
đã, đang, vừa, vẫn, từng, chưa, được, bị, có thể, có quyền, sẽ, do, là, gồm, bao gồm, cơ bản, thuộc, không, ghi
nhận, đánh giá cao, hoan nghênh, nhất trí, thống nhất với, đồng ý, cho rằng, nhận thấy, nêu rõ, khẳng định, nhận
được, cảm ơn, biểu dương, được quyền, nhấn mạnh
"""
"""Words that follow the subject where a fact, a right or a state is told and nothing is ordered."""

LINKS = """
đồng thời, ngoài ra, bên cạnh đó, cùng với đó, song song với đó, trong đó, đặc biệt, đặc biệt là, riêng, theo
đó, mặt khác, trước mắt, trên cơ sở đó, sau đó, cụ thể, và, tiếp đó, trước hết, do đó, vì vậy, tuy nhiên, nhất
là, hoặc, khi đó, thì, một là, hai là, ba là, bốn là, năm là, sáu là, bảy là, tám là, chín là, mười là, thứ nhất,
thứ hai, thứ ba, thứ tư, thứ năm, thứ sáu, thứ bảy, thứ tám
"""
"""Words that join a clause to the one before and carry no meaning of their own."""

RESULTS = """
góp phần, từ đó, qua đó, nhờ đó, nhằm, để, với mục tiêu, vì, do, nhất là, như, ví dụ, bao gồm, gồm, kể cả, tức
là, trong đó có, theo
"""
"""A clause that begins with one of these serves the order before it and is none of its own."""

PURPOSES = """
để, nhằm, góp phần, từ đó, qua đó, nhất là, hướng tới, hướng đến, với mục tiêu, phục vụ cho, đặc biệt là, trên
cơ sở, trong đó
"""
"""What follows one of these is no part of the object."""

FRONTS = """
trên cơ sở, căn cứ, trong quá trình, trong thời gian, trong khi, đối với, khi, trường hợp, trong trường hợp, sau
khi, theo, để, nhằm, nếu, từ, trước, trong, định kỳ, hằng, hàng, thông qua, với, tại, ngay sau khi, chậm nhất,
ngoài, về, qua, tùy theo, cùng với, bên cạnh, trước khi, thực hiện, tiếp tục thực hiện, tiếp theo, trước mắt,
riêng đối với, riêng, kết thúc, giai đoạn, ngoài việc, nhân, vào
"""
"""Words that open a circumstance before the clause that orders."""

BODY_HEADS = """
ban, ban chấp hành, ban chỉ đạo, ban chỉ huy, ban tổ chức, ban quản lý, ủy ban kiểm tra, hội đồng thẩm định, bảo
hiểm xã hội, báo, bệnh viện, bí thư, bộ, bộ trưởng, bộ chỉ huy, bộ đội, bộ tư lệnh, bộ chính trị, bưu điện, các
bộ, cán bộ, cá nhân, cấp ủy, cấp xã, chánh, chi bộ, chi cục, chi hội, chi nhánh, chi ủy, chính phủ, chính quyền,
chủ cơ sở, chủ đầu tư, chủ nhiệm, chủ tịch, chủ tọa, công an, công đoàn, công ty, công chức, cổng thông tin, cơ
quan, cơ sở, cục, cục trưởng, doanh nghiệp, đài, đại biểu, đảng bộ, đảng đoàn, đảng ủy, địa phương, điện lực,
đoàn, đoàn thanh niên, đoàn thể, đội, đội ngũ, đồn, đồng chí, đơn vị, giám đốc, hạt, hệ thống, hiệp hội, hiệu
trưởng, hội, hội đồng, hđnd, học viện, hợp tác xã, huyện, huyện ủy, kế toán trưởng, khối, kho bạc, khoa, kiểm
lâm, kiểm toán, lãnh đạo, liên đoàn, liên minh, lực lượng, mặt trận, mttq, ngân hàng, ngành, người, nhà thầu,
nhà trường, ông, bà, phòng, phó chủ tịch, phó thủ tướng, phó giám đốc, phó trưởng, phường, quận, quốc hội, quân
ủy, quỹ, sở, tập đoàn, tập thể, thanh tra, thành ủy, thành viên, thành phố, thành đoàn, thị xã, thị ủy, thôn,
thông tấn xã, thủ trưởng, thủ tướng, thuế, thường trực, thường vụ, thứ trưởng, tỉnh, tỉnh đoàn, tỉnh ủy, tổ, tổ
chức, tổ trưởng, tổng biên tập, tổng công ty, tổng cục, tổng giám đốc, tổng thanh tra, thống đốc, tòa án, tòa
soạn, trạm, trung tâm, trường, trưởng, tư lệnh, ủy ban, ubnd, ubmttq, ubmttqvn, ban thường vụ, ban thường trực,
ủy viên, vnpt, viettel, viện, viên chức, viện trưởng, văn phòng, vụ, vụ trưởng, xã, xí nghiệp, hải quan, quản lý
thị trường, nhân viên, hộ gia đình, chủ sở hữu, bưu chính, cấp, chỉ huy, chỉ huy trưởng, ubkt, bch, btv, tand,
vksnd, vpubnd, lđlđ, bhxh, nhnn, bidv, evn, pc, người đứng đầu, đặc khu, sở ngành, các sở,
toàn đảng, toàn quân, toàn dân, hệ thống chính trị, báo và phát thanh, báo và đài, vp, bộ phận, chủ rừng,
chủ hộ, chủ hồ,
chủ đập, chủ tàu, chủ phương tiện, chủ dự án, chủ doanh nghiệp, cộng đồng, người lao động, người sử dụng lao động,
tiểu ban, tạp chí, tổng liên đoàn, câu lạc bộ, nhóm, khu phố, ấp, nhà máy, phân hiệu, chức sắc, già làng, agribank,
trường học, hộ kinh doanh, nhà mạng,
chuyên viên, phó chánh, phó bí thư, phó trưởng đoàn, trưởng đoàn, cấp ủy viên, trưởng ban, phó trưởng ban
"""
"""First words of the names of bodies, offices and groups of people."""

DETERMINERS = "các, những, từng, mỗi, một số, toàn thể, tất cả các, tất cả, toàn bộ, mọi, cả"

NOT_A_BODY = {
    "ban": "hành bố giao",
    "báo": "cáo động hiệu",
    "bộ": "cơ tiêu thủ chỉ dữ luật hồ máy phận tài mã công cụ",
    "các": "",
    "cấp": "giấy phép phát kinh tài nước bách thiết đổi thẻ mới lại độ nguồn cứu",
    "cơ": "cấu chế bản hội giới",
    "cơ sở": "dữ vật hạ pháp chính lý",
    "cục": "bộ",
    "chính quyền": "",
    "đoàn": "kết",
    "đại biểu": "",
    "đội": "hình",
    "hội": "nghị thảo nhập họp trường chợ diễn thi",
    "hệ thống": "hóa thông dữ pháp văn công",
    "khối": "lượng đại",
    "kiểm toán": "việc",
    "lãnh đạo": "chỉ thực công việc và, tốt triển quán",
    "ngành": "nghề",
    "người": "dân lao nghèo bệnh nộp sử học có",
    "phòng": "chống ngừa cháy thủ tránh dịch, chống họp bệnh",
    "phó": "mặc",
    "quỹ": "đất",
    "sở": "hữu dĩ",
    "tổ": "chức",
    "thuế": "suất",
    "thanh tra": "việc kiểm, kiểm",
    "thường trực": "",
    "tỉnh": "thành",
    "trường": "hợp học",
    "trưởng": "thành",
    "trung tâm": "dữ",
    "vụ": "việc án mùa lợi",
    "viện": "trợ dẫn",
    "xã": "hội",
    "cá nhân": "hóa",
    "địa phương": "hóa",
    "hạt": "giống nhân",
    "từng": "bước",
    "cán bộ": "",
    "ngân hàng": "đề câu",
    "tổ chức": "thực triển hội tuyên các tốt tập phổ rà kiểm lễ đánh thông vận cuộc sơ tổng phát xây "
    "thi đón tiếp ký lấy giám đào bồi hướng lớp việc đoàn",
    "quản lý thị trường": "",
}
"""After these words a head is none: `ban hành`, `báo cáo`, `hội nghị`."""

NEEDS_NAME = """
thanh tra, kiểm toán, tổ chức, phòng, báo, đoàn, hội, đội, tổ, cấp, lãnh đạo, trực, thuế, chỉ huy, quỹ, hệ
thống, khối, hạt, trạm, khoa, bộ phận, nhóm, ấp, bản, câu lạc bộ
"""
"""Heads that are verbs or common nouns too: they begin a name only before a capital, a known word, or after `các`."""

NAME_GOES_ON = """
tỉnh, thành phố, huyện, xã, phường, nhà nước, chính phủ, đảng, chính trị, đoàn thể, cá nhân, cơ sở, các, công
tác, liên ngành, chuyên trách, cấp, đài, bộ, sở, ủy, trung ương, ủy đảng, thể, viên, văn phòng, quân sự, chuyên
môn, xã hội, hội, ban, khoa học, giúp việc, nhân dân, địa phương, đơn vị, thanh niên, phụ nữ, một cửa,
thường trực, tiếp nhận, chuyên môn, công nghệ số, bầu cử, hợp tác, dân phố, tự quản, hòa giải, chuyên gia, y tế
"""

GENERIC = """
cơ quan, đơn vị, tổ chức, bộ phận, lực lượng, đoàn, tổ, ban, người, cán bộ, cá nhân, doanh nghiệp, phòng, công
chức, ngành, báo
"""
"""After these a verb may belong to the name: `cơ quan chủ trì`, `đơn vị thực hiện`."""

NAMING_VERBS = "chủ trì, phối hợp, quản lý, tham mưu, thường trực, soạn thảo, thẩm định, thực hiện, kiểm tra"
"""Verbs that tell bodies apart by their part: `cơ quan chủ trì`."""

NOUN_MAKERS = (
    "tập thể",
    "cán bộ",
    "đại diện",
    "chức danh",
    "đội ngũ",
    "đồng chí",
    "được",
    "bị",
    "việc",
    "sự",
    "của",
    "công tác",
    "hoạt động",
    "cuộc",
    "nội dung",
    "kết quả",
    "do",
    "về",
    "văn bản",
    "nhiệm vụ",
    "những",
    "các",
    "đã",
    "yêu cầu",
    "chức năng",
    "trách nhiệm",
    "cách",
    "khả năng",
    "chương trình",
    "đề án",
    "kế hoạch",
    "dự án",
    "chi",
    "có",
)
"""A verb right behind one of these names a thing and begins no predicate."""

NAME_STOPS = """
theo, thì, mà, nơi, để, nhằm, căn cứ, trên cơ sở, trong phạm vi, trong việc, trong công tác, trong quá trình,
về, khi, nếu, thông qua, tại, đối với, với, bằng, từ, trong, qua, tùy, để làm, chịu, có nhiệm, phù hợp, nhất là,
đặc biệt, cũng như, kể từ, ngoài
"""
"""Words that cannot be part of a name: what they open is a circumstance."""

LEADING = "chỉ đạo, lãnh đạo, định hướng"
"""Verbs by which one body acts through another (`lãnh đạo … chỉ đạo …`)."""

NOUN_AFTER = """
ban hành, xây dựng, gửi, lập, trình, soạn thảo, hoàn thiện, bổ sung, phê duyệt, công bố, có, đề xuất
"""
"""Behind these verbs `báo cáo`, `hướng dẫn`, `quy định`, `kế hoạch` are things."""

THINGS = """
báo cáo, hướng dẫn, quy định, quyết định, thông báo, quy hoạch, dự toán, kết luận, phương án, thiết kế
"""

PRESSING = """
quan tâm, chú trọng, khẩn trương, kịp thời, chủ động, tiếp tục, thường xuyên, tăng cường, định kỳ, nghiêm túc,
tập trung, nhanh chóng, kiên quyết, mạnh dạn, đẩy mạnh, tích cực, hằng năm, hàng năm, hằng quý, hằng tháng, trực
tiếp
"""
"""Words of manner that begin an order of their own behind a comma."""

WEAK = """
thu, đo, làm, mở, đặt, đổi, đọc, treo, xét, lấy, viết, chốt, chống, phòng, nêu, nâng, trồng, tăng, giảm, đưa,
mời, thăm, bầu, gắn, dành, đạt, miễn, duyệt, dừng, tạo, giúp, họp, mở rộng, vệ sinh, phục vụ, công nhận, an
toàn, phòng chống, quản lý, phát triển, đầu tư
"""
"""Verbs that are parts of names and of noun phrases too; behind a name they begin no predicate by themselves."""

PEOPLE = """
hợp tác xã, hộ kinh doanh, cơ sở kinh doanh, công ty, cán bộ, công chức, viên chức, người, cá nhân, nhân viên,
hộ gia đình, đại biểu, tập thể, doanh nghiệp, chủ hộ, chủ phương tiện, cộng đồng, người lao động,
người sử dụng lao động, toàn dân
"""
"""People at large: without `các` or a word of duty they are what is spoken of, not who is ordered."""

STATED = """
cơ bản, nhất trí, cơ bản nhất trí, thống nhất với, cơ bản thống nhất, ghi nhận, hoan nghênh, đồng ý với, đánh
giá cao
"""
"""A clause that begins with one of these states a view."""

PLAIN_VERBS = "lập gửi giao cử nộp ký"
"""Verbs of one syllable that stay clear without their diacritics."""

COMPOUNDS = """
cử tri, báo cáo viên, giao thông, giao dịch, giao ban, giao diện, giao nhận, ký hiệu, trình tự, trình độ, trình
diễn, lập trường, lập pháp, nộp thuế điện tử, thông tin liên lạc, phát thanh, phát triển nông thôn, hướng dẫn
viên, tuyên truyền viên, cộng tác viên, quản lý nhà nước, tổ chức đảng, kế hoạch, xây dựng đảng,
giáo dục thường xuyên, giáo dục nghề nghiệp, giáo dục mầm non,
giáo dục phổ thông, giáo dục đại học
"""
"""Words that begin like a verb and are none."""

NOUNS_OF_VERBS = {
    "lập": "công độc dân cô thành thiết sáng đối tái tự tạo trung",
    "trình": "quy chương quá giáo lộ tờ tiến công lịch hành",
    "giao": "bàn ngoại chuyển",
    "cử": "bầu ứng đề tiến",
    "ký": "chữ nhật thư đăng",
}
"""What the syllable before makes of these verbs: `công lập`, `quy trình`, `ứng cử`; it asks no others."""

NO_NOUN_BEHIND = "hành chính công, dịch vụ công, nhân dân, công dân, người dân, hộ dân"
"""Names end so; behind them `lập` is a verb."""

LISTED_IN_NAMES = (
    "dự án, cán bộ, đề án, chương trình, kế hoạch, đại diện, tập thể, đội ngũ, quân sự, trị sự, dân sự, nhân sự"
)
"""Nouns that names end with: a word of manner behind them opens the predicate."""

BEFORE_NOUNS = """
công độc dân cô thành thiết sáng đối quy chương quá giáo lộ tờ tiến bàn ngoại chuyển đề bầu ứng chữ nhật thư
đăng tái trung tự cơ kinh tình nội hội
"""
"""Behind one of these syllables other short verbs end a noun."""

GENERIC_NAMING = """
truyền thông, thông tin, chuyên môn, thẩm định, điều tra, cung cấp, giám định, tư vấn, sử dụng, sản xuất, kinh
doanh, thi hành, bảo vệ, tham gia, kiểm tra, thanh tra, giám sát, tuyên truyền, soạn thảo, vận hành, khai thác,
tiếp nhận, giải quyết, hỗ trợ, tổng hợp, theo dõi, thực hiện, quản lý, tham mưu
"""
"""Verbs that say what sort of body `cơ quan`, `đơn vị`, `lực lượng` is where a clearer predicate follows."""

POWERS = "quyết định, xem xét, quy định, công nhận, phê duyệt, cho phép"
"""What a body has the power to do is told, not ordered, unless a word of duty or an ordering word stands before."""

ASIDES = "căn cứ, trên cơ sở, tùy theo, trong phạm vi, với tư cách"
"""Words that open a circumstance between the subject and its predicate."""

LEADS = """
chủ trì, phối hợp, chỉ đạo, lãnh đạo, yêu cầu, đề nghị, giao, phân công, theo dõi, đôn đốc, kiểm tra, xác định,
quy định
"""
"""Verbs that a word of duty close behind does not make part of a name: it is another body's duty."""

OWN = """
rà soát, xác định, đánh giá, ban hành, đề xuất, phân công, công khai, niêm yết, cập nhật, huy động, bố trí
"""
"""Verbs that begin an order of their own behind a comma where they have an object of their own."""
