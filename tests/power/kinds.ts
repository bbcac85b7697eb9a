import type { RequirementId } from '../../specs/types.ts';
import type { Window } from '../../fixtures/reference/mutants/window.ts';
import type { Rules } from '../../fixtures/reference/rules.ts';
import {
  cachingGets,
  deletingBehind,
  freeingBefore,
  lockingEverywhere,
  savingDeleted,
  sharingTheAccount,
  sharingTheReader,
  sharingTheSignature,
  updatingBehind,
} from '../../fixtures/reference/mutants/changing.ts';

/** A kind of burst, and what a server does wrong that only it shows. */
export interface Kind {
  /** The calls that arrive together. */
  readonly calls: string;
  readonly requirement: RequirementId;
  readonly faultyFor: (window: Window) => () => Partial<Rules>;
}

/** The kinds of bursts besides creates of one account. */
export const KINDS: readonly Kind[] = [
  {
    calls: 'updates to one URL',
    requirement: 'concurrency-update-one-url-once',
    faultyFor: (window) => updatingBehind(window, { creates: true, updates: false }),
  },
  {
    calls: 'an update and a create of one URL',
    requirement: 'concurrency-update-and-create',
    faultyFor: (window) => updatingBehind(window, { creates: false, updates: true }),
  },
  {
    calls: 'a get and an update of one configuration',
    requirement: 'concurrency-shown-meanwhile',
    faultyFor: cachingGets,
  },
  {
    calls: 'deletes of one configuration',
    requirement: 'concurrency-delete-once',
    faultyFor: deletingBehind,
  },
  {
    calls: 'an update and a delete of one configuration',
    requirement: 'concurrency-update-and-delete',
    faultyFor: savingDeleted,
  },
  {
    calls: 'deletes that free a slot',
    requirement: 'concurrency-slot-freed-once',
    faultyFor: freeingBefore,
  },
  {
    calls: 'creates of one URL in two accounts',
    requirement: 'concurrency-same-url-accounts',
    faultyFor: lockingEverywhere,
  },
  {
    calls: 'the same, with the account in a variable of the module',
    requirement: 'concurrency-same-url-accounts',
    faultyFor: sharingTheAccount,
  },
  {
    calls: 'right and wrong signatures',
    requirement: 'concurrency-signatures-apart',
    faultyFor: sharingTheSignature,
  },
  {
    calls: 'lists and gets of two accounts',
    requirement: 'concurrency-reads-apart',
    faultyFor: sharingTheReader,
  },
];

/** Whether the bursts of a requirement are measured as a kind of their own. */
export function isOfKind(id: RequirementId): boolean {
  return KINDS.some(({ requirement }) => requirement === id);
}
