import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { LanguageButton } from '../shell/layout.tsx';
import { Field as FilterField, Tag } from '../ui/field.tsx';
import { matches } from '../ui/format.ts';
import { Answer, Nothing } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { type Field, type Operation, operationsOf } from './openapi.ts';

/** The API for people: made from the same description that machines read. No sign-in needed. */
export function ApiDocsPage() {
  const { t } = useText();
  const [find, setFind] = useState('');
  const asked = useQuery({
    queryKey: ['openapi'],
    queryFn: async ({ signal }) => operationsOf(await (await fetch('/api/openapi.json', { signal })).json()),
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => {
    document.title = `${t('api.title')} · ${t('app.name')}`;
  }, [t]);
  const [before, after] = t('api.lead', { link: '\n' }).split('\n');
  return (
    <main className="api-docs">
      <div className="page-head">
        <div className="page-title">
          <h1>{t('api.title')}</h1>
          <p className="page-lead">
            {before}
            <a href="/api/openapi.json">openapi.json</a>
            {after}
          </p>
        </div>
        <LanguageButton />
      </div>
      <div className="filters">
        <FilterField label={t('api.find')} className="field-wide">
          {(id) => <Input id={id} allowClear value={find} onChange={(event) => setFind(event.target.value)} />}
        </FilterField>
      </div>
      <Answer of={asked}>{(operations) => <Operations operations={operations} find={find} />}</Answer>
    </main>
  );
}

function Operations({ operations, find }: { operations: Operation[]; find: string }) {
  const shown = useMemo(
    () => operations.filter((one) => matches(`${one.name} ${one.path} ${one.summary}`, find)),
    [operations, find],
  );
  const modules = [...new Set(shown.map((one) => one.module))];
  if (shown.length === 0) return <Nothing />;
  return modules.map((module) => (
    <section key={module} className="panel">
      <h2>{module}</h2>
      {shown
        .filter((one) => one.module === module)
        .map((one) => (
          <OperationCard key={one.name} operation={one} />
        ))}
    </section>
  ));
}

const TONES: Record<string, 'blue' | 'green' | 'amber' | 'red'> = {
  GET: 'blue',
  POST: 'green',
  PUT: 'amber',
  PATCH: 'amber',
  DELETE: 'red',
};

function OperationCard({ operation }: { operation: Operation }) {
  const { t } = useText();
  return (
    <details id={operation.name} className="operation">
      <summary>
        <Tag tone={TONES[operation.method] ?? 'plain'}>{operation.method}</Tag> <span className="code">{operation.path}</span>{' '}
        <span className="small">{operation.summary}</span>
      </summary>
      <p className="gap">
        <span className="code strong">{operation.name}</span> · {t('api.permission')}:{' '}
        <span className="code">{operation.permission === 'public' ? t('api.public') : operation.permission}</span>
      </p>
      <FieldList title={t('api.parameters')} fields={operation.parameters} />
      <FieldList title={t('api.body')} fields={operation.body} />
      {operation.is_file ? (
        <p>
          {t('api.reply')}: {t('api.file')}
        </p>
      ) : (
        <FieldList title={t('api.reply')} fields={operation.reply} is_reply />
      )}
    </details>
  );
}

function FieldList({ title, fields, is_reply = false }: { title: string; fields: Field[]; is_reply?: boolean }) {
  const { t } = useText();
  if (fields.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul className="api-fields">
        {fields.map((field) => (
          <li key={field.name}>
            <span className="code strong">{field.name}</span> <span className="code small">{field.type}</span>{' '}
            {!is_reply && field.is_required && <span className="small red">{t('api.required')}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}
