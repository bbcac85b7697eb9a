import { mistake } from './faults.js';

const accountId = { type: 'string', minLength: 1 };
const configId = { type: 'string', pattern: '^whc_[0-9a-fA-F]{32}$' };

function urlSchema() {
  if (mistake('format-url')) return { type: 'string', format: 'url', pattern: '^https://' };
  if (mistake('pattern-unanchored')) return { type: 'string', pattern: 'https://', maxLength: 2048 };
  const schema = { type: 'string', pattern: '^https://', maxLength: 2048 };
  if (mistake('schema-default')) schema.default = 'https://example.com/webhooks/kompliant';
  return schema;
}

const config = {
  type: 'object',
  required: ['url'],
  additionalProperties: false,
  properties: { url: urlSchema() },
};

// Fastify removes what additionalProperties: false does not allow, so unknown members are ignored.
const body = (properties) => ({
  type: 'object',
  required: Object.keys(properties),
  additionalProperties: false,
  properties,
});

const meta = {
  type: 'object',
  properties: {
    status: { type: 'string' },
    trace_id: { type: 'string' },
    version: { type: 'string' },
  },
};

const date = { type: 'string', format: mistake('date-format') ? 'date' : 'date-time' };

const configView = {
  type: 'object',
  properties: { config_id: { type: 'string' }, url: { type: 'string' }, created_at: date, updated_at: date },
};

// The serializer writes only what is named here.
const failure = {
  type: 'object',
  properties: {
    meta,
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          code: { type: 'string' },
          message: { type: 'string' },
          ...(mistake('error-schema-strips') ? {} : { entity_type: { type: 'string' }, sub_code: { type: 'string' } }),
        },
      },
    },
  },
};

const answers = (data) => ({
  200: { type: 'object', properties: { meta, data } },
  '4xx': failure,
  '5xx': failure,
});

const headers = {
  type: 'object',
  properties: { 'x-api-version': { type: 'string', format: 'date-time' } },
};

const route = (properties, data) => ({
  ...(mistake('version-header-format') ? { headers } : {}),
  body: body(properties),
  response: answers(data),
});

const empty = { type: 'object', properties: {} };

export const create = route(
  { account_id: accountId, config },
  { type: 'object', properties: { config_id: { type: 'string' } } },
);
export const list = route(
  { account_id: accountId },
  { type: 'object', properties: { configs: { type: 'array', items: configView } } },
);
export const get = route({ account_id: accountId, config_id: configId }, configView);
export const update = route({ account_id: accountId, config_id: configId, config }, empty);
export const remove = route({ account_id: accountId, config_id: configId }, empty);
