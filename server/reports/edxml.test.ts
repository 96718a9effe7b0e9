import assert from 'node:assert/strict';
import test from 'node:test';
import { DomainError } from '#lib/errors';
import { type ReadDocument, readPackage } from './edxml-read.ts';
import { documentPackage, type NewPackage, statusPackage } from './edxml-write.ts';

const REPORT: NewPackage = {
  means: 'new',
  document_id: 'H48.108,2026/09/16,01/BC-UBND',
  about: null,
  reason: null,
  from: { code: 'H48.108', name: 'UBND xã Bờ Y' },
  to: [{ code: 'H48', name: 'UBND tỉnh Quảng Ngãi' }],
  number: '01',
  notation: 'BC-UBND',
  place: 'Bờ Y',
  promulgated_on: '2026-09-16',
  subject: 'Báo cáo <quý III> & "phụ lục"',
  signer: { name: 'Lê Thanh Sơn', title: 'Chủ tịch' },
  to_places: ['UBND tỉnh', 'Lưu: VT'],
  at: new Date('2026-09-16T01:30:00Z'),
  files: [{ name: 'bao-cao.pdf', content_type: 'application/pdf', bytes: Buffer.from('%PDF-1.7 thử') }],
};

const problem = (xml: string | Buffer) => {
  try {
    readPackage(Buffer.from(xml));
  } catch (error) {
    assert.ok(error instanceof DomainError, String(error));
    return [
      error.code,
      (error.data as { reason?: string; field?: string; name?: string }).reason ??
        (error.data as { field?: string }).field ??
        null,
    ];
  }
  return null;
};

test('a package says what it was made of, and its file is held against its digest', () => {
  const read = readPackage(documentPackage(REPORT)) as ReadDocument;
  const { files, ...said } = read;
  assert.deepEqual(said, {
    kind: 'document',
    means: 'new',
    document_id: 'H48.108,2026/09/16,01/BC-UBND',
    about: null,
    reason: 'Văn bản mới',
    from: { code: 'H48.108', name: 'UBND xã Bờ Y' },
    to: [{ code: 'H48', name: 'UBND tỉnh Quảng Ngãi' }],
    number: '01',
    notation: 'BC-UBND',
    promulgated_on: '2026-09-16',
    document_type: 'Báo cáo',
    subject: 'Báo cáo <quý III> & "phụ lục"',
    content: 'Báo cáo <quý III> & "phụ lục"',
    signer: 'Lê Thanh Sơn',
    due_on: null,
  });
  assert.deepEqual(
    files.map(({ name, bytes, is_digest_proven }) => [name, bytes.toString(), is_digest_proven]),
    [['bao-cao.pdf', '%PDF-1.7 thử', true]],
  );
  assert.deepEqual(documentPackage(REPORT), documentPackage(REPORT), 'the same facts, the same bytes');
});

test('a recall and a replacement name the document they are about', () => {
  const about = 'H48.108,2026/09/16,01/BC-UBND';
  const recall = readPackage(
    documentPackage({ ...REPORT, means: 'recall', about, reason: 'Sai số liệu', files: [] }),
  ) as ReadDocument;
  assert.deepEqual([recall.means, recall.about, recall.reason, recall.files], ['recall', about, 'Sai số liệu', []]);
  const other = readPackage(
    documentPackage({ ...REPORT, means: 'replace', document_id: 'H48.108,2026/09/20,02/BC-UBND', about }),
  ) as ReadDocument;
  assert.deepEqual([other.means, other.about], ['replace', about]);
});

test('a status says who answered what about which document', () => {
  const bytes = statusPackage({
    code: '03',
    description: 'Đã tiếp nhận',
    from: { code: 'G22', name: 'Bộ Nội vụ' },
    about: { organ: 'H48.108', document_id: REPORT.document_id, number: '01', notation: 'BC-UBND', promulgated_on: '2026-09-16' },
    staff: 'Văn thư Bộ',
    at: new Date('2026-09-17T02:00:00Z'),
  });
  assert.deepEqual(readPackage(bytes), {
    kind: 'status',
    code: '03',
    means: 'received',
    description: 'Đã tiếp nhận',
    from: { code: 'G22', name: 'Bộ Nội vụ' },
    organ: 'H48.108',
    document_id: 'H48.108,2026/09/16,01/BC-UBND',
    staff: 'Văn thư Bộ',
  });
});

test('what another system writes differently is read all the same', () => {
  const xml = `<?xml version="1.0"?><edXML xmlns="http://www.mic.gov.vn/TBT/QCVN_102_2016"><e:edXMLEnvelope xmlns:e="http://www.mic.gov.vn/TBT/QCVN_102_2016"><e:edXMLHeader><e:MessageHeader>
    <e:From><e:OrganId>000.00.01.H01</e:OrganId></e:From><e:To><e:OrganId>H48</e:OrganId></e:To><e:Code><e:CodeNumber>12</e:CodeNumber><e:CodeNotation>CV</e:CodeNotation></e:Code>
    <e:PromulgationInfo><e:PromulgationDate>2026/9/5</e:PromulgationDate></e:PromulgationInfo><e:Subject><![CDATA[Thư < số 1>]]></e:Subject><e:DocumentId>x,2026/09/05,12/CV</e:DocumentId>
    </e:MessageHeader></e:edXMLHeader></e:edXMLEnvelope><AttachmentEncoded><Attachment><ContentId>1</ContentId><ContentTransferEncoded>
    VGjhu60=
    </ContentTransferEncoded><AttachmentName>thu.pdf</AttachmentName></Attachment></AttachmentEncoded></edXML>`;
  const read = readPackage(Buffer.from(xml)) as ReadDocument;
  assert.deepEqual(
    [
      read.means,
      read.promulgated_on,
      read.subject,
      read.from.name,
      read.files[0]?.bytes.toString(),
      read.files[0]?.is_digest_proven,
    ],
    ['new', '2026-09-05', 'Thư < số 1>', '000.00.01.H01', 'Thử', false],
  );
});

test('what is hostile, broken or incomplete is refused', () => {
  const good = documentPackage(REPORT).toString();
  const lol = '<!DOCTYPE edXML [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>';
  assert.deepEqual(problem(good.replace('?>', `?>${lol}`).replace('<edXML:Subject>', '<edXML:Subject>&b;')), [
    'reports.package_unreadable',
    'dtd',
  ]);
  const xxe = '<!DOCTYPE edXML [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
  assert.deepEqual(problem(good.replace('?>', `?>${xxe}`)), ['reports.package_unreadable', 'dtd']);
  assert.deepEqual(problem(good.slice(0, -20)), ['reports.package_unreadable', 'broken_xml']);
  assert.deepEqual(problem('<a/>'), ['reports.package_unreadable', 'not_edxml']);
  assert.deepEqual(problem(Buffer.from([0xff, 0xfe, 0x3c, 0x00])), ['reports.package_unreadable', 'not_utf8']);
  assert.deepEqual(problem(good.replace('</edXML>', `${'<a></a>'.repeat(20_001)}</edXML>`)), [
    'reports.package_unreadable',
    'too_many_elements',
  ]);
  assert.deepEqual(problem(good.replace('</edXML>', `${'<a>'.repeat(400)}${'</a>'.repeat(400)}</edXML>`)), [
    'reports.package_unreadable',
    'too_deep',
  ]);
  assert.deepEqual(problem(good.replace(/<edXML:Subject>.*?<\/edXML:Subject>/, '')), ['reports.package_incomplete', 'Subject']);
  assert.deepEqual(problem(good.replace(/<edXML:To>.*?<\/edXML:To>/, '')), ['reports.package_incomplete', 'To']);
  assert.deepEqual(problem(good.replace('JVBER', 'JVBES')), ['reports.package_damaged', null]);
  assert.deepEqual(problem(good.replace('JVBER', '!!!')), ['reports.package_damaged', null]);
  assert.deepEqual(problem(good.replace('<edXML:BussinessDocType>0<', '<edXML:BussinessDocType>77<')), [
    'reports.package_unreadable',
    'unknown_business',
  ]);
});
