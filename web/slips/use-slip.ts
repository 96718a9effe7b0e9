import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { call, type Input, type Output, refresh } from '../api.ts';
import { useErrorText } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';
import { print, type SlipFile, save, slipFile } from './files.ts';

export type Possible = Output<'slips.of'>[number];
export type SlipKind = Possible['kind'];
/** What is to become of a slip. */
export type Way = 'print' | 'pdf-a5' | 'pdf-a4' | 'save-pdf' | 'docx' | 'xlsx';

const FORMATS = { print: 'pdf', 'pdf-a5': 'pdf', 'pdf-a4': 'pdf', 'save-pdf': 'pdf', docx: 'docx', xlsx: 'xlsx' } as const;

/** Format and paper of a way. */
export function wantedFor(way: Way): { format: 'pdf' | 'docx' | 'xlsx'; paper?: 'a4' | 'a5' } {
  const paper = way === 'pdf-a5' ? 'a5' : way === 'pdf-a4' ? 'a4' : undefined;
  return { format: FORMATS[way], ...(paper ? { paper } : {}) };
}

type Subject = { dossier_id?: number; visit_id?: number };
export type Wanted = Pick<Possible, 'kind' | 'event_seq' | 'is_numbered' | 'issued'>;

/** Makes slips: issues those that carry a number when they have none yet, then prints or saves; says what went wrong. */
export function useSlip(subject: Subject) {
  const { t } = useText();
  const { message } = App.useApp();
  const sentence = useErrorText();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);

  /** The slip as a file; null when it was refused, which is said. */
  const make = async (slip: Wanted, way: Way): Promise<SlipFile | null> => {
    setBusy(true);
    const done = message.loading(t('slips.preparing'), 0);
    try {
      const about = { ...subject, ...(slip.event_seq > 0 ? { event_seq: slip.event_seq } : {}) };
      if (!slip.is_numbered) return await slipFile('slips.preview', { kind: slip.kind, ...about, ...wantedFor(way) });
      let id = slip.issued?.id;
      if (id === undefined) {
        id = (await call('slips.issue', { kind: slip.kind, ...about } as Input<'slips.issue'>)).id;
        void refresh(client, ['slips']);
      }
      return await slipFile('slips.print', { id, ...wantedFor(way) });
    } catch (error) {
      void message.error(sentence(error), 8);
      return null;
    } finally {
      done();
      setBusy(false);
    }
  };
  const go = async (slip: Wanted, way: Way) => {
    const file = await make(slip, way);
    if (!file) return;
    if (way === 'print' || way === 'pdf-a5' || way === 'pdf-a4') print(file);
    else save(file);
  };
  return { go, busy };
}
