from lib import *
L=[("Chứng thực",0,2874,2874,0),("Hộ tịch",21,1046,1043,0),("Đất đai",68,612,586,8),("Thành lập và hoạt động của hộ kinh doanh",15,447,449,0),("Xây dựng",24,163,158,3),("Bảo trợ xã hội",22,198,199,1),("Lĩnh vực khác",13,88,93,1)]
c=[sum(x[i] for x in L) for i in range(1,5)]; assert c==[163,5428,5402,13]
tab="\n".join(f"| {i+1} | {x[0]} | {z(x[1])} | {n(x[2])} | {n(x[1]+x[2])} | {n(x[3])} | {z(x[4])} | {z(x[1]+x[2]-x[3])} |" for i,x in enumerate(L))+"\n| | **Cộng** | **163** | **5.428** | **5.591** | **5.402** | **13** | **189** |"
M=[("Tháng 7",4384,4217,31),("Tháng 8",4752,4729,24),("Tháng 9",5016,5043,19),("Tháng 10",5428,5402,13)]
carry=0;rows=[]
for m in M:
    e=carry+m[1]-m[2]; rows.append(f"| {m[0]} | {carry} | {n(m[1])} | {n(m[2])} | {m[3]} | {p(m[2]-m[3],m[2])} | {e} |"); carry=e
assert carry==189
sn=sum(m[1] for m in M); sg_=sum(m[2] for m in M); st=sum(m[3] for m in M)
tabM="\n".join(rows)+f"\n| **Lũy kế** | | **{n(sn)}** | **{n(sg_)}** | **{st}** | **{p(sg_-st,sg_)}** | **189** |"
I=[("Công khai, minh bạch","18","16.8"),("Tiến độ giải quyết","20","19.7"),("Cung cấp dịch vụ trực tuyến","12","10.9"),("Thanh toán trực tuyến","10","8.6"),("Mức độ hài lòng","18","17.8"),("Số hóa hồ sơ","22","20.4")]
si=sum(D(x[2]) for x in I); assert sum(D(x[1]) for x in I)==100
W=[("01/10 - 03/10",3,702),("06/10 - 10/10",5,1181),("13/10 - 17/10",5,1204),("20/10 - 24/10",5,1173),("27/10 - 31/10",5,1168)]
assert sum(w[2] for w in W)==5428 and sum(w[1] for w in W)==23
tabW="\n".join(f"| Tuần {i+1} | {w[0]} | {z(w[1])} | {n(w[2])} | {dec(D(w[2])/w[1],1)} |" for i,w in enumerate(W))+f"\n| **Cả tháng** | 01/10 - 31/10 | **23** | **5.428** | **{dec(D(5428)/23,1)}** |"
text="""ỦY BAN NHÂN DÂN PHƯỜNG NINH KIỀU
**TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG**

Số: 41/BC-TTPVHCC

Ninh Kiều, ngày 03 tháng 11 năm 2025

**BÁO CÁO**

**Tình hình tiếp nhận, giải quyết thủ tục hành chính tháng 10 năm 2025 tại Trung tâm Phục vụ hành chính công phường Ninh Kiều, thành phố Cần Thơ**

Kính gửi: Ủy ban nhân dân phường Ninh Kiều.

Thực hiện Quyết định số 08/QĐ-UBND ngày 01/7/2025 của UBND phường ban hành Quy chế hoạt động của Trung tâm Phục vụ hành chính công (sau đây gọi là Trung tâm) và Nghị định số 118/2025/NĐ-CP ngày 09/6/2025 của Chính phủ về thực hiện thủ tục hành chính theo cơ chế một cửa, một cửa liên thông, Trung tâm báo cáo số liệu từ ngày 01/10/2025 đến ngày 31/10/2025 như sau:

**1. NHÂN SỰ, CƠ SỞ VẬT CHẤT**

Trung tâm có 14 người làm việc, gồm 09 công chức, 03 viên chức và 02 nhân viên bưu điện được cử đến hỗ trợ. Mười quầy giao dịch hoạt động đủ trong 23 ngày làm việc của tháng. Giám đốc Trung tâm do Phó Chủ tịch UBND phường kiêm nhiệm.

Thiết bị phục vụ người dân: 06 máy tính, 04 máy quét, 02 ki-ốt lấy số, 10 máy tính bảng đánh giá hài lòng (mỗi quầy 01 máy). Trong tháng, đường truyền gián đoạn 02 lần: ngày 08/10 mất 45 phút, ngày 22/10 mất 70 phút, tổng thời gian gián đoạn «45+70» phút.

**2. KẾT QUẢ TIẾP NHẬN**

2.1. Số hồ sơ phải giải quyết trong tháng là «n(5591)», trong đó tháng 9 chuyển qua 163 và tiếp nhận mới «n(5428)». So với tháng 9/2025 («n(5016)» hồ sơ mới), lượng hồ sơ mới tăng «5428-5016» hồ sơ, tăng «up(5428,5016)». Bình quân mỗi ngày làm việc tiếp nhận «dec(D(5428)/23,1)» hồ sơ.

2.2. Theo phương thức nộp:

| Phương thức | Số hồ sơ mới | Tỷ lệ |
|---|---|---|
| Trực tuyến | «n(4617)» | «p(4617,5428)» |
| Trực tiếp tại quầy | «n(768)» | «p(768,5428)» |
| Qua bưu chính công ích | «n(43)» | «p(43,5428)» |
| **Cộng** | **«n(5428)»** | **100%** |

Tỷ lệ trực tuyến tháng 9 là «p(4089,5016)» («n(4089)» hồ sơ trên «n(5016)» hồ sơ); như vậy tháng 10 nhích lên «dec(pv(4617,5428)-pv(4089,5016))» điểm phần trăm và đã đạt mức 85% mà thành phố giao.

2.3. Hồ sơ phi địa giới hành chính: 214 hồ sơ, bằng «p(214,5428)» số tiếp nhận mới; người nộp cư trú tại phường Cái Khế 131, phường Tân An 52, các xã, phường khác 31.

2.4. Tiếp nhận lưu động: tổ chức 04 buổi tại nhà văn hóa các khu vực, nhận được 126 hồ sơ (buổi ngày 04/10: 38; ngày 11/10: 27; ngày 18/10: 35; ngày 25/10: 26). Bốn buổi này tiếp nhận vào thứ Bảy, hồ sơ được nhập lên hệ thống vào ngày làm việc kế tiếp.

**3. KẾT QUẢ GIẢI QUYẾT**

3.1. Trong tháng trả kết quả cho «n(5402)» hồ sơ, phân ra: trước hạn «n(2011)» («p(2011,5402)»), đúng hạn «n(3378)» («p(3378,5402)»), trễ hạn 13 («p(13,5402)»). Gộp trước hạn và đúng hạn được «n(5389)» hồ sơ, tỷ lệ «p(5389,5402)».

3.2. Hồ sơ đang giải quyết đến hết ngày 31/10/2025: 189, gồm 185 trong hạn, 04 quá hạn (đất đai 03, xây dựng 01).

3.3. Số trễ hạn giảm 06 hồ sơ so với tháng 9 (19 hồ sơ). Về nguyên nhân, 06 hồ sơ phải xác minh nguồn gốc đất, 04 hồ sơ do lỗi đồng bộ phần mềm, 03 hồ sơ do công chức thụ lý chậm. Cả 13 trường hợp đều được gửi phiếu xin lỗi, trong đó 12 phiếu gửi trước ngày hẹn trả, 01 phiếu gửi sau.

3.4. Lũy kế 04 tháng kể từ khi Trung tâm đi vào hoạt động (01/7/2025 - 31/10/2025, không tính hồ sơ cũ bàn giao): tiếp nhận mới «n(sn)» hồ sơ, giải quyết «n(sg_)» hồ sơ, trễ hạn «st» hồ sơ; tỷ lệ trước và đúng hạn «p(sg_-st,sg_)» (Phụ lục 2).

**4. SỐ HÓA, THANH TOÁN TRỰC TUYẾN**

- Số hóa thành phần hồ sơ: «n(5160)» hồ sơ, đạt «p(5160,5428)» hồ sơ mới tiếp nhận; chỉ tiêu 95%, đạt.
- Kết quả bản điện tử: «n(5318)» kết quả trong tổng số «n(5402)» hồ sơ đã giải quyết, đạt «p(5318,5402)»; còn «5402-5318» hồ sơ chỉ có kết quả giấy.
- Thanh toán: «n(4286)» hồ sơ có phí, lệ phí, trong đó «n(3905)» hồ sơ nộp qua Cổng («p(3905,4286)»), «4286-3905» hồ sơ nộp tiền mặt.
- Số tiền phí, lệ phí thu được «dec(D("268.4")+D("31.9"),1)» triệu đồng: trực tuyến 268,4 triệu đồng, tiền mặt 31,9 triệu đồng.
- Tái sử dụng dữ liệu đã số hóa: «n(1873)» hồ sơ, tháng trước «n(1540)», tăng «1873-1540» hồ sơ.

**5. MỨC ĐỘ HÀI LÒNG; PHẢN ÁNH, KIẾN NGHỊ**

5.1. Trong «n(1286)» lượt đánh giá có «n(1071)» lượt “rất hài lòng”, «n(189)» lượt “hài lòng”, 21 lượt “bình thường” và 05 lượt “không hài lòng”. Hai mức trên cùng chiếm «p(1260,1286)», cao hơn mục tiêu 96%.

5.2. Thời gian chờ trung bình 6,4 phút, rút ngắn 1,7 phút so với tháng 9 (8,1 phút).

5.3. Phản ánh, kiến nghị nhận được 12 lượt: về thái độ phục vụ 02, về thời hạn 04, về thao tác trên Cổng 06. Đã trả lời 11 lượt, còn 01 lượt tiếp nhận ngày 31/10 đang xử lý.

**6. BỘ CHỈ SỐ THEO QUYẾT ĐỊNH SỐ 766/QĐ-TTg NGÀY 23/6/2022**

Điểm tháng 10 của phường là «dec(si,1)»/100 điểm (tháng 9: 92,7), tăng «dec(si-D("92.7"),1)» điểm, xếp thứ 7 trong 103 xã, phường của thành phố; tháng trước xếp thứ 11, như vậy tăng 04 bậc. Điểm thành phần:

«chr(10).join("- %s: %s/%s điểm;"%(x[0],dec(x[2],1),x[1]) for x in I)[:-1]+"."»

Ba nhóm có tỷ lệ điểm thấp nhất là thanh toán trực tuyến («p(D("8.6"),10,1)»), cung cấp dịch vụ trực tuyến («p(D("10.9"),12,1)») và số hóa hồ sơ («p(D("20.4"),22,1)»).

**7. NHẬN XÉT**

Trong tháng, Trung tâm đạt cả 03 chỉ tiêu chính: hồ sơ trực tuyến, số hóa thành phần hồ sơ và mức độ hài lòng. Lĩnh vực chứng thực tiếp tục có khối lượng lớn nhất với «n(2874)» hồ sơ, chiếm «p(2874,5428)» hồ sơ mới, toàn bộ trả trong ngày. Tuần bận nhất là tuần 3 (13/10 - 17/10) với «n(1204)» hồ sơ (Phụ lục 3).

Tuy vậy lĩnh vực đất đai còn 94 hồ sơ đang giải quyết, gần bằng một nửa tổng số («p(94,189)»); 08 trong 13 hồ sơ trễ hạn cũng thuộc lĩnh vực này.

**8. NHIỆM VỤ THÁNG 11 NĂM 2025**

a) Trả xong 04 hồ sơ quá hạn chậm nhất ngày 10/11/2025, Phòng Kinh tế, Hạ tầng và Đô thị chịu trách nhiệm.

b) Giữ tỷ lệ hồ sơ trực tuyến không thấp hơn 87%; đưa số hồ sơ trễ hạn xuống dưới 10.

c) Mở thêm 02 quầy vào giờ cao điểm, nâng số quầy lúc cao điểm lên 12.

**9. ĐỀ XUẤT**

Đề nghị UBND phường bổ sung 02 máy quét (đưa tổng số lên 06 máy) và bố trí kinh phí 46 triệu đồng, trong đó mua máy quét 34 triệu đồng, nâng cấp đường truyền 12 triệu đồng.

Trung tâm trân trọng báo cáo./.

**Nơi nhận:**

- Như trên;
- Văn phòng HĐND và UBND phường;
- Lưu: TTPVHCC.

**KT. GIÁM ĐỐC**
**PHÓ GIÁM ĐỐC**

**Trương Lệ Thu Ngân**

**Phụ lục 1. Hồ sơ theo lĩnh vực, tháng 10/2025**

| TT | Lĩnh vực | Tồn đầu tháng | Tiếp nhận mới | Tổng | Đã giải quyết | Trễ hạn | Tồn cuối tháng |
|---|---|---|---|---|---|---|---|
«tab»

**Phụ lục 2. Diễn biến qua các tháng năm 2025**

| Kỳ | Tồn đầu kỳ | Tiếp nhận mới | Đã giải quyết | Trễ hạn | Tỷ lệ trước, đúng hạn | Tồn cuối kỳ |
|---|---|---|---|---|---|---|
«tabM»

**Phụ lục 3. Lượng hồ sơ mới theo tuần, tháng 10/2025**

| Tuần | Thời gian | Số ngày làm việc | Hồ sơ mới | Bình quân mỗi ngày |
|---|---|---|---|---|
«tabW»
"""
import datetime as dt
assert all(dt.date(2025,10,d).weekday()==5 for d in(4,11,18,25)) and dt.date(2025,11,3).weekday()==0
assert 38+27+35+26==126 and 131+52+31==214 and 1071+189+21+5==1286 and 2011+3378+13==5402
print(si,[p(D(x[2]),D(x[1]),1) for x in I],p(4617,5428),p(1260,1286)); print(tabM); print(tab); print(sn,sg_,st)
faults=[
dict(kind="sum",old="gồm 09 công chức, 03 viên chức",new="gồm 09 công chức, 05 viên chức",also=["Trung tâm có 14 người làm việc","02 nhân viên bưu điện"],why="9 + 5 + 2 = 16, không phải 14 người."),
dict(kind="rate",old=f"| Trực tiếp tại quầy | 768 | {p(768,5428)} |",new="| Trực tiếp tại quầy | 768 | 15,14% |",also=[f"| Trực tuyến | 4.617 | {p(4617,5428)} |",f"| Qua bưu chính công ích | 43 | {p(43,5428)} |","| **Cộng** | **5.428** | **100%** |"],why="768/5.428 = 14,15%; ba tỷ lệ cộng lại vượt 100%."),
dict(kind="swap",old="ngày 08/10 mất 45 phút, ngày 22/10 mất 70 phút",new="ngày 08/10 mất 54 phút, ngày 22/10 mất 70 phút",also=["tổng thời gian gián đoạn 115 phút"],why="54 + 70 = 124 phút, không phải 115."),
dict(kind="wrong-month",old="Điểm tháng 10 của phường là",new="Điểm tháng 8 của phường là",also=["giải quyết thủ tục hành chính tháng 10 năm 2025 tại","điểm (tháng 9: 92,7), tăng","tháng trước xếp thứ 11"],why="Báo cáo của tháng 10, so với tháng trước là tháng 9; kỳ nêu tháng 8 là sai."),
dict(kind="stale",old="Hồ sơ đang giải quyết đến hết ngày 31/10/2025: 189, gồm",new="Hồ sơ đang giải quyết đến hết ngày 31/10/2025: 163, gồm",also=["gồm 185 trong hạn, 04 quá hạn","tháng 9 chuyển qua 163","| **5.402** | **13** | **189** |"],why="Số 163 là tồn cuối tháng 9; 185 + 4 = 189 và 5.591 − 5.402 = 189."),
dict(kind="comparison",old="rút ngắn 1,7 phút so với tháng 9 (8,1 phút)",new="rút ngắn 2,7 phút so với tháng 9 (8,1 phút)",also=["Thời gian chờ trung bình 6,4 phút"],why="8,1 − 6,4 = 1,7 phút."),
dict(kind="score",old="- Mức độ hài lòng: 17,8/18 điểm",new="- Mức độ hài lòng: 18,7/18 điểm",also=[f"là {dec(si,1)}/100 điểm","- Thanh toán trực tuyến: 8,6/10 điểm"],why="18,7 vượt điểm tối đa 18 và tổng điểm thành phần không còn bằng 94,2."),
dict(kind="appendix-total",old=f"| **{n(sn)}** | **{n(sg_)}** |",new=f"| **{n(sn)}** | **{n(sg_+100)}** |",q=f"**{n(sg_+100)}** |",also=[f"giải quyết {n(sg_)} hồ sơ, trễ hạn {st}","| Tháng 8 | 167 | 4.752 | 4.729 |"],why="Bốn tháng cộng lại là 19.391 như phần lời đã ghi."),
dict(kind="date",old="chậm nhất ngày 10/11/2025, Phòng Kinh tế",new="chậm nhất ngày 10/10/2025, Phòng Kinh tế",also=["Ninh Kiều, ngày 03 tháng 11 năm 2025","**8. NHIỆM VỤ THÁNG 11 NĂM 2025**"],why="Hạn của nhiệm vụ tháng 11 không thể trước ngày lập báo cáo."),
]
make(5,text,globals(),faults)
