// What a figure is counted in.

/** Words for a unit of count, as forms print them. */
export const UNITS = {
  dossier: { vi: 'Hồ sơ', en: 'dossiers' },
  percent: { vi: '%', en: '%' },
  document: { vi: 'Văn bản', en: 'documents' },
  task: { vi: 'Nhiệm vụ', en: 'tasks' },
  office: { vi: 'Đơn vị', en: 'units' },
  person: { vi: 'Người', en: 'persons' },
  procedure: { vi: 'Thủ tục', en: 'procedures' },
  issue: { vi: 'Vấn đề', en: 'issues' },
  session: { vi: 'Cuộc', en: 'sessions' },
  item: { vi: 'Mục', en: 'items' },
  sheet: { vi: 'Phiếu', en: 'survey forms' },
  feedback: { vi: 'PAKN', en: 'feedback items' },
  initiative: { vi: 'Sáng kiến', en: 'initiatives' },
  activity: { vi: 'Hoạt động', en: 'activities' },
  system: { vi: 'Hệ thống', en: 'systems' },
  device: { vi: 'Thiết bị', en: 'devices' },
  copy: { vi: 'Bản', en: 'copies' },
  place: { vi: 'Điểm', en: 'places' },
  hamlet: { vi: 'Thôn', en: 'hamlets' },
  household: { vi: 'Hộ', en: 'households' },
  vnd: { vi: 'Đồng', en: 'đồng' },
  million_vnd: { vi: 'Triệu đồng', en: 'million đồng' },
  point: { vi: 'Điểm số', en: 'points' },
  day: { vi: 'Ngày', en: 'days' },
  yes_no: { vi: 'Có/không', en: 'yes/no' },
  words: { vi: 'Chữ', en: 'words' },
  number: { vi: 'Số', en: 'number' },
} as const;

export type UnitOfCount = keyof typeof UNITS;
export const UNIT_NAMES = Object.keys(UNITS) as [UnitOfCount, ...UnitOfCount[]];
