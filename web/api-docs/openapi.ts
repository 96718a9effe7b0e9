type Json = Record<string, unknown>;
export type Field = { name: string; type: string; is_required: boolean };
export type Operation = {
  name: string;
  module: string;
  method: string;
  path: string;
  summary: string;
  permission: string;
  parameters: Field[];
  body: Field[];
  reply: Field[];
  is_file: boolean;
};

/** Operations of an OpenAPI description, by module and path, flat enough to be read. */
export function operationsOf(document: { paths?: Record<string, Json> }): Operation[] {
  const found = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => operationOf(method, path, operation as Json)),
  );
  return found.sort(
    (a, b) => a.module.localeCompare(b.module) || a.path.localeCompare(b.path) || a.method.localeCompare(b.method),
  );
}

function operationOf(method: string, path: string, operation: Json): Operation {
  const name = String(operation.operationId ?? '');
  const content = at(operation, 'responses', '200', 'content');
  return {
    name,
    module: name.split('.')[0] ?? '',
    method: method.toUpperCase(),
    path,
    summary: String(operation.summary ?? ''),
    permission: String(operation['x-permission'] ?? ''),
    parameters: ((operation.parameters ?? []) as Json[]).map((one) => ({
      name: String(one.name),
      type: typeOf(one.schema as Json),
      is_required: one.required === true,
    })),
    body: fieldsOf(bodySchema(operation)),
    reply: fieldsOf(at(content, 'application/json', 'schema')),
    is_file: content !== undefined && at(content, 'application/json') === undefined,
  };
}

function bodySchema(operation: Json): Json | undefined {
  const content = at(operation, 'requestBody', 'content');
  const [first] = Object.values(content ?? {});
  return at(first as Json | undefined, 'schema');
}

function at(value: Json | undefined, ...keys: string[]): Json | undefined {
  let found: Json | undefined = value;
  for (const key of keys) found = found?.[key] as Json | undefined;
  return found;
}

function fieldsOf(schema: Json | undefined): Field[] {
  if (!schema) return [];
  const inside = schema.type === 'array' ? (schema.items as Json) : schema;
  const required = (inside?.required ?? []) as string[];
  return Object.entries((inside?.properties ?? {}) as Record<string, Json>).map(([name, one]) => ({
    name,
    type: typeOf(one),
    is_required: required.includes(name),
  }));
}

/** A type in a few characters: `string`, `integer[]`, `"own" | "below" | "all"`, `string?` where it may be null. */
export function typeOf(schema: Json | undefined): string {
  if (!schema) return 'any';
  const choices = (schema.anyOf ?? schema.oneOf) as Json[] | undefined;
  if (choices) {
    const types = [...new Set(choices.map(typeOf))];
    return types.includes('null') ? `${types.filter((type) => type !== 'null').join(' | ')}?` : types.join(' | ');
  }
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.type === 'array') return `${typeOf(schema.items as Json)}[]`;
  return [schema.type ?? 'any', schema.format].filter(Boolean).join(' ');
}
