// Sheets, columns and words of the catalogue's Excel book: how people write what the catalogue keeps as codes.

export const LEVELS = { Tỉnh: 'province', Huyện: 'district', Xã: 'commune' } as const;
export const LIMITS = { giờ: 'hour', ngày: 'day', 'ngày làm việc': 'working_day', tháng: 'month' } as const;
export const ONLINE = { 'Toàn trình': 'full', 'Một phần': 'partial', Không: 'none' } as const;
export const INTERLINKED = { 'Cùng cấp': 'same_level', 'Giữa các cấp': 'between_levels', 'Ba cấp': 'three_levels' } as const;
export const AGENCIES = {
  'Công an': 'police',
  'Bảo hiểm xã hội': 'social_insurance',
  'Quân sự': 'military',
  Thuế: 'tax',
  'Tòa án': 'court',
  'Ngân hàng': 'bank',
  Khác: 'other',
} as const;
export const KINDS = { Phí: 'fee', 'Lệ phí': 'charge' } as const;
export const STAGES = { 'Tiếp nhận': 'reception', 'Bổ sung': 'supplement', 'Trả kết quả': 'result' } as const;

export const wordOf = <T extends Record<string, string>>(words: T, value: string | null): string | null =>
  Object.entries(words).find(([, known]) => known === value)?.[0] ?? null;

export type Sheet = { name: string; columns: readonly { head: string; width: number }[] };
export const MAIN: Sheet = {
  name: 'Thủ tục',
  columns: [
    { head: 'Mã thủ tục', width: 13 },
    { head: 'Tên thủ tục', width: 60 },
    { head: 'Mã lĩnh vực', width: 18 },
    { head: 'Cấp', width: 9 },
    { head: 'Cơ quan giải quyết', width: 30 },
    { head: 'Thời hạn', width: 10 },
    { head: 'Đơn vị thời hạn', width: 16 },
    { head: 'Giờ chốt nhận', width: 12 },
    { head: 'Mức trực tuyến', width: 14 },
    { head: 'Liên thông', width: 14 },
    { head: 'Tại Một cửa', width: 11 },
    { head: 'Lý do không tại Một cửa', width: 26 },
    { head: 'Ngành dọc', width: 16 },
    { head: 'Nhận qua bưu chính', width: 12 },
    { head: 'Trả qua bưu chính', width: 12 },
    { head: 'Thủ tục nội bộ', width: 11 },
    { head: 'Không phụ thuộc địa giới', width: 13 },
    { head: 'Kết quả', width: 32 },
    { head: 'Ghi chú', width: 30 },
  ],
};
export const PAPERS: Sheet = {
  name: 'Thành phần hồ sơ',
  columns: [
    { head: 'Mã thủ tục', width: 13 },
    { head: 'Tên giấy tờ', width: 60 },
    { head: 'Mẫu số', width: 14 },
    { head: 'Bản chính', width: 10 },
    { head: 'Bản sao', width: 10 },
    { head: 'Bắt buộc', width: 10 },
    { head: 'Phải số hóa', width: 11 },
  ],
};
export const FEES: Sheet = {
  name: 'Phí, lệ phí',
  columns: [
    { head: 'Mã thủ tục', width: 13 },
    { head: 'Tên khoản thu', width: 44 },
    { head: 'Loại', width: 10 },
    { head: 'Số tiền (đồng)', width: 16 },
    { head: 'Cách tính', width: 34 },
    { head: 'Thu khi', width: 14 },
    { head: 'Miễn, giảm', width: 34 },
  ],
};
export const STEPS: Sheet = {
  name: 'Trình tự',
  columns: [
    { head: 'Mã thủ tục', width: 13 },
    { head: 'Nội dung bước', width: 70 },
    { head: 'Người thực hiện', width: 28 },
    { head: 'Cách thức', width: 28 },
    { head: 'Thời gian', width: 18 },
  ],
};
export const LAWS: Sheet = {
  name: 'Căn cứ pháp lý',
  columns: [
    { head: 'Mã thủ tục', width: 13 },
    { head: 'Số ký hiệu', width: 22 },
    { head: 'Tên văn bản', width: 60 },
    { head: 'Điều khoản', width: 24 },
  ],
};
