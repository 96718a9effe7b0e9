/** Sentences of the module holdings; see ../errors.ts. */
export const holdings = {
  'holdings.expired': [
    '“{name}” trong kho dữ liệu đã hết hiệu lực ngày {valid_until}. Hãy yêu cầu giấy tờ mới.',
    '“{name}” in the store was good until {valid_until}. Ask for a new one.',
  ],
  'holdings.not_found': [
    'Không có giấy tờ này trong kho dữ liệu của chủ hồ sơ. Tải lại danh sách.',
    'There is no such paper in the applicant’s store. Reload the list.',
  ],
  'holdings.not_open': [
    'Kho dữ liệu đã đóng sau hai giờ. Hãy mở lại và ghi căn cứ.',
    'The store was closed after two hours. Open it again with its ground.',
  ],
  'holdings.note_needed': ['Hãy ghi số, ngày của văn bản đồng ý.', 'Write number and day of the consent.'],
  'holdings.reversed_dates': [
    'Ngày hết hiệu lực sớm hơn ngày cấp. Hãy kiểm tra lại hai ngày.',
    'The term ends before the day of issue. Check both days.',
  ],
} as const;
