/** A counter on the last line of a terminal; says nothing where lines cannot be rewritten. */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  #total = 0;
  #done = 0;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  /** @param total number of steps to come */
  begin(total: number): void {
    this.#total = total;
    this.#show();
  }

  step(): void {
    this.#done += 1;
    this.#show();
  }

  /** Wipes the counter, so that what is printed next starts on a clean line. */
  end(): void {
    if (this.#stream.isTTY) this.#stream.write('\r\u001B[K');
  }

  #show(): void {
    if (this.#stream.isTTY) this.#stream.write(`\r  ${this.#done} of ${this.#total} requirements tried`);
  }
}
