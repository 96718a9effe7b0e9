import { Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { TextKey } from '../messages.ts';
import { useText } from '../ui/text.tsx';
import { useSession } from './session.tsx';

/** `g` then a letter goes to a page. Letters alone, so that no browser or screen-reader chord is taken. */
const GO: { key: string; to: string; text: TextKey; permission?: string }[] = [
  { key: 'h', to: '/', text: 'keys.go_home' },
  { key: 'n', to: '/dossiers/new', text: 'keys.go_receive', permission: 'dossiers.receive' },
  { key: 'q', to: '/dossiers/queue', text: 'keys.go_queue', permission: 'dossiers.read' },
  { key: 't', to: '/dossiers', text: 'keys.go_find', permission: 'dossiers.read' },
  { key: 's', to: '/figures', text: 'keys.go_figures', permission: 'measures.read' },
];

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

export function Shortcuts({ open, setOpen }: { open: boolean; setOpen: (open: boolean) => void }) {
  const { t } = useText();
  const { may } = useSession();
  const navigate = useNavigate();
  const [armed, setArmed] = useState(false);
  const timer = useRef(0);
  const mine = GO.filter((go) => !go.permission || may(go.permission));

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      // Also while somebody types, where a question mark is a question mark.
      if (event.ctrlKey && event.key === '/') {
        event.preventDefault();
        setOpen(true);
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key === '?') {
        event.preventDefault();
        setOpen(true);
        return;
      }
      clearTimeout(timer.current);
      if (event.key === 'g' && !armed) {
        setArmed(true);
        timer.current = window.setTimeout(() => setArmed(false), 1500);
        return;
      }
      const go = armed ? mine.find((one) => one.key === event.key) : undefined;
      setArmed(false);
      if (go) {
        event.preventDefault();
        setOpen(false);
        void navigate(go.to);
      }
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  });

  return (
    <Modal
      open={open}
      title={t('keys.title')}
      footer={null}
      onCancel={() => setOpen(false)}
      closable={{ 'aria-label': t('app.close') }}
    >
      <dl className="facts">
        <dt>
          <kbd>?</kbd> · <kbd>Ctrl</kbd> + <kbd>/</kbd>
        </dt>
        <dd>{t('keys.help')}</dd>
        {mine.map((go) => (
          <Row key={go.key} keys={['g', go.key]} text={t(go.text)} then={t('keys.then')} />
        ))}
      </dl>
      {may('dossiers.receive') && <Group title={t('nav.receive')} keys={RECEIVE} />}
      {may('dossiers.read') && <Group title={t('keys.lists')} keys={LISTS} />}
    </Modal>
  );
}

const RECEIVE: [keys: string, text: TextKey][] = [
  ['Alt+1', 'receive.procedure'],
  ['Alt+2', 'receive.applicant'],
  ['Alt+3', 'receive.papers'],
  ['1–9', 'keys.paper_place'],
  ['C · S · D · K', 'keys.paper_form'],
  ['+ · −', 'receive.sheets'],
  ['Alt+4', 'basket.add'],
  ['Alt+5', 'incomplete.button'],
  ['Alt+0', 'receive.star'],
  ['Ctrl+Enter', 'keys.submit'],
  ['P · O', 'keys.after'],
  ['N · T', 'keys.again'],
];
const LISTS: [keys: string, text: TextKey][] = [
  ['J · K', 'keys.rows'],
  ['X', 'keys.tick'],
  ['Shift+A', 'list.tick_all'],
  ['Enter', 'receive.open'],
];

function Group({ title, keys }: { title: string; keys: [keys: string, text: TextKey][] }) {
  const { t } = useText();
  return (
    <>
      <h3>{title}</h3>
      <dl className="facts">
        {keys.map(([key, text]) => (
          <div key={text} className="key-line">
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(text)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Row({ keys, text, then }: { keys: [string, string]; text: string; then: string }) {
  return (
    <>
      <dt>
        <kbd>{keys[0]}</kbd> {then} <kbd>{keys[1]}</kbd>
      </dt>
      <dd>{text}</dd>
    </>
  );
}
