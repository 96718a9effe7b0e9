import { Button } from 'antd';
import { useRef, useState } from 'react';
import { type Output, upload, useCall, useGet } from '../api.ts';
import { type FileSignatures, SignatureList } from '../papers/signature-badge.tsx';
import { useSession } from '../shell/session.tsx';
import { pathWith, useAddress } from '../ui/address.ts';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { Tag } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { type Column, List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer, Nothing, Problem } from '../ui/states.tsx';
import { TabLinks } from '../ui/tab-links.tsx';
import { useText } from '../ui/text.tsx';
import { AddRemoteSeal, AddSeal } from './add-seal.tsx';
import { TrustTab } from './trust-tab.tsx';

/** Seals and own signature, signings that wait, authorities that are trusted, and a look at any signed PDF. */
export function SignaturesPage() {
  const { t } = useText();
  const { may } = useSession();
  const address = useAddress();
  const tabs = [
    may('signatures.sign') && { key: 'own', label: t('signatures.tab_own'), part: Own },
    may('signatures.manage') && { key: 'seals', label: t('signatures.tab_seals'), part: Seals },
    may('signatures.sign') && { key: 'requests', label: t('signatures.tab_requests'), part: Requests },
    may('files.read') && { key: 'check', label: t('signatures.tab_check'), part: Check },
    may('signatures.manage') && { key: 'trust', label: t('signatures.tab_trust'), part: TrustTab },
  ].filter((tab) => tab !== false);
  const chosen = tabs.find((tab) => tab.key === address.get('tab')) ?? tabs[0];
  return (
    <Page title={t('signatures.title')} lead={t('signatures.lead')}>
      <TabLinks
        label={t('signatures.title')}
        active={chosen?.key ?? ''}
        tabs={tabs.map(({ key, label }) => ({ key, label, to: pathWith('/signatures', { tab: key }) }))}
      />
      {chosen ? <chosen.part /> : <Nothing text={t('signatures.nothing_here')} />}
    </Page>
  );
}

type Seal = Output<'signatures.usable'>[number];

function useSealColumns(last: Column<Seal>): Column<Seal>[] {
  const { t, tCode, day } = useText();
  return [
    { key: 'label', title: t('signatures.label'), cell: (row) => row.label, phone: 'title' },
    { key: 'kind', title: t('field.kind'), cell: (row) => tCode('seal_kind', row.kind) },
    { key: 'subject', title: t('signatures.subject'), cell: (row) => row.subject },
    { key: 'issuer', title: t('signatures.issuer'), cell: (row) => row.issuer },
    { key: 'unit', title: t('field.unit'), cell: (row) => row.unit_name },
    {
      key: 'valid',
      title: t('signatures.in_force'),
      cell: (row) => (
        <>
          {day(dayOf(new Date(row.valid_from)))} – {day(dayOf(new Date(row.valid_to)))}
        </>
      ),
    },
    {
      key: 'how',
      title: t('signatures.how'),
      cell: (row) =>
        row.retired_at ? (
          <Tag>{t('signatures.retired')}</Tag>
        ) : (
          <Tag tone="blue">
            {row.is_remote
              ? t('signatures.is_remote')
              : row.needs_password
                ? t('signatures.asks_password')
                : t('signatures.kept_here')}
          </Tag>
        ),
    },
    last,
  ];
}

function Own() {
  const { t } = useText();
  const asked = useGet('signatures.usable', {});
  const [is_adding, setAdding] = useState(false);
  const retire = useRetire('signatures.retire_own');
  const columns = useSealColumns({
    key: 'do',
    title: '',
    cell: (row) =>
      row.kind === 'personal' && (
        <Button size="small" danger onClick={() => retire.ask(row)} aria-label={`${t('signatures.retire')}: ${row.label}`}>
          {t('signatures.retire')}
        </Button>
      ),
  });
  return (
    <Section
      title={t('signatures.usable')}
      extra={
        <Button icon={<Icon name="plus" />} onClick={() => setAdding(true)}>
          {t('signatures.add_own')}
        </Button>
      }
    >
      <p className="small">{t('signatures.own_hint')}</p>
      <Answer of={asked}>
        {(rows) => (
          <List<Seal>
            label={t('signatures.usable')}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            empty={t('signatures.none_usable')}
          />
        )}
      </Answer>
      {is_adding && <AddSeal route="signatures.add_own" onClose={() => setAdding(false)} />}
      {retire.dialog}
    </Section>
  );
}

function Seals() {
  const { t } = useText();
  const say = useSay();
  const asked = useGet('signatures.seals', {});
  const [adding, setAdding] = useState<'file' | 'service' | null>(null);
  const retire = useRetire('signatures.retire_seal');
  const picture = useRef<HTMLInputElement>(null);
  const [pictured, setPictured] = useState<number | null>(null);
  const send = async (file: File | undefined) => {
    if (!file || pictured === null) return;
    try {
      await upload('signatures.set_picture', { id: pictured }, file, {});
      say.done(t('signatures.picture_kept'));
      await asked.refetch();
    } catch (error) {
      say.refused(error);
    }
  };
  const columns = useSealColumns({
    key: 'do',
    title: '',
    cell: (row) =>
      row.retired_at === null && (
        <span className="paper-controls">
          <Button
            size="small"
            onClick={() => {
              setPictured(row.id);
              picture.current?.click();
            }}
            aria-label={`${t('signatures.picture')}: ${row.label}`}
          >
            {row.has_picture ? t('signatures.new_picture') : t('signatures.picture')}
          </Button>
          <Button size="small" danger onClick={() => retire.ask(row)} aria-label={`${t('signatures.retire')}: ${row.label}`}>
            {t('signatures.retire')}
          </Button>
        </span>
      ),
  });
  return (
    <Section
      title={t('signatures.tab_seals')}
      extra={
        <>
          <Button icon={<Icon name="plus" />} onClick={() => setAdding('file')}>
            {t('signatures.add_seal')}
          </Button>
          <Button onClick={() => setAdding('service')}>{t('signatures.add_remote')}</Button>
        </>
      }
    >
      <p className="small">{t('signatures.seals_hint')}</p>
      <input
        ref={picture}
        type="file"
        style={{ display: 'none' }}
        accept=".png,.jpg,.jpeg"
        onChange={(event) => {
          void send(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <Answer of={asked}>
        {(rows) => (
          <List<Seal>
            label={t('signatures.tab_seals')}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            empty={t('signatures.no_seals')}
          />
        )}
      </Answer>
      {adding === 'file' && <AddSeal route="signatures.add_seal" onClose={() => setAdding(null)} />}
      {adding === 'service' && <AddRemoteSeal onClose={() => setAdding(null)} />}
      {retire.dialog}
    </Section>
  );
}

function useRetire(route: 'signatures.retire_seal' | 'signatures.retire_own') {
  const { t } = useText();
  const say = useSay();
  const [seal, setSeal] = useState<Seal | null>(null);
  const retire = useCall(route, ['signatures']);
  const dialog = (
    <Confirm
      open={seal !== null}
      title={t('signatures.retire_title', { name: seal?.label })}
      reason="needed"
      danger
      busy={retire.isPending}
      onCancel={() => setSeal(null)}
      onConfirm={(reason) =>
        seal &&
        retire.mutate(
          { id: seal.id, reason },
          {
            onSuccess: () => {
              setSeal(null);
              say.done(t('signatures.retired'));
            },
            onError: say.refused,
          },
        )
      }
    >
      <p>{t('signatures.retire_hint')}</p>
    </Confirm>
  );
  return { ask: setSeal, dialog };
}

type Request = Output<'signatures.requests'>['rows'][number];

function Requests() {
  const { t, tCode, moment } = useText();
  const say = useSay();
  const address = useAddress();
  const asked = useGet(
    'signatures.requests',
    { page: address.number('page', 1) },
    { placeholderData: (before) => before, refetchInterval: 15_000 },
  );
  const retry = useCall('signatures.retry', ['signatures']);
  const stop = useCall('signatures.give_up', ['signatures']);
  const columns: Column<Request>[] = [
    { key: 'name', title: t('signatures.file'), cell: (row) => row.name, phone: 'title' },
    { key: 'seal', title: t('signatures.seal'), cell: (row) => row.seal_label },
    { key: 'by', title: t('signatures.asked_by'), cell: (row) => row.asked_by_name },
    { key: 'at', title: t('signatures.asked_at'), cell: (row) => <span className="nowrap">{moment(row.asked_at)}</span> },
    {
      key: 'state',
      title: t('field.status'),
      cell: (row) => (
        <>
          <Tag tone={row.state === 'signed' ? 'green' : row.state === 'refused' ? 'red' : 'amber'}>
            {tCode('signing_state', row.state)}
          </Tag>
          {row.problem && <div className="small">{tCode('signing_problem', row.problem)}</div>}
        </>
      ),
    },
    {
      key: 'do',
      title: '',
      cell: (row) =>
        row.state === 'waiting' && (
          <span className="paper-controls">
            <Button
              size="small"
              onClick={() =>
                retry.mutate({ id: row.id }, { onSuccess: () => say.done(t('signatures.asked_again')), onError: say.refused })
              }
            >
              {t('signatures.retry')}
            </Button>
            <Button size="small" danger onClick={() => stop.mutate({ id: row.id }, { onError: say.refused })}>
              {t('signatures.give_up')}
            </Button>
          </span>
        ),
    },
  ];
  return (
    <Section title={t('signatures.tab_requests')}>
      <Answer of={asked} rows={8}>
        {(reply) => (
          <List<Request>
            label={t('signatures.tab_requests')}
            columns={columns}
            rows={reply.rows}
            rowKey={(row) => row.id}
            total={reply.total}
            empty={t('signatures.no_requests')}
          />
        )}
      </Answer>
    </Section>
  );
}

/** Any PDF at hand: sent, judged, not kept. */
function Check() {
  const { t } = useText();
  const input = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<{ name: string; busy: boolean; found?: FileSignatures; error?: unknown } | null>(null);
  const check = async (file: File | undefined) => {
    if (!file) return;
    setState({ name: file.name, busy: true });
    try {
      setState({ name: file.name, busy: false, found: (await upload('signatures.check', {}, file, {})) as FileSignatures });
    } catch (error) {
      setState({ name: file.name, busy: false, error });
    }
  };
  return (
    <Section title={t('signatures.tab_check')}>
      <p className="small">{t('signatures.check_hint')}</p>
      <input
        ref={input}
        type="file"
        style={{ display: 'none' }}
        accept=".pdf"
        onChange={(event) => {
          void check(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <Button icon={<Icon name="shield" />} loading={state?.busy ?? false} onClick={() => input.current?.click()}>
        {t('signatures.choose_pdf')}
      </Button>
      <div className="gap" aria-live="polite">
        {state?.error !== undefined && <Problem error={state.error} />}
        {state?.found && (
          <>
            <h3>{state.name}</h3>
            <SignatureList found={state.found} />
          </>
        )}
      </div>
    </Section>
  );
}
