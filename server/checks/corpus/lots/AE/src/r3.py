from lib import *
# điểm chỉ số: thành phần tối đa
C=[("Công tác chỉ đạo, điều hành","8.5",("8.25")),("Cải cách thể chế","9","8.40"),("Cải cách thủ tục hành chính","16","15.12"),("Cải cách tổ chức bộ máy","9.5","8.75"),("Cải cách chế độ công vụ","14","12.63"),("Cải cách tài chính công","12","10.48"),("Xây dựng Chính quyền điện tử, Chính quyền số","15","12.91"),("Tác động của CCHC","16","13.35")]
mx=sum(D(x[1]) for x in C); sc=sum(D(x[2]) for x in C); assert mx==100,mx
prev=D("87.62")
tabC="\n".join(f"| {i+1} | {x[0]} | {dec(x[1])} | {dec(x[2])} | {p(D(x[2]),D(x[1]))} |" for i,x in enumerate(C))+f"\n| | **Tổng điểm** | **100,00** | **{dec(sc)}** | **{p(sc,100)}** |"
# hồ sơ theo cấp: tiếp nhận(tồn,mới) giải quyết(trước,đúng,trễ)
lv=[("Sở, ban, ngành tỉnh",2914,118463,96207,22085,131),("UBND cấp huyện",3372,86940,51868,34779,402),("UBND cấp xã",406,412385,197604,214716,58)]
ton=sum(x[1] for x in lv); moi=sum(x[2] for x in lv); gq=sum(sum(x[3:6]) for x in lv); dh=sum(x[3]+x[4] for x in lv); tre=sum(x[5] for x in lv)
A=[x[1]+x[2] for x in lv]; B=[sum(x[3:6]) for x in lv]; P=[a-b for a,b in zip(A,B)]; assert min(P)>0
tabL="\n".join(f"| {['I','II','III'][i]} | {x[0]} | {n(A[i])} | {n(B[i])} | {n(x[3]+x[4])} | {n(x[5])} | {p(x[3]+x[4],B[i])} | {n(P[i])} |" for i,x in enumerate(lv))+f"\n| | **Toàn tỉnh** | **{n(ton+moi)}** | **{n(gq)}** | **{n(dh)}** | **{n(tre)}** | **{p(dh,gq)}** | **{n(sum(P))}** |"
# huyện: nhiệm vụ giao, điểm 2024, 2023
U=[("Thành phố Vĩnh Long","91.35","90.12",104),("Huyện Long Hồ","90.48","91.07",41),("Thị xã Bình Minh","89.96","87.45",38),("Huyện Tam Bình","88.71","88.02",62),("Huyện Vũng Liêm","87.90","86.33",49),("Huyện Mang Thít","86.25","86.94",27),("Huyện Trà Ôn","85.64","83.18",53),("Huyện Bình Tân","83.17","84.05",28)]
assert sum(u[3] for u in U)==lv[1][5]
assert sorted(U,key=lambda u:-D(u[1]))==U
avg=sum(D(u[1]) for u in U)/8; avgp=sum(D(u[2]) for u in U)/8
upn=sum(D(u[1])>D(u[2]) for u in U)
def sg(a): return ("+" if a>0 else "-")+dec(abs(a))
tabU="\n".join(f"| {i+1} | {u[0]} | {dec(u[1])} | {dec(u[2])} | {sg(D(u[1])-D(u[2]))} | {u[3]} |" for i,u in enumerate(U))
onl=[("tỉnh",101874),("huyện",61230),("xã",302816)]
on=sum(x[1] for x in onl)
text="""ỦY BAN NHÂN DÂN
TỈNH VĨNH LONG

Số: 318/BC-UBND

Vĩnh Long, ngày 19 tháng 12 năm 2024

## BÁO CÁO

### Kết quả thực hiện công tác cải cách hành chính năm 2024 và phương hướng, nhiệm vụ năm 2025

Thực hiện Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021-2030 ban hành kèm theo Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ; Quyết định số 2745/QĐ-UBND ngày 22/12/2023 của UBND tỉnh ban hành Kế hoạch cải cách hành chính (CCHC) năm 2024, UBND tỉnh Vĩnh Long báo cáo kết quả từ ngày 15/12/2023 đến ngày 14/12/2024 như sau:

## I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH

**1. Về xây dựng, tổ chức thực hiện kế hoạch**

Kế hoạch năm 2024 xác định 72 nhiệm vụ gắn với 146 sản phẩm. Tính đến ngày 14/12/2024, các cơ quan hoàn thành 70/72 nhiệm vụ, tỷ lệ «p(70,72)»; hai nhiệm vụ chuyển sang năm 2025 đều thuộc nhóm nâng cấp hạ tầng số. Số sản phẩm đã bàn giao là 143, đạt «p(143,146)».

**2. Về kiểm tra CCHC**

Đoàn kiểm tra của tỉnh làm việc tại 27 đơn vị, bao gồm 09 sở, ban, ngành, 05 UBND cấp huyện và 13 UBND cấp xã. Kết quả kiểm tra ghi nhận 88 nội dung cần chấn chỉnh; tính đến cuối kỳ có 81 nội dung đã khắc phục (đạt «p(81,88)»), 07 nội dung đang tiếp tục khắc phục. So với năm 2023 (22 đơn vị), số đơn vị được kiểm tra tăng 05.

**3. Về nhiệm vụ Chính phủ, Thủ tướng Chính phủ giao**

Trong năm, tỉnh được giao 214 nhiệm vụ. Hoàn thành 196 nhiệm vụ, gồm 189 đúng hạn và 07 quá hạn; 18 nhiệm vụ còn lại đang thực hiện, chưa đến hạn.

**4. Về tuyên truyền**

Báo Vĩnh Long và Đài Phát thanh và Truyền hình Vĩnh Long đăng, phát «n(412+268)» tin, bài, phóng sự: Báo 412, Đài 268. Ngoài ra, cuộc thi trực tuyến tìm hiểu CCHC (từ 05/8/2024 đến 05/9/2024) thu hút «n(15827)» người dự thi với «n(31904)» lượt thi, bình quân «dec(D(31904)/15827,1)» lượt mỗi người.

**5. Về đối thoại với doanh nghiệp**

Lãnh đạo tỉnh chủ trì bốn kỳ đối thoại, tiếp nhận tổng cộng 97 kiến nghị (kỳ thứ nhất 31, kỳ thứ hai 18, kỳ thứ ba 26, kỳ thứ tư 22); 92 kiến nghị đã được giải quyết dứt điểm, 05 kiến nghị vượt thẩm quyền được chuyển bộ, ngành Trung ương.

## II. KẾT QUẢ THỰC HIỆN CÁC NHIỆM VỤ CCHC

**1. Cải cách thể chế**

1.1. HĐND và UBND tỉnh ban hành 73 văn bản quy phạm pháp luật, trong đó có 28 nghị quyết và 45 quyết định; tăng 12 văn bản so với năm 2023 (61 văn bản).

1.2. Kiểm tra theo thẩm quyền 164 văn bản do cấp huyện gửi đến, phát hiện 09 văn bản có sai sót về thể thức, chiếm «p(9,164)»; cơ quan ban hành đã xử lý xong cả 09 văn bản.

1.3. Công bố danh mục 52 văn bản hết hiệu lực, trong đó hết hiệu lực toàn bộ 37 và hết hiệu lực một phần 15.

**2. Cải cách thủ tục hành chính (TTHC)**

2.1. Danh mục: toàn tỉnh có «n(1892)» TTHC, cấp tỉnh «n(1468)», cấp huyện 279, cấp xã 145. Đã rà soát 63 TTHC và kiến nghị phương án đơn giản hóa 21 TTHC (một phần ba số thủ tục được rà soát).

2.2. Giải quyết hồ sơ: ba cấp tiếp nhận «n(ton+moi)» hồ sơ, trong đó kỳ trước chuyển sang «n(ton)», tiếp nhận mới «n(moi)». Kết quả cụ thể:

- Cấp tỉnh giải quyết «n(B[0])» hồ sơ; trước và đúng hạn đạt «p(B[0]-131,B[0])»; trễ hạn 131.
- Cấp huyện giải quyết «n(B[1])» hồ sơ; trước và đúng hạn đạt «p(B[1]-402,B[1])»; trễ hạn 402.
- Cấp xã giải quyết «n(B[2])» hồ sơ; trước và đúng hạn đạt «p(B[2]-58,B[2])»; trễ hạn 58.

Toàn tỉnh đã giải quyết «n(gq)» hồ sơ, số trễ hạn là «tre» (năm 2023: 734), giảm «734-tre» hồ sơ, tương đương giảm «p(734-tre,734)». Hồ sơ đang giải quyết cuối kỳ là «n(sum(P))» (Phụ lục II).

2.3. Hồ sơ trực tuyến: toàn tỉnh có «n(on)» hồ sơ nộp qua mạng, chiếm «p(on,moi)» số tiếp nhận mới; cấp tỉnh đóng góp «n(onl[0][1])» hồ sơ, cấp huyện «n(onl[1][1])» hồ sơ, cấp xã «n(onl[2][1])» hồ sơ. Với mức này, chỉ tiêu 70% của năm 2024 đã hoàn thành.

**3. Cải cách tổ chức bộ máy**

Thực hiện sắp xếp đơn vị hành chính giai đoạn 2023-2025, từ ngày 01/11/2024 số đơn vị hành chính cấp xã của tỉnh giảm từ 107 xuống 102 (giảm 05). Cấp tỉnh có 19 cơ quan chuyên môn và tương đương. Số phòng thuộc sở sau rà soát còn 108, ít hơn đầu năm (121) 13 phòng.

Đơn vị sự nghiệp công lập: đầu năm 513, cuối năm 498; giảm 15 đơn vị, gồm 11 đơn vị sáp nhập và 04 đơn vị giải thể. Tính từ năm 2021 đến nay đã tinh giản 386 biên chế; riêng năm 2024 tinh giản 74 người theo Nghị định số 29/2023/NĐ-CP ngày 03/6/2023 của Chính phủ.

**4. Cải cách chế độ công vụ**

4.1. Vị trí việc làm: 100% cơ quan (27/27, tính cả 08 UBND cấp huyện và 19 cơ quan cấp tỉnh) được phê duyệt đề án.

4.2. Tuyển dụng: thi tuyển 96 chỉ tiêu công chức, trúng tuyển 83 người («p(83,96)» chỉ tiêu); viên chức tuyển «n(742)» người, trong đó giáo dục 615, y tế 98, lĩnh vực khác 29.

4.3. Đào tạo, bồi dưỡng: «n(9316)» lượt người, bằng «p(9316,8500)» kế hoạch («n(8500)» lượt).

4.4. Kỷ luật: xử lý 46 cán bộ, công chức, viên chức; trong đó khiển trách 24, cảnh cáo 13, cách chức 03, buộc thôi việc 06.

**5. Cải cách tài chính công**

Thu ngân sách trên địa bàn ước «n(7286)» tỷ đồng, đạt «p(7286,6460)» dự toán («n(6460)» tỷ đồng) và tăng «up(7286,6874)» so với thực hiện năm 2023 («n(6874)» tỷ đồng).

Phân loại mức tự chủ của 498 đơn vị sự nghiệp: tự bảo đảm chi thường xuyên và chi đầu tư 05; tự bảo đảm chi thường xuyên 29; tự bảo đảm một phần 87; Nhà nước bảo đảm toàn bộ 377.

**6. Xây dựng và phát triển Chính quyền điện tử, Chính quyền số**

Tỉnh cung cấp «n(1527)» dịch vụ công trực tuyến («n(968)» toàn trình, «n(559)» một phần), bằng «p(1527,1892)» tổng số TTHC. Đã có «n(1184)» dịch vụ phát sinh hồ sơ, chiếm «p(1184,1527)» số dịch vụ cung cấp.

Thanh toán trực tuyến đạt «n(214630)» giao dịch trên «n(298417)» hồ sơ có phí, lệ phí, tỷ lệ «p(214630,298417)»; năm 2023 tỷ lệ này là 54,18%, tăng «dec(pv(214630,298417)-D("54.18"))» điểm phần trăm. Báo cáo định kỳ thực hiện trên Hệ thống thông tin báo cáo tỉnh: 138/141 chế độ báo cáo («p(138,141)»).

**7. Chỉ số CCHC**

Kết quả tự chấm Chỉ số CCHC năm 2024 của tỉnh là «dec(sc)» điểm trên thang 100, cao hơn «dec(sc-prev)» điểm so với kết quả năm 2023 («dec(prev)» điểm). Lĩnh vực đạt tỷ lệ điểm cao nhất là công tác chỉ đạo, điều hành («p(D("8.25"),D("8.5"))»); thấp nhất là tác động của CCHC («p(D("13.35"),16)»).

Ở cấp huyện, điểm bình quân của 08 đơn vị là «dec(avg)», năm trước «dec(avgp)»; «z(upn)» đơn vị tăng điểm, «z(8-upn)» đơn vị giảm điểm. Khoảng cách giữa đơn vị đứng đầu (thành phố Vĩnh Long, «dec(U[0][1])» điểm) và đơn vị đứng cuối (huyện Bình Tân, «dec(U[7][1])» điểm) là «dec(D(U[0][1])-D(U[7][1]))» điểm (Phụ lục III).

## III. ĐÁNH GIÁ CHUNG

**1. Kết quả nổi bật**

So với mục tiêu đề ra, tỉnh hoàn thành 05/06 chỉ tiêu chủ yếu: (1) tỷ lệ nhiệm vụ kế hoạch hoàn thành từ 95%; (2) hồ sơ trước và đúng hạn từ 99%; (3) hồ sơ trực tuyến từ 70%; (4) dịch vụ công có phát sinh hồ sơ từ 75%; (5) kế hoạch đào tạo, bồi dưỡng từ 100%. Chỉ tiêu thứ sáu về thanh toán trực tuyến (từ 75%) chưa đạt.

**2. Hạn chế**

Còn 07 nhiệm vụ Chính phủ, Thủ tướng Chính phủ giao hoàn thành quá hạn. Cấp huyện chiếm «p(402,tre,1)» số hồ sơ trễ hạn toàn tỉnh, nhiều nhất là thành phố Vĩnh Long với 104 hồ sơ. Ba đơn vị cấp huyện bị giảm điểm Chỉ số CCHC gồm Long Hồ, Mang Thít và Bình Tân.

## IV. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2025

1. Chỉ số CCHC năm 2025 phấn đấu tăng tối thiểu 01 điểm, tức từ «dec(sc+1)» điểm trở lên.
2. Kéo giảm ít nhất 30% số hồ sơ trễ hạn so với năm 2024.
3. Hoàn thành 02 nhiệm vụ chuyển tiếp trong quý II năm 2025; bàn giao «146-143» sản phẩm còn nợ trước ngày 31/3/2025.
4. Thực hiện sắp xếp, tinh gọn bộ máy theo chỉ đạo của Trung ương.

## V. KIẾN NGHỊ, ĐỀ XUẤT

Kiến nghị Bộ Nội vụ sớm hướng dẫn cách tính điểm Chỉ số CCHC đối với địa phương thực hiện sắp xếp đơn vị hành chính trong năm; kiến nghị Văn phòng Chính phủ khắc phục độ trễ đồng bộ dữ liệu trên Cổng Dịch vụ công quốc gia.

UBND tỉnh Vĩnh Long kính báo cáo./.

***Nơi nhận:***

- Bộ Nội vụ;
- TT. Tỉnh ủy, TT. HĐND tỉnh;
- CT, các PCT UBND tỉnh;
- Các sở, ban, ngành; UBND cấp huyện;
- Lưu: VT, NC.

**TM. ỦY BAN NHÂN DÂN**
**KT. CHỦ TỊCH**
**PHÓ CHỦ TỊCH**

**Đặng Nguyên Khải Minh**

## PHỤ LỤC I
**Kết quả tự chấm Chỉ số CCHC năm 2024 của tỉnh**

| STT | Lĩnh vực | Điểm tối đa | Điểm tự chấm | Tỷ lệ |
|---|---|---|---|---|
«tabC»

## PHỤ LỤC II
**Kết quả giải quyết hồ sơ TTHC năm 2024**

| STT | Cấp giải quyết | Tiếp nhận | Đã giải quyết | Trước, đúng hạn | Trễ hạn | Tỷ lệ trước, đúng hạn | Đang giải quyết |
|---|---|---|---|---|---|---|---|
«tabL»

## PHỤ LỤC III
**Điểm Chỉ số CCHC và hồ sơ trễ hạn của UBND cấp huyện**

| Hạng | Đơn vị | Điểm năm 2024 | Điểm năm 2023 | Tăng (+), giảm (-) | Hồ sơ trễ hạn năm 2024 |
|---|---|---|---|---|---|
«tabU»
"""
print(sc,[p(D(x[2]),D(x[1])) for x in C],avg,avgp,upn,p(on,moi),p(dh,gq),p(1184,1527),p(214630,298417),p(402,tre,1))
assert 1468+279+145==1892 and 968+559==1527 and 5+29+87+377==498 and 24+13+3+6==46 and 615+98+29==742 and 31+18+26+22==97 and upn==5
assert pv(1184,1527)>=75 and pv(214630,298417)<75 and pv(on,moi)>=70 and 121-13==108
faults=[
dict(kind="sum",old="(kỳ thứ nhất 31, kỳ thứ hai 18, kỳ thứ ba 26",new="(kỳ thứ nhất 31, kỳ thứ hai 28, kỳ thứ ba 26",also=["tiếp nhận tổng cộng 97 kiến nghị"],why="31 + 28 + 26 + 22 = 107, không phải 97."),
dict(kind="comparison",old="tăng 12 văn bản so với năm 2023 (61 văn bản)",new="tăng 16 văn bản so với năm 2023 (61 văn bản)",also=["73 văn bản quy phạm pháp luật"],why="73 − 61 = 12."),
dict(kind="rate",old=f"tương đương giảm {p(734-tre,734)}",new=f"tương đương giảm {p(734-tre,tre)}",also=[f"số trễ hạn là {tre} (năm 2023: 734), giảm {734-tre} hồ sơ"],why="Mức giảm phải tính trên 734 của năm 2023: 143/734 = 19,48%; số ghi chia cho 591."),
dict(kind="sum",old="tự bảo đảm một phần 87; Nhà nước",new="tự bảo đảm một phần 78; Nhà nước",also=["mức tự chủ của 498 đơn vị","bảo đảm toàn bộ 377"],why="5 + 29 + 78 + 377 = 489, không bằng 498."),
dict(kind="appendix-vs-prose",old="| Cải cách chế độ công vụ | 14,00 | 12,63 | 90,21% |",new="| Cải cách chế độ công vụ | 14,00 | 12,36 | 90,21% |",also=[f"100,00** | **{dec(sc)}**",f"năm 2024 của tỉnh là {dec(sc)} điểm"],why="12,36/14 = 88,29% chứ không phải 90,21%; tổng các dòng cũng không còn bằng tổng điểm."),
dict(kind="verdict",old="(từ 75%) chưa đạt",new="(từ 75%) vượt",also=["tỉnh hoàn thành 05/06 chỉ tiêu",f"tỷ lệ {p(214630,298417)}"],why="71,92% thấp hơn 75% nên không thể vượt; câu trước cũng chỉ tính 05/06 chỉ tiêu hoàn thành."),
dict(kind="list-missing",old="gồm Long Hồ, Mang Thít và Bình Tân",new="gồm Long Hồ và Bình Tân",also=["Ba đơn vị cấp huyện bị giảm điểm","| 6 | Huyện Mang Thít | 86,25 | 86,94 | -0,69 |"],why="Nói ba đơn vị nhưng chỉ kể hai; thiếu Mang Thít."),
dict(kind="date",old="(từ 05/8/2024 đến 05/9/2024)",new="(từ 05/8/2024 đến 05/7/2024)",also=[],why="Ngày kết thúc trước ngày bắt đầu."),
dict(kind="digit",old="từ 107 xuống 102 (giảm 05)",new="từ 107 xuống 102 (giảm 15)",also=[],why="107 − 102 = 5."),
]
make(3,text,globals(),faults)
