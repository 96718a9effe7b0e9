import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useCall } from '../api.ts';
import { useMe } from '../shell/session.tsx';
import { Confirm, useSay } from '../ui/confirm.tsx';
import { DayInput } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { useText } from '../ui/text.tsx';
import type { Known, SetNode } from './set-page.tsx';

type Area = Known['set']['areas'][number];
type Head = Pick<Known['set'], 'name_vi' | 'name_en' | 'valid_from' | 'valid_to' | 'max_points' | 'source'>;
type Doing = { what: 'add' | 'remove'; node: SetNode } | { what: 'head' | 'area' };

const point = (text: string) => text.trim().replace(',', '.');

/** Keeps a changed draft; the whole set is judged again when it is shown. */
function useKeepSet(known: Known, done: () => void) {
  const { t } = useText();
  const say = useSay();
  const me = useMe();
  const save = useCall('scorecards.save_set', ['scorecards']);
  const unit = me.account.unit_code ?? me.roles[0]?.unit_code ?? '';
  const keep = (set: Known['set'], reason: string) =>
    save
      .mutateAsync({ unit, id: known.id, set, reason })
      .then(() => {
        say.done(t('scorecards.done'));
        done();
      })
      .catch(say.refused);
  return { keep, busy: save.isPending };
}

/** Buttons under the table of a draft: what is said of the set, and one more area. */
export function SetActs({ known }: { known: Known }) {
  const { t } = useText();
  const [doing, setDoing] = useState<Doing | null>(null);
  return (
    <div className="button-row below">
      <Button onClick={() => setDoing({ what: 'head' })}>{t('scorecards.edit_head')}</Button>
      <Button icon={<Icon name="plus" />} onClick={() => setDoing({ what: 'area' })}>
        {t('scorecards.add_area')}
      </Button>
      {doing?.what === 'head' && <EditHead known={known} onClose={() => setDoing(null)} />}
      {doing?.what === 'area' && <AddNode known={known} under={null} onClose={() => setDoing(null)} />}
    </div>
  );
}

/** Buttons of one line of a draft: a criterion below it, or taking it out. */
export function NodeActs({ known, node }: { known: Known; node: SetNode }) {
  const { t } = useText();
  const [doing, setDoing] = useState<'add' | 'remove' | null>(null);
  const close = () => setDoing(null);
  const { keep, busy } = useKeepSet(known, close);
  return (
    <>
      {'children' in node && (
        <Button size="small" aria-label={t('scorecards.add_below', { code: node.code })} onClick={() => setDoing('add')}>
          {t('scorecards.add_node')}
        </Button>
      )}
      {mayGo(known.set.areas, node.code) && (
        <Button size="small" aria-label={t('scorecards.remove_of', { code: node.code })} onClick={() => setDoing('remove')}>
          {t('act.remove')}
        </Button>
      )}
      {doing === 'add' && <AddNode known={known} under={node} onClose={close} />}
      <Confirm
        open={doing === 'remove'}
        title={t('scorecards.remove_of', { code: node.code })}
        reason="needed"
        busy={busy}
        onCancel={close}
        onConfirm={(reason) => void keep({ ...known.set, areas: without(known.set.areas, node.code) }, reason)}
      >
        {node.name_vi}
      </Confirm>
    </>
  );
}

type Asked = { code: string; name_vi: string; max_points: string; reason: string };

/** A new criterion, judged from the evidence until its rule is chosen; under nothing: a new area with its first criterion. */
function AddNode({ known, under, onClose }: { known: Known; under: SetNode | null; onClose: () => void }) {
  const { t } = useText();
  const { keep, busy } = useKeepSet(known, onClose);
  const needed = [{ required: true, message: t('field.required') }];
  const send = ({ reason, ...asked }: Asked) => {
    const said = { code: asked.code.trim(), name_vi: asked.name_vi.trim(), max_points: point(asked.max_points) };
    const leaf = { ...said, rule: { type: 'judged' } } as SetNode;
    const area = { ...said, children: [{ ...leaf, code: `${said.code}.1` }] } as Area;
    const areas = under ? known.set.areas.map((one) => added(one, under.code, leaf) as Area) : [...known.set.areas, area];
    return keep({ ...known.set, areas }, reason);
  };
  return (
    <Modal
      open
      title={under ? t('scorecards.add_below', { code: under.code }) : t('scorecards.add_area')}
      footer={null}
      onCancel={onClose}
      closable={{ 'aria-label': t('app.close') }}
    >
      <Form<Asked> layout="vertical" onFinish={(asked) => void send(asked)} initialValues={{ code: nextCode(known, under) }}>
        <Form.Item name="code" label={t('scorecards.code')} rules={needed}>
          <Input maxLength={50} />
        </Form.Item>
        <Form.Item name="name_vi" label={t('field.name')} rules={needed}>
          <Input.TextArea rows={2} maxLength={1000} />
        </Form.Item>
        <Form.Item
          name="max_points"
          label={t('scorecards.max')}
          rules={[...needed, { pattern: /^\d{1,4}([.,]\d{1,3})?$/, message: t('scorecards.points') }]}
        >
          <Input inputMode="decimal" />
        </Form.Item>
        <Form.Item name="reason" label={t('field.reason')} rules={needed}>
          <Input maxLength={500} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('act.confirm')}
        </Button>
      </Form>
    </Modal>
  );
}

/** What is said of the whole set: its name, the days it holds, its maximum and source. */
function EditHead({ known, onClose }: { known: Known; onClose: () => void }) {
  const { t } = useText();
  const { keep, busy } = useKeepSet(known, onClose);
  const { name_vi, name_en, valid_from, valid_to, max_points, source } = known.set;
  const needed = [{ required: true, message: t('field.required') }];
  const send = ({ reason, ...head }: Head & { reason: string }) =>
    keep({ ...known.set, ...head, valid_to: head.valid_to ?? null, max_points: point(head.max_points) }, reason);
  return (
    <Modal open title={t('scorecards.edit_head')} footer={null} onCancel={onClose} closable={{ 'aria-label': t('app.close') }}>
      <Form<Head & { reason: string }>
        layout="vertical"
        onFinish={(head) => void send(head)}
        initialValues={{ name_vi, name_en, valid_from, valid_to, max_points: max_points.replace('.', ','), source }}
      >
        <Form.Item name="name_vi" label={t('field.name')} rules={needed}>
          <Input.TextArea rows={2} maxLength={1000} />
        </Form.Item>
        <Form.Item name="name_en" label={t('scorecards.name_en')} rules={needed}>
          <Input maxLength={1000} />
        </Form.Item>
        <div className="content-grid">
          <Form.Item name="valid_from" label={t('scorecards.valid_from')} rules={needed}>
            <DayInput />
          </Form.Item>
          <Form.Item name="valid_to" label={t('scorecards.valid_to')}>
            <DayInput allowClear />
          </Form.Item>
        </div>
        <Form.Item
          name="max_points"
          label={t('scorecards.max')}
          rules={[...needed, { pattern: /^\d{1,4}([.,]\d{1,3})?$/, message: t('scorecards.points') }]}
        >
          <Input inputMode="decimal" />
        </Form.Item>
        <Form.Item name="source" label={t('scorecards.source')} rules={needed}>
          <Input.TextArea rows={2} maxLength={1000} />
        </Form.Item>
        <Form.Item name="reason" label={t('field.reason')} rules={needed}>
          <Input maxLength={500} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('act.confirm')}
        </Button>
      </Form>
    </Modal>
  );
}

const childrenOf = (node: SetNode): readonly SetNode[] => ('children' in node ? node.children : []);

/** The number after the highest one that stands beside it. */
function nextCode(known: Known, under: SetNode | null): string {
  const beside: readonly SetNode[] = under ? childrenOf(under) : known.set.areas;
  const last = Math.max(0, ...beside.map((one) => Number(one.code.split('.').at(-1)) || 0));
  return under ? `${under.code}.${last + 1}` : String(last + 1);
}

function added(node: SetNode, code: string, child: SetNode): SetNode {
  if (!('children' in node)) return node;
  const children = node.children.map((one) => added(one, code, child));
  return { ...node, children: node.code === code ? [...children, child] : children };
}

/** The last one of a group stays: a group without parts is none. */
function mayGo(nodes: readonly SetNode[], code: string): boolean {
  if (nodes.some((one) => one.code === code)) return nodes.length > 1;
  return nodes.some((one) => mayGo(childrenOf(one), code));
}

function without<N extends SetNode>(nodes: readonly N[], code: string): N[] {
  return nodes
    .filter((one) => one.code !== code)
    .map((one) => ('children' in one ? { ...one, children: without(one.children, code) } : one));
}
