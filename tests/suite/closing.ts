import { test as base } from '@playwright/test';
import { openTransport, type Transport } from '../../fixtures/wire/transport.ts';

const open: (() => unknown)[] = [];

/** Calls a function when the test ends; the last one given is called first. */
export function atEnd(close: () => unknown): void {
  open.push(close);
}

/** A test that closes everything it has given to {@link atEnd}. */
export const test = base.extend<{ closing: void }>({
  closing: [
    async ({}, use) => {
      await use();
      for (const close of open.splice(0).toReversed()) await close();
    },
    { auto: true },
  ],
});

/** A transport that is closed when the test ends. */
export function transportTo(baseUrl: string, timeoutMs = 5000): Transport {
  const transport = openTransport({ baseUrl, timeoutMs });
  atEnd(() => transport.close());
  return transport;
}
