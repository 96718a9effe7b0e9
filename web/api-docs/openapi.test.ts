import assert from 'node:assert/strict';
import test from 'node:test';
import { operationsOf, typeOf } from './openapi.ts';

test('types are told in a few characters', () => {
  assert.equal(typeOf({ type: 'string', format: 'date' }), 'string date');
  assert.equal(typeOf({ type: 'array', items: { type: 'integer' } }), 'integer[]');
  assert.equal(typeOf({ enum: ['own', 'all'] }), '"own" | "all"');
  assert.equal(typeOf({ anyOf: [{ type: 'string' }, { type: 'null' }] }), 'string?');
  assert.equal(typeOf(undefined), 'any');
});

test('an operation is told with its parameters, its body and its reply', () => {
  const [operation] = operationsOf({
    paths: {
      '/api/dossiers/{id}/actions/{action}': {
        post: {
          operationId: 'dossiers.act',
          summary: 'Do something to a dossier',
          'x-permission': 'dossiers.read',
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
          requestBody: {
            content: {
              'application/json': { schema: { properties: { last_seq: { type: 'integer' } }, required: ['last_seq'] } },
            },
          },
          responses: { 200: { content: { 'application/json': { schema: { properties: { status: { type: 'number' } } } } } } },
        },
      },
    },
  });
  assert.deepEqual(operation, {
    name: 'dossiers.act',
    module: 'dossiers',
    method: 'POST',
    path: '/api/dossiers/{id}/actions/{action}',
    summary: 'Do something to a dossier',
    permission: 'dossiers.read',
    parameters: [{ name: 'id', type: 'integer', is_required: true }],
    body: [{ name: 'last_seq', type: 'integer', is_required: true }],
    reply: [{ name: 'status', type: 'number', is_required: false }],
    is_file: false,
  });
});
