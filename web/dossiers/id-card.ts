export type IdCard = { identity: string; name: string; address: string };

/**
 * What the QR code of a citizen identity card says: number|old number|name|birth|sex|address|issued, as a scanner types it.
 * Null when the text is something else, a number typed by hand for one.
 */
export function readIdCard(text: string): IdCard | null {
  const fields = text.trim().split('|');
  const [identity = '', , name = '', , , address = ''] = fields;
  if (fields.length < 6 || !/^\d{12}$/.test(identity) || name === '') return null;
  return { identity, name: name.trim(), address: address.trim() };
}
