// Every tag a slip may carry: what it says, for the officer who edits a template in Word, and what stands there in a preview. Pure.
import type { FormOfSet, Kind, KindOfSlip } from './kinds.ts';
import { type Fields, type Row, tagsOf } from './text.ts';

type Meaning = { vi: string; sample: string };

const said = (vi: string, sample: string): Meaning => ({ vi, sample });

const HEAD = {
  superior: said('Cơ quan chủ quản (chữ in hoa)', 'ỦY BAN NHÂN DÂN XÃ BỜ Y'),
  issuer: said('Cơ quan, bộ phận ban hành (chữ in hoa)', 'TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG'),
  number: said('Số và ký hiệu của phiếu, không có chữ “Số:”', '07/TNHS'),
  place_date: said('Địa danh và ngày, tháng, năm', 'Bờ Y, ngày 20 tháng 11 năm 2026'),
  book_no: said('Quyển số (năm)', '2026'),
  number_in_book: said('Số thứ tự trong quyển', '7'),
  form_note: said('Mẫu số và thông tư', 'Mẫu số 01 - Thông tư 03/2025/TT-VPCP'),
  copy_note: said('Ghi chú khi in lại; để trống ở bản in đầu', ''),
  desk_name: said('Tên Bộ phận Một cửa', 'Trung tâm Phục vụ hành chính công xã Bờ Y'),
  desk_address: said('Địa chỉ Bộ phận Một cửa', 'Thôn Bắc Phong, xã Bờ Y'),
  contact_phone: said('Điện thoại Bộ phận Một cửa', '02603 831 234'),
  authority: said('Thẩm quyền ký (chữ in hoa)', 'TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH'),
} as const;

const PERSON = {
  applicant_name: said('Họ tên người nộp hoặc tên tổ chức', 'Nguyễn Thị Phương Thảo'),
  applicant_identity: said('Số định danh, mã số thuế', '062190000003'),
  applicant_born: said('Ngày sinh, khi đã đọc thẻ căn cước', '15/08/1990'),
  applicant_sex: said('Giới tính, khi đã đọc thẻ căn cước', 'Nữ'),
  applicant_address: said('Địa chỉ', 'Thôn Ngọc Tiền, xã Bờ Y, tỉnh Quảng Ngãi'),
  applicant_phone: said('Số điện thoại', '0912345678'),
  applicant_email: said('Địa chỉ thư điện tử', 'thao.nguyen@vidu.vn'),
  submitter_name: said('Người nộp thay', 'Nguyễn Văn An'),
  signer_of_applicant: said('Người ký ở phía người nộp (người nộp thay, nếu có)', 'Nguyễn Văn An'),
  procedure_name: said('Tên thủ tục hành chính', 'Đăng ký thành lập hộ kinh doanh'),
  procedure_code: said('Mã thủ tục hành chính', '1.001612'),
  sector_name: said('Lĩnh vực', 'Thành lập và hoạt động doanh nghiệp'),
  matter: said('Nội dung yêu cầu giải quyết', 'Đăng ký thành lập hộ kinh doanh. Bán tạp hóa tại thôn Ngọc Tiền'),
  agency_name: said('Cơ quan giải quyết', 'Ủy ban nhân dân xã Bờ Y'),
  officer_name: said('Cán bộ lập phiếu', 'Trần Thị Kim Ngân'),
} as const;

const DOSSIER = {
  ...PERSON,
  dossier_code: said('Mã hồ sơ', 'H48.108-261120-0007'),
  barcode: said('Mã vạch của mã hồ sơ (ảnh)', ''),
  qr: said('Mã QR để tra cứu (ảnh)', ''),
  received_at: said('Thời điểm tiếp nhận', '08 giờ 30 phút, ngày 20 tháng 11 năm 2026'),
  received_on: said('Ngày tiếp nhận', '20/11/2026'),
  due: said('Thời điểm hẹn trả kết quả', '17 giờ 00 phút, ngày 26 tháng 11 năm 2026'),
  limit: said('Thời hạn giải quyết theo quy định', '03 ngày làm việc'),
  return_place: said('Nơi, cách nhận kết quả', 'Tại Trung tâm Phục vụ hành chính công xã Bờ Y'),
  channel: said('Cách nộp hồ sơ', 'Trực tiếp'),
  sets_count: said('Số bộ hồ sơ', '01'),
  fee: said('Phí, lệ phí phải nộp', '100.000 đồng'),
} as const;

const EVENT = {
  reason: said('Lý do', 'Giấy đề nghị chưa có chữ ký của chủ hộ kinh doanh'),
  legal_ground: said('Căn cứ pháp lý', 'Khoản 3 Điều 14 Nghị định 118/2025/NĐ-CP'),
  happened_at: said('Thời điểm của việc ghi trên phiếu', '09 giờ 15 phút, ngày 23 tháng 11 năm 2026'),
  times: said('Lần thứ mấy', '1'),
  signer_name: said('Người ký', 'A Lăng Đức'),
  due_before: said('Hạn trả đã hẹn', '17 giờ 00 phút, ngày 26 tháng 11 năm 2026'),
  due_new: said('Ngày hẹn lại, ngày đề nghị gia hạn đến', '30/11/2026'),
  cause: said('Nhóm nguyên nhân', 'Chờ ý kiến của cơ quan phối hợp'),
  explanation: said('Nội dung giải trình', 'Phải xác minh địa điểm kinh doanh, mưa lớn gây ách tắc đường từ ngày 24/11.'),
  late_days: said('Số ngày quá hạn', '2'),
  closed_at: said('Thời điểm có kết quả', '10 giờ 00 phút, ngày 30 tháng 11 năm 2026'),
  acceptance: said('Ý kiến của người đứng đầu', ''),
  decision_no: said('Số quyết định, văn bản làm căn cứ', '15/QĐ-UBND ngày 24/11/2026'),
  fee_consequence: said('Việc hoàn trả phí, lệ phí', 'Phí, lệ phí đã nộp: 100.000 đồng'),
  payer_name: said('Người nộp tiền', 'Nguyễn Văn An'),
  amount: said('Tổng số tiền bằng số', '100.000'),
  amount_words: said('Tổng số tiền bằng chữ', 'Một trăm nghìn đồng'),
  method: said('Hình thức nộp', 'Tiền mặt'),
  receipt_no: said('Số biên lai, mã giao dịch', 'BL 0001234'),
  stage: said('Thời điểm thu', 'Khi tiếp nhận hồ sơ'),
  result_name: said('Tên kết quả', 'Giấy chứng nhận đăng ký hộ kinh doanh'),
  collaborators: said('Cơ quan phối hợp giải quyết', 'Chi cục Thuế khu vực Ngọc Hồi'),
  printed_at: said('Thời điểm in', '14 giờ 00 phút, ngày 23 tháng 11 năm 2026'),
  period: said('Khoảng thời gian', 'Từ ngày 01/11/2026 đến ngày 30/11/2026'),
  from_unit: said('Bên giao', 'Trung tâm Phục vụ hành chính công xã Bờ Y'),
  to_unit: said('Bên nhận', 'Phòng Kinh tế xã Bờ Y'),
  giver_name: said('Người giao', 'Trần Thị Kim Ngân'),
  receiver_name: said('Người nhận', 'Y Thanh'),
  total: said('Số hồ sơ', '2'),
  totals: said('Tổng hợp', 'Tiếp nhận 2; đã có kết quả 1; đã trả kết quả 1'),
} as const;

const TAGS = { ...HEAD, ...DOSSIER, ...EVENT } as const satisfies Record<string, Meaning>;
export type Tag = keyof typeof TAGS;

type List = { vi: string; row: Record<string, string>; samples: readonly Row[] };

const LISTS = {
  papers: {
    vi: 'Thành phần hồ sơ nộp',
    row: { no: 'Số thứ tự', name: 'Tên giấy tờ', form: 'Bản chính, bản sao hay bản điện tử', sheets: 'Số tờ' },
    samples: [
      { no: '1', name: 'Giấy đề nghị đăng ký hộ kinh doanh', form: 'bản chính', sheets: '02' },
      { no: '2', name: 'Bản sao giấy tờ pháp lý của chủ hộ kinh doanh', form: 'bản sao', sheets: '01' },
    ],
  },
  items: {
    vi: 'Nội dung phải bổ sung, giấy tờ còn thiếu',
    row: { no: 'Số thứ tự', text: 'Nội dung' },
    samples: [
      { no: '1', text: 'Giấy đề nghị có chữ ký của chủ hộ kinh doanh' },
      { no: '2', text: 'Bản sao hợp đồng thuê địa điểm kinh doanh' },
    ],
  },
  fees: {
    vi: 'Các khoản phí, lệ phí',
    row: { no: 'Số thứ tự', name: 'Tên khoản', amount: 'Số tiền' },
    samples: [{ no: '1', name: 'Lệ phí đăng ký hộ kinh doanh', amount: '100.000' }],
  },
  steps: {
    vi: 'Các lần giao, nhận hồ sơ',
    row: {
      no: 'Số thứ tự',
      agency: 'Tên cơ quan, bộ phận',
      given: 'Giao: thời điểm và người giao',
      taken: 'Nhận: thời điểm và người nhận',
      result: 'Trước hạn, đúng hạn hay quá hạn',
      note: 'Ghi chú',
    },
    samples: [
      {
        no: '1',
        agency: 'Phòng Kinh tế xã Bờ Y',
        given: '09 giờ 00 phút, ngày 20/11/2026\nTrần Thị Kim Ngân',
        taken: '09 giờ 20 phút, ngày 20/11/2026\nY Thanh',
        result: 'Trước hạn',
        note: '',
      },
    ],
  },
  entries: {
    vi: 'Các hồ sơ trong sổ, trong danh sách',
    row: {
      no: 'Số thứ tự',
      code: 'Mã hồ sơ',
      procedure: 'Tên thủ tục hành chính',
      sets: 'Số bộ',
      applicant: 'Tên cá nhân, tổ chức',
      contact: 'Địa chỉ, số điện thoại',
      agency: 'Cơ quan chủ trì giải quyết',
      received: 'Nhận hồ sơ',
      due: 'Hẹn trả kết quả',
      returned: 'Trả kết quả',
      delivery: 'Phương thức nhận kết quả',
      papers: 'Số giấy tờ',
      note: 'Ghi chú',
    },
    samples: [
      {
        no: '1',
        code: 'H48.108-261120-0007',
        procedure: 'Đăng ký thành lập hộ kinh doanh',
        sets: '01',
        applicant: 'Nguyễn Thị Phương Thảo',
        contact: 'Thôn Ngọc Tiền, xã Bờ Y\n0912345678',
        agency: 'Ủy ban nhân dân xã Bờ Y',
        received: '20/11/2026',
        due: '26/11/2026',
        returned: '',
        delivery: 'Trực tiếp',
        papers: '2',
        note: '',
      },
    ],
  },
} as const satisfies Record<string, List>;
export type ListName = keyof typeof LISTS;

const tags = (group: Record<string, Meaning>) => Object.keys(group) as Tag[];
const ABOUT_DOSSIER = [...tags(HEAD), ...tags(DOSSIER)];
const ABOUT_VISIT = [...tags(HEAD), ...tags(PERSON), 'reason', 'legal_ground', 'happened_at', 'qr'] as Tag[];

/** Tags and lists each kind may carry. */
const CARRIES: Readonly<Record<Kind, { tags: readonly Tag[]; lists: readonly ListName[] }>> = {
  receipt: { tags: ABOUT_DOSSIER, lists: ['papers'] },
  supplement_request: { tags: [...ABOUT_DOSSIER, 'reason', 'happened_at', 'times', 'due_before'], lists: ['items'] },
  refusal: { tags: [...ABOUT_DOSSIER, 'reason', 'legal_ground', 'happened_at'], lists: ['items'] },
  guidance: { tags: ABOUT_VISIT, lists: ['items'] },
  apology: {
    tags: [...ABOUT_DOSSIER, 'reason', 'cause', 'due_before', 'due_new', 'signer_name', 'happened_at', 'times', 'legal_ground'],
    lists: [],
  },
  stop_notice: {
    tags: [...ABOUT_DOSSIER, 'reason', 'decision_no', 'happened_at', 'due_before', 'fee_consequence', 'signer_name'],
    lists: [],
  },
  lateness_explanation: {
    tags: [...ABOUT_DOSSIER, 'explanation', 'cause', 'due_before', 'late_days', 'closed_at', 'acceptance', 'happened_at'],
    lists: ['steps'],
  },
  fee_receipt: {
    tags: [...ABOUT_DOSSIER, 'payer_name', 'amount', 'amount_words', 'method', 'receipt_no', 'stage', 'happened_at'],
    lists: ['fees'],
  },
  no_writing_application: { tags: [...ABOUT_DOSSIER, 'result_name'], lists: ['papers'] },
  control_slip: { tags: [...ABOUT_DOSSIER, 'collaborators', 'printed_at'], lists: ['steps'] },
  handover_list: {
    tags: [
      ...tags(HEAD),
      'officer_name',
      'from_unit',
      'to_unit',
      'giver_name',
      'receiver_name',
      'happened_at',
      'total',
      'printed_at',
    ],
    lists: ['entries'],
  },
  register: { tags: [...tags(HEAD), 'officer_name', 'period', 'total', 'totals', 'printed_at'], lists: ['entries'] },
};

/** Tags that are pictures. */
export const PICTURES: readonly string[] = ['qr', 'barcode'];

export type Catalogue = {
  tags: { tag: Tag; vi: string; is_picture: boolean }[];
  lists: { tag: ListName; vi: string; row: { tag: string; vi: string }[] }[];
};

/** What may stand in a template of a kind, for people. */
export function catalogueOf(kind: Kind): Catalogue {
  const { tags, lists } = CARRIES[kind];
  return {
    tags: tags.map((tag) => ({ tag, vi: TAGS[tag].vi, is_picture: PICTURES.includes(tag) })),
    lists: lists.map((tag) => ({
      tag,
      vi: LISTS[tag].vi,
      row: Object.entries(LISTS[tag].row).map(([name, vi]) => ({ tag: name, vi })),
    })),
  };
}

/** What may stand in a template of a kind, for checking: `has_x` is true when the tag x says something. */
export function carriedBy(kind: Kind): { tags: ReadonlySet<string>; lists: ReadonlyMap<string, ReadonlySet<string>> } {
  const { tags, lists } = CARRIES[kind];
  return {
    tags: new Set([...tags, ...[...tags, ...lists].map((tag) => `has_${tag}`)]),
    lists: new Map(lists.map((tag) => [tag, new Set(Object.keys(LISTS[tag].row))])),
  };
}

/** A made-up slip of a kind, for previews. */
export function sampleOf(kind: Kind): Fields {
  const { tags, lists } = CARRIES[kind];
  return {
    ...Object.fromEntries(tags.map((tag) => [tag, TAGS[tag].sample])),
    ...Object.fromEntries(lists.map((tag) => [tag, LISTS[tag].samples])),
  };
}

/** Tags of a kind's layouts that it does not carry, and required ones that are missing, each with where. */
export function faultsOf(kind: KindOfSlip): { at: (string | number)[]; message: string }[] {
  return Object.entries(kind.sets).flatMap(([set, form]) => faultsOfForm(kind, set, form));
}

function faultsOfForm(kind: KindOfSlip, set: string, form: FormOfSet): { at: (string | number)[]; message: string }[] {
  const carried = carriedBy(kind.kind);
  const faults: { at: (string | number)[]; message: string }[] = [];
  const used = new Set<string>(['number', 'place_date', 'issuer', 'superior', 'dossier_code']);
  const look = (text: string, list: string | null, at: (string | number)[]) => {
    const of_row = list === null ? undefined : carried.lists.get(list);
    if (list !== null && !of_row) faults.push({ at, message: `${kind.kind} has no list ${list}` });
    for (const tag of tagsOf(text)) {
      used.add(tag);
      if (!of_row?.has(tag) && !carried.tags.has(tag)) faults.push({ at, message: `${kind.kind} has no tag {${tag}}` });
    }
  };
  for (const [no, block] of form.body.entries()) {
    const at = ['sets', set, 'body', no];
    if ('table' in block) {
      used.add(block.table);
      for (const column of block.columns) look(column.cell, block.table, at);
    } else {
      if (block.each) used.add(block.each);
      look(block.text, block.each ?? null, at);
      if (block.if && !carried.tags.has(block.if) && !carried.lists.has(block.if))
        faults.push({ at, message: `${kind.kind} has no tag ${block.if}` });
    }
  }
  for (const [no, one] of form.signatures.entries())
    for (const text of [one.title, one.name]) look(text, null, ['sets', set, 'signatures', no]);
  for (const [no, text] of form.recipients.entries()) look(text, null, ['sets', set, 'recipients', no]);
  for (const tag of kind.required)
    if (!used.has(tag)) faults.push({ at: ['sets', set], message: `the required tag {${tag}} stands nowhere` });
  return faults;
}
