import { Button, Checkbox, Select } from 'antd';
import { useState } from 'react';
import { ApiError, type Output, useCall, useGet } from '../api.ts';
import { useAddress } from '../ui/address.ts';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { Field, Tag } from '../ui/field.tsx';
import { Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { keyed } from './document-frame.tsx';
import { printed } from './narrative.ts';
import { NarrativeEditor } from './narrative-editor.tsx';
import type { Kept } from './report-page.tsx';

type Sources = Output<'reports.sources'>;
type Source = Sources['sources'][number];
type KeptSection = Kept['content']['sections'][number];
type Block = KeptSection['blocks'][number];
type Narrative = Extract<Block, { kind: 'narrative' }>;

/** Left: what the units wrote under a heading. Right: the section of the report that takes it. */
export function ConsolidateMerge({ report }: { report: Kept }) {
  const address = useAddress();
  const heading = address.get('heading');
  const asked = useGet(
    'reports.sources',
    { id: report.id, ...(heading === undefined ? {} : { heading }) },
    { placeholderData: (before) => before },
  );
  return (
    <Answer of={asked} rows={10}>
      {(sources) => <Merge report={report} sources={sources} heading={sources.heading} />}
    </Answer>
  );
}

type Ask = { source: Source; paragraphs: number[]; instead: string | null };

function Merge({ report, sources, heading }: { report: Kept; sources: Sources; heading: string | null }) {
  const { t } = useText();
  const address = useAddress();
  const say = useSay();
  const call = useCall('reports.pull', ['reports']);
  const [again, setAgain] = useState<Ask | null>(null);
  const { sections } = report.content;
  const key = address.get('section') ?? (sections.find((one) => one.heading === heading) ?? sections.at(-1))?.key;
  const section = sections.find((one) => one.key === key);
  const may_edit = report.steps.includes('save');
  const take = (ask: Ask, is_again = false) => {
    const { source, paragraphs, instead } = ask;
    if (!section) return;
    call.mutate(
      {
        id: report.id,
        version: report.version,
        section: section.key,
        report_id: source.report_id,
        block: source.block,
        paragraphs,
        instead,
        again: is_again,
      },
      {
        onSuccess: () => setAgain(null),
        onError: (error) =>
          error instanceof ApiError && error.code === 'reports.already_pulled' ? setAgain(ask) : say.refused(error),
      },
    );
  };
  return (
    <div className="merge">
      <Left
        sources={sources}
        heading={heading}
        busy={call.isPending}
        onTake={may_edit ? (source, paragraphs) => take({ source, paragraphs, instead: null }) : null}
      />
      <Section title={t('cons.into')}>
        <Field label={t('cons.to_section')}>
          {(id) => (
            <Select
              id={id}
              value={section?.key ?? null}
              onChange={(value: string) => address.set({ section: value })}
              options={sections.map((one) => ({ value: one.key, label: one.heading || t('kept.opening') }))}
            />
          )}
        </Field>
        {section && (
          <Right
            report={report}
            section={section}
            sources={sources}
            may_edit={may_edit}
            onRenew={(source, instead) => take({ source, paragraphs: [], instead }, true)}
          />
        )}
      </Section>
      <Confirm
        open={again !== null}
        title={t('cons.take')}
        busy={call.isPending}
        onConfirm={() => again && take(again, true)}
        onCancel={() => setAgain(null)}
      >
        {t('cons.take_again')}
      </Confirm>
    </div>
  );
}

type LeftProps = {
  sources: Sources;
  heading: string | null;
  busy: boolean;
  onTake: ((source: Source, paragraphs: number[]) => void) | null;
};

function Left({ sources, heading, busy, onTake }: LeftProps) {
  const { t } = useText();
  const address = useAddress();
  const [with_drafted, setDrafted] = useState(false);
  // The part without a heading has no name in the address: it opens by itself where units wrote it, and is no choice where they did not.
  const choices = sources.headings.filter((one) => one.heading === heading || one.heading !== '' || one.written > 0);
  const shown = sources.sources.filter(({ origin }) => with_drafted || origin !== 'drafted');
  const isTaken = (source: Source) =>
    sources.pulled.some((one) => one.of_report_id === source.report_id && one.of_block === source.block);
  return (
    <Section title={t('cons.from_units')}>
      <Field label={t('cons.heading')}>
        {(id) => (
          <Select
            id={id}
            value={heading}
            onChange={(value: string) => address.set({ heading: value, section: null })}
            options={choices.map((one) => ({
              value: one.heading,
              label: `${one.heading || t('kept.opening')} (${one.written})`,
            }))}
          />
        )}
      </Field>
      <Checkbox checked={with_drafted} onChange={(event) => setDrafted(event.target.checked)}>
        {t('cons.with_drafted')}
      </Checkbox>
      {sources.missing.length > 0 && <p className="small">{t('cons.missing', { names: sources.missing.join('; ') })}</p>}
      {shown.length === 0 && <p className="muted">{t('cons.no_words')}</p>}
      {shown.map((source) => (
        <article key={`${source.report_id} ${source.block}`} className="merge-block" aria-label={source.unit_name}>
          <header>
            <strong>{source.unit_name}</strong> {isTaken(source) && <Tag tone="green">{t('cons.taken')}</Tag>}
            {onTake && (
              <Button
                size="small"
                type="primary"
                disabled={busy}
                aria-label={t('cons.take_from', { name: source.unit_name })}
                onClick={() => onTake(source, [])}
              >
                {t('cons.take')}
              </Button>
            )}
          </header>
          {keyed(source.paragraphs).map(([at, paragraph]) => (
            <p key={at}>
              {keyed(paragraph).map(([place, piece]) =>
                'figure' in piece ? (
                  <span key={place} className="figure-chip">
                    {source.figures.find(({ anchor }) => anchor === piece.figure)?.printed}
                  </span>
                ) : (
                  <span key={place}>{'text' in piece ? piece.text : ''}</span>
                ),
              )}{' '}
              {onTake && source.paragraphs.length > 1 && (
                <Button size="small" type="link" disabled={busy} onClick={() => onTake(source, [at])}>
                  {t('cons.take')}
                </Button>
              )}
            </p>
          ))}
        </article>
      ))}
    </Section>
  );
}

type RightProps = {
  report: Kept;
  section: KeptSection;
  sources: Sources;
  may_edit: boolean;
  onRenew: (source: Source, instead: string) => void;
};

function Right({ report, section, sources, may_edit, onRenew }: RightProps) {
  const { t } = useText();
  const say = useSay();
  const call = useCall('reports.arrange', ['reports']);
  const keys = section.blocks.map(({ key }) => key);
  const arrange = (blocks: string[]) =>
    call.mutate({ id: report.id, version: report.version, section: section.key, blocks }, { onError: say.refused });
  const moved = (at: number, by: number) => {
    const next = [...keys];
    const [key] = next.splice(at, 1);
    next.splice(at + by, 0, key as string);
    arrange(next);
  };
  return section.blocks.map((block, at) => {
    const name = nameOf(block, t);
    const pulled = sources.pulled.find((one) => one.block === block.key);
    const fresh = pulled && sources.sources.find((one) => one.report_id === pulled.of_report_id && one.block === pulled.of_block);
    return (
      <article key={block.key} className={`merge-block${pulled ? ' merge-pulled' : ''}`} aria-label={name}>
        <header>
          <span className="small">{name}</span>
          {pulled?.is_edited && <Tag>{t('cons.edited')}</Tag>}
          {pulled?.stale && <Tag tone="red">{t(`cons.stale.${pulled.stale}`)}</Tag>}
          {may_edit && (
            <span className="merge-tools">
              {pulled?.stale === 'changed' && fresh && (
                <Button size="small" onClick={() => onRenew(fresh, block.key)}>
                  {t('cons.take_new')}
                </Button>
              )}
              <Button
                size="small"
                disabled={at === 0 || call.isPending}
                aria-label={t('cons.move_of', { what: t('cons.up'), name })}
                onClick={() => moved(at, -1)}
              >
                {t('cons.up')}
              </Button>
              <Button
                size="small"
                disabled={at === keys.length - 1 || call.isPending}
                aria-label={t('cons.move_of', { what: t('cons.down'), name })}
                onClick={() => moved(at, 1)}
              >
                {t('cons.down')}
              </Button>
              {pulled && (
                <Button
                  size="small"
                  danger
                  disabled={call.isPending}
                  aria-label={t('cons.move_of', { what: t('cons.drop'), name })}
                  onClick={() => arrange(keys.filter((key) => key !== block.key))}
                >
                  {t('cons.drop')}
                </Button>
              )}
            </span>
          )}
        </header>
        {block.kind === 'narrative' && <Words report={report} section={section} block={block} may_edit={may_edit} />}
      </article>
    );
  });
}

type Say = ReturnType<typeof useText>['t'];

function nameOf(block: Block, t: Say): string {
  if (block.kind === 'table') return t('cons.table', { caption: block.caption });
  return block.origin === 'pulled' ? t('cons.pulled_from', { name: block.from ?? '' }) : t('cons.own_words');
}

type WordsProps = { report: Kept; section: KeptSection; block: Narrative; may_edit: boolean };

function Words({ report, section, block, may_edit }: WordsProps) {
  const { t } = useText();
  const say = useSay();
  const save = useCall('reports.save', ['reports']);
  const [is_editing, setEditing] = useState(false);
  if (is_editing)
    return (
      <NarrativeEditor
        report_id={report.id}
        content={report.content}
        block={block}
        heading={section.heading}
        busy={save.isPending}
        onCancel={() => setEditing(false)}
        onSave={(paragraphs, figures) =>
          save.mutate(
            { id: report.id, version: report.version, blocks: { [block.key]: paragraphs }, figures },
            { onSuccess: () => setEditing(false), onError: say.refused },
          )
        }
      />
    );
  return (
    <>
      {block.paragraphs.length === 0 && <p className="muted">{t('kept.nothing_written')}</p>}
      {keyed(block.paragraphs).map(([at, paragraph]) => (
        <p key={at}>
          {keyed(paragraph).map(([place, piece]) => (
            <span key={place} className={'figure' in piece ? 'figure-chip' : ''}>
              {printed(report.content, piece)}
            </span>
          ))}
        </p>
      ))}
      {may_edit && (
        <Button size="small" onClick={() => setEditing(true)} aria-label={`${t('kept.edit')}: ${block.from ?? section.heading}`}>
          {t('kept.edit')}
        </Button>
      )}
    </>
  );
}
