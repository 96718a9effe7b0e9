// The words of plans: areas, kinds, recurrences, and what they are called in a sheet.
export const AREAS = [
  'steering',
  'institutions',
  'procedures',
  'organisation',
  'civil_service',
  'public_finance',
  'e_government',
  'other',
] as const;
export type Area = (typeof AREAS)[number];

export const AREA_NAMES: Readonly<Record<Area, string>> = {
  steering: 'Chỉ đạo, điều hành, tuyên truyền',
  institutions: 'Cải cách thể chế',
  procedures: 'Cải cách thủ tục hành chính',
  organisation: 'Cải cách tổ chức bộ máy',
  civil_service: 'Cải cách chế độ công vụ',
  public_finance: 'Cải cách tài chính công',
  e_government: 'Chính quyền điện tử, chính quyền số',
  other: 'Nội dung khác',
};

export const PLAN_KINDS = ['reform', 'remediation', 'procedure_control', 'communication', 'inspection', 'other'] as const;
export type PlanKind = (typeof PLAN_KINDS)[number];

export const TASK_KINDS = ['plan', 'assigned', 'remediation'] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

export const ASSIGNERS = ['province', 'province_chairman', 'committee', 'chairman', 'meeting', 'superior', 'other'] as const;
export type Assigner = (typeof ASSIGNERS)[number];

export const ASSIGNER_NAMES: Readonly<Record<Assigner, string>> = {
  province: 'UBND tỉnh',
  province_chairman: 'Chủ tịch UBND tỉnh',
  committee: 'UBND cùng cấp',
  chairman: 'Chủ tịch UBND cùng cấp',
  meeting: 'Kết luận cuộc họp',
  superior: 'Cấp trên giao lại',
  other: 'Nơi khác',
};

export const RECURRENCES = ['none', 'month', 'quarter', 'half_year', 'year_end'] as const;
export type Recurrence = (typeof RECURRENCES)[number];

export const RECURRENCE_NAMES: Readonly<Record<Recurrence, string>> = {
  none: 'Một lần',
  month: 'Hằng tháng',
  quarter: 'Hằng quý',
  half_year: 'Sáu tháng',
  year_end: 'Thường xuyên, tổng hợp cuối năm',
};

export const NOTE_STATUSES = ['started', 'done', 'below_plan', 'not_done', 'will_not_do', 'reopened', 'comment'] as const;
export type NoteStatus = (typeof NOTE_STATUSES)[number];

export const PROPOSALS = ['remind', 'criticise', 'review_responsibility', 'extend', 'other'] as const;
