import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { permissionWords } from '../../libs/identity/index.js';
import { TOKEN } from './kit/index.js';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Fields = { [key: string]: Json };

const ABOUT = `The capabilities of Buurtkas for other systems: neighbourhood budgets, drawing rights, draws, payments, and the numbers a councillor can follow down to the entry.

**Tokens.** Send \`Authorization: Bearer bk_…\`. Whoever works in Buurtkas makes a token on the page Connections (Koppelingen). A token acts for that person, in their role and for their organisation, in one municipality; its scopes say what it may do. What lies under \`/api/v1/municipalities\` is open to everyone, without a token.

**Amounts** are whole numbers: \`{"amountCents": 769231, "currency": "EUR"}\` is €\u00a07,692.31, \`{"minutes": 90}\` is an hour and a half. Never a fraction. Days are \`YYYY-MM-DD\` in Dutch time, instants are in UTC.

**Once.** A POST that moves money needs an \`Idempotency-Key\` of your own, for example a UUID. The same request with the same key is done once and gets the same answer again, with \`Idempotent-Replayed: true\`. The same key with another body is refused with 422. Keys are kept for 30 days. A request that was refused changed nothing and may be sent again with the same key.

**Lists** come in pages of \`limit\` (200 at most). Give \`next\` as \`after\` to get the next page, or follow the \`Link\` header.

**Errors** are problem details (RFC 9457) as \`application/problem+json\`: a stable \`type\`, a sentence to act on in \`detail\`, and per field in \`errors\`. Dutch with \`Accept-Language: nl\`, else English. What belongs to another municipality answers 404. Whatever is refused changes nothing.`;

const PROBLEMS: Record<number, string> = {
  400: 'Not valid JSON, or no Idempotency-Key where one is needed',
  401: 'No valid token',
  403: 'This token may not do this',
  404: 'This does not exist in this municipality',
  409: 'It was fine, but not in this state, or not any more',
  413: 'The body is too large',
  415: 'Not application/json',
  422: 'One or more fields are not right',
  503: 'The database cannot be reached',
};

/** The document of an application, with what every route can answer. Keys are sorted, so that it is stable. */
export function documentOf(app: INestApplication): OpenAPIObject {
  const scopes = Object.entries(permissionWords).map(([name, words]) => `- \`${name}\`: ${words.en}`);
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Buurtkas API')
    .setDescription(ABOUT)
    .setVersion('1')
    .setLicense('EUPL-1.2', 'https://eupl.eu/1.2/en/')
    .addServer('/')
    .addSecurity(TOKEN, {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'bk_…',
      description: `A token of a connection. Its scopes:\n\n${scopes.join('\n')}`,
    })
    .build();
  const document = SwaggerModule.createDocument(app, config, { operationIdFactory: (_, method) => method });
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const operation of Object.values(operations) as Fields[]) complete(path, operation);
  }
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, ProblemDto: PROBLEM as never },
    responses: Object.fromEntries(
      Object.entries(PROBLEMS).map(([status, description]) => [`Problem${status}`, { description, content: problem }]),
    ),
  };
  const plain = JSON.parse(
    JSON.stringify(document).replaceAll(/#\/components\/schemas\/(\w+?)Dto"/g, '#/components/schemas/$1"'),
  ) as Fields;
  const { schemas } = plain.components as { schemas: Fields };
  for (const name of Object.keys(schemas)) {
    schemas[name.replace(/Dto$/, '')] = schemas[name] as Json;
    if (name.endsWith('Dto')) delete schemas[name];
  }
  return sorted(plain) as unknown as OpenAPIObject;
}

const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDto' } } };

/** Adds the problems a route can answer, which follow from what it takes. */
function complete(path: string, operation: Fields): void {
  const { security, requestBody, parameters = [], responses } = operation as { parameters?: Fields[] } & Record<string, Fields | undefined>;
  const once = operation['x-idempotent'] === true;
  delete operation['x-idempotent'];
  const statuses = [
    ...(security ? [401, 403] : []),
    ...(path.includes('{') ? [404] : []),
    ...(requestBody ? [400, 409, 413, 415] : []),
    ...(once ? [404, 409] : []),
    ...((parameters as Fields[]).some((parameter) => parameter.in === 'query') || requestBody || once ? [422] : []),
    ...(path === '/api/health' ? [503] : []),
  ];
  for (const status of statuses) (responses as Fields)[status] = { $ref: `#/components/responses/Problem${status}` };
  const { 'application/json': json, 'multipart/form-data': form } = (requestBody?.content ?? {}) as Record<string, Fields | undefined>;
  if (json && form) form.schema = { allOf: [json.schema as Json, DOCUMENT] };
  for (const [status, response] of Object.entries(responses as Record<string, Fields>)) {
    if (once && Number(status) < 300)
      response.headers = {
        'Idempotent-Replayed': {
          description: 'There, and true, when this is the answer of the first time.',
          schema: { type: 'string', enum: ['true'] },
        },
      };
  }
}

const DOCUMENT = {
  type: 'object',
  properties: { document: { type: 'string', contentMediaType: 'application/pdf', description: 'The decision as PDF, 10 MB at most.' } },
};

const PROBLEM = {
  type: 'object',
  description: 'Problem details (RFC 9457).',
  required: ['type', 'title', 'status', 'detail', 'instance'],
  properties: {
    type: { type: 'string', description: 'The stable name of the problem.', example: '/problems/bad-input' },
    title: { type: 'string', example: 'This is not right yet' },
    status: { type: 'integer', example: 422 },
    detail: { type: 'string', description: 'What to do, in the language of the caller.', example: 'A few fields need another look.' },
    errors: {
      type: 'array',
      description: 'Per field, where it is about fields.',
      items: {
        type: 'object',
        required: ['field', 'detail'],
        properties: {
          field: { type: 'string', example: 'years.0.amount.amountCents' },
          detail: { type: 'string', example: 'Give a whole number from 1 to 100000000000000.' },
        },
      },
    },
    instance: {
      type: 'string',
      format: 'uri',
      description: 'This request, for when you ask about it.',
      example: 'urn:uuid:019a9f3e-7c1e-7d38-9a51-5f0f7b6f2c11',
    },
  },
};

/** Fields keep the order in which a class names them: it is as stable, and it reads better. */
function sorted(value: Json, key = ''): Json {
  if (Array.isArray(value)) return value.map((one) => sorted(one));
  if (value === null || typeof value !== 'object') return value;
  const names = key === 'properties' || key === 'example' ? Object.keys(value) : Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted(value[name] as Json, name)]));
}
