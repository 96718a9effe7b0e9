import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useParams } from 'react-router';
import { type Output, useGet } from '../api.ts';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';

/** The screen of the waiting room: who is called where, read aloud when the voice is on. Needs no sign-in. */
export function DisplayPage() {
  const { t } = useText();
  const token = useParams().token ?? '';
  const asked = useGet('desk.display', { token }, { refetchInterval: 2000 });
  const [voice, setVoice] = useState(false);
  const called = asked.data?.called;
  const known = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (!called) return;
    const before = known.current;
    known.current = new Set(called.map(callOf));
    if (!voice || before === null) return;
    // Several counters may have called since the screen last looked; the newest stands first, people hear the earliest first.
    for (const { label, counter_number: n } of called.filter((one) => !before.has(callOf(one))).reverse())
      speak(t('desk.voice_say', { label: spelled(label), n }));
  }, [called, voice, t]);
  return (
    <main className="display">
      <Answer of={asked} rows={6}>
        {(desk) => (
          <>
            <header className="kiosk-head">
              <div>
                <div>{desk.unit_name}</div>
                <h1>{desk.desk_name}</h1>
              </div>
              <div>
                <span className="display-waiting">
                  {t('desk.waiting')}: <strong>{desk.waiting}</strong>
                </span>{' '}
                <Button onClick={() => setVoice(!voice)}>{t(voice ? 'desk.voice_off' : 'desk.voice_on')}</Button>
              </div>
            </header>
            {desk.called.length === 0 ? (
              <p className="display-call">{t('desk.display_none')}</p>
            ) : (
              <>
                <section className="display-call" aria-live="polite">
                  <span>{t('desk.display_call')}</span>
                  <strong className="display-label">{desk.called[0]?.label}</strong>
                  <span>{t('desk.display_counter', { n: desk.called[0]?.counter_number })}</span>
                </section>
                {desk.called.length > 1 && (
                  <section>
                    <h2>{t('desk.display_before')}</h2>
                    <ul className="display-list">
                      {desk.called.slice(1).map((row) => (
                        <li key={row.label}>
                          <strong>{row.label}</strong> {t('desk.display_counter', { n: row.counter_number })}
                        </li>
                      ))}
                    </ul>
                  </section>
                )}
              </>
            )}
          </>
        )}
      </Answer>
    </main>
  );
}

/** A number that is called again is another call. */
function callOf({ label, counter_number, times_called }: Output<'desk.display'>['called'][number]): string {
  return `${label}/${counter_number}/${times_called}`;
}

/** 'A012' → 'A 0 1 2': read digit by digit, as people look for it. */
function spelled(label: string): string {
  return label.split('').join(' ');
}

function speak(text: string): void {
  if (!('speechSynthesis' in window)) return;
  const said = new SpeechSynthesisUtterance(text);
  said.lang = 'vi-VN';
  speechSynthesis.speak(said);
}
