"""Names of laws, codes and ordinances, in force or not: where a name is known its end is certain.

Names are public; a law that is missing here is still found, by its shape and with less confidence. Numbers stand for
the editions that a name with a year means.
"""

from __future__ import annotations

from functools import lru_cache

from kheo.text.folding import plain

_LAWS = """
an ninh mạng
an ninh quốc gia
an toàn thông tin mạng
an toàn thực phẩm
an toàn, vệ sinh lao động
ban hành văn bản quy phạm pháp luật
ban hành văn bản quy phạm pháp luật của Hội đồng nhân dân, Ủy ban nhân dân
báo chí
bảo hiểm tiền gửi
bảo hiểm xã hội
quy định danh hiệu vinh dự Nhà nước “Bà mẹ Việt Nam anh hùng”
quy định danh hiệu vinh dự Nhà nước Bà mẹ Việt Nam anh hùng
bảo hiểm y tế
bảo vệ bí mật nhà nước
bảo vệ dữ liệu cá nhân
bảo vệ môi trường
bảo vệ quyền lợi người tiêu dùng
bảo vệ sức khỏe nhân dân
bảo vệ và kiểm dịch thực vật
bảo vệ và phát triển rừng
bà mẹ Việt Nam anh hùng
bầu cử
bầu cử đại biểu Hội đồng nhân dân
bầu cử đại biểu Quốc hội, đại biểu Hội đồng nhân dân
bầu cử đại biểu Quốc hội
bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân
biên giới quốc gia
biên phòng Việt Nam
biển Việt Nam
bình đẳng giới
bưu chính
cạnh tranh
các công cụ chuyển nhượng
các tổ chức tín dụng
cán bộ, công chức
cảnh sát biển Việt Nam
cảnh vệ
căn cước
căn cước công dân
chăn nuôi
chất lượng sản phẩm, hàng hóa
chứng khoán
chuyển đổi số
chuyển giao công nghệ
chuyển giao người đang chấp hành án phạt tù
cấp, thoát nước
công an nhân dân
công chứng
công đoàn
công nghệ cao
công nghệ thông tin
công nghiệp công nghệ số
công nghiệp quốc phòng, an ninh và động viên công nghiệp
cơ yếu
cư trú
dân quân tự vệ
dân số
dầu khí
dẫn độ
dạy nghề
di sản văn hóa
doanh nghiệp
doanh nghiệp nhà nước
du lịch
dược
dữ liệu
dự trữ quốc gia
đa dạng sinh học
đất đai
đấu giá tài sản
đấu thầu
đầu tư
đầu tư công
đầu tư kinh doanh vốn nhà nước
đầu tư theo phương thức đối tác công tư
đặc xá
đê điều
địa chất và khoáng sản
điện ảnh
điện lực
điều ước quốc tế
đo đạc và bản đồ
đo lường
đường bộ
đường sắt
giá
giám định tư pháp
giao dịch điện tử
giao thông đường bộ
giao thông đường thủy nội địa
giáo dục
giáo dục đại học
giáo dục nghề nghiệp
giáo dục quốc phòng và an ninh
hải quan
hàng không dân dụng Việt Nam
hiến, lấy, ghép mô, bộ phận cơ thể người và hiến, lấy xác
hòa giải ở cơ sở
hòa giải, đối thoại tại Tòa án
hóa chất
hoạt động chữ thập đỏ
hoạt động giám sát của Quốc hội và Hội đồng nhân dân
hôn nhân và gia đình
hỗ trợ doanh nghiệp nhỏ và vừa
hộ tịch
hợp tác xã
kế toán
khám bệnh, chữa bệnh
khí tượng thủy văn
khiếu nại
khiếu nại, tố cáo
khoa học và công nghệ
khoa học, công nghệ và đổi mới sáng tạo
khoáng sản
kiểm toán độc lập
kiểm toán nhà nước
kiến trúc
kinh doanh bảo hiểm
kinh doanh bất động sản
lao động
lâm nghiệp
luật sư
lực lượng dự bị động viên
lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở
lưu trữ
lý lịch tư pháp
mặt trận tổ quốc Việt Nam
năng lượng nguyên tử
ngân hàng nhà nước Việt Nam
ngân sách nhà nước
nghĩa vụ quân sự
người cao tuổi
người có công với cách mạng
ưu đãi người có công
biên phòng
cảnh sát biển
cảnh sát môi trường
đầu tư theo phương thức đối tác công - tư
trí tuệ nhân tạo
đầu tư kinh doanh vốn nhà nước tại doanh nghiệp
quản lý và đầu tư vốn nhà nước tại doanh nghiệp
sĩ quan Công an nhân dân
quân nhân chuyên nghiệp, công nhân và viên chức quốc phòng
bảo vệ công trình quốc phòng và khu quân sự
công nghiệp quốc phòng
động viên công nghiệp
giáo dục quốc phòng
giám sát của Quốc hội và Hội đồng nhân dân
phòng cháy chữa cháy
phòng cháy chữa cháy và cứu nạn cứu hộ
xuất cảnh nhập cảnh
sử dụng năng lượng tiết kiệm hiệu quả
bầu cử đại biểu Quốc hội và HĐND
người khuyết tật
người lao động Việt Nam đi làm việc ở nước ngoài theo hợp đồng
nhà giáo
nhà ở
nhập cảnh, xuất cảnh, quá cảnh, cư trú của người nước ngoài tại Việt Nam
nuôi con nuôi
phá sản
phí và lệ phí
phòng bệnh
phòng cháy và chữa cháy
phòng cháy, chữa cháy và cứu nạn, cứu hộ
phòng không nhân dân
phòng thủ dân sự
phòng, chống bạo lực gia đình
phòng, chống bệnh truyền nhiễm
phòng, chống khủng bố
phòng, chống ma túy
phòng, chống mua bán người
phòng, chống nhiễm vi rút gây ra hội chứng suy giảm miễn dịch mắc phải ở người
phòng, chống nhiễm vi rút gây ra hội chứng suy giảm miễn dịch mắc phải ở người (HIV/AIDS)
phòng, chống rửa tiền
phòng, chống tác hại của rượu, bia
phòng, chống tác hại của thuốc lá
phòng, chống tham nhũng
phòng, chống thiên tai
phổ biến, giáo dục pháp luật
phục hồi, phá sản
quản lý ngoại thương
quản lý nợ công
quản lý thuế
quản lý và đầu tư vốn nhà nước tại doanh nghiệp
quản lý, sử dụng tài sản công
quản lý, sử dụng tài sản nhà nước
quản lý, sử dụng vốn nhà nước đầu tư vào sản xuất, kinh doanh tại doanh nghiệp
quản lý, sử dụng vũ khí, vật liệu nổ và công cụ hỗ trợ
quảng cáo
quốc phòng
quốc tịch Việt Nam
quy hoạch
quy hoạch đô thị
quy hoạch đô thị và nông thôn
sĩ quan quân đội nhân dân Việt Nam
sở hữu trí tuệ
sử dụng năng lượng tiết kiệm và hiệu quả
tài nguyên nước
tài nguyên, môi trường biển và hải đảo
tần số vô tuyến điện
tham gia lực lượng gìn giữ hòa bình của Liên hợp quốc
thanh niên
thanh tra
thể dục, thể thao
thi đua, khen thưởng
thi hành án dân sự
thi hành án hình sự
thi hành tạm giữ, tạm giam
thi hành tạm giữ, tạm giam và cấm đi khỏi nơi cư trú
cựu chiến binh|dân chủ ở cơ sở|thực hiện dân chủ cơ sở|hòa giải cơ sở|phát triển đô thị
bảo vệ, chăm sóc và giáo dục trẻ em|an toàn lao động, vệ sinh lao động
an toàn giao thông đường bộ|trật tự, an toàn giao thông|giao thông đường thủy
thỏa thuận quốc tế
thống kê
thú y
thủ đô
thuế bảo vệ môi trường
thuế giá trị gia tăng
thuế sử dụng đất nông nghiệp
thuế sử dụng đất phi nông nghiệp
thuế tài nguyên
thuế thu nhập cá nhân
thuế thu nhập doanh nghiệp
thuế tiêu thụ đặc biệt
thuế xuất khẩu, thuế nhập khẩu
thủy lợi
thủy sản
thư viện
thực hành tiết kiệm, chống lãng phí
thực hiện dân chủ ở cơ sở
thương mại
thương mại điện tử
tiết kiệm, chống lãng phí
tiếp cận thông tin
tiếp công dân
tiêu chuẩn và quy chuẩn kỹ thuật
tín ngưỡng, tôn giáo
tình trạng khẩn cấp
tố cáo
tố tụng hành chính
tổ chức Chính phủ
tổ chức chính quyền địa phương
tổ chức cơ quan điều tra hình sự
tổ chức Hội đồng nhân dân và Ủy ban nhân dân
tổ chức Quốc hội
tổ chức Tòa án nhân dân
tổ chức Viện kiểm sát nhân dân
trách nhiệm bồi thường của Nhà nước
trật tự, an toàn giao thông đường bộ
trẻ em
trọng tài thương mại
trồng trọt
trợ giúp pháp lý
trưng cầu ý dân
trưng mua, trưng dụng tài sản
tư pháp người chưa thành niên
tương trợ tư pháp
tương trợ tư pháp về dân sự
tương trợ tư pháp về hình sự
ưu đãi người có công với cách mạng
viên chức
viễn thông
việc làm
vệ sinh an toàn thực phẩm
xây dựng
xuất bản
xuất cảnh, nhập cảnh của công dân Việt Nam
xử lý vi phạm hành chính
dân sự|hình sự|tố tụng dân sự|tố tụng hình sự
hàng hải Việt Nam|quản lý thị trường|cảnh sát cơ động|chi phí tố tụng
án phí, lệ phí Tòa án
hợp nhất văn bản quy phạm pháp luật
pháp điển hệ thống quy phạm pháp luật
công an xã|ngoại hối|giống cây trồng|giống vật nuôi
thực hiện dân chủ ở xã, phường, thị trấn
ban hành văn bản QPPL|ban hành VBQPPL|BHXH|BHYT|NSNN|PCTN|thuế GTGT|thuế TNCN|thuế TNDN|thuế TTĐB|xử lý VPHC
"""

_NUMBERS = """
31/2024/QH15 đất đai
27/2023/QH15 nhà ở
29/2023/QH15 kinh doanh bất động sản
06/2022/QH15 thi đua, khen thưởng
10/2022/QH15 thực hiện dân chủ ở cơ sở
63/2025/QH15 tổ chức Chính phủ
64/2025/QH15 ban hành văn bản quy phạm pháp luật
72/2025/QH15 tổ chức chính quyền địa phương
80/2025/QH15 cán bộ, công chức
89/2025/QH15 ngân sách nhà nước
83/2015/QH13 ngân sách nhà nước
77/2015/QH13 tổ chức chính quyền địa phương
76/2015/QH13 tổ chức Chính phủ
85/2015/QH13 bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân
58/2024/QH15 đầu tư công
22/2023/QH15 đấu thầu
36/2018/QH14 phòng, chống tham nhũng
25/2018/QH14 tố cáo
02/2011/QH13 khiếu nại
42/2013/QH13 tiếp công dân
11/2022/QH15 thanh tra
38/2019/QH14 quản lý thuế
20/2023/QH15 giao dịch điện tử
24/2018/QH14 an ninh mạng
29/2018/QH14 bảo vệ bí mật nhà nước
33/2024/QH15 lưu trữ
39/2024/QH15 thủ đô
72/2020/QH14 bảo vệ môi trường
41/2024/QH15 bảo hiểm xã hội
74/2025/QH15 việc làm
43/2019/QH14 giáo dục
15/2012/QH13 xử lý vi phạm hành chính
75/2015/QH13 mặt trận tổ quốc Việt Nam
57/2020/QH14 thanh niên
50/2024/QH15 công đoàn
59/2020/QH14 doanh nghiệp
61/2020/QH14 đầu tư
"""


_ABBREVIATIONS = (
    *(("hội đồng nhân dân", "hđnd"), ("ủy ban nhân dân", "ubnd"), ("mặt trận tổ quốc", "mttq")),
    *(("hoi dong nhan dan", "hdnd"), ("uy ban nhan dan", "ubnd"), ("mat tran to quoc", "mttq")),
)

_LIKE_ENOUGH = 0.88
"""How alike (difflib's ratio) spoilt words must be to a law's name."""


@lru_cache(maxsize=2)
def names_by_head(*, marks: bool = True) -> dict[str, tuple[str, ...]]:
    """Names in lower case, with or without their diacritics, by their first syllable, the longest first."""
    heads: dict[str, set[str]] = {}
    for line in _LAWS.strip().replace("|", "\n").splitlines():
        name = line.lower() if marks else plain(line)
        spellings = {name, name.replace(", ", " ", 1)}  # `phòng chống` is as common as `phòng, chống`
        spellings |= {_abbreviated(spelling) for spelling in spellings}
        for spelling in spellings:
            heads.setdefault(spelling.split()[0].rstrip(","), set()).add(spelling)
    return {head: tuple(sorted(names, key=len, reverse=True)) for head, names in heads.items()}


def _abbreviated(name: str) -> str:
    """A name with the abbreviations that everybody uses for the bodies in it."""
    for whole, short in _ABBREVIATIONS:
        name = name.replace(whole, short)
    return name


@lru_cache(maxsize=1)
def names_by_number() -> dict[str, str]:
    """The name of a law by its number."""
    rows = (line.split(" ", 1) for line in _NUMBERS.strip().splitlines())
    return {number: name.lower() for number, name in rows}


def known_name(after: str, *, marks: bool = True) -> int:
    """How many characters of lower-case words are the name of a known law; 0 where they begin with none.

    `after` has its tones in the older place, or with `marks` false no diacritics at all.
    """
    head = after[:12].split(" ", 1)[0].rstrip(",;.")
    for name in names_by_head(marks=marks).get(head, ()):
        if after.startswith(name) and not after[len(name) : len(name) + 1].isalpha():
            return len(name)
    return 0


def resembling_name(after: str) -> int:
    """As `known_name`, for words without diacritics that text recognition has spoilt; the first syllable is right."""
    from difflib import SequenceMatcher

    head = after[:12].split(" ", 1)[0].rstrip(",;.")
    best, length = _LIKE_ENOUGH, 0
    for name in names_by_head(marks=False).get(head, ()):
        end = _word_end(after, len(name))
        ratio = SequenceMatcher(None, name, after[:end], autojunk=False).ratio()
        if ratio > best:
            best, length = ratio, end
    return length


def _word_end(words: str, near: int) -> int:
    """The end of the word at or next to an offset."""
    while near < len(words) and words[near - 1 : near].isalnum() and words[near].isalnum():
        near += 1
    return min(near, len(words))
