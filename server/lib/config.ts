import os from 'node:os';
import path from 'node:path';

export type Config = {
  /** The office's own PostgreSQL (≥ 15), or null: the embedded one. */
  database_url: string | null;
  /** Connection that owns the database, when `database_url` may not create tables. */
  owner_url: string | null;
  host: string;
  port: number;
  is_production: boolean;
  with_demo: boolean;
  /** Where uploaded bytes are kept. Null: beside the embedded database. */
  files_dir: string | null;
  /** Address of the product as readers of its documents reach it; null: the address it listens on. */
  public_url: string | null;
  max_upload_bytes: number;
  /** Under which keys of seals are kept. Null: one made at the first start, in the state folder. */
  secret: string | null;
  /** What looks into received files: `clamd:/run/clamav/clamd.ctl`, `clamd:host:3310` or `command:/usr/bin/clamscan --no-summary`; null: nothing. */
  scanner: string | null;
  /** Carriers of messages (server/notices); null: that channel is not used. */
  smtp_url: string | null;
  mail_from: string | null;
  sms_url: string | null;
  sms_token: string | null;
  zalo_url: string | null;
  zalo_token: string | null;
  /** Exchange of documents: a folder its connector serves (`in`, `out`), or an address that takes packages; null: not used. */
  edxml_dir: string | null;
  edxml_url: string | null;
  edxml_token: string | null;
  /** Bearer token with which a system of the exchange posts packages here; null: nobody may. */
  edxml_in_token: string | null;
};

/** @throws Error where it is too short to keep anybody out */
function secretOf(text: string | undefined): string | null {
  if (text && text.length < 16) throw new Error('MOTCUA_EDXML_IN_TOKEN phải có ít nhất 16 ký tự.');
  return text || null;
}

/** Settings from the environment. @throws Error with a sentence for the operator when one does not make sense */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const is_production = env.NODE_ENV === 'production';
  const whole = (name: string, fallback: number, max: number) => {
    const text = env[name];
    if (text === undefined || text === '') return fallback;
    if (!/^\d+$/.test(text) || Number(text) > max)
      throw new Error(`${name} phải là số nguyên từ 0 đến ${max}; hiện là "${text}".`);
    return Number(text);
  };
  const database_url = env.DATABASE_URL || null;
  if (database_url && !/^postgres(ql)?:\/\//.test(database_url))
    throw new Error('DATABASE_URL phải bắt đầu bằng postgres:// hoặc postgresql://.');
  return {
    database_url,
    owner_url: env.DATABASE_OWNER_URL || database_url,
    host: env.HOST || '127.0.0.1',
    port: whole('PORT', 7480, 65535),
    is_production,
    with_demo: env.MOTCUA_DEMO ? env.MOTCUA_DEMO !== '0' : !is_production,
    files_dir: env.MOTCUA_FILES_DIR || (database_url ? path.join(os.homedir(), '.local/state/motcua/files') : null),
    public_url: env.PUBLIC_URL?.replace(/\/+$/, '') || null,
    max_upload_bytes: whole('MOTCUA_MAX_UPLOAD_MB', 20, 2000) * 1024 * 1024,
    secret: env.MOTCUA_SECRET || null,
    scanner: env.MOTCUA_SCANNER || null,
    smtp_url: env.MOTCUA_SMTP_URL || null,
    mail_from: env.MOTCUA_MAIL_FROM || null,
    sms_url: env.MOTCUA_SMS_URL || null,
    sms_token: env.MOTCUA_SMS_TOKEN || null,
    zalo_url: env.MOTCUA_ZALO_URL || null,
    zalo_token: env.MOTCUA_ZALO_TOKEN || null,
    edxml_dir: env.MOTCUA_EDXML_DIR || null,
    edxml_url: env.MOTCUA_EDXML_URL || null,
    edxml_token: env.MOTCUA_EDXML_TOKEN || null,
    edxml_in_token: secretOf(env.MOTCUA_EDXML_IN_TOKEN),
  };
}
