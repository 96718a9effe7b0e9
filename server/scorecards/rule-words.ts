// Rules as an officer writes them in a sheet, there and back. Pure.
import { Rule } from './rule.ts';

const NAMES: Record<Rule['type'], string> = {
  yes_no: 'Có/Không',
  ratio: 'Tỷ lệ',
  count: 'Đếm',
  penalty: 'Trừ điểm',
  steps: 'Theo mức',
  tiers: 'Xếp hạng',
  expression: 'Biểu thức',
  judged: 'Đánh giá',
};

export type RuleWords = { name: string; params: string; measure: string | null };

const comma = (text: string) => text.replace('.', ',');
const point = (text: string) => text.trim().replace(',', '.');

/** `{name: 'Tỷ lệ', params: 'đủ = 80; sàn = 50'}` */
export function ruleWords(rule: Rule): RuleWords {
  const measure = 'measure' in rule ? (rule.measure ?? null) : null;
  return { name: NAMES[rule.type], params: paramsOf(rule), measure };
}

function paramsOf(rule: Rule): string {
  switch (rule.type) {
    case 'ratio': {
      const floor = rule.floor === undefined ? '' : `; sàn = ${comma(rule.floor)}`;
      return `đủ = ${comma(rule.full)}${floor}${rule.start === 'floor' ? '; từ sàn' : ''}`;
    }
    case 'count':
    case 'penalty':
      return `mỗi = ${comma(rule.points_each)}`;
    case 'steps': {
      const steps = rule.steps.map((step) => `từ ${comma(step.at_least)} = ${comma(step.points)}`).join('; ');
      return rule.otherwise === '0' ? steps : `${steps}; còn lại = ${comma(rule.otherwise)}`;
    }
    case 'tiers':
      return rule.tiers.map((tier) => `${tier.key} (${tier.label_vi} / ${tier.label_en}) = ${comma(tier.points)}`).join('; ');
    case 'expression':
      return rule.expression;
    default:
      return '';
  }
}

export type RuleFault = { fault: [vi: string, en: string]; at: 'name' | 'params' | 'measure' };

/** Reads what {@link ruleWords} writes. */
export function ruleOf(words: RuleWords): { rule: Rule } | RuleFault {
  const type = (Object.keys(NAMES) as Rule['type'][]).find((one) => NAMES[one].toLowerCase() === words.name.toLowerCase());
  if (!type) {
    const listed = Object.values(NAMES).join('; ');
    return { at: 'name', fault: [`“${words.name}” không có trong: ${listed}`, `“${words.name}” is none of: ${listed}`] };
  }
  const takes_measure = !['tiers', 'expression', 'judged'].includes(type);
  if (words.measure && !takes_measure)
    return {
      at: 'measure',
      fault: [`Cách chấm “${NAMES[type]}” không lấy chỉ số`, `the rule “${NAMES[type]}” takes no measure`],
    };
  const made = Rule.safeParse({ type, ...(words.measure && { measure: words.measure }), ...fieldsOf(type, words.params) });
  if (made.success) return { rule: made.data };
  return {
    at: made.error.issues[0]?.path[0] === 'measure' ? 'measure' : 'params',
    fault: [
      `Tham số “${words.params}” chưa đúng; viết như: ${SAMPLES[type]}`,
      `the parameters “${words.params}” are wrong; write as: ${SAMPLES[type]}`,
    ],
  };
}

const SAMPLES: Record<Rule['type'], string> = {
  yes_no: '(để trống)',
  ratio: 'đủ = 100; sàn = 80',
  count: 'mỗi = 0,5',
  penalty: 'mỗi = 0,5',
  steps: 'từ 90 = 2; từ 50 = 1; còn lại = 0',
  tiers: 'good (Tốt / Good) = 1,5; done (Đạt / Done) = 1',
  expression: 'max(0; 2 - 0.5 * [so_ho_so_tre])',
  judged: '(để trống)',
};

function fieldsOf(type: Rule['type'], params: string): Record<string, unknown> {
  if (type === 'expression') return { expression: params };
  const parts = params
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean);
  const value = (word: string) => {
    const found = parts.find((part) => part.startsWith(`${word} =`) || part.startsWith(`${word}=`));
    return found && point(found.slice(found.indexOf('=') + 1));
  };
  const known = (...words: RegExp[]) =>
    parts.every((part) => words.some((word) => word.test(part))) ? {} : { unreadable: params };
  switch (type) {
    case 'ratio': {
      const floor = value('sàn');
      return {
        full: value('đủ'),
        ...(floor !== undefined && { floor }),
        ...(parts.includes('từ sàn') && { start: 'floor' }),
        ...known(/^đủ ?=/, /^sàn ?=/, /^từ sàn$/),
      };
    }
    case 'count':
    case 'penalty':
      return { points_each: value('mỗi'), ...known(/^mỗi ?=/) };
    case 'steps': {
      const steps = parts.flatMap((part) => {
        const found = /^từ (.+?) ?= ?(.+)$/.exec(part);
        return found ? [{ at_least: point(found[1] as string), points: point(found[2] as string) }] : [];
      });
      const otherwise = value('còn lại');
      return { steps, ...(otherwise !== undefined && { otherwise }), ...known(/^từ /, /^còn lại ?=/) };
    }
    case 'tiers':
      return {
        tiers: parts.map((part) => {
          const found = /^([a-z0-9_]+) \((.+?)(?: \/ (.+?))?\) ?= ?(.+)$/.exec(part);
          return found
            ? { key: found[1], label_vi: found[2], label_en: found[3] ?? found[2], points: point(found[4] as string) }
            : { unreadable: part };
        }),
      };
    default:
      return known();
  }
}
