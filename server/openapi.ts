import { z } from 'zod';
import type { Route } from '#lib/route';

type Json = Record<string, unknown>;

/** OpenAPI 3.1 description of every route, made from the same schemas that check the requests. */
export function openApi(routes: Record<string, Route>): Json {
  const paths: Record<string, Json> = {};
  for (const [name, route] of Object.entries(routes)) {
    const path = route.path.replace(/:([a-z_]+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(name, route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Một Cửa API',
      version: '1',
      description:
        'Days are YYYY-MM-DD in Vietnam time, moments ISO 8601. A reply that is not 2xx carries {code, data, request_id}; the codes stand in docs/errors.md. Sign in first: POST /api/access/sign_in sets the session cookie and returns the token that every change must send as x-csrf-token.',
    },
    servers: [{ url: '/' }],
    tags: [...new Set(Object.keys(routes).map((name) => name.split('.')[0]))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'motcua_session' },
        csrf: { type: 'apiKey', in: 'header', name: 'x-csrf-token' },
      },
      schemas: {
        Error: {
          type: 'object',
          required: ['code', 'data', 'request_id'],
          properties: {
            code: { type: 'string', examples: ['dossiers.not_found'] },
            data: { type: 'object' },
            request_id: { type: 'string' },
          },
        },
      },
    },
  };
}

function operation(name: string, route: Route): Json {
  const schema = jsonSchema(route.input, 'input') as { properties?: Record<string, Json>; required?: string[] };
  const in_path = [...route.path.matchAll(/:([a-z_]+)/g)].map((found) => found[1] as string);
  const properties = schema.properties ?? {};
  const rest = Object.keys(properties).filter((key) => !in_path.includes(key));
  const parameter = (key: string, where: 'path' | 'query'): Json => ({
    name: key,
    in: where,
    required: where === 'path' || (schema.required ?? []).includes(key),
    schema: properties[key] ?? { type: 'string' },
  });
  const in_query = route.method === 'GET' || route.method === 'DELETE' ? rest : [];
  return {
    operationId: name,
    tags: [name.split('.')[0]],
    summary: route.summary,
    'x-permission': route.permission,
    ...(route.permission === 'public'
      ? { security: [] }
      : { security: [route.method === 'GET' ? { session: [] } : { session: [], csrf: [] }] }),
    parameters: [...in_path.map((key) => parameter(key, 'path')), ...in_query.map((key) => parameter(key, 'query'))],
    ...body(route, schema, rest),
    responses: {
      200: route.file
        ? { description: 'the file', content: { 'application/octet-stream': {} } }
        : { description: 'done', content: { 'application/json': { schema: jsonSchema(route.output, 'output') } } },
      default: { description: 'refused', content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } },
    },
  };
}

function body(route: Route, schema: { properties?: Record<string, Json>; required?: string[] }, rest: string[]): Json {
  if (route.method === 'GET' || route.method === 'DELETE') return {};
  if (route.upload) {
    return {
      requestBody: {
        required: true,
        content: {
          ...(route.upload === 'xml'
            ? { 'application/xml': { schema: { type: 'string' } } }
            : {
                'multipart/form-data': {
                  schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } } },
                },
              }),
        },
      },
    };
  }
  if (rest.length === 0) return {};
  const required = (schema.required ?? []).filter((key) => rest.includes(key));
  const properties = Object.fromEntries(rest.map((key) => [key, schema.properties?.[key]]));
  return { requestBody: { required: true, content: { 'application/json': { schema: { ...schema, properties, required } } } } };
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema: json }) => {
      if (zodSchema._zod.def.type === 'date') Object.assign(json, { type: 'string', format: 'date-time' });
    },
  }) as Json;
  return rest;
}
