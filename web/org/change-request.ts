// What the dialog's fields ask the server to change. Pure.
export const KINDS = ['rename', 'move', 'merge', 'split', 'dissolve', 'create'] as const;
export type Kind = (typeof KINDS)[number];

export type NewUnit = { code: string; kind: string; name: string; short_name: string };
export type Fields = {
  change: Kind;
  day: string;
  document_no: string;
  source: string;
  is_sure?: boolean;
  name?: string;
  short_name?: string;
  parent?: string;
  receiver?: string;
  into_kind?: 'new' | 'existing';
  with?: string[];
  units?: NewUnit[];
};

/** The body of `org.change` for the unit `code`: only what that kind of change says. */
export function requestOf(code: string, fields: Fields): object {
  const { change, day, document_no, source, units = [] } = fields;
  const order = { day, document_no: document_no.trim(), source: source.trim() };
  switch (change) {
    case 'rename':
      return { change, code, name: fields.name, short_name: fields.short_name, ...order };
    case 'move':
      return { change, code, parent: fields.parent, ...order };
    case 'dissolve':
      return { change, code, ...(fields.receiver ? { into: fields.receiver } : {}), ...order };
    case 'merge':
      return {
        change,
        codes: [code, ...(fields.with ?? [])],
        into: fields.into_kind === 'existing' ? fields.receiver : units[0],
        ...order,
      };
    case 'split':
      return { change, code, into: units, ...order };
    case 'create':
      return { change, unit: units[0], parent: code, ...order };
  }
}
