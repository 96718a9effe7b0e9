import assert from 'node:assert/strict';
import test from 'node:test';
import { z } from 'zod';
import { isWrongAddress, vietnameseProblems } from './input-problems.ts';

/** What the server answers for this value, worded in Vietnamese. */
function told(schema: z.ZodType, value: unknown): string {
  const { error } = schema.safeParse(value);
  return vietnameseProblems((error?.issues ?? []).map(({ path, message }) => ({ path: path.join('.'), message })));
}

test('a field that is missing, too long or no day is told in Vietnamese', () => {
  assert.equal(told(z.object({ unit: z.string() }), {}), 'trường “đơn vị”: chưa có giá trị');
  assert.equal(told(z.object({ name: z.string().min(1) }), { name: '' }), 'trường “tên”: chưa có giá trị');
  assert.equal(
    told(z.object({ matter: z.string().max(3) }), { matter: 'dài quá' }),
    'trường “trích yếu nội dung”: dài hơn 3 ký tự',
  );
  assert.equal(told(z.object({ from: z.iso.date() }), { from: '2026-02-30' }), 'trường “từ ngày”: không phải là ngày có thật');
});

test('a wrong number in the address of a page is told apart from what somebody wrote', () => {
  const number = { path: 'id', message: 'Invalid input: expected number, received NaN' };
  assert.equal(isWrongAddress([number]), true);
  assert.equal(isWrongAddress([number, { path: 'last_seq', message: 'x' }]), false);
  assert.equal(isWrongAddress([]), false);
});

test('numbers, lists and choices', () => {
  assert.equal(told(z.object({ id: z.coerce.number().int() }), { id: 'x' }), 'trường “số của bản ghi trong địa chỉ”: phải là số');
  assert.equal(told(z.object({ page: z.number().min(1) }), { page: 0 }), 'trường “trang”: phải từ 1 trở lên');
  assert.equal(
    told(z.object({ channel: z.enum(['a', 'b']) }), { channel: 'c' }),
    'trường “hình thức nộp”: không có trong danh sách lựa chọn',
  );
  const papers = z.object({ papers: z.array(z.object({ sheets: z.number().max(9) })) });
  assert.equal(told(papers, { papers: [{ sheets: 1 }, { sheets: 10 }] }), 'trường “số tờ (mục 2)”: phải từ 9 trở xuống');
});

test('what has no wording of its own is still said in Vietnamese, with the name of the field', () => {
  assert.equal(vietnameseProblems([{ path: 'client_id', message: 'Invalid input' }]), 'trường “client_id”: giá trị không hợp lệ');
  assert.equal(vietnameseProblems([{ path: '', message: 'Something new' }]), 'giá trị không hợp lệ');
});
