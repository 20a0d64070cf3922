/** GET openapi.json: OpenAPI 3.1, made from the very schemas that check the requests. */
import { z } from 'zod';
import { defineEndpoint, type Endpoint } from '../endpoint.ts';

const problem = {
  type: 'object',
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    errors: {
      type: 'array',
      items: { type: 'object', properties: { field: { type: 'string' }, reason: { type: 'string' } } },
    },
  },
  required: ['title', 'status', 'detail'],
};

type JsonObject = Record<string, unknown>;
const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): JsonObject => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    reused: 'inline',
  }) as JsonObject;
  return rest;
};

function parametersOf(schema: z.ZodType | null, where: 'path' | 'query'): JsonObject[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
    properties?: Record<string, JsonObject>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...of }]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: of,
  }));
}

const problemAnswer = (description: string): JsonObject => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

function answersOf(endpoint: Endpoint): JsonObject {
  const others = Object.fromEntries(
    (endpoint.contentTypes ?? []).map((type) => [type, { schema: { type: 'string' } }]),
  );
  const onlyOther = endpoint.contentTypes?.includes('text/event-stream') === true;
  const json = onlyOther ? {} : { 'application/json': { schema: jsonSchema(endpoint.answer, 'output') } };
  return {
    [endpoint.status]: { description: endpoint.summary, content: { ...json, ...others } },
    400: problemAnswer('The request is not right; each wrong field is named.'),
    ...(endpoint.right === 'public'
      ? {}
      : { 401: problemAnswer('No credentials, or not known.'), 403: problemAnswer('No right to this.') }),
  };
}

function operationOf(endpoint: Endpoint): JsonObject {
  return {
    summary: endpoint.summary,
    operationId:
      `${endpoint.method.toLowerCase()}${endpoint.path.replace(/\W+(\w)/g, (_, letter: string) => letter.toUpperCase())}`.replace(
        /\W/g,
        '',
      ),
    parameters: [...parametersOf(endpoint.params, 'path'), ...parametersOf(endpoint.query, 'query')],
    ...(endpoint.body
      ? { requestBody: { content: { 'application/json': { schema: jsonSchema(endpoint.body, 'input') } } } }
      : {}),
    responses: answersOf(endpoint),
    security: typeof endpoint.right === 'string' ? [] : [{ bearer: [] }, { session: [] }],
  };
}

export function documentOf(endpoints: readonly Endpoint[]): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const endpoint of endpoints)
    paths[endpoint.path] = {
      ...paths[endpoint.path],
      [endpoint.method.toLowerCase()]: operationOf(endpoint),
    };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Vigie',
      version: '1',
      description: 'Errors are RFC 9457 problems. Instants are RFC 3339.',
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: { Problem: problem },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'vigie-session' },
      },
    },
  };
}

let made: JsonObject | null = null;

export const openApi = defineEndpoint({
  path: '/api/v1/openapi.json',
  summary: 'This description.',
  right: { verb: 'read', resource: 'status' },
  answer: z.record(z.string(), z.unknown()),
  // The table is asked for when it is needed: it lists this very endpoint.
  answerWith: async () => {
    made ??= documentOf((await import('./index.ts')).endpoints);
    return made;
  },
});
