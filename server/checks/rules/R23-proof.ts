import { defineRule } from '../rule.ts';
import { evidenced } from '../system-rules.ts';

/** A figure above nothing has evidence that no other unit uses, unless the paper is shared by right. */
export const R23 = defineRule({
  id: 'R23',
  version: 1,
  severity: 'error',
  title: 'Số liệu có tài liệu kiểm chứng',
  messages: {
    absent: 'Số {metric} ghi {printed} nhưng chưa có tài liệu kiểm chứng. Bổ sung tài liệu hoặc sửa số.',
    shared: 'Tài liệu “{document}” chứng minh cho {metric} cũng được {units} dùng. Kiểm tra lại tài liệu.',
  },
  check: evidenced,
});
