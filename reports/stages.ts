import { writeFileSync } from 'node:fs';
import type { TestCase } from '@playwright/test/reporter';

/** The tests with a tag run late: they wait for a file. */
export interface Stage {
  readonly tag: string;
  /** This file is written when all tests with the tag of an earlier stage, or none, have ended. */
  readonly file: string;
}

type Tagged = Pick<TestCase, 'tags'>;

/**
 * A late test may hold the account for which an earlier one waits. So it goes on as well after so many
 * milliseconds in which it has waited and no earlier test has run.
 */
const STUCK_MS = 500;

/**
 * Tells the tests of each stage when they may begin. A reporter knows: it hears also of a test that took its
 * worker with it.
 *
 * @param stages in their order.
 */
export class Stages {
  readonly #stages: readonly Opening[];
  readonly #stuckMs: number;
  readonly #begun = new Set<Tagged>();

  constructor(stages: readonly Stage[], stuckMs = STUCK_MS) {
    this.#stages = stages.map((stage) => ({
      ...stage,
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
    for (const { stuck } of this.#stages) clearTimeout(stuck);
  }

  /** Counts a test before the stages that wait for it, and, where it runs, in those that let it wait. */
  #count({ tags }: Tagged, what: 'left' | 'running', by: number): void {
    const own = this.#stages.findLastIndex(({ tag }) => tags.includes(tag));
    for (const [at, stage] of this.#stages.entries()) {
      if (at > own) stage[what] += by;
      else if (what === 'running') stage.waiting += by;
    }
  }

  #look(): void {
    for (const stage of this.#stages) {
      clearTimeout(stage.stuck);
      if (stage.isOpen) continue;
      if (stage.left === 0) open(stage);
      else if (stage.running === 0 && stage.waiting > 0)
        stage.stuck = setTimeout(() => open(stage), this.#stuckMs);
    }
  }
}

interface Opening extends Stage {
  /** How many tests before the stage have not ended. */
  left: number;
  /** How many of them run now. */
  running: number;
  /** How many tests have begun that wait for this stage, or would. */
  waiting: number;
  isOpen: boolean;
  stuck: NodeJS.Timeout | undefined;
}

function open(stage: Opening): void {
  stage.isOpen = true;
  writeFileSync(stage.file, '');
}
