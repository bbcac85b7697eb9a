import { writeFileSync } from 'node:fs';
import type { TestCase } from '@playwright/test/reporter';

/** The tests with a tag run late: they wait for a file. */
export interface Phase {
  readonly tag: string;
  /** This file is written when all tests with the tag of an earlier phase, or none, have ended. */
  readonly file: string;
}

type Tagged = Pick<TestCase, 'tags'>;

/**
 * A late test may hold the account that an earlier test needs, and then both would wait for ever. So a phase
 * begins as well when its tests wait and no earlier test has run for this time, in milliseconds.
 */
const STUCK_MS = 500;

/**
 * Tells the tests of each phase when they may begin. A reporter knows: it hears also of a test that took its
 * worker with it.
 *
 * @param phases in their order.
 */
export class Phases {
  readonly #phases: readonly Opening[];
  readonly #stuckMs: number;
  readonly #begun = new Set<Tagged>();

  constructor(phases: readonly Phase[], stuckMs = STUCK_MS) {
    this.#phases = phases.map((phase) => ({
      ...phase,
      left: 0,
      running: 0,
      waiting: 0,
      isOpen: false,
      stuck: undefined,
    }));
    this.#stuckMs = stuckMs;
  }

  /** Notes all tests of the run. */
  plan(tests: readonly Tagged[]): void {
    for (const test of tests) this.#count(test, 'left', 1);
    this.#look();
  }

  begin(test: Tagged): void {
    this.#begun.add(test);
    this.#count(test, 'running', 1);
    this.#look();
  }

  end(test: Tagged): void {
    this.#count(test, 'left', -1);
    // A test that is left out ends without having begun.
    if (this.#begun.delete(test)) this.#count(test, 'running', -1);
    this.#look();
  }

  /** Nothing is waited for any more. */
  close(): void {
    for (const { stuck } of this.#phases) clearTimeout(stuck);
  }

  /** Counts a test before the phases that wait for it, and, where it runs, in those that let it wait. */
  #count({ tags }: Tagged, what: 'left' | 'running', by: number): void {
    const own = this.#phases.findLastIndex(({ tag }) => tags.includes(tag));
    for (const [at, phase] of this.#phases.entries()) {
      if (at > own) phase[what] += by;
      else if (what === 'running') phase.waiting += by;
    }
  }

  #look(): void {
    for (const phase of this.#phases) {
      clearTimeout(phase.stuck);
      if (phase.isOpen) continue;
      if (phase.left === 0) open(phase);
      else if (phase.running === 0 && phase.waiting > 0)
        phase.stuck = setTimeout(() => open(phase), this.#stuckMs);
    }
  }
}

interface Opening extends Phase {
  /** How many tests before the phase have not ended. */
  left: number;
  /** How many of them run now. */
  running: number;
  /** How many tests have begun that wait for this phase, or would. */
  waiting: number;
  isOpen: boolean;
  stuck: NodeJS.Timeout | undefined;
}

function open(phase: Opening): void {
  phase.isOpen = true;
  writeFileSync(phase.file, '');
}
