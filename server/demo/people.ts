// Made-up people. No name, number or address here belongs to anyone: identity numbers begin with 000, phones with 0900 000. Pure.
import type { Applicant } from '#dossiers';
import type { Random } from './random.ts';

const FAMILY = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Hoàng',
  'Vũ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Hồ',
  'Nông',
  'Triệu',
  'Hà',
  'Ma',
  'Lục',
  'A',
  'Y',
];
const MIDDLE = ['Văn', 'Thị', 'Minh', 'Thanh', 'Ngọc', 'Đức', 'Thu', 'Hữu', 'Quốc', 'Kim', 'Xuân', 'Hồng'];
const GIVEN = [
  'An',
  'Bình',
  'Chi',
  'Dũng',
  'Giang',
  'Hà',
  'Hải',
  'Hạnh',
  'Hiền',
  'Hoa',
  'Hùng',
  'Hương',
  'Khánh',
  'Lan',
  'Linh',
  'Long',
  'Mai',
  'Nam',
  'Nga',
  'Phúc',
  'Quân',
  'Sơn',
  'Tâm',
  'Thảo',
  'Trang',
  'Tuấn',
  'Việt',
  'Yến',
];
const FIRMS = ['Công ty TNHH', 'Hợp tác xã', 'Công ty Cổ phần'];
const FIRM_WORDS = ['Đại Ngàn', 'Sông Xanh', 'Nắng Mới', 'Hòa Thuận', 'Tân Phát', 'Rừng Thông', 'Thảo Nguyên', 'Bình Minh'];

/** A person, now and then an enterprise, living in `place`. */
export function makeApplicant(random: Random, place: string): Applicant {
  const is_firm = random.chance(4);
  const name = is_firm
    ? `${random.pick(FIRMS)} ${random.pick(FIRM_WORDS)}`
    : `${random.pick(FAMILY)} ${random.pick(MIDDLE)} ${random.pick(GIVEN)}`;
  return {
    kind: is_firm ? 1 : 0,
    name,
    identity: is_firm ? `000${digits(random, 7)}` : `000${digits(random, 9)}`,
    no_identity_reason: null,
    phone: `0900000${digits(random, 3)}`,
    email: null,
    address: `Thôn ${random.from(1, 12)}, ${place}`,
    submitter_name: null,
  };
}

function digits(random: Random, count: number): string {
  return Array.from({ length: count }, () => random.below(10)).join('');
}
