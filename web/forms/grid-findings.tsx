import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useCall } from '../api.ts';
import { useSession } from '../shell/session.tsx';
import { useSay } from '../ui/confirm.tsx';
import { Tag } from '../ui/field.tsx';
import { Section } from '../ui/page.tsx';
import { useText } from '../ui/text.tsx';
import type { Grid } from './grid-parts.tsx';

export type Finding = Grid['findings'][number];
const TONES = { high: 'red', medium: 'amber', low: 'plain' } as const;

/** The gravest failure of each cell that is not explained. */
export function severityOf(findings: readonly Finding[]): Map<string, Finding['importance']> {
  const found = new Map<string, Finding['importance']>();
  // They come with the gravest first.
  for (const one of findings)
    if (one.state === 'failed' && one.explanation === null)
      for (const key of one.cells) if (!found.has(key)) found.set(key, one.importance);
  return found;
}

type Form = { code: string; unit: string; from: string; to: string };

/** What the rules between the cells say: the ones that fail with their cells, what to do, and why one may stay. */
export function FindingsPanel({ grid, form, onShow }: { grid: Grid; form: Form; onShow: (key: string) => void }) {
  const { t } = useText();
  const may_explain = useSession().mayAt('forms.complete', grid.unit.code);
  const [explaining, setExplaining] = useState<Finding | null>(null);
  const [is_all, setAll] = useState(false);
  const failed = grid.findings.filter((one) => one.state === 'failed');
  const met = grid.findings.filter((one) => one.state === 'met').length;
  const skipped = grid.findings.length - failed.length - met;
  const rows = is_all ? grid.findings : failed;
  if (grid.findings.length === 0) return null;
  return (
    <Section
      title={t('grid.findings')}
      extra={
        <Button size="small" onClick={() => setAll((now) => !now)} aria-expanded={is_all}>
          {t(is_all ? 'grid.only_failed' : 'grid.all_rules')}
        </Button>
      }
    >
      <p className="small">{t('grid.findings_count', { failed: failed.length, met, skipped })}</p>
      <ul className="grid-findings">
        {rows.map((one) => (
          <FindingItem
            key={one.rule}
            finding={one}
            onShow={onShow}
            {...(may_explain ? { onExplain: () => setExplaining(one) } : {})}
            is_complete={grid.is_complete}
          />
        ))}
      </ul>
      {explaining && <ExplainDialog finding={explaining} form={form} onClose={() => setExplaining(null)} />}
    </Section>
  );
}

export function FindingItem({
  finding,
  onShow,
  onExplain,
  is_complete = false,
}: {
  finding: Finding;
  onShow?: ((key: string) => void) | undefined;
  onExplain?: () => void;
  is_complete?: boolean;
}) {
  const { t, label, lang, number, moment } = useText();
  const { state, importance, explanation } = finding;
  return (
    <li className={`grid-finding is-${state}`}>
      <div>
        {state === 'failed' ? (
          <Tag tone={explanation ? 'plain' : TONES[importance]}>{t(`grid.importance.${importance}`)}</Tag>
        ) : (
          <Tag tone={state === 'met' ? 'green' : 'plain'}>{t(`grid.rule.${state}`)}</Tag>
        )}{' '}
        <strong>{label(finding)}</strong>{' '}
        {state === 'failed' && !finding.op.endsWith('_pair') && (
          <span className="num">
            {t('grid.sides', { left: number(finding.left), op: finding.op, right: number(finding.right) })}
          </span>
        )}
      </div>
      {state === 'failed' && (
        <div className="small">{lang === 'en' && finding.instruction_en ? finding.instruction_en : finding.instruction_vi}</div>
      )}
      {explanation && (
        <div className="small">
          {t('grid.explained', { words: explanation.words, by: explanation.by_name, at: moment(explanation.at) })}
        </div>
      )}
      <div className="button-row small">
        {onShow &&
          finding.cells.map((key) => (
            <Button key={key} size="small" onClick={() => onShow(key)}>
              {t('grid.to_cell', { cell: key.replace(/#\d+$/, '') })}
              {finding.missing.includes(key) ? ` (${t('grid.blank')})` : ''}
            </Button>
          ))}
        {onExplain && state === 'failed' && !explanation && !is_complete && (
          <Button size="small" onClick={onExplain}>
            {t('grid.explain')}
          </Button>
        )}
      </div>
    </li>
  );
}

function ExplainDialog({ finding, form, onClose }: { finding: Finding; form: Form; onClose: () => void }) {
  const { t, label } = useText();
  const say = useSay();
  const explain = useCall('forms.explain', ['forms']);
  const [words, setWords] = useState('');
  return (
    <Modal
      open
      title={t('grid.explain')}
      okText={t('grid.explain_save')}
      cancelText={t('act.cancel')}
      okButtonProps={{ disabled: words.trim() === '', loading: explain.isPending }}
      onOk={() => explain.mutate({ ...form, rule: finding.rule, words }, { onSuccess: onClose, onError: say.refused })}
      onCancel={onClose}
      closable={{ 'aria-label': t('app.close') }}
      destroyOnHidden
    >
      <p>{label(finding)}</p>
      <p className="small muted">{t('grid.explain_words')}</p>
      <Input.TextArea
        autoFocus
        rows={3}
        maxLength={2000}
        aria-label={t('grid.explain')}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
    </Modal>
  );
}
