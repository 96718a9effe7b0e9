// For the tests of this module: the localities of the demonstration, the catalogue, officers, and a dossier received at one of their desks.
import path from 'node:path';
import * as access from '#access';
import * as calendar from '#calendar';
import { vietnamMoment } from '#lib/day';
import { type Pool, transaction } from '#lib/db';
import { PACKS } from '#lib/pack';
import type { Db } from '#lib/sql';
import * as org from '#org';
import * as procedures from '#procedures';
import { type By, ReceiveInput } from './intake.ts';
import { loadPack } from './life-rules.ts';
import { receive } from './receive.ts';

export type World = { unit: Record<'po_y' | 'dak_song' | 'duc_an' | 'office', number>; officer: number; everything: By };

export const at = (day: string, time: string) => vietnamMoment(day, time);
export const NOW = at('2024-03-05', '09:00');

/** Loads what dossiers stand on. */
export async function makeWorld(owner: Pool): Promise<World> {
  await transaction(owner, 'write', async (db) => {
    await calendar.loadPack(db);
    await org.loadPack(db);
    await org.loadPack(db, path.join(PACKS, 'demo'));
    await access.loadPack(db);
    await procedures.loadPack(db);
    await loadPack(db);
  });
  const unit = async (code: string) => (await org.unitOn(owner, code, '2024-01-01')).id;
  const office = await unit('H16.36.D01');
  const person = { username: 'can-bo', display_name: 'Cán bộ Thử', title: 'Chuyên viên', unit_id: office };
  const officer = await transaction(owner, 'write', (db) => access.createAccount(db, person, access.byProduct(NOW)));
  return {
    unit: { po_y: await unit('H34.35.07'), dak_song: await unit('H16.36'), duc_an: await unit('H16.36.01'), office },
    officer: officer.id,
    everything: { actor: { user_id: null, name: 'kiểm thử' }, now: NOW, scope: { unit_ids: null } },
  };
}

/** What a desk sends: household business registration at Đắk Song unless told otherwise. */
export function filing(more: object = {}): ReceiveInput {
  return ReceiveInput.parse({
    procedure_code: '1.001612',
    receiving_unit: 'dak-song',
    applicant: { name: 'Y Thử', identity: '000123456789', phone: '0900000111', address: 'Thôn 1, thị trấn Đức An' },
    papers: [
      { ordinal: 1, form: 0 },
      { ordinal: 2, form: 1 },
    ],
    ...more,
  });
}

export async function aDossier(db: Db, by: By, more: object = {}): Promise<{ id: number; code: string; tenant: number }> {
  return receive(db, filing(more), by);
}
