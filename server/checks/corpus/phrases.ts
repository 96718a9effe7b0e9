/**
 * Paragraphs of reports in many wordings, with figures that agree. Marks (`⟦…⟧`) stand around figures on which others depend. `broken` is the same
 * paragraph with a fault that no changed digit makes.
 */
export type Piece = { text: string; broken?: { kind: string; text: string }[] };
export type Ground = {
  year: number;
  quarter: number;
  pick: <T>(of: readonly T[]) => T;
  between: (low: number, high: number) => number;
};

export const vi = (n: number): string => String(n).replace(/\B(?=(\d{3})+(?!\d))/g, '.');
export const pad = (n: number): string => (n < 10 ? `0${n}` : vi(n));

/** A percentage rounded half up, by whole numbers only. */
export function share(a: number, b: number, decimals: number): string {
  const scale = 10 ** decimals;
  const n = Math.floor((2 * a * 100 * scale + b) / (2 * b));
  const text = String(n).padStart(decimals + 1, '0');
  return decimals === 0 ? text : `${text.slice(0, -decimals)},${text.slice(-decimals)}`;
}

const ROMAN = ['', 'I', 'II', 'III', 'IV'];

function account({ pick, between }: Ground): Piece {
  const carried = between(40, 900);
  const fresh = between(1200, 48_000);
  const late = between(3, Math.floor(fresh / 60));
  const pending = between(20, 700);
  const done = carried + fresh - pending;
  const on = done - late;
  const all = carried + fresh;
  const d = pick([1, 2]);
  return {
    text: pick([
      `Tổng số hồ sơ tiếp nhận ⟦${vi(all)}⟧ hồ sơ, trong đó kỳ trước chuyển qua ⟦${vi(carried)}⟧ hồ sơ, tiếp nhận mới ⟦${vi(fresh)}⟧ hồ sơ. Đã giải quyết ⟦${vi(done)}⟧ hồ sơ, trong đó đúng hạn ⟦${vi(on)}⟧ hồ sơ, chiếm tỷ lệ ⟦${share(on, done, d)}⟧%; quá hạn ⟦${vi(late)}⟧ hồ sơ.`,
      `Trong kỳ, toàn huyện tiếp nhận ⟦${vi(all)}⟧ hồ sơ (tồn kỳ trước ⟦${vi(carried)}⟧ hồ sơ; nhận mới ⟦${vi(fresh)}⟧ hồ sơ). Kết quả: đã giải quyết ⟦${vi(done)}⟧ hồ sơ (đúng và trước hạn: ⟦${vi(on)}⟧; quá hạn: ⟦${vi(late)}⟧), đang giải quyết ⟦${vi(pending)}⟧ hồ sơ.`,
      `Số hồ sơ phải giải quyết là ⟦${vi(all)}⟧ hồ sơ; đã giải quyết ⟦${vi(done)}⟧ hồ sơ, đạt ⟦${share(done, all, d)}⟧%; còn lại ⟦${vi(pending)}⟧ hồ sơ đang trong thời hạn giải quyết.`,
    ]),
  };
}

function online({ pick, between }: Ground): Piece {
  const all = between(800, 30_000);
  const part = between(Math.floor(all / 5), Math.floor((all * 9) / 10));
  const d = pick([1, 2]);
  const p = share(part, all, d);
  return {
    text: pick([
      `Tỷ lệ hồ sơ nộp trực tuyến đạt ⟦${p}⟧% (⟦${vi(part)}⟧/${vi(all)} hồ sơ).`,
      `Toàn xã có ⟦${vi(part)}⟧/${vi(all)} hồ sơ được nộp trực tuyến, đạt tỷ lệ ⟦${p}⟧%.`,
      `Số hồ sơ nộp trực tuyến là ⟦${vi(part)}⟧ hồ sơ trên tổng số ${vi(all)} hồ sơ, chiếm ⟦${p}⟧%.`,
      `Tiếp nhận ⟦${vi(all)}⟧ hồ sơ, gồm ⟦${vi(part)}⟧ hồ sơ trực tuyến và ⟦${vi(all - part)}⟧ hồ sơ trực tiếp.`,
    ]),
  };
}

function inspected({ pick, between }: Ground): Piece {
  const all = between(12, 40);
  const part = between(4, all - 2);
  const p = share(part, all, 1);
  return {
    text: pick([
      `Đã kiểm tra ⟦${pad(part)}⟧/⟦${all}⟧ cơ quan, đơn vị, đạt ⟦${p}⟧% kế hoạch; còn ⟦${pad(all - part)}⟧ đơn vị sẽ kiểm tra tiếp.`,
      `Kế hoạch năm kiểm tra ${all} đơn vị; đến nay đã kiểm tra ${pad(part)} đơn vị (đạt ⟦${p}⟧%).`,
    ]),
  };
}

function tasks({ pick, between }: Ground): Piece {
  const done = between(10, 40);
  const doing = between(3, 14);
  const not = between(1, 4);
  const all = done + doing + not;
  return {
    text: pick([
      `Tổng số nhiệm vụ được giao là ⟦${all}⟧ nhiệm vụ, trong đó đã hoàn thành ⟦${done}⟧ nhiệm vụ, đang thực hiện ⟦${pad(doing)}⟧ nhiệm vụ, chưa thực hiện ⟦${pad(not)}⟧ nhiệm vụ.`,
      `Kế hoạch giao ⟦${all}⟧ nhiệm vụ: đã hoàn thành ⟦${done}⟧ nhiệm vụ (⟦${share(done, all, 1)}⟧%); đang triển khai ${pad(doing)} nhiệm vụ; chưa triển khai ⟦${pad(not)}⟧ nhiệm vụ.`,
    ]),
  };
}

function money({ pick, between }: Ground): Piece {
  const plan = between(4000, 90_000);
  const got = between(Math.floor(plan / 3), Math.floor((plan * 6) / 5));
  const p = share(got, plan, pick([1, 2]));
  return {
    text: pick([
      `Thu ngân sách trên địa bàn đạt ⟦${vi(got)}⟧/${vi(plan)} triệu đồng, bằng ⟦${p}⟧% dự toán.`,
      `Tổng kế hoạch vốn được giao là ⟦${vi(plan)}⟧ triệu đồng; đã giải ngân ⟦${vi(got)}⟧ triệu đồng, đạt ⟦${p}⟧% kế hoạch.`,
      `Giải ngân được ⟦${vi(got)}⟧ triệu đồng, đạt ⟦${p}⟧% kế hoạch giao (⟦${vi(plan)}⟧ triệu đồng).`,
    ]),
  };
}

function change({ pick, between }: Ground): Piece {
  const then = between(300, 5000);
  const now = then + between(20, 400);
  return {
    text: pick([
      `Số lượt tra cứu là ${vi(now)} lượt, tăng ⟦${vi(now - then)}⟧ lượt so với cùng kỳ năm trước (⟦${vi(then)}⟧ lượt).`,
      `Tiếp nhận ${vi(now)} hồ sơ, tăng ⟦${share(now - then, then, 1)}⟧% so với cùng kỳ năm trước (⟦${vi(then)}⟧ hồ sơ).`,
      `Tiếp công dân ${vi(then)} lượt, giảm ⟦${vi(now - then)}⟧ lượt so với quý trước (${vi(now)} lượt).`,
    ]),
    broken: [
      {
        kind: 'wrong_direction',
        text: `Tiếp nhận ${vi(then)} hồ sơ, tăng ${share(now - then, now, 1)}% so với cùng kỳ năm trước (${vi(now)} hồ sơ).`,
      },
    ],
  };
}

const PAPERS = [
  'Kế hoạch kiểm tra công vụ',
  'Công văn đôn đốc chế độ báo cáo',
  'Chỉ thị về kỷ luật, kỷ cương hành chính',
  'Quyết định giao chỉ tiêu dịch vụ công',
  'Thông báo kết luận cuộc họp',
  'Hướng dẫn chấm điểm chỉ số',
];

function listed({ pick, between }: Ground): Piece {
  const n = between(3, 6);
  const papers = PAPERS.slice(0, n);
  const inline = (items: readonly string[]): string =>
    `Trong kỳ đã ban hành ⟦${pad(n)}⟧ văn bản chỉ đạo, gồm: ${items.join('; ')}.`;
  const below = (items: readonly string[]): string =>
    `Trong kỳ đã ban hành ⟦${pad(n)}⟧ văn bản, cụ thể như sau:\n${items.map((item, i) => `- ${item}${i === items.length - 1 ? '.' : ';'}`).join('\n')}`;
  const print = pick([inline, below]);
  return { text: print(papers), broken: [{ kind: 'dropped_item', text: print(papers.slice(0, -1)).replace(/[⟦⟧]/g, '') }] };
}

function staff({ pick, between }: Ground): Piece {
  const cadres = between(80, 160);
  const officers = between(70, 150);
  const all = cadres + officers;
  const masters = between(4, 20);
  const college = between(5, 20);
  return {
    text: pick([
      `Tổng số cán bộ, công chức cấp xã là ⟦${all}⟧ người, gồm cán bộ ⟦${cadres}⟧ người, công chức ⟦${officers}⟧ người.`,
      `Hiện có ⟦${all}⟧ cán bộ, công chức cấp xã (cán bộ: ⟦${cadres}⟧ người, công chức: ⟦${officers}⟧ người).`,
      `Số cán bộ, công chức có mặt là ⟦${all}⟧ người, trong đó: thạc sĩ ⟦${pad(masters)}⟧ người; đại học ⟦${all - masters - college}⟧ người; cao đẳng ⟦${pad(college)}⟧ người.`,
    ]),
  };
}

function survey({ pick, between }: Ground): Piece {
  const all = between(2, 9) * 100;
  const some = between(10, 40);
  const few = between(1, 9);
  const most = all - some - few;
  const d = pick([1, 2]);
  return {
    text: `Khảo sát ⟦${all}⟧ phiếu, trong đó rất hài lòng ⟦${most}⟧ phiếu (${share(most, all, d)}%), hài lòng ⟦${some}⟧ phiếu (${share(some, all, d)}%), không hài lòng ⟦${pad(few)}⟧ phiếu (${share(few, all, d)}%).`,
  };
}

function verdict({ pick, between }: Ground): Piece {
  const target = between(4, 8) * 10;
  const reached = between(1, 9);
  const phrase = (result: number, word: string): string =>
    pick([
      `Tỷ lệ thanh toán trực tuyến tối thiểu ${target}%: ${word}, kết quả ${result}%.`,
      `Tỷ lệ hồ sơ trực tuyến đạt ${result}%, ${word === 'Đạt' ? 'đạt' : 'chưa đạt'} chỉ tiêu (${target}%).`,
    ]);
  return {
    text: phrase(target + reached, 'Đạt'),
    broken: [
      { kind: 'verdict_flip', text: phrase(target - reached, 'Đạt') },
      { kind: 'verdict_flip', text: phrase(target + reached, 'Chưa đạt') },
    ],
  };
}

function cited({ year, pick, between }: Ground): Piece {
  const number = between(10, 999);
  const day = between(1, 28);
  const text = (date: string): string =>
    pick([
      `Thực hiện Kế hoạch số ${number}/KH-UBND ngày ${date} của UBND huyện, các đơn vị đã triển khai đồng bộ.`,
      `UBND xã đã ban hành Quyết định số ${number}/QĐ-UBND ngày ${date} về kiện toàn Bộ phận Một cửa.`,
    ]);
  return {
    text: text(`${pad(day)}/01/${year}`),
    broken: [
      { kind: 'impossible_date', text: text(`31/02/${year}`) },
      { kind: 'impossible_date', text: text(`${pad(day)}/13/${year}`) },
      { kind: 'date_after_signing', text: text(`${pad(day)}/12/${year + 1}`) },
    ],
  };
}

function decree({ pick }: Ground): Piece {
  const [number, date] = pick([
    ['61/2018/NĐ-CP', '23/4/2018'],
    ['45/2020/NĐ-CP', '08/4/2020'],
    ['63/2010/NĐ-CP', '08/6/2010'],
  ] as const);
  const [day, month, year] = date.split('/');
  return {
    text: `Việc tiếp nhận hồ sơ thực hiện theo Nghị định số ${number} ngày ${date} của Chính phủ.`,
    broken: [
      {
        kind: 'citation_year',
        text: `Việc tiếp nhận hồ sơ thực hiện theo Nghị định số ${number} ngày ${day}/${month}/${Number(year) + 1} của Chính phủ.`,
      },
      { kind: 'citation_issuer', text: `Việc tiếp nhận hồ sơ thực hiện theo Nghị định số ${number} ngày ${date} của Bộ Nội vụ.` },
    ],
  };
}

function fields({ pick, between }: Ground): Piece {
  const names = ['Đất đai', 'Hộ tịch', 'Xây dựng', 'Chứng thực', 'Kinh doanh'];
  const rows = names.map((name) => {
    const online_part = between(40, 300);
    const direct = between(20, 200);
    return { name, all: online_part + direct, online: online_part, direct };
  });
  const total = rows.reduce(
    (sum, row) => ({ all: sum.all + row.all, online: sum.online + row.online, direct: sum.direct + row.direct }),
    { all: 0, online: 0, direct: 0 },
  );
  const lines = [
    ['STT', 'Lĩnh vực', 'Tổng số', 'Trực tuyến', 'Trực tiếp', 'Tỷ lệ trực tuyến (%)'],
    ...rows.map((row, i) => [
      String(i + 1),
      row.name,
      `⟦${vi(row.all)}⟧`,
      `⟦${row.online}⟧`,
      String(row.direct),
      `⟦${share(row.online, row.all, 1)}⟧`,
    ]),
    ['', 'Tổng cộng', `⟦${vi(total.all)}⟧`, `⟦${vi(total.online)}⟧`, vi(total.direct), share(total.online, total.all, 1)],
  ];
  const tabs = lines.map((line) => line.join('\t')).join('\n');
  const pipes = [lines[0], lines[0]?.map(() => '---'), ...lines.slice(1)].map((line) => `| ${line?.join(' | ')} |`).join('\n');
  return { text: `Kết quả theo lĩnh vực như sau:\n\n${pick([tabs, pipes])}` };
}

function copied(_: Ground): Piece {
  const text =
    'Công tác tuyên truyền được thực hiện thường xuyên trên hệ thống loa truyền thanh, cổng thông tin điện tử và tại các cuộc họp thôn, góp phần nâng cao nhận thức của cán bộ, công chức và người dân về mục đích, ý nghĩa của cải cách hành chính.';
  return { text, broken: [{ kind: 'duplicated', text: `${text}\n\nCác đơn vị tiếp tục duy trì nền nếp.\n\n${text}` }] };
}

export const MAKERS: readonly ((ground: Ground) => Piece)[] = [
  account,
  online,
  inspected,
  tasks,
  money,
  change,
  listed,
  staff,
  survey,
  verdict,
  cited,
  decree,
  fields,
  copied,
];

/** Title and closing words of one period, and headings of results and plans. */
export function frameOf({ year, quarter, pick }: Ground): { head: Piece; plan: Piece; close: string } {
  const next = ROMAN[quarter + 1] as string;
  const own = ROMAN[quarter] as string;
  const months = quarter * 3;
  const by_months = quarter >= 2 && pick([true, false]);
  const label = by_months ? `${months} tháng đầu năm ${year}` : `quý ${own} năm ${year}`;
  const plan = by_months ? `${12 - months} tháng cuối năm` : `quý ${next}`;
  const wrong = by_months ? `${months === 6 ? 9 : 6} tháng cuối năm` : `quý ${own}`;
  const signed = `An Bình, ngày 25 tháng ${months} năm ${year}`;
  const head = (after: string): string =>
    `UBND HUYỆN AN BÌNH\n\nSố: 125/BC-UBND\n\n${signed}\n\nBÁO CÁO\nKết quả công tác cải cách hành chính ${label}, phương hướng nhiệm vụ ${after}\n\nI. KẾT QUẢ`;
  return {
    head: { text: head(plan), broken: [{ kind: 'period_title', text: head(wrong) }] },
    plan: {
      text: `II. PHƯƠNG HƯỚNG, NHIỆM VỤ ${plan.toUpperCase()}\n\n- Tiếp tục thực hiện kế hoạch cải cách hành chính.\n- Phấn đấu tỷ lệ hồ sơ trực tuyến đạt 80%.`,
      broken: [
        {
          kind: 'period_heading',
          text: `II. PHƯƠNG HƯỚNG, NHIỆM VỤ ${wrong.toUpperCase()}\n\n- Tiếp tục thực hiện kế hoạch cải cách hành chính.`,
        },
      ],
    },
    close: `Trên đây là báo cáo kết quả công tác cải cách hành chính ${label}./.`,
  };
}
