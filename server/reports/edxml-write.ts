// Writing packages of the exchange: a document with its files, and messages about a document. The same facts give the same bytes.
import { createHash } from 'node:crypto';
import { escapeXml } from '#checks';
import { edxmlPack, type Party } from './edxml.ts';

export type PackageFile = { name: string; content_type: string; bytes: Uint8Array };

export type NewPackage = {
  means: 'new' | 'recall' | 'replace';
  document_id: string;
  /** Of what it recalls or replaces. */
  about: string | null;
  reason: string | null;
  from: Party;
  to: readonly Party[];
  number: string;
  notation: string;
  place: string;
  /** YYYY-MM-DD */
  promulgated_on: string;
  subject: string;
  signer: { name: string; title: string };
  to_places: readonly string[];
  at: Date;
  files: readonly PackageFile[];
};

const slashed = (day: string) => day.replaceAll('-', '/');

/** `2026/09/16 08:30:00`, in Vietnam. */
export function stampOf(at: Date): string {
  return new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ');
}

const tag = (name: string, text: string) => `<edXML:${name}>${escapeXml(text)}</edXML:${name}>`;
const party = (name: string, { code, name: said }: Party) =>
  `<edXML:${name}>${tag('OrganId', code)}${tag('OrganizationInCharge', said)}${tag('OrganName', said)}</edXML:${name}>`;
const digestOf = (bytes: Uint8Array, as: 'hex' | 'base64') => createHash('sha256').update(bytes).digest(as);

/** A document as a package. Digests of its files stand in a manifest of XML signatures, without a signature of its own: the files are signed. */
export function documentPackage(about: NewPackage): Buffer {
  const { namespace, document_type, business_types } = edxmlPack();
  const business = business_types.find(({ means }) => means === about.means);
  if (!business) throw new Error(`the exchange has no code for ${about.means}`);
  const files = about.files.map((file) => ({ ...file, id: digestOf(file.bytes, 'hex').slice(0, 32) }));
  const header = [
    party('From', about.from),
    ...about.to.map((one) => party('To', one)),
    `<edXML:Code>${tag('CodeNumber', about.number)}${tag('CodeNotation', about.notation)}</edXML:Code>`,
    `<edXML:PromulgationInfo>${tag('Place', about.place)}${tag('PromulgationDate', slashed(about.promulgated_on))}</edXML:PromulgationInfo>`,
    `<edXML:DocumentType>${tag('Type', document_type.type)}${tag('TypeDetail', document_type.detail)}${tag('TypeName', document_type.name_vi)}</edXML:DocumentType>`,
    tag('Subject', about.subject),
    tag('Content', about.subject),
    `<edXML:SignerInfo>${tag('Competence', '')}${tag('Position', about.signer.title)}${tag('FullName', about.signer.name)}</edXML:SignerInfo>`,
    `<edXML:ToPlaces>${about.to_places.map((place) => tag('Place', place)).join('')}</edXML:ToPlaces>`,
    `<edXML:OtherInfo>${tag('Priority', '0')}${tag('PromulgationAmount', '1')}</edXML:OtherInfo>`,
    tag('SteeringType', '0'),
    tag('DocumentId', about.document_id),
  ].join('');
  const document_info = about.about
    ? about.means === 'replace'
      ? `<edXML:ReplacementInfoList><edXML:ReplacementInfo>${tag('DocumentId', about.about)}<edXML:OrganIdList>${about.to.map((one) => tag('OrganId', one.code)).join('')}</edXML:OrganIdList></edXML:ReplacementInfo></edXML:ReplacementInfoList>`
      : tag('DocumentId', about.about)
    : '';
  const trace =
    `<edXML:TraceHeaderList><edXML:TraceHeader>${tag('OrganId', about.from.code)}${tag('Timestamp', stampOf(about.at))}</edXML:TraceHeader>` +
    `<edXML:Bussiness>${tag('BussinessDocType', business.code)}${tag('BussinessDocReason', about.reason ?? business.name_vi)}${document_info}` +
    `<edXML:StaffInfo>${tag('Department', '')}${tag('Staff', about.signer.name)}</edXML:StaffInfo>${tag('Paper', '0')}</edXML:Bussiness></edXML:TraceHeaderList>`;
  const digests = files.map(
    ({ id, bytes }) =>
      `<ds:Reference URI="cid:${id}"><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>${digestOf(bytes, 'base64')}</ds:DigestValue></ds:Reference>`,
  );
  const manifest =
    files.length === 0
      ? ''
      : `<edXML:DigitalSignature><ds:Manifest xmlns:ds="http://www.w3.org/2000/09/xmldsig#">${digests.join('')}</ds:Manifest></edXML:DigitalSignature>`;
  const references = files.map(
    ({ id, name, content_type }) =>
      `<edXML:Reference xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="cid:${id}" xlink:role="XLinkRole" xlink:type="simple">` +
      `${tag('ContentId', `cid:${id}`)}${tag('ContentType', content_type)}${tag('AttachmentName', name)}${tag('Description', name)}</edXML:Reference>`,
  );
  const attachments = files.map(
    ({ id, name, content_type, bytes }) =>
      `<Attachment><ContentType>${escapeXml(content_type)}</ContentType><ContentId>${id}</ContentId><Description>${escapeXml(name)}</Description>` +
      `<ContentTransferEncoded>${Buffer.from(bytes).toString('base64')}</ContentTransferEncoded><AttachmentName>${escapeXml(name)}</AttachmentName></Attachment>`,
  );
  return whole(
    namespace,
    `<edXML:MessageHeader>${header}</edXML:MessageHeader>${trace}${manifest}`,
    `<edXML:edXMLBody><edXML:edXMLManifest version="1.0">${references.join('')}</edXML:edXMLManifest></edXML:edXMLBody>`,
    files.length === 0 ? '' : `<AttachmentEncoded>${attachments.join('')}</AttachmentEncoded>`,
  );
}

export type NewStatus = {
  code: string;
  description: string;
  from: Party;
  /** Who is answered, and about what. */
  about: { organ: string; document_id: string; number: string; notation: string; promulgated_on: string | null };
  staff: string;
  at: Date;
};

/** What became of a document, told to whoever sent it. */
export function statusPackage({ code, description, from, about, staff, at }: NewStatus): Buffer {
  const response =
    `<edXML:ResponseFor>${tag('OrganId', about.organ)}${tag('Code', `${about.number}/${about.notation}`)}` +
    `${tag('PromulgationDate', about.promulgated_on ? slashed(about.promulgated_on) : '')}${tag('DocumentId', about.document_id)}</edXML:ResponseFor>`;
  const status =
    `<edXML:Status>${response}${party('From', from)}${tag('StatusCode', code)}${tag('Description', description)}` +
    `${tag('Timestamp', stampOf(at))}<edXML:StaffInfo>${tag('Department', '')}${tag('Staff', staff)}</edXML:StaffInfo></edXML:Status>`;
  return whole(edxmlPack().namespace, status, '', '');
}

function whole(namespace: string, header: string, body: string, rest: string): Buffer {
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?><edXML xmlns="${namespace}"><edXML:edXMLEnvelope xmlns:edXML="${namespace}">` +
      `<edXML:edXMLHeader>${header}</edXML:edXMLHeader>${body}</edXML:edXMLEnvelope>${rest}</edXML>`,
  );
}
