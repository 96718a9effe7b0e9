import type { Day } from '#lib/day';
import type { Annex, OfficialDocument, Run } from '#lib/document';
import { bodyName, issuerOf, placeAndDate } from '#org';
import { type CellFilter, type FilledForm, formNotes, formTable, type LinkTo } from './filled.ts';
import { fromTo, type Headline, resultParagraphs } from './prose.ts';

/**
 * The form on a landscape page of its own, with the head the official form has.
 * @param is_said notes that the document says elsewhere, by their text: they are not said twice
 */
export function formAnnex(
  form: FilledForm,
  linkTo: LinkTo,
  label: string,
  is_said: (text: string) => boolean = () => false,
): Annex {
  const notes = formNotes({ ...form, notes: form.notes.filter(({ text_vi }) => !is_said(text_vi)) }, linkTo);
  return {
    label,
    title: form.title_vi.toUpperCase(),
    lines: [form.period.text_vi],
    left: [`Biểu số ${form.official_code}`, 'Ban hành theo Thông tư 01/2020/TT-VPCP', `Đơn vị tính: ${form.count_unit_vi}`],
    right: ['', `Đơn vị báo cáo: ${bodyName(form.unit)}`, `Đơn vị nhận báo cáo: ${form.parent ? bodyName(form.parent) : '…'}`],
    table: formTable(form, linkTo),
    notes,
  };
}

/** Head, recipients and signature that every document of a unit has. */
export function letter(form: Pick<FilledForm, 'unit' | 'parent'>, made_at: Date, made_on: Day) {
  const issuer = issuerOf(form.unit, form.parent);
  const recipients = form.parent ? [`- ${bodyName(form.parent)} (báo cáo);`] : [];
  return {
    superior: issuer.superior,
    issuer: issuer.issuer,
    number: `Số:        /BC-${issuer.symbol}`,
    place_and_date: placeAndDate(issuer.place, made_on),
    type: 'BÁO CÁO',
    recipients: [...recipients, '- Lãnh đạo đơn vị;', '- Lưu: VT.'],
    signature: { authority: issuer.authority },
    made_at,
  };
}

/** What a reader of the electronic file should know: shown once, where it does not disturb the printed page. */
export const LINK_NOTE: Run[] = [{ text: 'Ở bản điện tử, bấm vào từng số liệu để mở danh sách hồ sơ làm nên số liệu đó.' }];

/** The form as an official document: the results in a few sentences, the form itself as annex. */
export function formDocument(
  form: FilledForm,
  headline: Headline,
  linkTo: LinkTo,
  made: { at: Date; on: Day },
): OfficialDocument {
  const total: CellFilter = { unit: form.unit.code, from: form.period.from, to: form.period.to, scope: form.scope };
  const subject = [
    'Kết quả giải quyết thủ tục hành chính',
    form.period.name_vi ?? `(${fromTo(form.period.from, form.period.to)})`,
  ];
  const results = resultParagraphs(headline, total, linkTo);
  const opening = `${bodyName(form.unit)} báo cáo kết quả tiếp nhận, giải quyết hồ sơ thủ tục hành chính ${fromTo(form.period.from, form.period.to)} như sau:`;
  return {
    ...letter(form, made.at, made.on),
    title: `Biểu ${form.official_code}: ${bodyName(form.unit)}, ${fromTo(form.period.from, form.period.to)}`,
    subject,
    body: [
      { kind: 'paragraph', style: 'body', runs: [{ text: opening }] },
      ...results.map(({ title, runs }, i) => ({
        kind: 'paragraph' as const,
        style: 'body' as const,
        runs: [{ text: `${i + 1}. ${title}: `, bold: true }, ...runs],
      })),
      { kind: 'paragraph', style: 'body', runs: [{ text: `Số liệu chi tiết theo biểu số ${form.official_code} kèm theo.` }] },
      { kind: 'paragraph', style: 'note', runs: LINK_NOTE },
    ],
    annexes: [formAnnex(form, linkTo, 'PHỤ LỤC')],
  };
}
