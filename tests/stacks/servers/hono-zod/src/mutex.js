/** Lets the tasks of one key run one after the other. */
export class Mutex {
  #last = new Map();

  run(key, task) {
    const result = (this.#last.get(key) ?? Promise.resolve()).then(task);
    // The next in the queue does not care how this one ends.
    this.#last.set(
      key,
      result.catch(() => {}),
    );
    return result;
  }
}
