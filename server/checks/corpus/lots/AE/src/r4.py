from lib import *
X=[("Thị trấn Cái Nước",71,34,25,24),("Đông Hưng",28,12,9,9),("Đông Thới",25,11,8,8),("Hòa Mỹ",31,16,12,11),("Hưng Mỹ",44,22,17,16),("Lương Thế Trân",57,29,24,22),("Phú Hưng",39,19,15,15),("Tân Hưng",36,17,13,12),("Tân Hưng Đông",42,20,16,16),("Thạnh Phú",33,15,11,10),("Trần Thới",22,11,8,8)]
s=[sum(x[i] for x in X) for i in range(1,5)]; print(s)
assert s==[428,206,158,151]
H=(291,158,96,87)
tab=f"| 1 | Cấp huyện | {H[0]} | {H[1]} | {H[2]} | {H[3]} | {z(H[2]-H[3])} |\n"+"\n".join(f"| {i+2} | {x[0]} | {x[1]} | {x[2]} | {z(x[3])} | {z(x[4])} | {z(x[3]-x[4])} |" for i,x in enumerate(X))
tab+=f"\n| | **Tổng cộng** | **{291+428}** | **{158+206}** | **{96+158}** | **{87+151}** | **{254-238}** |"
text="""ỦY BAN NHÂN DÂN
HUYỆN CÁI NƯỚC

Số: 702/BC-UBND

Cái Nước, ngày 17 tháng 12 năm 2024

**BÁO CÁO**

**Công tác tiếp công dân, xử lý đơn và giải quyết khiếu nại, tố cáo năm 2024**

Thực hiện Thông tư số 01/2024/TT-TTCP ngày 20/01/2024 của Thanh tra Chính phủ quy định chế độ báo cáo công tác thanh tra, tiếp công dân, giải quyết khiếu nại, tố cáo và phòng, chống tham nhũng, tiêu cực; theo yêu cầu của Thanh tra tỉnh Cà Mau, UBND huyện Cái Nước báo cáo kết quả năm 2024 (từ ngày 15/12/2023 đến ngày 14/12/2024) như sau:

**I. TÌNH HÌNH KHIẾU NẠI, TỐ CÁO**

Năm 2024, tình hình khiếu nại, tố cáo trên địa bàn nhìn chung ổn định, không hình thành điểm nóng. Nội dung khiếu nại chủ yếu xoay quanh bồi thường, hỗ trợ khi thu hồi đất làm tuyến cao tốc Cần Thơ - Cà Mau đoạn qua xã Lương Thế Trân; tranh chấp ranh đất nuôi trồng thủy sản; cấp, đổi giấy chứng nhận quyền sử dụng đất. Trong 92 đơn khiếu nại đủ điều kiện xử lý, lĩnh vực đất đai có 71 đơn («p(71,92)»), chế độ chính sách 13 đơn, lĩnh vực khác 08 đơn.

Tố cáo phát sinh ít, giảm so với năm trước: 26 đơn đủ điều kiện xử lý, năm 2023 là 34 đơn, giảm 08 đơn («p(8,34)»).

**II. KẾT QUẢ TIẾP CÔNG DÂN**

**1. Số lượt tiếp**

Toàn huyện tiếp «291+428» lượt, năm 2023 tiếp 781 lượt; giảm «781-719» lượt, tỷ lệ giảm «p(781-719,781)». Cụ thể:

- Ban Tiếp công dân huyện: 291 lượt với 312 người, bao gồm tiếp thường xuyên 186 lượt, tiếp định kỳ của lãnh đạo 97 lượt, tiếp đột xuất 08 lượt;
- UBND 10 xã và thị trấn Cái Nước: 428 lượt với 451 người.

Như vậy, số người được tiếp ở hai cấp là «312+451».

**2. Nội dung công dân trình bày**

Trong tổng số lượt tiếp có 148 lượt khiếu nại, 39 lượt tố cáo, 532 lượt kiến nghị, phản ánh; nhóm kiến nghị, phản ánh chiếm tỷ trọng lớn nhất, «p(532,719)».

**3. Đoàn đông người**

Phát sinh 03 đoàn với 27 người: một đoàn 11 người ở xã Lương Thế Trân (ngày 19/3/2024), một đoàn 09 người ở xã Hưng Mỹ (ngày 06/6/2024) và một đoàn 07 người ở thị trấn (ngày 24/9/2024). So với năm 2023 ít hơn 02 đoàn (05 đoàn).

**4. Trách nhiệm của người đứng đầu**

Theo Luật Tiếp công dân năm 2013, Chủ tịch UBND huyện phải tiếp công dân mỗi tháng 02 kỳ, cả năm 24 kỳ. Thực tế Chủ tịch trực tiếp tiếp 22 kỳ; 02 kỳ ủy quyền cho Phó Chủ tịch do trùng lịch họp của tỉnh. Tỷ lệ trực tiếp tiếp «p(22,24)».

Ở cấp xã, Chủ tịch UBND tiếp 561 kỳ trên 572 kỳ theo quy định (11 đơn vị, mỗi tuần 01 kỳ, 52 tuần), đạt «p(561,572)».

**III. TIẾP NHẬN, PHÂN LOẠI VÀ XỬ LÝ ĐƠN**

**1. Tiếp nhận**

Tổng số đơn phải xử lý trong năm là 364 đơn, trong đó năm trước chuyển sang 17 đơn, tiếp nhận trong năm 347 đơn. Theo nơi tiếp nhận, cấp huyện có 158 đơn, cấp xã có 206 đơn. Năm 2023 xử lý 389 đơn, năm nay giảm 25 đơn.

Số đơn đã được xử lý đạt 100%. Số đơn đủ điều kiện xử lý: 331 đơn («p(331,364)»). Không đủ điều kiện: 33 đơn, lý do trùng nội dung 21, nặc danh 12; đã lưu theo quy định.

**2. Phân loại 331 đơn đủ điều kiện**

a) Theo loại đơn: khiếu nại 92, tố cáo 26, kiến nghị và phản ánh 213.

b) Theo thẩm quyền: thuộc thẩm quyền của các cơ quan trong huyện 254 đơn (khiếu nại 68, tố cáo 15, kiến nghị và phản ánh 171); không thuộc thẩm quyền 77 đơn.

c) Với 77 đơn không thuộc thẩm quyền, đã ban hành 41 văn bản hướng dẫn, 29 văn bản chuyển đơn, 07 văn bản trả lại đơn.

**IV. KẾT QUẢ GIẢI QUYẾT ĐƠN THUỘC THẨM QUYỀN**

Tính đến ngày 14/12/2024 đã giải quyết 238/254 đơn, đạt «p(238,254)», cao hơn chỉ tiêu 90% của tỉnh và cao hơn năm 2023 (91,25%) là «dec(pv(238,254)-D("91.25"))» điểm phần trăm. Trong 238 đơn có 229 đơn giải quyết đúng thời hạn («p(229,238)») và 09 đơn quá hạn.

**1. Khiếu nại**

Giải quyết 61/68 đơn, tỷ lệ «p(61,68)»; còn 07 đơn đang thẩm tra, xác minh. Hình thức: ban hành quyết định giải quyết 44 đơn; 17 đơn do công dân tự nguyện rút sau khi được đối thoại, giải thích.

Kết quả phân tích 44 quyết định: khiếu nại đúng 09 (chiếm «p(9,44)»), đúng một phần 08 (chiếm «p(8,44)»), sai 27 (chiếm «p(27,44)»). Công dân khiếu nại lần hai hoặc khởi kiện ra tòa đối với 06 quyết định; Tòa án nhân dân đã xét xử 04 vụ, đều giữ nguyên quyết định của huyện, 02 vụ chưa xét xử.

**2. Tố cáo**

Đã giải quyết 14 trong 15 đơn («p(14,15)»). Kết luận: tố cáo sai 09, đúng một phần 03, đúng 02. Qua giải quyết tố cáo kiến nghị kiểm điểm 05 cán bộ, công chức và chuyển cơ quan điều tra 01 vụ việc. Còn 01 đơn đang xác minh theo Quyết định thụ lý số 3128/QĐ-UBND ngày 25/11/2024.

**3. Kiến nghị, phản ánh**

Trả lời 163/171 đơn, bằng «p(163,171)»; 08 đơn còn lại chờ kết quả đo đạc thực địa.

**4. Kết quả qua giải quyết**

- Trả lại quyền lợi cho 03 hộ dân với tổng diện tích 372 m² đất (hộ thứ nhất 128 m², hộ thứ hai 97 m², hộ thứ ba 147 m²);
- Bồi thường bổ sung 148,6 triệu đồng cho 05 hộ; thu hồi về ngân sách 63,4 triệu đồng. Cộng giá trị xử lý bằng tiền là «dec(D("148.6")+D("63.4"),1)» triệu đồng.

**5. Thi hành quyết định có hiệu lực pháp luật**

Có 31 quyết định phải thi hành (năm trước chuyển sang 04, trong năm 27). Đã thi hành xong 28 quyết định, đạt «p(28,31)»; chưa thi hành xong 03 quyết định vì người phải thi hành vắng mặt tại địa phương.

**6. Thanh tra trách nhiệm**

Thanh tra huyện tiến hành 06 cuộc thanh tra trách nhiệm về tiếp công dân, giải quyết khiếu nại, tố cáo: 04 cuộc theo kế hoạch, 02 cuộc đột xuất, tại Phòng Tài nguyên và Môi trường và các xã Hưng Mỹ, Phú Hưng, Trần Thới, Tân Hưng, Thạnh Phú. Ban hành 06 kết luận, kiến nghị chấn chỉnh 19 thiếu sót, đã thực hiện 17.

**7. Tuyên truyền pháp luật**

Tổ chức 38 cuộc cho «n(2166)» lượt người nghe (bình quân «2166//38» lượt mỗi cuộc), cấp phát «n(5200)» tờ gấp. Số tờ gấp phân cho thị trấn là 700, cho 10 xã «n(4500)», bình quân mỗi xã 450.

**V. ĐÁNH GIÁ, DỰ BÁO**

**1. Ưu điểm.** Tỷ lệ giải quyết chung vượt chỉ tiêu tỉnh giao; riêng tố cáo, kiến nghị và phản ánh đều trên 93%.

**2. Hạn chế.** Tỷ lệ giải quyết khiếu nại chưa đạt mức 90%; vẫn còn 09 đơn giải quyết quá hạn, trong đó 06 đơn ở cấp huyện và 03 đơn ở cấp xã. Còn 16 đơn chuyển sang năm 2025 (khiếu nại 07, tố cáo 01, kiến nghị và phản ánh 08).

**3. Dự báo.** Khi triển khai các khu tái định cư tại xã Lương Thế Trân và xã Hòa Mỹ, đơn về đất đai có khả năng tăng trong hai quý đầu năm 2025.

**VI. NHIỆM VỤ NĂM 2025**

1. Giải quyết dứt điểm 16 đơn chuyển kỳ trước ngày 28/02/2025.

2. Nâng tỷ lệ giải quyết khiếu nại lên trên 90%, không để phát sinh đoàn đông người vượt cấp.

3. Duy trì lịch tiếp công dân định kỳ của Chủ tịch UBND huyện vào ngày 10 và ngày 25 hằng tháng.

**VII. KIẾN NGHỊ**

Đề nghị Thanh tra tỉnh mở 01 lớp tập huấn về sử dụng Cơ sở dữ liệu quốc gia về tiếp công dân cho 11 xã, thị trấn trong quý I năm 2025.

Trên đây là báo cáo kết quả công tác tiếp công dân, xử lý đơn, giải quyết khiếu nại, tố cáo năm 2024 của huyện Cái Nước./.

**Nơi nhận:**

- Thanh tra tỉnh;
- TT. Huyện ủy, TT. HĐND huyện;
- Ban Tiếp công dân huyện;
- UBND các xã, thị trấn;
- Lưu: VT, TTr.

**TM. ỦY BAN NHÂN DÂN**
**CHỦ TỊCH**

**Phan Quốc Thới An**

**PHỤ LỤC**
**Tổng hợp kết quả tiếp công dân và giải quyết đơn năm 2024**

| STT | Đơn vị | Lượt tiếp | Đơn phải xử lý | Đơn thuộc thẩm quyền | Đã giải quyết | Còn lại |
|---|---|---|---|---|---|---|
«tab»
"""
assert 71+13+8==92 and 186+97+8==291 and 148+39+532==719 and 11+9+7==27 and 92+26+213==331 and 68+15+171==254 and 254+77==331 and 41+29+7==77 and 61+14+163==238 and 9+8+27==44 and 128+97+147==372 and 38*57==2166 and 11*52==572 and 389-364==25
assert pv(61,68)<90
faults=[
dict(kind="sum",old="tiếp định kỳ của lãnh đạo 97 lượt",new="tiếp định kỳ của lãnh đạo 79 lượt",also=["291 lượt với 312 người","tiếp thường xuyên 186 lượt"],why="186 + 79 + 8 = 273, không phải 291 lượt."),
dict(kind="comparison",old="So với năm 2023 ít hơn 02 đoàn",new="So với năm 2023 nhiều hơn 02 đoàn",also=["Phát sinh 03 đoàn với 27 người"],why="Năm nay 03 đoàn, năm 2023 05 đoàn nên phải là ít hơn."),
dict(kind="rate-base",old=f"chiếm tỷ trọng lớn nhất, {p(532,719)}",new=f"chiếm tỷ trọng lớn nhất, {p(532,781)}",also=["532 lượt kiến nghị, phản ánh","Toàn huyện tiếp 719 lượt"],why="532/719 = 73,99%; số ghi chia cho 781 lượt của năm 2023."),
dict(kind="swap",old="trùng nội dung 21, nặc danh 12",new="trùng nội dung 21, nặc danh 21",also=["Không đủ điều kiện: 33 đơn"],why="21 + 21 = 42, không bằng 33 đơn không đủ điều kiện."),
dict(kind="date",old="số 3128/QĐ-UBND ngày 25/11/2024",new="số 3128/QĐ-UBND ngày 25/12/2024",also=["Cái Nước, ngày 17 tháng 12 năm 2024","Tính đến ngày 14/12/2024"],why="Quyết định dẫn trong báo cáo ký ngày 17/12/2024 không thể mang ngày 25/12/2024."),
dict(kind="rate",old=f"Đã thi hành xong 28 quyết định, đạt {p(28,31)}",new="Đã thi hành xong 28 quyết định, đạt 93,02%",also=["Có 31 quyết định phải thi hành"],why="28/31 = 90,32%."),
dict(kind="verdict",old="Tỷ lệ giải quyết khiếu nại chưa đạt mức 90%",new="Tỷ lệ giải quyết khiếu nại đã vượt mức 90%",also=[f"Giải quyết 61/68 đơn, tỷ lệ {p(61,68)}"],why="61/68 = 89,71% thấp hơn 90%."),
dict(kind="appendix-vs-prose",old="| 1 | Cấp huyện | 291 | 158 | 96 |",new="| 1 | Cấp huyện | 291 | 153 | 96 |",also=["cấp huyện có 158 đơn","| **719** | **364** |"],why="Lời văn ghi cấp huyện 158 đơn và tổng phụ lục 364 = 158 + 206; phụ lục ghi 153."),
dict(kind="citation-year",old="Thông tư số 01/2024/TT-TTCP ngày 20/01/2024",new="Thông tư số 01/2024/TT-TTCP ngày 20/01/2023",also=[],why="Văn bản số năm 2024 không thể ban hành ngày 20/01/2023."),
]
make(4,text,globals(),faults)
