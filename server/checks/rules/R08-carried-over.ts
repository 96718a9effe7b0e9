import { defineRule } from '../rule.ts';
import { carriedOver } from '../system-rules.ts';

/** Figures that go on from the previous period: what was left over then is carried now, the running total is that of then plus the new. */
export const R08 = defineRule({
  id: 'R08',
  version: 1,
  severity: 'error',
  title: 'Số kỳ trước chuyển qua và lũy kế khớp báo cáo kỳ trước',
  messages: {
    carried:
      'Số {metric} ghi {printed} nhưng kỳ trước chuyển sang {system} ({source}). Sửa theo số đã chốt hoặc giải trình điều chỉnh.',
    cumulative:
      'Số lũy kế {metric} ghi {printed} nhưng lũy kế kỳ trước cộng kỳ này là {system} ({source}). Cộng lại hoặc giải trình điều chỉnh.',
  },
  check: carriedOver,
});
