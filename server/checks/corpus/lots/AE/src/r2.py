from lib import *
# lĩnh vực: tồn, mới trực tuyến, mới trực tiếp, trước hạn, đúng hạn, trễ, quá hạn đang gq
L=[("Chứng thực",0,1462,611,0,2073,0,0),
("Hộ tịch",6,587,42,402,228,0,0),
("Đất đai",41,318,27,196,137,9,3),
("Xây dựng",11,104,3,61,44,2,0),
("Đăng ký hộ kinh doanh",4,213,8,171,52,0,0),
("Bảo trợ xã hội, người có công",17,296,35,207,118,1,1),
("Các lĩnh vực khác",2,77,9,49,36,0,0)]
c=[sum(x[i] for x in L) for i in range(1,8)]
ton,on,off,tr,du,tre,qh=c; moi=on+off; tn=ton+moi; gq=tr+du+tre; ch=tn-gq
rows=[]
for i,x in enumerate(L):
    a=sum(x[1:4]); b=sum(x[4:7]); assert a-b>=x[7],(x,a,b)
    rows.append(f"| {i+1} | {x[0]} | {n(a)} | {z(x[1])} | {n(x[2])} | {z(x[3])} | {n(b)} | {z(x[6])} | {z(a-b)} |")
tab="\n".join(rows)+f"\n| | **Cộng** | **{n(tn)}** | **{z(ton)}** | **{n(on)}** | **{n(off)}** | **{n(gq)}** | **{z(tre)}** | **{z(ch)}** |"
q4tn,q4on,q4moi,q4tre=3521,2506,3452,21
text="""ỦY BAN NHÂN DÂN
PHƯỜNG LONG HOA

Số: 96/BC-UBND

Long Hoa, ngày 16 tháng 3 năm 2026

**BÁO CÁO**

**Công tác cải cách hành chính quý I và nhiệm vụ trọng tâm quý II năm 2026 trên địa bàn phường Long Hoa, tỉnh Tây Ninh**

Căn cứ Kế hoạch số 12/KH-UBND ngày 09/01/2026 của UBND phường về cải cách hành chính (CCHC) năm 2026; theo đề nghị của Sở Nội vụ tỉnh tại Công văn số 611/SNV-CCHC ngày 04/3/2026, UBND phường Long Hoa tổng hợp tình hình thực hiện trong quý I năm 2026 (số liệu chốt từ 15/12/2025 đến hết ngày 14/3/2026), cụ thể:

## I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH

### 1. Tổ chức chỉ đạo

Từ đầu kỳ, phường ban hành «z(9)» văn bản phục vụ công tác CCHC: 03 kế hoạch, 05 công văn đôn đốc và 01 quyết định kiện toàn Tổ công tác chuyển đổi số, CCHC phường<sup>1</sup>. Chủ tịch UBND phường chủ trì 02 cuộc họp giao ban chuyên đề; ngày 27/02/2026 đối thoại trực tiếp với 118 người dân, hộ kinh doanh tại 06 khu phố, ghi nhận 21 ý kiến, trả lời ngay tại chỗ 16 ý kiến, còn 05 ý kiến chuyển cơ quan chuyên môn trả lời bằng văn bản.

<sup>1</sup> Quyết định số 57/QĐ-UBND ngày 21/01/2026 của Chủ tịch UBND phường.

### 2. Thực hiện kế hoạch năm

Trong tổng số 40 nhiệm vụ của Kế hoạch số 12/KH-UBND, đến cuối quý đã xong 13 nhiệm vụ («p(13,40,1)»); 18 nhiệm vụ đang làm, đúng tiến độ; 09 nhiệm vụ còn lại có thời hạn từ quý III trở đi.

### 3. Nhiệm vụ UBND tỉnh giao

Qua phần mềm theo dõi, phường được giao 56 nhiệm vụ. Đã hoàn thành 47, trong đó đúng hạn 45 và chậm 02; hiện còn 09 nhiệm vụ đang thực hiện, đều trong hạn. Tỷ lệ hoàn thành đúng hạn trên số nhiệm vụ đã hoàn thành bằng «p(45,47)».

### 4. Tuyên truyền

Trang thông tin điện tử phường đăng tải 34 tin, bài, tăng 07 tin, bài so với quý IV/2025 (27 tin, bài). Zalo OA “Long Hoa trực tuyến” có «n(6480)» người quan tâm, thêm «n(6480-5905)» người so với cuối quý trước («n(5905)»). Tổ công nghệ số cộng đồng tại các khu phố với 84 thành viên đã hướng dẫn «n(1127)» lượt người dân nộp hồ sơ trực tuyến.

## II. KẾT QUẢ THỰC HIỆN

### 1. Cải cách thể chế

HĐND và UBND phường không ban hành văn bản quy phạm pháp luật trong quý. Kết quả rà soát văn bản do cấp huyện cũ ban hành còn áp dụng trên địa bàn: 17 văn bản, kiến nghị cấp có thẩm quyền bãi bỏ 11, tiếp tục áp dụng 06 đến khi có văn bản thay thế.

Tuyên truyền, phổ biến pháp luật được 08 cuộc, «z(512)» lượt người dự, bình quân «512//8» lượt người mỗi cuộc.

### 2. Cải cách thủ tục hành chính

2.1. Công khai thủ tục. Tại Trung tâm Phục vụ hành chính công phường hiện tiếp nhận 388 thủ tục hành chính (TTHC): 341 thủ tục thuộc thẩm quyền của UBND cấp xã, 47 thủ tục của các ngành dọc và các sở ủy quyền tiếp nhận. Tất cả được niêm yết bằng mã QR.

2.2. Thực hiện cơ chế một cửa theo Nghị định số 118/2025/NĐ-CP ngày 09/6/2025 của Chính phủ:

+ Tiếp nhận trong quý «n(tn)» hồ sơ (quý IV/2025: «n(q4tn)» hồ sơ), tức tăng «n(tn-q4tn)» hồ sơ, tương ứng «up(tn,q4tn)». Số mới tiếp nhận là «n(moi)» hồ sơ, số chuyển từ kỳ trước sang là «ton» hồ sơ.

+ Đã có kết quả: «n(gq)» hồ sơ; trước hạn «n(tr)», đúng hạn «n(du)», trễ hạn «tre». Tỷ lệ hồ sơ giải quyết trước và đúng hạn «p(tr+du,gq)», chỉ tiêu của tỉnh là 99%: đạt.

+ Đang xử lý «ch» hồ sơ, gồm «ch-qh» hồ sơ còn trong hạn và «z(qh)» hồ sơ đã quá hạn (đất đai 03, bảo trợ xã hội 01).

+ So với quý IV/2025 («q4tre» hồ sơ trễ hạn), số trễ hạn giảm «z(q4tre-tre)» hồ sơ. Cả «tre» trường hợp trễ đều có văn bản xin lỗi và hẹn lại ngày trả.

2.3. Dịch vụ công trực tuyến. Trong số hồ sơ mới tiếp nhận, nộp trực tuyến «n(on)» hồ sơ, bằng «p(on,moi)»; nộp trực tiếp «n(off)» hồ sơ, bằng «p(off,moi)». Quý trước tỷ lệ trực tuyến là «p(q4on,q4moi)» («n(q4on)»/«n(q4moi)» hồ sơ), như vậy quý này cao hơn «dec(pv(on,moi)-pv(q4on,q4moi))» điểm phần trăm.

2.4. Số hóa hồ sơ. Đã số hóa thành phần khi tiếp nhận cho «n(3690)» hồ sơ, bằng «p(3690,moi)» số hồ sơ mới; cấp kết quả điện tử cho «n(3745)» trên «n(gq)» hồ sơ đã giải quyết («p(3745,gq)»).

2.5. Phản ánh, kiến nghị. Tiếp nhận 19 lượt qua Cổng 1022 và Cổng Dịch vụ công quốc gia; 17 lượt đã xử lý xong, 02 lượt đang xử lý. Về nội dung: hạ tầng đô thị 11, vệ sinh môi trường 05, TTHC 03.

### 3. Cải cách tổ chức bộ máy

Bộ máy hành chính phường có 03 phòng chuyên môn (Văn phòng HĐND và UBND; Phòng Kinh tế, Hạ tầng và Đô thị; Phòng Văn hóa - Xã hội) cùng Trung tâm Phục vụ hành chính công. Biên chế công chức được giao năm 2026 là 46, có mặt 41, chưa tuyển 05. Sự nghiệp giáo dục: 09 trường công lập (mầm non 03, tiểu học 04, trung học cơ sở 02); 287 viên chức có mặt trên 301 chỉ tiêu được giao, còn thiếu «301-287».

### 4. Cải cách chế độ công vụ

- 41 công chức có mặt được đánh giá quý IV/2025 theo kết quả công việc: hoàn thành xuất sắc nhiệm vụ 08, hoàn thành tốt nhiệm vụ 29, hoàn thành nhiệm vụ 04; không có trường hợp không hoàn thành.
- Bồi dưỡng: 33 lượt công chức dự 05 lớp do tỉnh tổ chức; riêng lớp kỹ năng số có 14 lượt.
- Kiểm tra việc chấp hành kỷ luật, kỷ cương hành chính 01 đợt (ngày 11/02/2026), nhắc nhở 02 công chức đến muộn giờ.

### 5. Cải cách tài chính công

Tổng thu ngân sách nhà nước trên địa bàn đến ngày 14/3/2026 được «n(18642)» triệu đồng, bằng «p(18642,61500)» dự toán năm («n(61500)» triệu đồng). Vốn đầu tư công phường quản lý «n(24800)» triệu đồng bố trí cho 07 công trình; đã giải ngân «n(4216)» triệu đồng («p(4216,24800)»), vượt mức 15% mà tỉnh yêu cầu cho quý I.

### 6. Chính quyền số

(1) Văn bản điện tử ký số: «n(2874)»/«n(2881)» văn bản đi, đạt «p(2874,2881)».

(2) Thanh toán trực tuyến: trong số «n(1583)» hồ sơ phải nộp phí, lệ phí có «n(1302)» hồ sơ thanh toán qua mạng, đạt «p(1302,1583)» – cao hơn chỉ tiêu 80%.

(3) Chữ ký số công cộng: cấp miễn phí cho «n(436)» người dân, lũy kế từ ngày 01/7/2025 là «n(2148)» người (đến 14/12/2025: «n(2148-436)» người).

### 7. Mức độ hài lòng

Khảo sát bằng máy tính bảng thu «n(805)» lượt đánh giá: rất hài lòng «n(562)», hài lòng «n(219)», bình thường «805-562-219-6», không hài lòng «z(6)». Tính gộp hai mức đầu, tỷ lệ hài lòng «p(562+219,805)»; mục tiêu năm 2026 là từ 95% trở lên: đạt.

## III. ĐÁNH GIÁ CHUNG

### 1. Mặt làm được

Khối lượng hồ sơ lớn hơn quý trước nhưng số trễ hạn lại giảm; các chỉ tiêu về hồ sơ đúng hạn, thanh toán trực tuyến và mức độ hài lòng đều đạt, vượt mức đề ra.

### 2. Tồn tại và nguyên nhân

- Còn «tre» hồ sơ trễ hạn, trong đó đất đai 09 («p(9,tre)» tổng số trễ), xây dựng 02, bảo trợ xã hội 01.
- Hai nhiệm vụ UBND tỉnh giao hoàn thành chậm do phải chờ số liệu của đơn vị phối hợp.
- Khối lượng chứng thực chiếm hơn một nửa số hồ sơ mới («n(2073)» hồ sơ, «p(2073,moi)»), gây áp lực cho 02 công chức tư pháp.

## IV. NHIỆM VỤ TRỌNG TÂM QUÝ II NĂM 2026

1. Giải quyết xong «z(qh)» hồ sơ quá hạn trước ngày 31/3/2026.
2. Hoàn thành thêm 12 nhiệm vụ của Kế hoạch năm, đưa số nhiệm vụ hoàn thành trong 6 tháng đầu năm lên 25/40 (đạt «p(25,40,1)»).
3. Nâng tỷ lệ hồ sơ trực tuyến lên tối thiểu 85%.
4. Giải ngân đến hết ngày 30/6/2026 đạt ít nhất 50% kế hoạch vốn, tương đương «n(24800//2)» triệu đồng.

## V. KIẾN NGHỊ

Kiến nghị Sở Nội vụ bổ sung 02 biên chế công chức tư pháp; kiến nghị Sở Khoa học và Công nghệ khắc phục tình trạng nghẽn đồng bộ hồ sơ giữa Hệ thống của tỉnh và Cổng Dịch vụ công quốc gia.

Trên đây là kết quả công tác CCHC quý I năm 2026 của phường Long Hoa, kính báo cáo./.

**Nơi nhận:**

- UBND tỉnh; Sở Nội vụ;
- Đảng ủy, HĐND phường;
- Các phòng, Trung tâm PVHCC phường;
- Lưu: VT.

**TM. ỦY BAN NHÂN DÂN**
**CHỦ TỊCH**

**Huỳnh Ngọc Diễm Thy**

## PHỤ LỤC
### Tình hình tiếp nhận, giải quyết hồ sơ TTHC quý I năm 2026 (15/12/2025 - 14/3/2026)

| STT | Lĩnh vực | Tổng tiếp nhận | Kỳ trước chuyển qua | Mới: trực tuyến | Mới: trực tiếp | Đã giải quyết | Trong đó trễ hạn | Đang giải quyết |
|---|---|---|---|---|---|---|---|---|
«tab»
"""
print(tn,ton,on,off,moi,gq,tr,du,tre,ch,qh,p(on,moi),p(q4on,q4moi),p(tr+du,gq)); print(tab)
assert pv(on,moi)<85 and tn>q4tn
faults=[
dict(kind="list-count",old="03 kế hoạch, 05 công văn đôn đốc và 01 quyết định",new="03 kế hoạch, 06 công văn đôn đốc và 01 quyết định",also=["phường ban hành 09 văn bản phục vụ"],why="3 + 6 + 1 = 10 văn bản, không phải 09."),
dict(kind="rate-base",old=f"đã hoàn thành bằng {p(45,47)}",new=f"đã hoàn thành bằng {p(45,56)}",also=["Đã hoàn thành 47, trong đó đúng hạn 45"],why="45/47 = 95,74%; số ghi tính trên 56 nhiệm vụ được giao, không đúng mẫu số đã nêu."),
dict(kind="period-before",old=f"tức tăng {n(tn-q4tn)} hồ sơ, tương ứng",new=f"tức tăng {n(moi-q4tn)} hồ sơ, tương ứng",also=[f"Tiếp nhận trong quý {n(tn)} hồ sơ",f"(quý IV/2025: {n(q4tn)} hồ sơ)",f"{up(tn,q4tn)}. Số mới"],why=f"{n(tn)} − {n(q4tn)} = {n(tn-q4tn)}; số ghi lấy nhầm số hồ sơ mới để trừ."),
dict(kind="stale",old=f"trước hạn {n(tr)}, đúng hạn {n(du)}, trễ hạn {tre}. Tỷ lệ",new=f"trước hạn {n(tr)}, đúng hạn {n(du)}, trễ hạn {q4tre}. Tỷ lệ",q=f"trễ hạn {q4tre}. Tỷ lệ",also=[f"Đã có kết quả: {n(gq)} hồ sơ",f"Cả {tre} trường hợp trễ",f"({q4tre} hồ sơ trễ hạn), số trễ hạn giảm {z(q4tre-tre)} hồ sơ"],why=f"Số trễ hạn {q4tre} là của quý IV/2025; cộng ba loại không bằng {n(gq)}, và các chỗ khác ghi {tre}."),
dict(kind="sum",old="hoàn thành tốt nhiệm vụ 29, hoàn thành",new="hoàn thành tốt nhiệm vụ 19, hoàn thành",also=["41 công chức có mặt được đánh giá","hoàn thành xuất sắc nhiệm vụ 08"],why="8 + 19 + 4 = 31, không bằng 41 công chức được đánh giá."),
dict(kind="date",old="(ngày 11/02/2026), nhắc nhở",new="(ngày 30/02/2026), nhắc nhở",also=[],why="Tháng 02 không có ngày 30."),
dict(kind="wrong-quarter",old="Trên đây là kết quả công tác CCHC quý I năm 2026",new="Trên đây là kết quả công tác CCHC quý IV năm 2025",also=["tình hình thực hiện trong quý I năm 2026","hồ sơ TTHC quý I năm 2026 (15/12/2025 - 14/3/2026)"],why="Báo cáo là của quý I năm 2026, câu kết còn để quý IV năm 2025."),
dict(kind="rate",old=f"({p(4216,24800)}), vượt mức 15%",new="(14,00%), vượt mức 15%",also=["tr"],why="4.216/24.800 = 17,00%."),
dict(kind="appendix-vs-prose",old="| 3 | Đất đai | 386 | 41 | 318 | 27 | 342 | 09 |",new="| 3 | Đất đai | 386 | 41 | 318 | 27 | 342 | 06 |",also=["trong đó đất đai 09",f"**{n(gq)}** | **{tre}**"],why="Phần III nêu đất đai trễ 09 hồ sơ và tổng cột trễ hạn là 12; phụ lục ghi 06."),
]
faults=[f for f in faults if f["kind"]!="rate"]
make(2,text,globals(),faults)
