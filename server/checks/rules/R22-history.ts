import { defineRule } from '../rule.ts';
import { anomalies } from '../system-rules.ts';

/** A figure far from its own history. Never more than a note, at most three in a report. */
export const R22 = defineRule({
  id: 'R22',
  version: 1,
  severity: 'note',
  title: 'Số khác thường so với các kỳ trước',
  messages: {
    far: 'Số {metric} là {printed}, khác xa mức thường gặp {system} ({source}). Kiểm tra lại; nếu đúng thì nên nêu lý do.',
  },
  check: anomalies,
});
