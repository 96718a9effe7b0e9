import { Alert, Button, Input, InputNumber, Select, Space } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useCall } from '../api.ts';
import { useSay } from '../ui/confirm.tsx';
import { Field } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { Section } from '../ui/page.tsx';
import { useText } from '../ui/text.tsx';
import { Diagram } from './diagram.tsx';
import type { Process, Version } from './process-page.tsx';
import { type EditedStep, StepEditor } from './step-editor.tsx';
import { codeFrom } from './words.ts';

type Definition = Version['definition'];
const LEVELS = ['commune', 'district', 'province', 'central'] as const;

type Props = { process: Process; draft: Version | null; from: Version | null; onClose: () => void };

/** The draft of a process, with its diagram and its faults as it is written. What is in force stays as it is. */
export function ProcessEditor({ process, draft, from, onClose }: Props) {
  const { t } = useText();
  const say = useSay();
  const start = (draft ?? from)?.definition;
  const [definition, setDefinition] = useState<Definition>(start ?? { legs: [], steps: [], note: null });
  const [names, setNames] = useState({ name_vi: process.name_vi, name_en: process.name_en });
  const [chosen, setChosen] = useState<string | null>(definition.steps[0]?.code ?? null);
  const save = useCall('processes.save_draft', ['processes']);
  const check = useCall('processes.check');
  const { mutate } = check;
  const { procedure_code } = process;
  useEffect(() => {
    if (definition.steps.length === 0) return;
    const timer = setTimeout(() => mutate({ definition, procedure_code }), 300);
    return () => clearTimeout(timer);
  }, [definition, procedure_code, mutate]);
  const faults = check.data ?? [];
  const faulty = useMemo(() => new Set(faults.flatMap((fault) => (fault.step ? [fault.step] : []))), [faults]);
  const step = definition.steps.find((one) => one.code === chosen) ?? null;
  const change = (code: string, next: EditedStep) =>
    setDefinition((before) => ({ ...before, steps: before.steps.map((one) => (one.code === code ? next : one)) }));
  const keep = () =>
    save.mutate(
      { id: process.id, definition, revision: draft?.revision ?? 0, ...names },
      {
        onSuccess: () => {
          say.done(t('processes.saved'));
          onClose();
        },
        onError: say.refused,
      },
    );
  return (
    <>
      <Space wrap className="gap">
        <Button type="primary" loading={save.isPending} onClick={keep}>
          {t('processes.save')}
        </Button>
        <Button onClick={onClose}>{t('act.cancel')}</Button>
      </Space>
      <Section>
        <div className="filters">
          <Field label={t('field.name')} className="field-wide">
            {(id) => (
              <Input
                id={id}
                value={names.name_vi}
                maxLength={300}
                onChange={(event) => setNames({ ...names, name_vi: event.target.value })}
              />
            )}
          </Field>
          <Field label={t('processes.name_en')} className="field-wide">
            {(id) => (
              <Input
                id={id}
                value={names.name_en}
                maxLength={300}
                onChange={(event) => setNames({ ...names, name_en: event.target.value })}
              />
            )}
          </Field>
        </div>
      </Section>
      <Section
        className="gap"
        title={t('processes.diagram')}
        extra={
          <Button
            icon={<Icon name="plus" />}
            onClick={() => addStep(definition, chosen, t('processes.new_step'), setDefinition, setChosen)}
          >
            {t('processes.add_step')}
          </Button>
        }
      >
        <Diagram
          label={t('processes.diagram')}
          steps={definition.steps}
          legs={definition.legs}
          faulty={faulty}
          chosen={chosen}
          onChoose={setChosen}
        />
        <Faults faults={faults} steps={definition.steps} is_asking={check.isPending} />
      </Section>
      <div className="grid gap">
        <Section className="span-8" title={step ? t('processes.step_title', { name: step.name_vi }) : t('processes.step')}>
          {step ? (
            <StepEditor
              key={step.code}
              step={step}
              definition={definition}
              onChange={(next) => change(step.code, next)}
              onRemove={() => {
                setDefinition((before) => withoutStep(before, step.code));
                setChosen(definition.steps.find((one) => one.code !== step.code)?.code ?? null);
              }}
            />
          ) : (
            <p className="muted">{t('processes.choose_step')}</p>
          )}
        </Section>
        <Section className="span-4" title={t('processes.legs')}>
          <Legs definition={definition} onChange={setDefinition} />
        </Section>
      </div>
    </>
  );
}

type Fault = { code: string; step: string | null; data: Record<string, string | number> };

function Faults({ faults, steps, is_asking }: { faults: readonly Fault[]; steps: Definition['steps']; is_asking: boolean }) {
  const { t, tCode } = useText();
  if (faults.length === 0)
    return is_asking ? (
      <p className="muted">{t('processes.checking')}</p>
    ) : (
      <Alert className="gap" type="success" showIcon title={t('processes.no_faults')} />
    );
  const nameOf = (code: string) => steps.find((step) => step.code === code)?.name_vi ?? code;
  return (
    <Alert
      className="gap"
      type="warning"
      showIcon
      title={t('processes.faults', { count: faults.length })}
      description={
        <ul className="fault-list">
          {faults.map((fault) => (
            <li key={JSON.stringify(fault)}>
              {fault.step && <span className="strong">{nameOf(fault.step)}: </span>}
              {tCode('processes.fault', fault.code)}
              {'needed' in fault.data &&
                ` (${t('processes.hours', { needed: fault.data.needed ?? '', allowed: fault.data.allowed ?? '' })})`}
            </li>
          ))}
        </ul>
      }
    />
  );
}

/** A new step after the chosen one, on its way. */
function addStep(
  definition: Definition,
  chosen: string | null,
  name: string,
  setDefinition: (next: Definition) => void,
  setChosen: (code: string) => void,
): void {
  const before = definition.steps.find((step) => step.code === chosen) ?? definition.steps.at(-1);
  const code = codeFrom(
    name,
    definition.steps.map((step) => step.code),
  );
  const made: EditedStep = {
    code,
    name_vi: name,
    name_en: name,
    role: before?.role ?? 'processing_officer',
    unit: before?.unit ?? { at: 'competent' },
    limit: { unit: 'hour', amount: 4 },
    leg: before?.leg ?? null,
    may: ['hand_on', 'step_back', 'consult'],
    assign: { rule: 'pool' },
    assigned_by: ['leader'],
    next: before?.next ?? [],
    fork: before?.fork ?? 'one',
    guide: null,
  };
  const steps = definition.steps.flatMap((step) =>
    step.code === before?.code ? [{ ...step, next: [code], fork: 'one' as const }, made] : [step],
  );
  setDefinition({ ...definition, steps: before ? steps : [made] });
  setChosen(code);
}

/** What led to the step leads on to what followed it. */
function withoutStep(definition: Definition, code: string): Definition {
  const gone = definition.steps.find((step) => step.code === code);
  const steps = definition.steps
    .filter((step) => step.code !== code)
    .map((step) => {
      if (!step.next.includes(code)) return step;
      const next = [...new Set(step.next.flatMap((one) => (one === code ? (gone?.next ?? []) : [one])))];
      return { ...step, next, fork: next.length < 2 ? ('one' as const) : step.fork };
    });
  return { ...definition, steps };
}

function Legs({ definition, onChange }: { definition: Definition; onChange: (next: Definition) => void }) {
  const { t, tCode } = useText();
  const { legs } = definition;
  const change = (at: number, leg: Definition['legs'][number]) =>
    onChange({ ...definition, legs: legs.map((one, n) => (n === at ? leg : one)) });
  const remove = (code: string) =>
    onChange({
      ...definition,
      legs: legs.filter((leg) => leg.code !== code),
      steps: definition.steps.map((step) => (step.leg === code ? { ...step, leg: null } : step)),
    });
  const add = () => {
    const code = codeFrom(
      t('processes.new_leg'),
      legs.map((leg) => leg.code),
    );
    const made = {
      code,
      name_vi: t('processes.new_leg'),
      name_en: t('processes.new_leg'),
      level: 'commune' as const,
      limit: null,
    };
    onChange({ ...definition, legs: [...legs, made] });
  };
  return (
    <>
      <p className="small">{t('processes.legs_help')}</p>
      {legs.map((leg, at) => (
        <div key={leg.code} className="card gap">
          <Field label={t('processes.leg_name')}>
            {(id) => (
              <Input
                id={id}
                value={leg.name_vi}
                maxLength={200}
                onChange={(event) =>
                  change(at, { ...leg, name_vi: event.target.value || leg.code, name_en: event.target.value || leg.code })
                }
              />
            )}
          </Field>
          <Field label={t('field.level')}>
            {(id) => (
              <Select
                id={id}
                value={leg.level}
                onChange={(level) => change(at, { ...leg, level })}
                options={LEVELS.map((value) => ({ value, label: tCode('processes.leg_level', value) }))}
              />
            )}
          </Field>
          <Field label={t('processes.leg_days')}>
            {(id) => (
              <InputNumber
                id={id}
                min={0}
                max={999}
                precision={0}
                value={leg.limit?.unit === 'working_day' ? leg.limit.amount : null}
                onChange={(amount) => change(at, { ...leg, limit: amount === null ? null : { unit: 'working_day', amount } })}
              />
            )}
          </Field>
          <Button size="small" onClick={() => remove(leg.code)}>
            {t('processes.remove_leg')}
          </Button>
        </div>
      ))}
      <Button className="gap" icon={<Icon name="plus" />} onClick={add}>
        {t('processes.add_leg')}
      </Button>
    </>
  );
}
