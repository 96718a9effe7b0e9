import { defineRule } from '../rule.ts';
import { consolidated } from '../system-rules.ts';

/** A consolidated figure is the sum over the units that have submitted; units that are missing are named. */
export const R09 = defineRule({
  id: 'R09',
  version: 1,
  severity: 'error',
  title: 'Số tổng hợp bằng tổng các đơn vị đã gửi',
  messages: {
    differs: 'Số {metric} ghi {printed} nhưng cộng {source} được {system}. Tổng hợp lại hoặc giải trình.',
    missing:
      'Số {metric} ghi {printed}, cộng các đơn vị đã gửi được {system}; chưa có: {missing}. Chờ đủ đơn vị hoặc ghi rõ phạm vi.',
  },
  check: consolidated,
});
