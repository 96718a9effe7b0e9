from lib import *
KH,GN=486300,327658
N=[("Ngân sách tỉnh hỗ trợ",168500,109862),("Ngân sách huyện",274300,186415),("Ngân sách trung ương (chương trình mục tiêu quốc gia)",18200,9734),("Vốn năm 2023 được kéo dài",25300,21647)]
Sx=[("Giao thông",24,212400,148930),("Giáo dục",17,128600,88215),("Thủy lợi, nông nghiệp",8,47300,29418),("Y tế, văn hóa",6,36500,23766),("Trụ sở, công nghệ thông tin",5,31200,19904),("Hạ tầng khác",4,30300,17425)]
Cd=[("Ban Quản lý dự án huyện",41,357800,248916),("Phòng Kinh tế và Hạ tầng",9,58200,33742),("Phòng Giáo dục và Đào tạo",6,27400,19655),("UBND các xã, thị trấn",8,42900,25345)]
assert sum(x[1] for x in N)==KH and sum(x[2] for x in N)==GN
for T in(Sx,Cd): assert (sum(x[1] for x in T),sum(x[2] for x in T),sum(x[3] for x in T))==(64,KH,GN)
assert 61240+118573+147845==GN and 7616+1322+796==9734 and 12800+3600+1800==18200
SL=[("Nâng cấp đường 107 đoạn qua xã Ngọc Định",14200,5396),("Xây mới khối phòng học Trường Tiểu học Liên Á, xã La Ngà",9800,2793),("Nạo vét, kiên cố kênh tiêu xã Phú Hòa",6500,1924),("Cải tạo trụ sở UBND xã Túc Trưng",8400,3024),("Nhà văn hóa xã Thanh Sơn",5100,1632)]
slp,sld=sum(x[1] for x in SL),sum(x[2] for x in SL)
tabN="\n".join(f"| {i+1} | {x[0]} | {n(x[1])} | {n(x[2])} | {p(x[2],x[1])} | {n(x[1]-x[2])} |" for i,x in enumerate(N))+f"\n| | **Tổng số** | **{n(KH)}** | **{n(GN)}** | **{p(GN,KH)}** | **{n(KH-GN)}** |"
def tb(T): return "\n".join(f"| {i+1} | {x[0]} | {z(x[1])} | {n(x[2])} | {n(x[3])} | {p(x[3],x[2])} |" for i,x in enumerate(T))+f"\n| | **Tổng số** | **64** | **{n(KH)}** | **{n(GN)}** | **{p(GN,KH)}** |"
need=KH*95//100; assert need*100==KH*95
text="""ỦY BAN NHÂN DÂN
HUYỆN ĐỊNH QUÁN

Số: 533/BC-UBND

Định Quán, ngày 04 tháng 10 năm 2024

# BÁO CÁO
## Tình hình thực hiện và giải ngân kế hoạch đầu tư công 9 tháng đầu năm 2024; nhiệm vụ, giải pháp những tháng cuối năm

Căn cứ Luật Đầu tư công số 39/2019/QH14 ngày 13/6/2019; Nghị quyết số 46/NQ-HĐND ngày 19/12/2023 của HĐND huyện về kế hoạch đầu tư công năm 2024; Quyết định số 3865/QĐ-UBND ngày 22/12/2023 của UBND huyện về giao chỉ tiêu kế hoạch, UBND huyện Định Quán báo cáo tình hình thực hiện đến hết ngày 30/9/2024 như sau (đơn vị tính tiền, nếu không ghi khác, là triệu đồng):

### I. GIAO KẾ HOẠCH VỐN

1. Tổng kế hoạch vốn năm 2024 huyện quản lý là «n(KH)», bao gồm bốn nguồn: ngân sách tỉnh hỗ trợ «n(168500)»; ngân sách huyện «n(274300)»; ngân sách trung ương «n(18200)»; vốn năm 2023 được kéo dài «n(25300)». So với kế hoạch cùng thời điểm năm 2023 («n(438900)»), quy mô vốn tăng «n(KH-438900)», tương ứng «up(KH,438900)».

2. Danh mục có 64 dự án, trong đó chuyển tiếp 29 dự án, khởi công mới 26 dự án, chuẩn bị đầu tư 09 dự án. Ngân sách huyện chiếm «p(274300,KH,1)» tổng vốn, là nguồn lớn nhất.

3. Trong kỳ, HĐND huyện thông qua 01 lần điều chỉnh (Nghị quyết số 21/NQ-HĐND ngày 18/7/2024): giảm vốn của 07 dự án với số tiền «n(12600)» và tăng vốn cho 09 dự án đúng bằng số tiền đó, nên tổng kế hoạch không thay đổi.

### II. KẾT QUẢ GIẢI NGÂN

**1. Kết quả chung**

Lũy kế giải ngân 9 tháng là «n(GN)», đạt «p(GN,KH)» kế hoạch. Cùng kỳ năm 2023 giải ngân «n(255090)» trên «n(438900)», đạt «p(255090,438900)»; như vậy về số tuyệt đối tăng «n(GN-255090)», về tỷ lệ cao hơn «dec(pv(GN,KH)-pv(255090,438900))» điểm phần trăm. Mốc UBND tỉnh yêu cầu đến 30/9 là 65%: huyện đạt.

Diễn biến theo quý như sau: quý I «n(61240)» («p(61240,GN)» số giải ngân 9 tháng), quý II «n(118573)» («p(118573,GN)»), quý III «n(147845)» («p(147845,GN)»). Quý III cao hơn quý II «n(147845-118573)».

**2. Theo nguồn vốn**

a) Vốn tỉnh hỗ trợ: «n(109862)»/«n(168500)», đạt «p(109862,168500)».

b) Vốn ngân sách huyện: giải ngân «n(186415)», bằng «p(186415,274300)» kế hoạch.

c) Vốn ngân sách trung ương: «n(9734)»/«n(18200)», đạt «p(9734,18200)», thấp nhất trong bốn nguồn. Chi tiết ba chương trình mục tiêu quốc gia: nông thôn mới «n(7616)»/«n(12800)»; phát triển vùng đồng bào dân tộc thiểu số «n(1322)»/«n(3600)»; giảm nghèo bền vững «n(796)»/«n(1800)».

d) Vốn kéo dài: «n(21647)»/«n(25300)», đạt «p(21647,25300)»; phần còn lại «n(25300-21647)» phải giải ngân xong trước ngày 31/12/2024.

**3. Theo lĩnh vực và chủ đầu tư**

Lĩnh vực giao thông có 24 dự án, giải ngân «n(148930)», chiếm «p(148930,GN)» tổng số tiền đã giải ngân toàn huyện và đạt «p(148930,212400)» kế hoạch của lĩnh vực; tiếp đến là giáo dục với 17 dự án, giải ngân «n(88215)». Ban Quản lý dự án huyện là chủ đầu tư của 41 dự án, giải ngân «n(248916)» trên «n(357800)», đạt «p(248916,357800)». Trong bốn nhóm chủ đầu tư có 02 nhóm đạt trên 65% và 02 nhóm dưới 65% (Phụ lục 2, Phụ lục 3).

**4. Thu hồi tạm ứng, xử lý nợ đọng**

- Số dư tạm ứng theo hợp đồng đến ngày 30/9/2024 là «n(42318)»; trong đó quá hạn thu hồi «n(1930)», trong hạn «n(42318-1930)».
- Nợ đọng xây dựng cơ bản đầu năm «n(8750)», đã thanh toán «n(6420)» («p(6420,8750)»), còn «n(8750-6420)».

### III. TÌNH HÌNH THỰC HIỆN DỰ ÁN

**1. Tiến độ**

Trong 26 dự án khởi công mới, 22 dự án đã khởi công, 03 dự án đang lựa chọn nhà thầu, 01 dự án chưa phê duyệt thiết kế. Kế hoạch năm đặt ra hoàn thành 31 dự án; đến nay bàn giao đưa vào sử dụng 17 dự án, đạt «p(17,31)», còn 14 dự án sẽ hoàn thành trong quý IV.

**2. Lựa chọn nhà thầu**

Tổ chức lựa chọn nhà thầu 52 gói, đấu thầu qua mạng 49 gói («p(49,52)»), chỉ định thầu 03 gói. Tổng giá gói thầu «n(213640)»; tổng giá trúng thầu «n(205127)»; tiết kiệm «n(213640-205127)», tỷ lệ tiết kiệm «p(213640-205127,213640)».

**3. Bồi thường, giải phóng mặt bằng**

Có 13 dự án phải thu hồi đất, ảnh hưởng 642 hộ với 43,2 ha. Đã chi trả cho 571 hộ, bằng «p(571,642)»; nhận bàn giao 38,7 ha, bằng «p(D("38.7"),D("43.2"))». Còn 71 hộ chưa nhận tiền: 46 hộ chưa thống nhất đơn giá, 17 hộ vướng nguồn gốc đất, 08 hộ cư trú ở địa phương khác.

**4. Quyết toán**

Theo Thông tư số 96/2021/TT-BTC ngày 11/11/2021 của Bộ Tài chính, có 38 dự án phải quyết toán trong năm. Phòng Tài chính - Kế hoạch trình phê duyệt 27 dự án, đang thẩm tra 05 dự án, 06 dự án chủ đầu tư chưa nộp hồ sơ. Giá trị đề nghị quyết toán của 27 dự án là «n(142380)», giá trị được duyệt «n(140916)», cắt giảm «n(142380-140916)» («p(142380-140916,142380)»).

**5. Giám sát, kiểm tra**

Trong kỳ, huyện giám sát, kiểm tra 24 dự án, gồm HĐND huyện giám sát 09, Thanh tra huyện 06, Phòng Tài chính - Kế hoạch 09. Ban Giám sát đầu tư của cộng đồng ở 14 xã, thị trấn tham gia 45 công trình. Tổng cộng có 36 kiến nghị, khắc phục 31, chưa khắc phục 05.

### IV. KHÓ KHĂN, NGUYÊN NHÂN

Đến hết tháng 9 còn 05 dự án có tỷ lệ giải ngân dưới 40%:

«chr(10).join("%d) %s: %s/%s, đạt %s;"%(i+1,x[0],n(x[2]),n(x[1]),p(x[2],x[1])) for i,x in enumerate(SL))[:-1]+"."»

Gộp lại, kế hoạch vốn của các dự án nêu trên là «n(slp)», giải ngân «n(sld)», bình quân «p(sld,slp)».

Nguyên nhân có ba nhóm: thứ nhất, giải phóng mặt bằng chậm (Ngọc Định, Phú Hòa); thứ hai, năng lực nhà thầu hạn chế (La Ngà, Thanh Sơn); thứ ba, phải điều chỉnh thiết kế (Túc Trưng). Ngoài ra giá cát xây dựng quý III tăng từ 310 lên 365 nghìn đồng/m³, tức tăng «up(365,310,1)».

### V. NHIỆM VỤ, GIẢI PHÁP

**1. Mục tiêu:** đến ngày 31/01/2025 giải ngân ít nhất 95% kế hoạch, tương ứng «n(need)». Trừ số đã thực hiện, phải giải ngân thêm «n(need-GN)» trong bốn tháng (từ tháng 10/2024 đến tháng 01/2025), bình quân mỗi tháng khoảng «n((need-GN+2)//4)».

**2. Giải pháp:**

- Ban Quản lý dự án huyện lập tiến độ tuần cho từng dự án; thay thế nhà thầu chậm quá 30 ngày.
- Trung tâm Phát triển quỹ đất vận động 71 hộ còn lại, hoàn tất chi trả trước ngày 15/11/2024.
- Phòng Tài chính - Kế hoạch đôn đốc 06 dự án chưa nộp hồ sơ quyết toán, báo cáo UBND huyện trước ngày 30/10/2024.
- Kho bạc Nhà nước Định Quán phối hợp thu hồi dứt điểm «n(1930)» tạm ứng quá hạn.

### VI. KIẾN NGHỊ

Kiến nghị UBND tỉnh bố trí bổ sung «n(15000)» cho hai dự án giao thông, gồm đường Cao Cang «n(9200)» và đường Thú y «n(5800)»; Sở Xây dựng công bố giá vật liệu hằng tháng sát với thị trường.

Trên đây là báo cáo tình hình thực hiện kế hoạch đầu tư công 9 tháng đầu năm 2024 của UBND huyện Định Quán./.

**Nơi nhận:**

- Sở Kế hoạch và Đầu tư; Sở Tài chính;
- TT. Huyện ủy; TT. HĐND huyện;
- Chủ tịch, các PCT UBND huyện;
- Các chủ đầu tư;
- Lưu: VT, TCKH.

**TM. ỦY BAN NHÂN DÂN**
**KT. CHỦ TỊCH**
**PHÓ CHỦ TỊCH**

**Ngô Đình Bảo Lâm**

**PHỤ LỤC 1. GIẢI NGÂN THEO NGUỒN VỐN ĐẾN 30/9/2024**

| TT | Nguồn vốn | Kế hoạch | Giải ngân | Tỷ lệ | Chưa giải ngân |
|---|---|---|---|---|---|
«tabN»

**PHỤ LỤC 2. GIẢI NGÂN THEO LĨNH VỰC**

| TT | Lĩnh vực | Số dự án | Kế hoạch | Giải ngân | Tỷ lệ |
|---|---|---|---|---|---|
«tb(Sx)»

**PHỤ LỤC 3. GIẢI NGÂN THEO CHỦ ĐẦU TƯ**

| TT | Chủ đầu tư | Số dự án | Kế hoạch | Giải ngân | Tỷ lệ |
|---|---|---|---|---|---|
«tb(Cd)»
"""
print(tb(Cd),p(GN,KH),p(255090,438900),slp,sld,[p(x[2],x[1]) for x in SL],(need-GN)/4,tabN)
assert all(x[2]*100<40*x[1] for x in SL) and 9+6+9==24 and 29+26+9==64 and 27+5+6==38 and 46+17+8==71 and 642-571==71
assert sum(pv(x[3],x[2])>65 for x in Cd)==2
faults=[
dict(kind="sum",old="chuyển tiếp 29 dự án, khởi công mới 26 dự án, chuẩn bị đầu tư 09 dự án",new="chuyển tiếp 29 dự án, khởi công mới 26 dự án, chuẩn bị đầu tư 19 dự án",also=["Danh mục có 64 dự án"],why="29 + 26 + 19 = 74, không phải 64 dự án."),
dict(kind="rate-base",old=f"tỷ lệ tiết kiệm {p(213640-205127,213640)}",new=f"tỷ lệ tiết kiệm {p(205127,213640)}",also=["Tổng giá gói thầu 213.640","tiết kiệm 8.513,"],why="8.513/213.640 = 3,98%; số ghi là tỷ số giá trúng thầu trên giá gói thầu."),
dict(kind="comparison",old=f"về số tuyệt đối tăng {n(GN-255090)}",new=f"về số tuyệt đối tăng {n(GN-255090-10000)}",also=[f"Lũy kế giải ngân 9 tháng là {n(GN)}","Cùng kỳ năm 2023 giải ngân 255.090"],why="327.658 − 255.090 = 72.568."),
dict(kind="wrong-quarter",old="còn 14 dự án sẽ hoàn thành trong quý IV",new="còn 14 dự án sẽ hoàn thành trong quý II",also=["tình hình thực hiện đến hết ngày 30/9/2024","Kế hoạch năm đặt ra hoàn thành 31 dự án"],why="Số liệu chốt 30/9/2024, phần việc còn lại của kế hoạch năm không thể ở quý II đã qua."),
dict(kind="sum",old="46 hộ chưa thống nhất đơn giá, 17 hộ",new="64 hộ chưa thống nhất đơn giá, 17 hộ",also=["Còn 71 hộ chưa nhận tiền","08 hộ cư trú ở địa phương khác"],why="64 + 17 + 8 = 89, không phải 71 hộ."),
dict(kind="citation-year",old="Thông tư số 96/2021/TT-BTC ngày 11/11/2021",new="Thông tư số 96/2021/TT-BTC ngày 11/11/2020",also=[],why="Thông tư mang số năm 2021 không thể ban hành năm 2020."),
dict(kind="list-count",old="còn 05 dự án có tỷ lệ giải ngân dưới 40%",new="còn 07 dự án có tỷ lệ giải ngân dưới 40%",also=["1) Nâng cấp đường 107 đoạn qua xã Ngọc Định","5) Nhà văn hóa xã Thanh Sơn"],why="Danh sách bên dưới chỉ có 05 dự án."),
dict(kind="appendix-vs-prose",old="| 2 | Giáo dục | 17 | 128.600 | 88.215 |",new="| 2 | Giáo dục | 17 | 128.600 | 82.815 |",also=["giải ngân 88.215. Ban Quản lý","| 1 | Giao thông | 24 | 212.400 | 148.930 |","Hạ tầng khác | 04 | 30.300 | 17.425"],why="Lời văn ghi 88.215; với 82.815 thì tỷ lệ 68,60% và tổng cột 327.658 đều không khớp."),
dict(kind="verdict",old="Mốc UBND tỉnh yêu cầu đến 30/9 là 65%: huyện đạt.",new="Mốc UBND tỉnh yêu cầu đến 30/9 là 65%: huyện chưa đạt.",also=[f"đạt {p(GN,KH)} kế hoạch. Cùng kỳ"],why="67,38% cao hơn mốc 65% nên là đạt."),
]
make(6,text,globals(),faults)
