import type { Channel } from './kinds.ts';
import { httpSender, type Senders, smtpSender } from './senders.ts';

type Outside = { senders: Senders; public_url: string };
let outside: Outside = { senders: {}, public_url: '' };

export type CarrierConfig = {
  smtp_url: string | null;
  mail_from: string | null;
  sms_url: string | null;
  sms_token: string | null;
  zalo_url: string | null;
  zalo_token: string | null;
};

/** The carriers that the office has set up (MOTCUA_SMTP_URL, MOTCUA_SMS_URL, MOTCUA_ZALO_URL); without one its channel is simply not used. */
export function sendersOf(config: CarrierConfig): Senders {
  return {
    ...(config.smtp_url && { email: smtpSender(config.smtp_url, config.mail_from ?? 'motcua@localhost') }),
    ...(config.sms_url && { sms: httpSender(config.sms_url, config.sms_token) }),
    ...(config.zalo_url && { zalo: httpSender(config.zalo_url, config.zalo_token) }),
  };
}

/** Once at start. */
export function configure(given: Outside): void {
  outside = given;
}

export function carriers(): Senders {
  return outside.senders;
}

export function hasChannel(channel: Channel): boolean {
  return outside.senders[channel] !== undefined;
}

export function publicUrl(): string {
  return outside.public_url;
}
