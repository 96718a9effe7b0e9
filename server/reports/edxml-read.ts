// Reading packages that come from other systems. Nothing of them is trusted: no document types, no entities, bounded in size, depth and number.
import { createHash } from 'node:crypto';
import { characters, parseXml, UnreadableError } from '#checks';
import { isDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import { edxmlPack, type Party, type StatusMeaning } from './edxml.ts';

export const MOST_PACKAGE_BYTES = 60 * 1024 * 1024;
const MOST_ELEMENTS = 20_000;
const MOST_FILES = 50;
const MOST_TEXT = 4000;

export type PackagedFile = { name: string; bytes: Buffer; is_digest_proven: boolean };

export type ReadDocument = {
  kind: 'document';
  means: 'new' | 'recall' | 'update' | 'replace';
  document_id: string;
  about: string | null;
  reason: string | null;
  from: Party;
  to: Party[];
  number: string;
  notation: string;
  promulgated_on: string | null;
  document_type: string | null;
  subject: string;
  content: string | null;
  signer: string | null;
  due_on: string | null;
  files: PackagedFile[];
};

export type ReadStatus = {
  kind: 'status';
  code: string;
  means: StatusMeaning;
  description: string | null;
  from: Party;
  /** Who is answered. */
  organ: string;
  document_id: string;
  staff: string | null;
};

type Element = { name: string; uri: string | null; from: number; to: number; children: Element[] };

const refuse = (reason: string, more: Record<string, unknown> = {}) =>
  new DomainError('reports.package_unreadable', 422, { reason, ...more });

/**
 * A package of the exchange: a document, or a status about one.
 * @throws reports.package_unreadable, reports.package_incomplete, reports.package_damaged
 */
export function readPackage(bytes: Uint8Array): ReadDocument | ReadStatus {
  if (bytes.byteLength > MOST_PACKAGE_BYTES) throw refuse('too_large', { most: MOST_PACKAGE_BYTES });
  const xml = decoded(bytes);
  const root = tree(xml);
  const names = edxmlPack().accepted_namespaces;
  const is_known = names.some((one) => xml.slice(0, 4000).includes(`"${one}"`) || xml.slice(0, 4000).includes(`'${one}'`));
  if (!is_known) throw refuse('not_edxml');
  const reader = new Reader(xml, root);
  const status = reader.find(root, 'Status');
  if (status && reader.find(status, 'StatusCode')) return readStatus(reader, status);
  const header = reader.find(root, 'MessageHeader');
  if (!header) throw refuse('not_edxml');
  return readDocument(reader, header);
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refuse('not_utf8');
  }
}

function tree(xml: string): Element {
  const root: Element = { name: '', uri: null, from: 0, to: xml.length, children: [] };
  const open: Element[] = [root];
  let count = 0;
  try {
    parseXml(xml, {
      open(name, attribute, _start, end) {
        count += 1;
        if (count > MOST_ELEMENTS) throw refuse('too_many_elements', { most: MOST_ELEMENTS });
        const local = name.slice(name.indexOf(':') + 1);
        const element: Element = {
          name: local,
          uri: attribute('URI') ?? attribute('Algorithm'),
          from: end,
          to: end,
          children: [],
        };
        open.at(-1)?.children.push(element);
        open.push(element);
      },
      close(_name, start) {
        const element = open.pop();
        if (element && start > element.from) element.to = start;
      },
    });
  } catch (cause) {
    if (cause instanceof UnreadableError) throw refuse(cause.reason);
    throw cause;
  }
  return root;
}

class Reader {
  readonly xml: string;
  readonly root: Element;

  constructor(xml: string, root: Element) {
    this.xml = xml;
    this.root = root;
  }

  find(of: Element | null, name: string): Element | null {
    for (const one of of?.children ?? []) {
      if (one.name === name) return one;
      const below = this.find(one, name);
      if (below) return below;
    }
    return null;
  }

  all(of: Element, name: string): Element[] {
    return of.children.flatMap((one) => (one.name === name ? [one, ...this.all(one, name)] : this.all(one, name)));
  }

  /** Words of a child; null when there are none. */
  text(of: Element | null, name: string): string | null {
    const one = of?.children.find((child) => child.name === name) ?? null;
    if (!one || one.children.length > 0) return null;
    const said = this.raw(one).trim().slice(0, MOST_TEXT);
    return said === '' ? null : said;
  }

  raw(element: Element): string {
    const inner = this.xml.slice(element.from, element.to);
    const cdata = /^\s*<!\[CDATA\[([\s\S]*)\]\]>\s*$/.exec(inner);
    return cdata ? (cdata[1] as string) : characters(inner);
  }
}

const clean = (text: string) => text.replace(/\p{Cc}+/gu, ' ').trim();

function needed(value: string | null, field: string): string {
  const said = value === null ? '' : clean(value);
  if (said === '') throw new DomainError('reports.package_incomplete', 422, { field });
  return said;
}

function partyOf(reader: Reader, element: Element | null, field: string): Party {
  const code = needed(reader.text(element, 'OrganId'), `${field}.OrganId`).slice(0, 60);
  return { code, name: clean(reader.text(element, 'OrganName') ?? code).slice(0, 300) };
}

function dayOf(text: string | null): string | null {
  const found = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2})/.exec(text ?? '') ?? null;
  const day = found && `${found[1]}-${(found[2] as string).padStart(2, '0')}-${(found[3] as string).padStart(2, '0')}`;
  return day && isDay(day) ? day : null;
}

function readStatus(reader: Reader, status: Element): ReadStatus {
  const code = needed(reader.text(status, 'StatusCode'), 'StatusCode');
  const known = edxmlPack().statuses.find((one) => one.code === code.padStart(2, '0'));
  if (!known) throw refuse('unknown_status', { code });
  const about = reader.find(status, 'ResponseFor');
  return {
    kind: 'status',
    code: known.code,
    means: known.means,
    description: reader.text(status, 'Description'),
    from: partyOf(reader, status.children.find(({ name }) => name === 'From') ?? null, 'From'),
    organ: needed(reader.text(about, 'OrganId'), 'ResponseFor.OrganId'),
    document_id: needed(reader.text(about, 'DocumentId'), 'ResponseFor.DocumentId'),
    staff: reader.text(reader.find(status, 'StaffInfo'), 'Staff'),
  };
}

function readDocument(reader: Reader, header: Element): ReadDocument {
  const part = (name: string) => header.children.find((one) => one.name === name) ?? null;
  const to = header.children.filter(({ name }) => name === 'To').map((one) => partyOf(reader, one, 'To'));
  if (to.length === 0) throw new DomainError('reports.package_incomplete', 422, { field: 'To' });
  const business = reader.find(reader.root, 'Bussiness') ?? reader.find(reader.root, 'Business');
  const type = (reader.text(business, 'BussinessDocType') ?? reader.text(business, 'BusinessDocType') ?? '0').trim();
  const known = edxmlPack().business_types.find(({ code }) => code === type);
  if (!known) throw refuse('unknown_business', { code: type });
  const replaced = reader.text(reader.find(business, 'ReplacementInfo'), 'DocumentId');
  return {
    kind: 'document',
    means: known.means,
    document_id: needed(reader.text(header, 'DocumentId'), 'DocumentId').slice(0, 300),
    about:
      reader.text(business, 'DocumentId') ??
      reader.text(reader.find(business, 'BussinessDocumentInfo'), 'DocumentId') ??
      replaced,
    reason: reader.text(business, 'BussinessDocReason') ?? reader.text(business, 'BusinessDocReason'),
    from: partyOf(reader, part('From'), 'From'),
    to,
    number: needed(reader.text(part('Code'), 'CodeNumber'), 'Code.CodeNumber').slice(0, 60),
    notation: needed(reader.text(part('Code'), 'CodeNotation'), 'Code.CodeNotation').slice(0, 100),
    promulgated_on: dayOf(reader.text(part('PromulgationInfo'), 'PromulgationDate')),
    document_type: reader.text(part('DocumentType'), 'TypeName'),
    subject: needed(reader.text(header, 'Subject'), 'Subject').slice(0, 1000),
    content: reader.text(header, 'Content'),
    signer: reader.text(part('SignerInfo'), 'FullName'),
    due_on: dayOf(reader.text(header, 'DueDate')),
    files: filesOf(reader),
  };
}

const HASHES: Record<string, string> = {
  'http://www.w3.org/2000/09/xmldsig#sha1': 'sha1',
  'http://www.w3.org/2001/04/xmlenc#sha256': 'sha256',
  'http://www.w3.org/2001/04/xmlenc#sha512': 'sha512',
};

const bare = (id: string) => id.trim().replace(/^cid:/i, '');

/** Attachments, each held against the digest the package names for it. */
function filesOf(reader: Reader): PackagedFile[] {
  const digests = new Map<string, { hash: string; value: string }>();
  for (const one of reader.all(reader.root, 'Reference')) {
    const hash = HASHES[reader.find(one, 'DigestMethod')?.uri ?? ''];
    const value = reader.text(one, 'DigestValue');
    if (one.uri?.startsWith('cid:') && hash && value) digests.set(bare(one.uri), { hash, value: value.replace(/\s+/g, '') });
  }
  const elements = reader
    .all(reader.root, 'Attachment')
    .filter((one) => reader.find(one, 'ContentTransferEncoded') ?? reader.find(one, 'Content'));
  if (elements.length > MOST_FILES) throw refuse('too_many_files', { most: MOST_FILES });
  return elements.map((one) => {
    const name = clean(reader.text(one, 'AttachmentName') ?? reader.text(one, 'FileName') ?? 'tep-dinh-kem').slice(0, 200);
    const coded = (reader.find(one, 'ContentTransferEncoded') ?? reader.find(one, 'Content')) as Element;
    const text = reader.raw(coded).replace(/\s+/g, '');
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw new DomainError('reports.package_damaged', 422, { name });
    const bytes = Buffer.from(text, 'base64');
    const digest = digests.get(bare(reader.text(one, 'ContentId') ?? ''));
    if (digest && createHash(digest.hash).update(bytes).digest('base64') !== digest.value)
      throw new DomainError('reports.package_damaged', 422, { name });
    return { name, bytes, is_digest_proven: digest !== undefined };
  });
}
