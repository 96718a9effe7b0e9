// Outside systems that carry messages: a mail server, a gateway for SMS, Zalo. What they refuse for good is told apart from what may work later.
import { createTransport, type TransportOptions } from 'nodemailer';
import type { Channel } from './kinds.ts';

export type Outgoing = {
  id: number;
  to_address: string;
  to_name: string | null;
  subject: string;
  text: string;
  /** Told apart from messages of the notices' own outbox; the id alone by default. */
  reference?: string;
  /** Of mails. */
  attachments?: readonly { filename: string; content: Buffer; contentType: string }[];
};

/** @throws Refused when trying again is of no use; anything else may be tried again */
export type Sender = (message: Outgoing) => Promise<{ provider_id: string | null }>;
export type Senders = Partial<Record<Channel, Sender>>;

/** The carrier will never take this message: a wrong address, a refused text. */
export class Refused extends Error {}

const WAIT_MS = 20_000;

/**
 * @param url `smtp://user:password@host:port`, `smtps://…`
 * @param from address that the messages come from
 */
export function smtpSender(url: string, from: string): Sender {
  const transport = createTransport({
    url,
    connectionTimeout: WAIT_MS,
    greetingTimeout: WAIT_MS,
    socketTimeout: WAIT_MS,
  } as TransportOptions);
  return async ({ id, to_address, to_name, subject, text, reference = String(id), attachments = [] }) => {
    try {
      // The same id for every try: a server that took it the first time can tell.
      const messageId = `<motcua-${reference}@${from.split('@')[1] ?? 'motcua'}>`;
      const to = to_name ? { name: to_name, address: to_address } : to_address;
      const sent = await transport.sendMail({ from, to, subject, text, messageId, attachments: [...attachments] });
      if (sent.rejected.length > 0) throw new Refused('the address was refused');
      return { provider_id: sent.messageId };
    } catch (error) {
      const { responseCode } = error as { responseCode?: number };
      if (responseCode !== undefined && responseCode >= 500) throw new Refused(`SMTP ${responseCode}`, { cause: error });
      throw error;
    }
  };
}

/**
 * A gateway that takes `POST {to, text, reference}` as JSON with a bearer token and answers `{id}`: how SMS gateways and the Zalo notification service are
 * reached, most through a small adapter of the office.
 */
export function httpSender(url: string, token: string | null): Sender {
  return async ({ id, to_address, text }) => {
    const reply = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ to: to_address, text, reference: `motcua-${id}` }),
      signal: AbortSignal.timeout(WAIT_MS),
    });
    if (reply.status >= 400 && reply.status < 500 && reply.status !== 408 && reply.status !== 429)
      throw new Refused(`HTTP ${reply.status}`);
    if (!reply.ok) throw new Error(`HTTP ${reply.status}`);
    const said = (await reply.json().catch(() => ({}))) as { id?: unknown };
    return { provider_id: typeof said.id === 'string' || typeof said.id === 'number' ? String(said.id) : null };
  };
}
