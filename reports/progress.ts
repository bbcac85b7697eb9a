/** A counter on the last line of a terminal. It prints nothing when the stream is not a terminal. */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  #total = 0;
  #done = 0;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  begin(total: number): void {
    this.#total = total;
    this.#show();
  }

  step(): void {
    this.#done += 1;
    this.#show();
  }

  /** Removes the counter, so that the next output starts on an empty line. */
  end(): void {
    if (this.#stream.isTTY) this.#stream.write('\r\u001B[K');
  }

  #show(): void {
    if (this.#stream.isTTY) this.#stream.write(`\r  ${this.#done} of ${this.#total} requirements tried`);
  }
}
