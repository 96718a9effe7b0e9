// Which number is complete enough to look somebody up by: every look-up is written into the audit trail, so half a number is not asked for. Pure.

const IDENTITY = /^(\d{9}|\d{10}|\d{12}|\d{13}|[A-Z]{1,2}\d{6,8})$/;
const PHONE = /^(0|\+84)\d{9,10}$/;

export function lookUp(typed: {
  identity?: string | undefined;
  phone?: string | undefined;
}): { identity: string } | { phone: string } | null {
  const identity = (typed.identity ?? '').replace(/[\s.-]/g, '').toUpperCase();
  if (IDENTITY.test(identity)) return { identity };
  const phone = (typed.phone ?? '').replace(/[\s.-]/g, '');
  return identity === '' && PHONE.test(phone) ? { phone } : null;
}
