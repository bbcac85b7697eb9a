/** A run without a terminal says this often how far it is, so that nobody takes it for hung. */
const EVERY_MS = 10_000;

/** How far a run is: a counter on the last line of a terminal, and elsewhere a line every ten seconds. */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  #total = 0;
  #done = 0;
  #failed = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  begin(total: number): void {
    this.#total = total;
    if (this.#stream.isTTY) this.#show();
    else this.#timer = setInterval(() => this.#stream.write(`${this.#line}\n`), EVERY_MS);
    this.#timer?.unref();
  }

  /** @param isFailed whether the target breaks the requirement */
  step(isFailed: boolean): void {
    this.#done += 1;
    this.#failed += isFailed ? 1 : 0;
    if (this.#stream.isTTY) this.#show();
  }

  /** Removes the counter, so that the next output starts on an empty line. */
  end(): void {
    clearInterval(this.#timer);
    if (this.#stream.isTTY) this.#stream.write('\r\u001B[K');
  }

  get #line(): string {
    const failed = this.#failed === 0 ? '' : `, ${this.#failed} not passed so far`;
    return `  ${this.#done} of ${this.#total} requirements tried${failed}`;
  }

  #show(): void {
    this.#stream.write(`\r${this.#line}`);
  }
}
