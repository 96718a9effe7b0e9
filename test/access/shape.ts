/** Figures of a report stand under their anchors: a table of figures, not fields. */
const ANCHOR = /^f[0-9a-f]{12}$/;

/** What replies of a route look like: keys and kinds of values, of all replies that were seen. */
export class Shape {
  #kinds = new Set<string>();
  #fields = new Map<string, Shape>();
  #objects = 0;
  #seen = 0;
  #items: Shape | null = null;

  add(value: unknown): void {
    this.#seen += 1;
    if (Array.isArray(value)) {
      this.#items ??= new Shape();
      for (const item of value) this.#items.add(item);
    } else if (typeof value === 'object' && value !== null) {
      this.#objects += 1;
      for (const [name, field] of Object.entries(value)) {
        const key = ANCHOR.test(name) ? '<anchor>' : name;
        if (!this.#fields.has(key)) this.#fields.set(key, new Shape());
        this.#fields.get(key)?.add(field);
      }
    } else this.#kinds.add(kindOf(value));
  }

  /** Optional fields end in `?`; a list is shown with what its items look like; kinds that occur are joined by ` | `. */
  toJSON(): unknown {
    const parts: unknown[] = [];
    if (this.#items) parts.push(this.#items.#seen > 0 ? [this.#items.toJSON()] : []);
    if (this.#objects > 0) parts.push(this.#object());
    if (this.#kinds.size > 0) parts.push([...this.#kinds].sort().join(' | '));
    return parts.length === 1 ? parts[0] : { 'one of': parts };
  }

  #object(): Record<string, unknown> {
    const sorted = [...this.#fields].sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(sorted.map(([key, field]) => [field.#seen >= this.#objects ? key : `${key}?`, field.toJSON()]));
  }
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value !== 'string') return typeof value;
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return 'day';
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? 'moment' : 'string';
}
