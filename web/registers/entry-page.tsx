import { Alert, Button } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { type Output, useCall, useGet } from '../api.ts';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { Facts, Tag } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { EvidencePanel } from './evidence.tsx';
import { type Definition, useShow } from './show.tsx';

type Entry = Output<'registers.entry'>;

/** One entry: what it says, what proves it, and every earlier version with who, when and why. */
export function EntryPage() {
  const { t } = useText();
  const { id = '' } = useParams();
  const asked = useGet('registers.entry', { id: Number(id) });
  const title = t('registers.entry_no', { id });
  if (asked.data) return <Shown entry={asked.data} title={title} />;
  return (
    <Page title={title} crumbs={[{ label: t('registers.title'), to: '/registers' }]}>
      <Answer of={asked} rows={8}>
        {() => null}
      </Answer>
    </Page>
  );
}

function Shown({ entry, title }: { entry: Entry; title: string }) {
  const { t, day } = useText();
  const say = useSay();
  const show = useShow();
  const [is_cancelling, setCancelling] = useState(false);
  const cancel = useCall('registers.cancel', ['registers', 'measures', 'forms']);
  const link = useCall('registers.link', ['registers']);
  const unlink = useCall('registers.unlink', ['registers']);
  const { definition } = entry;
  return (
    <Page
      title={title}
      lead={`${show.name(definition)} · ${entry.unit.name}`}
      crumbs={[
        { label: t('registers.title'), to: '/registers' },
        { label: show.name(definition), to: `/registers/${entry.register}` },
      ]}
      actions={
        entry.may_write && (
          <>
            <Button danger onClick={() => setCancelling(true)}>
              {t('registers.cancel')}
            </Button>
            <Link to={`/registers/entries/${entry.id}/correct`}>
              <Button type="primary" icon={<Icon name="report" />} tabIndex={-1}>
                {t('registers.correct')}
              </Button>
            </Link>
          </>
        )
      }
    >
      {entry.is_cancelled && (
        <Alert
          className="below"
          type="error"
          showIcon
          title={t('registers.is_cancelled')}
          description={entry.versions[0]?.reason}
        />
      )}
      <div className="grid grid-2">
        <Section title={t('registers.says')}>
          <Facts
            items={[
              [t('field.unit'), entry.unit.name],
              ...definition.layout.fields.map((field): [string, string] => [
                show.fieldName(field),
                show.value(field, entry.values[field.key], entry.units),
              ]),
            ]}
          />
          <p className="small">
            {t('registers.by_version', { version: definition.version })}
            {definition.valid_from && ` (${t('registers.since', { day: day(definition.valid_from) })})`}
          </p>
        </Section>
        <Section title={t('registers.evidence')}>
          <EvidencePanel
            unit={entry.unit.code}
            items={entry.evidence}
            can_change={entry.may_write}
            onLink={(use) => link.mutateAsync({ id: entry.id, ...use })}
            onUnlink={(link_id, reason) => unlink.mutateAsync({ id: link_id, reason })}
          />
        </Section>
      </div>
      <Section title={t('registers.history')} className="gap">
        <History entry={entry} />
      </Section>
      <Confirm
        open={is_cancelling}
        title={t('registers.cancel')}
        reason="needed"
        danger
        busy={cancel.isPending}
        onCancel={() => setCancelling(false)}
        onConfirm={(reason) =>
          cancel.mutate(
            { id: entry.id, reason, version: entry.version },
            { onSuccess: () => setCancelling(false), onError: say.refused },
          )
        }
      >
        {t('registers.cancel_hint')}
      </Confirm>
    </Page>
  );
}

/** Newest first, each with what it changed. */
function History({ entry }: { entry: Entry }) {
  const { t, moment } = useText();
  const show = useShow();
  return (
    <ol className="register-history">
      {entry.versions.map((version, index) => {
        const before = entry.versions[index + 1];
        const definition = entry.definitions.find((one) => one.id === version.definition_id) ?? entry.definition;
        return (
          <li key={version.version}>
            <div>
              <strong>{t('registers.version_no', { version: version.version })}</strong> · {version.changed_by_name},{' '}
              {moment(version.known_from)} {version.is_cancelled && <Tag tone="red">{t('registers.cancelled')}</Tag>}
            </div>
            {version.reason && <div>{t('registers.because', { reason: version.reason })}</div>}
            <Changes
              definition={definition}
              before={before?.values ?? null}
              after={version.values}
              units={entry.units}
              show={show}
            />
          </li>
        );
      })}
    </ol>
  );
}

type ChangesProps = {
  definition: Definition;
  before: Record<string, unknown> | null;
  after: Record<string, unknown>;
  units: Entry['units'];
  show: ReturnType<typeof useShow>;
};

function Changes({ definition, before, after, units, show }: ChangesProps) {
  const { t } = useText();
  if (before === null) return <div className="small">{t('registers.first_version')}</div>;
  const changed = definition.layout.fields.filter(
    (field) => JSON.stringify(before[field.key] ?? null) !== JSON.stringify(after[field.key] ?? null),
  );
  if (changed.length === 0) return null;
  const shown = (value: string) => value || t('registers.blank');
  return (
    <div className="differences">
      {changed.map((field) => (
        <div key={field.key} className="difference">
          <span>{show.fieldName(field)}</span>
          <del>{shown(show.value(field, before[field.key], units))}</del>
          <ins>{shown(show.value(field, after[field.key], units))}</ins>
        </div>
      ))}
    </div>
  );
}
