// Processes of the demonstration, and a few dossiers on their way through them: with an opinion asked, a step sent back, ways that run at once.
// Everything happens through the same functions as at a desk, at moments before now.
import { z } from 'zod';
import { addWorkingDays, calendarOn, nextWorkingDay } from '#calendar';
import { type Action, act, ReceiveInput, receive } from '#dossiers';
import { addDays, type Day, vietnamDay, vietnamMoment } from '#lib/day';
import { type Db, loadSql, many } from '#lib/sql';
import { procedureOn } from '#procedures';
import { putInForce } from '#processes';

const sql = loadSql(import.meta.url, ['officers']);

export const Courses = z.strictObject({
  processes: z.array(z.strictObject({ procedure: z.string(), unit: z.string(), from: z.iso.date(), decision_no: z.string() })),
});

const DESK = 'bo-y';
type Who = 'tiepnhan' | 'thuly' | 'lanhdao' | null;
/** Working days before today, the time of day, who, what. */
type Deed = [before: number, time: string, who: Who, action: Action, data: Record<string, unknown>];
type Story = {
  procedure: string;
  applicant: { name: string; no_identity_reason: string };
  before: number;
  time: string;
  deeds: Deed[];
};

const person = (name: string) => ({ name, no_identity_reason: 'Dữ liệu minh họa' });

function stories(tomorrow: Day): Story[] {
  return [
    {
      procedure: '1.003003',
      applicant: person('A Thiên (minh họa)'),
      before: 6,
      time: '08:20',
      deeds: [
        [6, '10:05', 'tiepnhan', 'finish_step', { note: 'Đủ thành phần, đã số hóa' }],
        [
          5,
          '09:30',
          'thuly',
          'return_step',
          { step: 'xac_minh', to: ['tiep_nhan'], reason: 'Sơ đồ thửa đất chưa có chữ ký chủ liền kề' },
        ],
        [5, '15:10', 'tiepnhan', 'finish_step', { note: 'Đã bổ sung chữ ký' }],
        [
          4,
          '08:40',
          'thuly',
          'ask_opinion',
          {
            step: 'xac_minh',
            to_unit: 'H48.13',
            question: 'Thửa đất có nằm trong quy hoạch lâm nghiệp không?',
            due_on: tomorrow,
          },
        ],
      ],
    },
    {
      procedure: '1.003003',
      applicant: person('Y Blui (minh họa)'),
      before: 14,
      time: '14:00',
      deeds: [
        [13, '08:30', 'tiepnhan', 'finish_step', {}],
        [8, '16:00', 'thuly', 'finish_step', { step: 'xac_minh' }],
        [7, '10:00', null, 'finish_step', { step: 'niem_yet' }],
        [3, '09:00', null, 'finish_step', { step: 'do_dac', note: 'Đã trích lục bản đồ' }],
      ],
    },
    {
      procedure: '1.001612',
      applicant: person('Nguyễn Thị Mơ (minh họa)'),
      before: 2,
      time: '08:10',
      deeds: [
        [2, '09:00', 'tiepnhan', 'finish_step', {}],
        [2, '14:30', 'thuly', 'finish_step', { step: 'kiem_tra_ten', note: 'Tên không trùng' }],
        [1, '10:15', 'thuly', 'finish_step', { step: 'tham_dinh', result: 'Đủ điều kiện cấp' }],
      ],
    },
    {
      procedure: '2.000815',
      applicant: person('Trần Văn Lực (minh họa)'),
      before: 1,
      time: '13:45',
      deeds: [[1, '14:00', 'tiepnhan', 'finish_step', {}]],
    },
    { procedure: '1.001193', applicant: person('Lê Thị Sen (minh họa)'), before: 1, time: '14:20', deeds: [] },
  ];
}

/** Puts the demonstration's processes in force and sends a few dossiers on their way. Runs in the caller's transaction. */
export async function loadCourses(db: Db, { processes }: z.infer<typeof Courses>, now: Date): Promise<void> {
  for (const { procedure, unit, from, decision_no } of processes)
    await putInForce(db, { unit, procedure_code: procedure, from, decision_no }, now);
  const calendar = await calendarOn(db);
  const today = vietnamDay(now);
  const back = (days: number): Day => {
    let day = today;
    for (let left = days; left > 0; ) {
      day = addDays(day, -1);
      if (calendar.isWorkingDay(day)) left -= 1;
    }
    return day;
  };
  const Row = z.object({ id: z.number(), username: z.string() });
  const officers = new Map(
    (await many(db, sql.officers, { usernames: ['tiepnhan', 'thuly', 'lanhdao'] }, Row)).map((row) => [row.username, row.id]),
  );
  const by = (who: Who, at: Date) => ({
    actor: { user_id: who === null ? null : (officers.get(who) ?? null), name: who ?? 'Dữ liệu minh họa' },
    now: at,
    scope: { unit_ids: null },
  });
  for (const story of stories(addWorkingDays(calendar, nextWorkingDay(calendar, today), 1))) {
    const at = vietnamMoment(back(story.before), story.time);
    const { papers } = await procedureOn(db, story.procedure, vietnamDay(at));
    const input = ReceiveInput.parse({
      procedure_code: story.procedure,
      receiving_unit: DESK,
      applicant: story.applicant,
      papers: papers.map(({ ordinal }) => ({ ordinal, form: 0 })),
    });
    const { id } = await receive(db, input, by('tiepnhan', at));
    let last_seq = 1;
    for (const [before, time, who, action, data] of story.deeds) {
      const moment = vietnamMoment(back(before), time);
      last_seq = (await act(db, id, action, { last_seq, data }, by(who, moment))).dossier.last_seq;
    }
  }
}
