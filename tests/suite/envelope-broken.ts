/** Answers that each break one requirement of the envelope. */
import type { Json } from '../../fixtures/wire/json.ts';
import type { RequirementId } from '../../specs/types.ts';

/**
 * A requirement, the example of `specs/openapi.yaml` to change, the place, and the values that break it
 * (undefined: removed).
 */
export type BrokenExample = readonly [RequirementId, string, string, readonly (Json | undefined)[]];

/** For every method. */
const ofAll: readonly BrokenExample[] = [
  ['response-meta-object', 'accepted', 'meta', [undefined, null, 5, [], 'SUCCESS']],
  ['response-meta-object', 'BAD_REQUEST', 'meta', [undefined, null, 5, []]],
  ['response-meta-object', 'unauthenticated', 'meta', [undefined]],
  ['response-meta-status', 'accepted', 'meta.status', [undefined, null, 'success', 'ERROR', 'OK', true]],
  ['response-trace-id-form', 'accepted', 'meta.trace_id', [undefined, null, 5, '', 'trc_', 'trc_a-b']],
  ['response-trace-id-form', 'accepted', 'meta.trace_id', ['TRC_a']],
  ['response-trace-id-form', 'BAD_REQUEST', 'meta.trace_id', [undefined, 'abc', ' trc_a', 'trc_a\n']],
  ['response-version', 'accepted', 'meta.version', [undefined, null, 20250324, 'v1', '2025-3-24']],
  ['response-version', 'accepted', 'meta.version', ['2025-03-25']],
  ['response-version', 'unauthenticated', 'meta.version', [undefined, '2024-01-01']],
  ['response-data-present', 'accepted', 'data', [undefined, null, [], 'whc_a', true]],
  ['response-errors-absent', 'accepted', 'errors', [[], null, {}, [{ code: 'A', message: 'b' }]]],
  ['error-errors-present', 'BAD_REQUEST', 'errors', [undefined, null, [], {}, 'BAD_REQUEST']],
  ['error-errors-present', 'BAD_REQUEST', 'errors', [['BAD_REQUEST'], [null]]],
  ['error-errors-present', 'unauthenticated', 'errors', [undefined, []]],
  ['error-data-absent', 'BAD_REQUEST', 'data', [{}, null, { config_id: 'whc_a' }]],
  ['error-meta-status', 'BAD_REQUEST', 'meta.status', [undefined, 'SUCCESS', 'error', 400]],
  ['error-meta-status', 'unauthenticated', 'meta.status', [undefined, 'SUCCESS']],
  ['error-code-form', 'BAD_REQUEST', 'errors.0.code', [undefined, null, 400, '']],
  ['error-code-form', 'unauthenticated', 'errors.0.code', [undefined, null, 401, '']],
  ['error-code-documented', 'BAD_REQUEST', 'errors.0.code', ['INVALID', 'bad_request', 'URL_ALREADY_EXISTS']],
  ['error-message-form', 'BAD_REQUEST', 'errors.0.message', [undefined, null, 5, {}]],
  ['error-message-form', 'server-error', 'errors.0.message', [undefined]],
];

/** For the methods that can answer URL_ALREADY_EXISTS. */
const ofDuplicates: readonly BrokenExample[] = [
  ['error-sub-code', 'URL_ALREADY_EXISTS', 'errors.0.sub_code', [undefined, null, 'OTHER']],
  ['error-sub-code', 'URL_ALREADY_EXISTS', 'errors.0.sub_code', ['url_already_exists', 5]],
  ['error-entity-type-names', 'URL_ALREADY_EXISTS', 'errors.0.entity_type', [undefined, null, 'Account']],
  ['error-entity-type-names', 'URL_ALREADY_EXISTS', 'errors.0.entity_type', ['Webhook', 5]],
  ['error-entity-type-spelling', 'URL_ALREADY_EXISTS', 'errors.0.entity_type', ['webhook config']],
];

const ofCreate: readonly BrokenExample[] = [
  ['response-config-id-form', 'accepted', 'data.config_id', [undefined, null, 5, '', 'whc_', 'whc_a-b']],
  ['response-config-id-form', 'accepted', 'data.config_id', ['abc']],
  ['error-entity-type-spelling', 'MAX_WEBHOOK_URL_LIMIT', 'errors.0.entity_type', ['webhook_config']],
  ['error-entity-type-spelling', 'MAX_WEBHOOK_URL_LIMIT', 'errors.0.entity_type', ['WebhookConfig']],
  ['error-entity-type-spelling', 'MAX_WEBHOOK_URL_LIMIT', 'errors.0.entity_type', ['WEBHOOK CONFIG']],
];

/** Texts that are no dates in the form `YYYY-MM-DDTHH:mm:ss.SSSZ`. */
const WRONG_DATES: readonly Json[] = [
  null,
  0,
  1_769_851_800_250,
  '',
  {},
  '2026-01-31',
  '2026-01-31T09:30:00Z',
  '2026-01-31T09:30:00.2Z',
  '2026-01-31T09:30:00.250000Z',
  '2026-01-31T09:30:00.250',
  '2026-01-31T09:30:00.250+00:00',
  '2026-01-31T09:30:00.250+02:00',
  '2026-01-31 09:30:00.250Z',
  '2026-01-31t09:30:00.250z',
  ' 2026-01-31T09:30:00.250Z',
  '2026-13-31T09:30:00.250Z',
  '2026-02-30T09:30:00.250Z',
  '2026-01-31T25:30:00.250Z',
  '1769851800250',
  'Sat, 31 Jan 2026 09:30:00 GMT',
];

/** For a configuration at a place in the answer. */
const ofConfiguration = (at: string): readonly BrokenExample[] => [
  ['response-configuration-id', 'accepted', `${at}.config_id`, [undefined, null, 5, '', 'whc_', 'whc_a-b']],
  ['response-configuration-id', 'accepted', `${at}.config_id`, ['abc', 'WHC_a']],
  ['response-configuration-url', 'accepted', `${at}.url`, [undefined, null, 5, {}, ['https://h.example']]],
  ['response-created-at', 'accepted', `${at}.created_at`, [undefined, ...WRONG_DATES]],
  ['response-updated-at', 'accepted', `${at}.updated_at`, WRONG_DATES],
];

const ofList: readonly BrokenExample[] = [
  ['list-configs-array', 'accepted', 'data.configs', [undefined, null, {}, 'none', 5, true]],
  ['list-configs-array', 'accepted', 'data.configs', [[null], ['whc_a'], [[]]]],
  ...ofConfiguration('data.configs.0'),
];

/** For the management methods. */
const ofManagement: readonly BrokenExample[] = [
  ['error-code-documented', 'ENTITY_NOT_FOUND', 'errors.0.code', ['BAD_REQUEST', 'NOT_FOUND']],
  ['error-code-documented', 'ENTITY_NOT_FOUND', 'errors.0.code', ['entity_not_found']],
  ['error-code-form', 'ENTITY_NOT_FOUND', 'errors.0.code', [undefined, null, 404, '']],
  ['error-code-documented', 'ACCOUNT_NOT_FOUND', 'errors.0.code', ['ACCOUNT_NOT_FOUND']],
  ['error-errors-present', 'ENTITY_NOT_FOUND', 'errors', [undefined, [], {}]],
  ['error-data-absent', 'ENTITY_NOT_FOUND', 'data', [{}, null]],
];

/** All, by the last word of the method's name. */
export const brokenExamples: ReadonlyMap<string, readonly BrokenExample[]> = new Map([
  ['create', [...ofAll, ...ofDuplicates, ...ofCreate]],
  ['list', [...ofAll, ...ofManagement, ...ofList]],
  ['get', [...ofAll, ...ofManagement, ...ofConfiguration('data')]],
  ['update', [...ofAll, ...ofManagement, ...ofDuplicates]],
  ['delete', [...ofAll, ...ofManagement]],
]);
