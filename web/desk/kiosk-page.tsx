import { Button, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useParams } from 'react-router';
import { type Output, useCall, useGet } from '../api.ts';
import { Field } from '../ui/field.tsx';
import { momentText } from '../ui/format.ts';
import { Answer, Problem } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';

const PRIORITIES = ['none', 'elderly', 'disabled', 'pregnant', 'with_child', 'merit'] as const;
// A number that nobody takes away must not stay on the screen for the next person.
const SHOWN_MS = 20_000;

/** Stands open on the number machine of a desk; needs no sign-in. */
export function KioskPage() {
  const { t, tCode, lang, setLang, number } = useText();
  const token = useParams().token ?? '';
  const asked = useGet('desk.kiosk', { token }, { refetchInterval: 10_000 });
  const take = useCall('desk.take', ['desk']);
  const [priority, setPriority] = useState<(typeof PRIORITIES)[number]>('none');
  const [taken, setTaken] = useState<Output<'desk.take'> | null>(null);
  const again = () => {
    setTaken(null);
    setPriority('none');
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: each number has its own time.
  useEffect(() => {
    if (!taken) return;
    const timer = setTimeout(again, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [taken]);
  return (
    <main className="kiosk">
      <Answer of={asked} rows={6}>
        {(desk) => (
          <>
            <header className="kiosk-head">
              <div>
                <div className="small">{desk.unit_name}</div>
                <h1>{taken ? desk.desk_name : t('desk.kiosk_title')}</h1>
              </div>
              <Button onClick={() => setLang(lang === 'vi' ? 'en' : 'vi')}>{lang === 'vi' ? 'English' : 'Tiếng Việt'}</Button>
            </header>
            {take.isError && <Problem error={take.error} />}
            {taken ? (
              <section className="kiosk-number" aria-live="assertive">
                <p>{t('desk.kiosk_number')}</p>
                <p className="kiosk-label">{taken.label}</p>
                <p>{taken.service_name}</p>
                <p>{taken.ahead === 0 ? t('desk.kiosk_next') : t('desk.kiosk_ahead', { n: number(taken.ahead) })}</p>
                <p className="small">{momentText(taken.taken_at)}</p>
                <p className="no-print">
                  <Button onClick={() => print()}>{t('act.print')}</Button>{' '}
                  <Button type="primary" onClick={again}>
                    {t('desk.kiosk_another')}
                  </Button>
                </p>
              </section>
            ) : (
              <>
                <Field label={t('desk.kiosk_priority')} className="kiosk-priority">
                  {(id) => (
                    <Select
                      id={id}
                      size="large"
                      className="wide"
                      value={priority}
                      onChange={setPriority}
                      options={PRIORITIES.map((value) => ({ value, label: tCode('desk.priority', value) }))}
                    />
                  )}
                </Field>
                <h2>{t('desk.kiosk_choose')}</h2>
                <div className="kiosk-services">
                  {desk.services.map((service) => (
                    <button
                      type="button"
                      key={service.id}
                      className="kiosk-service"
                      disabled={!service.is_open || take.isPending}
                      onClick={() => take.mutate({ token, service_id: service.id, priority }, { onSuccess: setTaken })}
                    >
                      <span className="kiosk-letter">{service.letter}</span>
                      <span>
                        {lang === 'en' && service.name_en ? service.name_en : service.name}
                        <span className="small kiosk-waiting">
                          {service.is_open ? t('desk.kiosk_waiting', { n: number(service.waiting) }) : t('desk.kiosk_closed')}
                        </span>
                      </span>
                    </button>
                  ))}
                </div>
              </>
            )}
          </>
        )}
      </Answer>
    </main>
  );
}
