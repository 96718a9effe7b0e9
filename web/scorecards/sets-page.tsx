import { Alert, Button, Modal, Upload } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { type Output, upload, useGet } from '../api.ts';
import { useMe, useSession } from '../shell/session.tsx';
import { useSay } from '../ui/confirm.tsx';
import { Field, Tag } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { List } from '../ui/list.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Answer, Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { UnitPicker } from '../ui/unit-picker.tsx';

type SetRow = Output<'scorecards.sets'>['sets'][number];
type Read = Output<'scorecards.import_set'>;

/** Criteria sets with their versions. */
export function SetsPage() {
  const { t, span, number, lang } = useText();
  const { may } = useSession();
  const asked = useGet('scorecards.sets', {});
  const [importing, setImporting] = useState(false);
  return (
    <Page
      title={t('scorecards.sets')}
      lead={t('scorecards.sets_lead')}
      crumbs={[{ label: t('scorecards.rounds'), to: '/scorecards' }]}
      actions={
        may('scorecards.define') && (
          <Button icon={<Icon name="upload" />} onClick={() => setImporting(true)}>
            {t('scorecards.import_set')}
          </Button>
        )
      }
    >
      <Section>
        <Answer of={asked}>
          {({ sets }) => (
            <List<SetRow>
              label={t('scorecards.sets')}
              rows={sets}
              rowKey={(row) => row.id}
              to={(row) => `/scorecards/sets/${row.id}`}
              columns={[
                {
                  key: 'name',
                  title: t('field.name'),
                  phone: 'title',
                  cell: (row) => (lang === 'vi' ? row.name_vi : row.name_en),
                },
                {
                  key: 'official',
                  title: t('scorecards.source'),
                  cell: (row) => (row.is_official ? row.source : <Tag tone="amber">{t('scorecards.demonstration')}</Tag>),
                },
                { key: 'level', title: t('scorecards.level'), cell: (row) => t(`scorecards.level.${row.level}`) },
                { key: 'version', title: t('scorecards.version'), align: 'right', cell: (row) => row.version },
                {
                  key: 'valid',
                  title: t('scorecards.valid'),
                  cell: (row) => <span className="nowrap">{span(row.valid_from, row.valid_to)}</span>,
                },
                { key: 'max', title: t('scorecards.max'), align: 'right', cell: (row) => number(row.max_points) },
                {
                  key: 'state',
                  title: t('field.status'),
                  cell: (row) => (
                    <Tag tone={row.state === 'approved' ? 'green' : 'amber'}>{t(`scorecards.set_state.${row.state}`)}</Tag>
                  ),
                },
              ]}
            />
          )}
        </Answer>
      </Section>
      {importing && <ImportSet onClose={() => setImporting(false)} />}
    </Page>
  );
}

function ImportSet({ onClose }: { onClose: () => void }) {
  const { t, number, lang } = useText();
  const say = useSay();
  const me = useMe();
  const navigate = useNavigate();
  const [unit, setUnit] = useState<string | undefined>(me.account.unit_code ?? me.roles[0]?.unit_code);
  const [file, setFile] = useState<File | null>(null);
  const [read, setRead] = useState<Read | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const look = async (chosen: File, dry_run: boolean) => {
    if (!unit) return;
    setProblem(null);
    try {
      const reply = await upload('scorecards.import_set', { unit, dry_run: String(dry_run) }, chosen, {});
      setRead(reply);
      if (reply.id !== null) {
        say.done(t('scorecards.done'));
        void navigate(`/scorecards/sets/${reply.id}`);
      }
    } catch (error) {
      setProblem(error);
    }
  };
  return (
    <Modal
      open
      title={t('scorecards.import_set')}
      footer={null}
      onCancel={onClose}
      width={760}
      closable={{ 'aria-label': t('app.close') }}
    >
      <Field label={t('field.unit')}>{(id) => <UnitPicker id={id} value={unit} onChange={setUnit} />}</Field>
      <p>
        <Upload
          accept=".xlsx"
          maxCount={1}
          beforeUpload={(chosen) => {
            setFile(chosen);
            setRead(null);
            void look(chosen, true);
            return false;
          }}
        >
          <Button icon={<Icon name="upload" />}>{t('catalogue.choose_file')}</Button>
        </Upload>
      </p>
      {problem !== null && <Problem error={problem} />}
      {read && read.faults.length > 0 && (
        <>
          <Alert type="error" showIcon className="below" title={t('scorecards.import_faults', { count: read.faults.length })} />
          <List
            label={t('catalogue.fault')}
            rows={read.faults}
            rowKey={(row) => `${row.sheet}!${row.cell} ${row.message_vi}`}
            columns={[
              { key: 'sheet', title: t('catalogue.sheet'), cell: (row) => row.sheet },
              { key: 'cell', title: t('catalogue.cell'), cell: (row) => <span className="code">{row.cell}</span> },
              {
                key: 'fault',
                title: t('catalogue.fault'),
                phone: 'title',
                cell: (row) => (lang === 'vi' ? row.message_vi : row.message_en),
              },
            ]}
          />
        </>
      )}
      {read?.set && read.faults.length === 0 && file && (
        <>
          <Alert
            type="success"
            showIcon
            className="below"
            title={t('scorecards.import_clean', { name: read.set.name_vi, max: number(read.set.max_points) })}
          />
          <Button type="primary" onClick={() => void look(file, false)}>
            {t('scorecards.keep_draft')}
          </Button>
        </>
      )}
    </Modal>
  );
}
