import { type Column, List } from '../ui/list.tsx';
import { useText } from '../ui/text.tsx';
import type { Version } from './process-page.tsx';
import { useRoles } from './roles.ts';
import { limitWords } from './words.ts';

type Definition = Version['definition'];
type Step = Definition['steps'][number];

/** The steps of a process in words: who, where, how long, where to. */
export function StepList({ definition }: { definition: Definition }) {
  const { t, tCode, lang } = useText();
  const roleName = useRoles();
  const name = (step: { name_vi: string; name_en: string }) => (lang === 'vi' ? step.name_vi : step.name_en);
  const numberOf = (code: string) => definition.steps.findIndex((step) => step.code === code) + 1;
  const columns: Column<Step>[] = [
    {
      key: 'name',
      title: t('processes.step'),
      phone: 'title',
      cell: (step) => (
        <span>
          {numberOf(step.code)}. {name(step)}
          {step.guide && <div className="small">{step.guide}</div>}
        </span>
      ),
    },
    {
      key: 'who',
      title: t('processes.who'),
      cell: (step) => (
        <span>
          {roleName(step.role)}
          <div className="small">{whereText(step, tCode)}</div>
        </span>
      ),
    },
    {
      key: 'limit',
      title: t('processes.time'),
      cell: (step) => <span className="nowrap">{limitWords(step.limit, lang) ?? '–'}</span>,
    },
    {
      key: 'may',
      title: t('processes.may'),
      cell: (step) => <span className="small">{step.may.map((power) => tCode('processes.power', power)).join(', ')}</span>,
    },
    {
      key: 'next',
      title: t('processes.next'),
      cell: (step) =>
        step.next.length === 0
          ? t('processes.last')
          : `${step.next.map(numberOf).join(', ')}${step.next.length > 1 ? ` (${tCode('processes.fork', step.fork)})` : ''}`,
    },
  ];
  return <List<Step> label={t('processes.steps')} columns={columns} rows={definition.steps} rowKey={(step) => step.code} />;
}

/** Where a step is done, in words. */
export function whereText(step: Pick<Step, 'unit'>, tCode: (prefix: string, code: string) => string): string {
  const { unit } = step;
  const said = tCode('processes.at', unit.at);
  if (unit.at === 'division' || unit.at === 'province_body') return `${said}: ${unit.name}`;
  return unit.at === 'unit' ? `${said}: ${unit.code}` : said;
}
