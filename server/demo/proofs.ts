// The file behind the verdicts that Kon Rẫy's report gives without figures: made at load time, marked as a demonstration, linked to every one of them.
import { z } from 'zod';
import { vietnamDay } from '#lib/day';
import { type Pool, transaction } from '#lib/db';
import { loadSql, many } from '#lib/sql';
import { typeset } from '#lib/typst';
import { unitOn } from '#org';
import { keepEvidence, linkEvidence } from '#registers';

const sql = loadSql(import.meta.url, ['unproven']);

const UNIT = 'kon-ray';
const AS_OF = '2023-09-30';
const TITLE = 'Kết luận các chỉ tiêu cải cách hành chính 9 tháng năm 2023 (minh họa, không có giá trị)';
const VERDICT = { met: 'Đạt', missed: 'Chưa đạt' };

const Row = z.object({
  id: z.number(),
  code: z.string(),
  name: z.string(),
  part: z.string(),
  verdict: z.enum(['met', 'missed']),
  reason: z.string(),
  to_on: z.string(),
});

/** Proves declared verdicts by a file, once: what is proven already is left alone. @returns how many were proven now */
export async function loadDemoProofs(pool: Pool, now: Date): Promise<number> {
  return transaction(pool, 'write', async (db) => {
    const unit = await unitOn(db, UNIT, AS_OF);
    const rows = await many(db, sql.unproven, { unit_id: unit.id }, Row);
    if (rows.length === 0) return 0;
    const by = { actor: { user_id: null, name: 'Nạp dữ liệu minh họa' }, now, today: vietnamDay(now), scope: { unit_ids: null } };
    const bytes = await paper(unit.name, rows, now);
    const file = { name: 'ket-luan-chi-tieu-minh-hoa.pdf', type: 'application/pdf', bytes };
    const said = { title: TITLE, document_number: null, document_on: null, issuer: unit.name };
    const { id: evidence_id } = await keepEvidence(db, { unit, file, ...said }, by);
    for (const { id, part, reason } of rows) {
      const quote = `Phần ${part}: ${reason}`;
      await linkEvidence(db, by, { evidence_id, quote, subject_kind: 'target_figure', subject_id: id });
    }
    return rows.length;
  });
}

async function paper(unit: string, rows: readonly z.infer<typeof Row>[], now: Date): Promise<Buffer> {
  const told = rows.map(({ code, name, part, verdict, reason }) => [part === code ? code : part, name, VERDICT[verdict], reason]);
  const template = `#let data = json(bytes(sys.inputs.data))
#set page(paper: "a4", margin: 2cm)
#set text(font: "Tinos", size: 11pt, lang: "vi")
#align(center, text(weight: "bold", size: 14pt, data.title))
#align(center)[#data.unit, đến hết ngày 30/9/2023]
#v(6pt)
#table(columns: (auto, 1fr, auto, 1fr), inset: 5pt,
  table.header([*Mã*], [*Chỉ tiêu*], [*Kết luận*], [*Lý do ghi trong báo cáo*]),
  ..data.rows.flatten())
#text(fill: gray)[Bản lập khi nạp dữ liệu minh họa; kết luận và lý do theo báo cáo của địa phương, không phải văn bản của cơ quan.]`;
  return Buffer.from(await typeset({ template, data: { title: TITLE, unit, rows: told }, made_at: now }));
}
