import { writeFileSync } from 'node:fs';
import type { TestCase } from '@playwright/test/reporter';

/** The tests with a tag run late: they wait for a file. */
export interface Stage {
  readonly tag: string;
  /** This file is written when all tests with the tag of an earlier stage, or none, have ended. */
  readonly file: string;
}

/**
 * Tells the tests of each stage when they may begin. A reporter knows: it hears also of a test that took its
 * worker with it.
 *
 * @param stages in their order.
 */
export class Stages {
  readonly #stages: readonly Stage[];
  /** How many tests have yet to end before each stage. */
  readonly #left: number[];
  readonly #opened = new Set<string>();

  constructor(stages: readonly Stage[]) {
    this.#stages = stages;
    this.#left = stages.map(() => 0);
  }

  begin(tests: readonly Pick<TestCase, 'tags'>[]): void {
    for (const test of tests) this.#count(test, 1);
    this.#open();
  }

  end(test: Pick<TestCase, 'tags'>): void {
    this.#count(test, -1);
    this.#open();
  }

  #count({ tags }: Pick<TestCase, 'tags'>, by: number): void {
    const own = this.#stages.findLastIndex(({ tag }) => tags.includes(tag));
    for (let later = own + 1; later < this.#left.length; later += 1)
      this.#left[later] = (this.#left[later] ?? 0) + by;
  }

  #open(): void {
    for (const [at, { file }] of this.#stages.entries()) {
      if (this.#left[at] !== 0 || this.#opened.has(file)) continue;
      writeFileSync(file, '');
      this.#opened.add(file);
    }
  }
}
