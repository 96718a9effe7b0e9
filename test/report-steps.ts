// Steps of a kept report that tests take on the way to what they are about, over HTTP.
import { withoutPlaces } from '../server/reports/to-write.ts';
import type { Client } from './app.ts';

/** Takes out the places nobody writes in. */
export async function leaveOutPlaces(writer: Client, id: number): Promise<void> {
  const { version, content } = await writer.call('reports.get', { id });
  const blocks = withoutPlaces(content as never);
  if (Object.keys(blocks).length > 0) await writer.call('reports.save', { id, version, blocks });
}

/** Takes out the places nobody writes in, explains what the check calls an error. */
export async function ready(writer: Client, id: number): Promise<void> {
  await leaveOutPlaces(writer, id);
  const { findings, explanations } = await writer.call('reports.get', { id });
  for (const { id: finding, severity } of findings)
    if (severity === 'error' && !explanations.some((one) => one.finding === finding))
      await writer.call('reports.explain', { id, finding, words: 'Đã rà soát.' });
}

/** Written, submitted by one and approved by another. */
export async function approve(writer: Client, leader: Client, id: number): Promise<void> {
  await ready(writer, id);
  await writer.call('reports.submit', { id });
  await leader.call('reports.approve', { id });
}

/** What the issue is asked with: the first officer who may sign, the first day the report may bear. */
export async function toIssue(leader: Client, id: number): Promise<{ id: number; signer_id: number; issued_on: string }> {
  const { rows, from } = await leader.call('reports.signers', { id });
  return { id, signer_id: rows[0]?.id as number, issued_on: from };
}
