import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApplicantInput, applicantOf, hidePersonal, masked } from './applicant.ts';

const input = (fields: object) => ApplicantInput.parse({ kind: 0, name: 'Y Thử', ...fields });

test('birth day and sex are kept of a citizen, left out of others and when they are not known', () => {
  const kept = (fields: object) => {
    const { born_on, sex, ...rest } = applicantOf(input({ identity: '062190001234', ...fields }));
    return [born_on, sex, Object.keys(rest).length];
  };
  assert.deepEqual(kept({ born_on: '1990-08-15', sex: 'female' }), ['1990-08-15', 'female', 8]);
  assert.deepEqual(kept({ kind: 1, identity: '6100123456', born_on: '1990-08-15', sex: 'male' }), [undefined, undefined, 8]);
  assert.ok(!('born_on' in applicantOf(input({ identity: '062190001234', born_on: null }))));
  assert.throws(() => input({ born_on: '1990-02-30' }));
});

test('an applicant without identity and without a reason for it is refused', () => {
  assert.throws(() => applicantOf(input({})), { code: 'dossiers.applicant_without_identity', status: 422 });
  assert.throws(() => applicantOf(input({ identity: '   ' })), { code: 'dossiers.applicant_without_identity' });
  assert.equal(applicantOf(input({ no_identity_reason: 'Trẻ em chưa có số định danh' })).identity, null);
});

test('an identity makes a reason for none go away', () => {
  const kept = applicantOf(input({ identity: '000 123 456 789', no_identity_reason: 'quên giấy tờ' }));
  assert.equal(kept.identity, '000123456789');
  assert.equal(kept.no_identity_reason, null);
});

for (const [kind, identity, is_good] of [
  [0, '000123456789', true],
  [0, '245678901', true],
  [0, 'c1234567', true],
  [0, '12345', false],
  [0, '00012345678X', false],
  [1, '6100123456', true],
  [1, '6100123456-001', true],
  [1, '61001', false],
  [2, '000123456789', true],
] as const) {
  test(`identity ${identity} of kind ${kind} is ${is_good ? 'taken' : 'refused'}`, () => {
    if (is_good) assert.equal(typeof applicantOf(input({ kind, identity })).identity, 'string');
    else assert.throws(() => applicantOf(input({ kind, identity })), { code: 'dossiers.bad_identity', status: 422 });
  });
}

test('a name is needed; a phone is a phone', () => {
  assert.throws(() => applicantOf(input({ name: '  ', identity: '000123456789' })), { code: 'dossiers.applicant_without_name' });
  assert.equal(applicantOf(input({ identity: '000123456789', phone: '0900.000 111' })).phone, '0900000111');
  assert.throws(() => applicantOf(input({ identity: '000123456789', phone: '113' })), { code: 'dossiers.bad_phone' });
});

test('what cannot be seen does not stand in a name', () => {
  const name = (text: string) => applicantOf(input({ name: text, identity: '000123456789' })).name;
  assert.throws(() => name('\u200b\u200b'), { code: 'dossiers.applicant_without_name' });
  assert.equal(name('\u202eY Thử\u200b Nghiệm\u00ad'), 'Y Thử Nghiệm');
  assert.equal(name('Nguye\u0302\u0303n\t\u200b Văn \n A'), 'Nguyễn Văn A');
  const by = (submitter_name: string) => applicantOf(input({ identity: '000123456789', submitter_name })).submitter_name;
  assert.equal(by('\u200b'), null);
  assert.equal(by('Y  Thay'), 'Y Thay');
});

test('whoever may not read personal data sees the last three characters', () => {
  assert.equal(masked('000123456789'), '*********789');
  assert.equal(masked('123'), '***');
  const row = {
    applicant_identity: '000123456789',
    applicant_phone: null,
    applicant_email: 'a@b.vn',
    applicant_address: 'Thôn 1, xã Pờ Y',
  };
  assert.deepEqual(hidePersonal(row, false), {
    applicant_identity: '*********789',
    applicant_phone: null,
    applicant_email: '***',
    applicant_address: '***, xã Pờ Y',
    is_masked: true,
  });
  assert.deepEqual(hidePersonal(row, true), { ...row, is_masked: false });
});
