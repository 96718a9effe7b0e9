from lib import *
# nhiệm vụ
F=["Công tác chỉ đạo, điều hành","Cải cách thể chế","Cải cách thủ tục hành chính","Cải cách tổ chức bộ máy","Cải cách chế độ công vụ","Cải cách tài chính công","Xây dựng, phát triển Chính quyền điện tử, Chính quyền số"]
T=[(7,1,1),(4,1,0),(9,2,1),(3,1,0),(4,1,1),(3,1,0),(5,2,1)]
S=[sum(x) for x in zip(*T)]; TT=sum(S); assert TT==48
tab1="\n".join(f"| {i+1} | {F[i]} | {z(sum(T[i]))} | {z(T[i][0])} | {z(T[i][1])} | {z(T[i][2])} |" for i in range(7))+f"\n| | **Tổng cộng** | **{TT}** | **{S[0]}** | **{z(S[1])}** | **{z(S[2])}** |"
# hồ sơ huyện theo lĩnh vực: tồn, mới, trước hạn, đúng hạn, trễ, đang trong hạn, quá hạn
L=[("Đất đai",431,5218,2904,2136,88),("Hộ tịch, chứng thực",12,2347,1688,659,0),("Đăng ký kinh doanh",18,1126,704,421,2),("Xây dựng, quy hoạch",67,893,412,489,11),("Lao động - Thương binh và Xã hội",59,1204,861,367,6),("Giáo dục, y tế, văn hóa và lĩnh vực khác",25,446,305,134,3)]
H=[sum(x[i] for x in L) for i in range(1,6)]
hq=25; ton,moi,truoc,dung,tre=H; hn=ton+moi; hx=truoc+dung+tre; hp=hn-hx
ov=[19,0,0,4,2,0]; assert sum(ov)==hq
rows=[]
for i,x in enumerate(L):
    r=x[1]+x[2]; s=x[3]+x[4]+x[5]; assert r-s>=ov[i]>=0,(x,r-s)
    rows.append(f"| {i+1} | {x[0]} | {n(r)} | {n(s)} | {n(x[3]+x[4])} | {z(x[5])} | {p(x[3]+x[4],s)} | {z(r-s)} |")
tab2="\n".join(rows)+f"\n| | **Tổng** | **{n(hn)}** | **{n(hx)}** | **{n(truoc+dung)}** | **{n(tre)}** | **{p(truoc+dung,hx)}** | **{n(hp)}** |"
hon,hbc=6205,212; htt=moi-hon-hbc
xton,xmoi=265,38162; xon=17944; xtt=xmoi-xon; xn=xton+xmoi
xtr,xdu,xtre=21506,16592,42; xx=xtr+xdu+xtre; xp=xn-xx
on=hon+xon; mo=moi+xmoi; gq=hx+xx; dh=truoc+dung+xtr+xdu
text="""ỦY BAN NHÂN DÂN
HUYỆN THOẠI SƠN

Số: 417/BC-UBND

Thoại Sơn, ngày 20 tháng 9 năm 2023

**BÁO CÁO**

**Kết quả thực hiện công tác cải cách hành chính 9 tháng đầu năm, phương hướng nhiệm vụ 3 tháng cuối năm 2023**

Thực hiện Kế hoạch số 38/KH-UBND ngày 13 tháng 01 năm 2023 của Ủy ban nhân dân huyện về cải cách hành chính (CCHC) nhà nước năm 2023 và Công văn số 1526/SNV-CCHC ngày 05/9/2023 của Sở Nội vụ tỉnh An Giang về chế độ báo cáo định kỳ, UBND huyện Thoại Sơn báo cáo kết quả thực hiện từ ngày 15/12/2022 đến ngày 14/9/2023 như sau:

**I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CCHC**

**1. Văn bản chỉ đạo và tiến độ thực hiện kế hoạch**

Trong kỳ, UBND huyện đã ban hành 04 văn bản chủ yếu để chỉ đạo công tác CCHC, gồm:

- Kế hoạch số 38/KH-UBND ngày 13/01/2023 về CCHC nhà nước năm 2023;
- Kế hoạch số 61/KH-UBND ngày 08/02/2023 về tuyên truyền CCHC;
- Kế hoạch số 94/KH-UBND ngày 10/3/2023 về kiểm tra CCHC tại các cơ quan, đơn vị;
- Công văn số 1183/UBND-NV ngày 22/6/2023 về việc khắc phục các tiêu chí bị trừ điểm của Chỉ số CCHC năm 2022.

Kế hoạch CCHC năm 2023 của huyện đặt ra «TT» nhiệm vụ thuộc 07 lĩnh vực. Đến hết kỳ báo cáo đã hoàn thành «S[0]» nhiệm vụ, đạt «p(S[0],TT)»; đang triển khai «z(S[1])» nhiệm vụ; còn «z(S[2])» nhiệm vụ chưa đến hạn (chi tiết tại Phụ lục I).

**2. Công tác kiểm tra**

Toàn huyện có 30 cơ quan, đơn vị thuộc diện kiểm tra (13 cơ quan chuyên môn; 14 xã và 03 thị trấn). Đoàn kiểm tra của huyện đã làm việc với 12 đơn vị, trong đó cơ quan chuyên môn 05 và cấp xã 07, tương ứng «p(12,30,0)» số đơn vị; chỉ tiêu kế hoạch giao tối thiểu 30%: **Đạt**. Qua kiểm tra phát hiện 23 vấn đề tồn tại, hạn chế; các đơn vị đã khắc phục xong 19 vấn đề, 04 vấn đề còn lại cam kết hoàn tất trước ngày 31/10/2023.

**3. Thông tin, tuyên truyền**

Cổng thông tin điện tử huyện đăng 41 tin, bài; hệ thống truyền thanh phát 23 chuyên mục. Tính chung cả hai hình thức là «41+23» tin, bài, chuyên mục, nhiều hơn cùng kỳ năm 2022 (52) là «41+23-52». Hội thi “Công chức trẻ với CCHC” có 86 thí sinh của 17 xã, thị trấn và 13 cơ quan chuyên môn tham gia.

**4. Khảo sát sự hài lòng**

Huyện phát ra 620 phiếu, thu về 598 phiếu hợp lệ. Có 571 phiếu đánh giá “hài lòng” và “rất hài lòng”, bằng «p(571,598)» số phiếu hợp lệ; vượt mục tiêu 90% của Kế hoạch.

**II. KẾT QUẢ THỰC HIỆN CÁC NỘI DUNG CCHC**

**1. Cải cách thể chế**

- Về xây dựng văn bản quy phạm pháp luật (QPPL): HĐND huyện ban hành 01 nghị quyết, UBND huyện ban hành 02 quyết định; cộng «z(3)» văn bản, đều được Phòng Tư pháp thẩm định trước khi trình.

- Về rà soát: trong 26 văn bản QPPL được đưa vào diện rà soát, có 19 văn bản còn phù hợp, tiếp tục thi hành; 07 văn bản phải xử lý (đề nghị bãi bỏ 03, sửa đổi, bổ sung 04).

- Theo dõi thi hành pháp luật: chọn lĩnh vực an toàn thực phẩm làm trọng tâm; kiểm tra liên ngành tại 04 xã, xử phạt 11 trường hợp với số tiền 68,5 triệu đồng.

**2. Cải cách thủ tục hành chính (TTHC)**

2.1. Danh mục TTHC: số thủ tục thuộc thẩm quyền cấp huyện là 271, cấp xã 128, tổng cộng «271+128» thủ tục; toàn bộ được niêm yết tại Bộ phận Tiếp nhận và Trả kết quả. Thủ tục thực hiện liên thông có 47, trong đó liên thông cùng cấp 18 và liên thông giữa các cấp chính quyền 29.

2.2. Kết quả giải quyết hồ sơ:

a) Cấp huyện:

- Tổng số hồ sơ tiếp nhận: «n(hn)», gồm «n(ton)» hồ sơ kỳ trước chuyển sang và «n(moi)» hồ sơ tiếp nhận mới. Phân theo hình thức nộp, hồ sơ mới có «n(hon)» hồ sơ trực tuyến, «n(htt)» hồ sơ nộp trực tiếp, «n(hbc)» hồ sơ qua dịch vụ bưu chính công ích.
- Đã giải quyết «n(hx)» hồ sơ: trước hạn «n(truoc)», đúng hạn «n(dung)», trễ hạn «n(tre)». Như vậy tỷ lệ trước và đúng hạn đạt «p(truoc+dung,hx)».
- Đang giải quyết «n(hp)» hồ sơ (trong hạn «n(hp-hq)», quá hạn «hq»).

b) Cấp xã:

Mười bốn xã, ba thị trấn tiếp nhận «n(xn)» hồ sơ (tồn đầu kỳ «n(xton)», phát sinh mới «n(xmoi)»; phần phát sinh mới có «n(xon)» hồ sơ trực tuyến và «n(xtt)» hồ sơ trực tiếp). Số đã giải quyết là «n(xx)»; trong đó «n(xtr+xdu)» hồ sơ trước và đúng hạn, chiếm «p(xtr+xdu,xx)», «n(xtre)» hồ sơ trễ hạn, chiếm «p(xtre,xx)». Chuyển kỳ sau «n(xp)» hồ sơ.

c) Gộp chung hai cấp, toàn huyện giải quyết «n(gq)» hồ sơ, trước và đúng hạn «n(dh)» hồ sơ, đạt «p(dh,gq)»; so với chỉ tiêu 98% tỉnh giao: **Đạt**. Đối với «n(tre+xtre)» hồ sơ trễ hạn, các đơn vị đã thực hiện đủ «n(tre+xtre)» thư xin lỗi theo Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ.

2.3. Tiếp nhận phản ánh, kiến nghị (PAKN): trong kỳ có 14 PAKN, gồm 09 PAKN về hành vi hành chính và 05 PAKN về quy định hành chính. Đã trả lời 13, còn 01 đang trong thời hạn xử lý.

**3. Cải cách tổ chức bộ máy**

Huyện duy trì 13 cơ quan chuyên môn theo Nghị định số 108/2020/NĐ-CP ngày 14/9/2020 của Chính phủ. Số đơn vị sự nghiệp công lập là 78, gồm 74 trường học và 04 đơn vị khác; giảm 02 đơn vị so với cuối năm 2022 (80 đơn vị) do sáp nhập các trường tiểu học có quy mô nhỏ.

Tình hình biên chế: khối hành chính huyện được giao 84, hiện có mặt 79, chưa sử dụng 05; viên chức sự nghiệp được giao «n(2146)», hiện có «n(2031)», chưa sử dụng «2146-2031». Cán bộ, công chức cấp xã có mặt 358 người trên tổng số 374 định mức, đạt «p(358,374)».

**4. Cải cách chế độ công vụ**

- Cử 212 lượt cán bộ, công chức, viên chức đi đào tạo, bồi dưỡng (cấp huyện 87 lượt, cấp xã 125 lượt), bằng «p(212,260)» kế hoạch năm (260 lượt).
- Tuyển dụng 56 viên chức giáo dục trong tổng số 70 chỉ tiêu được duyệt; còn thiếu 14 chỉ tiêu sẽ tổ chức xét tuyển đợt 2.
- Kỷ luật 03 trường hợp, trong đó khiển trách 02 và cảnh cáo 01; tất cả đều không giữ chức vụ lãnh đạo, quản lý.

**5. Cải cách tài chính công**

Về mức độ tự chủ theo Nghị định số 60/2021/NĐ-CP ngày 21/6/2021 của Chính phủ, trong 78 đơn vị sự nghiệp công lập có 01 đơn vị tự bảo đảm chi thường xuyên, 07 đơn vị tự bảo đảm một phần chi thường xuyên, 70 đơn vị do ngân sách nhà nước bảo đảm toàn bộ.

Giải ngân vốn đầu tư công đến ngày 31/8/2023 là «n(142350)» triệu đồng trên kế hoạch «n(218900)» triệu đồng, đạt «p(142350,218900)»; cao hơn tỷ lệ của cùng kỳ năm 2022 (58,40%) là «dec(pv(142350,218900)-D("58.40"))» điểm phần trăm.

**6. Xây dựng và phát triển Chính quyền điện tử, Chính quyền số**

- Văn bản đi của các cơ quan, đơn vị là «n(18310)»; gửi hoàn toàn bằng điện tử «n(18264)» văn bản (đạt «p(18264,18310)»), số còn lại «18310-18264» văn bản thuộc chế độ mật gửi bản giấy.
- Dịch vụ công trực tuyến: hai cấp đang cung cấp 284 dịch vụ (toàn trình 163, một phần 121).
- Hồ sơ nộp trực tuyến của cả hai cấp là «n(on)» trên «n(mo)» hồ sơ tiếp nhận mới, tỷ lệ «p(on,mo)», tăng «dec(pv(on,mo)-D("36.72"))» điểm phần trăm so với 36,72% của cùng kỳ năm trước; tuy nhiên so với chỉ tiêu 50% vẫn **chưa đạt**.
- Thanh toán trực tuyến: «n(3812)» trong «n(12604)» hồ sơ có nghĩa vụ tài chính, đạt «p(3812,12604)» (chỉ tiêu 30%: **Đạt**).
- Số hóa kết quả giải quyết TTHC: đã số hóa «n(41277)» kết quả, chiếm «p(41277,gq)» của «n(gq)» hồ sơ đã giải quyết.

**III. ĐÁNH GIÁ CHUNG**

**1. Ưu điểm**

Công tác chỉ đạo, điều hành được duy trì đều, nhiệm vụ được phân công rõ người, rõ việc. Trong 05 chỉ tiêu trọng tâm (kiểm tra CCHC; mức độ hài lòng; hồ sơ đúng hạn; hồ sơ trực tuyến; thanh toán trực tuyến), huyện đạt 04 chỉ tiêu.

**2. Hạn chế, nguyên nhân**

- Chỉ tiêu hồ sơ trực tuyến chưa đạt như đã nêu ở mục 6 Phần II. Người dân vùng nông thôn chưa quen thao tác, công chức còn phải làm thay.
- Hồ sơ trễ hạn cấp huyện tập trung vào lĩnh vực đất đai với 88 hồ sơ, chiếm «p(88,tre,1)» số trễ hạn của cấp huyện, do khâu trích đo và lấy ý kiến khu dân cư kéo dài.

**IV. PHƯƠNG HƯỚNG, NHIỆM VỤ 3 THÁNG CUỐI NĂM 2023**

1. Hoàn thành «z(S[1]+S[2])» nhiệm vụ còn lại của Kế hoạch trước ngày 15/12/2023.

2. Giải quyết dứt điểm «hq» hồ sơ quá hạn ở cấp huyện trong tháng 10 năm 2023; phấn đấu tỷ lệ hồ sơ trực tuyến của quý IV từ 55% trở lên.

3. Kiểm tra thêm 06 đơn vị, nâng tổng số đơn vị được kiểm tra cả năm lên 18 đơn vị, bằng «p(18,30,0)» số đơn vị thuộc diện kiểm tra.

**V. KIẾN NGHỊ**

Đề nghị Sở Thông tin và Truyền thông sớm nâng cấp chức năng thống kê của Hệ thống thông tin giải quyết TTHC tỉnh, cho phép tách số liệu hồ sơ chứng thực khỏi hồ sơ có thời hạn giải quyết.

Trên đây là báo cáo công tác CCHC 9 tháng đầu năm 2023 của UBND huyện Thoại Sơn./.

**Nơi nhận:**

- Sở Nội vụ An Giang;
- TT. Huyện ủy, TT. HĐND huyện;
- CT, các PCT UBND huyện;
- UBND các xã, thị trấn;
- Lưu: VT, NV.

**TM. ỦY BAN NHÂN DÂN**
**KT. CHỦ TỊCH**
**PHÓ CHỦ TỊCH**

**Lê Hoàng Trọng Phúc**

---

**PHỤ LỤC I. TIẾN ĐỘ THỰC HIỆN NHIỆM VỤ KẾ HOẠCH CCHC NĂM 2023**

| TT | Lĩnh vực | Tổng số nhiệm vụ | Đã hoàn thành | Đang triển khai | Chưa đến hạn |
|---|---|---|---|---|---|
«tab1»

**PHỤ LỤC II. KẾT QUẢ GIẢI QUYẾT HỒ SƠ TTHC CẤP HUYỆN THEO LĨNH VỰC**

| TT | Lĩnh vực | Tiếp nhận | Đã giải quyết | Trước và đúng hạn | Trễ hạn | Tỷ lệ trước và đúng hạn | Đang giải quyết |
|---|---|---|---|---|---|---|---|
«tab2»
"""
faults=[
dict(kind="sum",old="cơ quan chuyên môn 05 và cấp xã 07",new="cơ quan chuyên môn 06 và cấp xã 07",also=["đã làm việc với 12 đơn vị"],why="6 + 7 = 13, không phải 12 đơn vị đã kiểm tra."),
dict(kind="rate-base",old=f"bằng {p(571,598)} số phiếu hợp lệ",new=f"bằng {p(571,620)} số phiếu hợp lệ",also=["thu về 598 phiếu hợp lệ","Có 571 phiếu đánh giá"],why="571/598 = 95,48%; tỷ lệ ghi tính trên 620 phiếu phát ra."),
dict(kind="list-count",old="đã ban hành 04 văn bản chủ yếu",new="đã ban hành 05 văn bản chủ yếu",also=["Kế hoạch số 38/KH-UBND ngày 13/01/2023","Kế hoạch số 61/KH-UBND ngày 08/02/2023","Kế hoạch số 94/KH-UBND ngày 10/3/2023","Công văn số 1183/UBND-NV ngày 22/6/2023"],why="Danh mục liệt kê chỉ có 04 văn bản."),
dict(kind="digit",old=f"{n(htt)} hồ sơ nộp trực tiếp",new=f"{n(htt+90)} hồ sơ nộp trực tiếp",also=[f"{n(moi)} hồ sơ tiếp nhận mới. Phân theo",f"có {n(hon)} hồ sơ trực tuyến",f"{n(hbc)} hồ sơ qua dịch vụ bưu chính"],why="Ba hình thức nộp cộng lại lớn hơn số hồ sơ tiếp nhận mới 90 hồ sơ."),
dict(kind="citation-year",old="Nghị định số 108/2020/NĐ-CP ngày 14/9/2020",new="Nghị định số 108/2020/NĐ-CP ngày 14/9/2021",also=[],why="Nghị định mang số năm 2020 không thể ban hành ngày 14/9/2021."),
dict(kind="sum",old="70 đơn vị do ngân sách nhà nước bảo đảm toàn bộ",new="72 đơn vị do ngân sách nhà nước bảo đảm toàn bộ",also=["trong 78 đơn vị sự nghiệp công lập","có 01 đơn vị tự bảo đảm chi thường xuyên","07 đơn vị tự bảo đảm một phần"],why="1 + 7 + 72 = 80, trong khi tổng số là 78 đơn vị (72 là số suy từ tổng 80 của năm trước)."),
dict(kind="verdict",old="so với chỉ tiêu 50% vẫn **chưa đạt**",new="so với chỉ tiêu 50% vẫn **đạt**",also=[f"tỷ lệ {p(on,mo)}","Chỉ tiêu hồ sơ trực tuyến chưa đạt"],why="48,89% thấp hơn chỉ tiêu 50% nên không thể đạt; Phần III cũng ghi chưa đạt."),
dict(kind="appendix-vs-prose",old=f"| Xây dựng, quy hoạch | {n(960)} | {n(912)} | {n(901)} | 11 |",new=f"| Xây dựng, quy hoạch | {n(960)} | {n(912)} | {n(901)} | 17 |",also=[f"**{n(truoc+dung)}** | **{n(tre)}**"],why="901 + 17 ≠ 912 đã giải quyết và cột Trễ hạn không còn cộng đúng 110."),
]
make(1,text,globals(),faults)
