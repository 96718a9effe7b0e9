import { Alert, Button, Input, Select } from 'antd';
import { useEffect } from 'react';
import { useGet } from '../api.ts';
import { DayInput, Field } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { Section } from '../ui/page.tsx';
import { Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { type Content, contentOf, emptyContent, missingIn } from './content.ts';
import { ContentEditor } from './content-editor.tsx';
import { FIELD_TEXT } from './content-words.ts';
import { ProcedurePicker } from './procedure-picker.tsx';

export const DECISION_KINDS = ['announce', 'amend', 'replace', 'abolish'] as const;

/** One procedure of a decision while it is being entered. */
export type Draft = {
  key: number;
  kind: (typeof DECISION_KINDS)[number];
  code: string;
  replaced_code: string | null;
  effective_on: string;
  reason: string;
  content: Content | null;
  /** What the catalogue says before the decision; null: nothing. */
  before: Content | null;
  before_name: string;
};

const CODE = /^\d\.\d{6}$/;

/** What still keeps an item from being entered; keys of {@link FIELD_TEXT} or of other texts. */
export function wantingIn(draft: Draft, today: string): (keyof Content | 'code' | 'replaced' | 'reason')[] {
  const wanting: (keyof Content | 'code' | 'replaced' | 'reason')[] = [];
  if (!CODE.test(draft.code)) wanting.push('code');
  if (draft.kind === 'replace' && !draft.replaced_code) wanting.push('replaced');
  if (draft.effective_on < today && draft.reason.trim() === '') wanting.push('reason');
  if (draft.kind !== 'abolish' && draft.content) wanting.push(...missingIn(draft.content));
  return wanting;
}

type Props = { draft: Draft; n: number; today: string; onChange: (draft: Draft) => void; onRemove?: (() => void) | undefined };

/** What a decision does to one procedure; its content is filled in from the version that holds on the effective day. */
export function DecisionItem({ draft, n, today, onChange, onRemove }: Props) {
  const { t, tCode } = useText();
  const is_there = draft.kind === 'amend' || draft.kind === 'abolish';
  const from_code = is_there ? draft.code : draft.kind === 'replace' ? draft.replaced_code : null;
  const asked = useGet('procedures.get', from_code ? { code: from_code, day: draft.effective_on } : null, { retry: false });
  const found = asked.data;
  // biome-ignore lint/correctness/useExhaustiveDependencies: filled in once per version found, not at every letter typed.
  useEffect(() => {
    const version = found?.versions.find((one) => one.id === found.id);
    if (!version) return;
    const content = contentOf(version);
    onChange({ ...draft, before: content, before_name: version.name, content: draft.kind === 'abolish' ? null : content });
  }, [found?.id, draft.kind, from_code]);
  const start = (kind: Draft['kind']) =>
    onChange({
      ...draft,
      kind,
      code: '',
      replaced_code: null,
      before: null,
      before_name: '',
      content: kind === 'announce' ? emptyContent() : null,
    });
  const wanting = wantingIn(draft, today).map((key) =>
    key === 'code'
      ? t('field.code')
      : key === 'replaced'
        ? t('catalogue.replaced')
        : key === 'reason'
          ? t('catalogue.late_reason')
          : t(FIELD_TEXT[key]),
  );
  return (
    <Section
      title={t('catalogue.item', { n })}
      extra={
        onRemove && (
          <Button size="small" icon={<Icon name="close" size={14} />} onClick={onRemove}>
            {t('catalogue.take_item')}
          </Button>
        )
      }
    >
      <div className="content-grid">
        <Field label={t('catalogue.change_kind')}>
          {(id) => (
            <Select
              id={id}
              value={draft.kind}
              onChange={start}
              options={DECISION_KINDS.map((value) => ({ value, label: tCode('catalogue.kind', value) }))}
            />
          )}
        </Field>
        {draft.kind === 'replace' && (
          <Field label={t('catalogue.replaced')}>
            {(id) => (
              <ProcedurePicker
                id={id}
                value={draft.replaced_code ?? undefined}
                name={draft.before_name}
                onChange={(replaced_code) => onChange({ ...draft, replaced_code })}
              />
            )}
          </Field>
        )}
        {is_there ? (
          <Field label={t('field.procedure')}>
            {(id) => (
              <ProcedurePicker
                id={id}
                value={draft.code || undefined}
                name={draft.before_name}
                onChange={(code) => onChange({ ...draft, code })}
              />
            )}
          </Field>
        ) : (
          <Field label={t('catalogue.new_code')}>
            {(id) => (
              <Input
                id={id}
                placeholder={t('catalogue.new_code_help')}
                maxLength={30}
                value={draft.code}
                onChange={(event) => onChange({ ...draft, code: event.target.value.trim() })}
              />
            )}
          </Field>
        )}
        <Field label={t('catalogue.effective_on')}>
          {(id) => (
            <DayInput id={id} value={draft.effective_on} onChange={(day) => day && onChange({ ...draft, effective_on: day })} />
          )}
        </Field>
        {draft.effective_on < today && (
          <Field label={t('catalogue.late_reason')} className="span-all">
            {(id) => (
              <Input
                id={id}
                maxLength={500}
                value={draft.reason}
                onChange={(event) => onChange({ ...draft, reason: event.target.value })}
              />
            )}
          </Field>
        )}
      </div>
      {asked.isError && <Problem error={asked.error} />}
      {draft.content && (
        <details className="fold gap" open>
          <summary>{t('catalogue.content')}</summary>
          <ContentEditor content={draft.content} onChange={(content) => onChange({ ...draft, content })} />
        </details>
      )}
      {wanting.length > 0 && <Alert className="gap" type="info" title={t('catalogue.fill_in', { list: wanting.join(', ') })} />}
    </Section>
  );
}
