/** Every permission there is: `<module>.<what>`, with the name under which people see it. A role of a pack may name no other. */
export const PERMISSIONS = {
  'org.read': { name_vi: 'Xem đơn vị', name_en: 'See units' },
  'org.write': { name_vi: 'Thay đổi cơ cấu đơn vị', name_en: 'Change units' },
  'calendar.read': { name_vi: 'Xem lịch làm việc', name_en: 'See the working calendar' },
  'calendar.write': { name_vi: 'Sửa ngày nghỉ, giờ làm việc', name_en: 'Change days off and working time' },
  'procedures.read': { name_vi: 'Xem danh mục thủ tục', name_en: 'See the catalogue of procedures' },
  'procedures.write': { name_vi: 'Công bố, sửa thủ tục', name_en: 'Announce and change procedures' },
  'dossiers.read': { name_vi: 'Xem hồ sơ', name_en: 'See dossiers' },
  'dossiers.read_personal': { name_vi: 'Xem số định danh, số điện thoại', name_en: 'See identity and phone numbers' },
  'dossiers.receive': { name_vi: 'Tiếp nhận hồ sơ', name_en: 'Receive dossiers' },
  'dossiers.process': { name_vi: 'Thụ lý hồ sơ', name_en: 'Process dossiers' },
  'dossiers.decide': { name_vi: 'Quyết định kết quả', name_en: 'Decide' },
  'dossiers.return': { name_vi: 'Trả kết quả', name_en: 'Return results' },
  'files.read': { name_vi: 'Tải tệp về', name_en: 'Download files' },
  'files.write': { name_vi: 'Tải tệp lên', name_en: 'Upload files' },
  'measures.read': { name_vi: 'Xem số liệu', name_en: 'See figures' },
  'measures.export': { name_vi: 'Xuất số liệu', name_en: 'Export figures' },
  'forms.read': { name_vi: 'Xem biểu mẫu', name_en: 'See forms' },
  'reports.read': { name_vi: 'Xem báo cáo', name_en: 'See reports' },
  'reports.export': { name_vi: 'Xuất báo cáo', name_en: 'Export reports' },
  'audit.read': { name_vi: 'Xem nhật ký', name_en: 'See the audit trail' },
  'access.read': { name_vi: 'Xem tài khoản', name_en: 'See accounts' },
  'access.write': { name_vi: 'Quản lý tài khoản, phân quyền', name_en: 'Manage accounts and roles' },
  'ops.read': { name_vi: 'Xem tình trạng hệ thống', name_en: 'See the state of the system' },
} as const;

export type Permission = keyof typeof PERMISSIONS;

/** Rules that hold for everyone, not for one unit's records: they may be changed only by a role on a province or the nation. */
export const WIDE_PERMISSIONS: readonly Permission[] = ['calendar.write', 'procedures.write'];
