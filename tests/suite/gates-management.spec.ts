/**
 * Runs on targets that claim management or have nothing of it: accounts are left as found, and siblings are
 * called only if claimed.
 */
import { expect, test } from '@playwright/test';
import { planFor } from '../../fixtures/session/plan.ts';
import { markerUrl } from '../../fixtures/generate/urls.ts';
import { signedRequest } from '../../fixtures/wire/request.ts';
import { openTransport } from '../../fixtures/wire/transport.ts';
import { catalogue, claims, MANAGEMENT, requirementIds } from '../../fixtures/contract/catalogue.ts';
import { CREATE, loadMethods } from '../../fixtures/contract/openapi.ts';
import { accountIds } from '../../fixtures/reference/credentials.ts';
import { contractRules, type Rules } from '../../fixtures/reference/rules.ts';
import { startServer } from '../../fixtures/reference/start.ts';
import { takeInventory, type Inventory } from '../../fixtures/targets/inventory.ts';
import { conform, temporaryFolder, verdictsOf, type GateRun, type Variables } from './gates-run.ts';
import { ownCredentials as credentials, pointAt } from './gates-targets.ts';

// A run takes seconds; on a machine that is busy with others, minutes.
test.describe.configure({ timeout: 240_000 });

/** The URLs of customers, so many. */
const customers = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `https://customer-${index}.test/hooks`);

interface Ground {
  /** What points a run that claims `claimed` at the target. */
  readonly variables: (claimed: string) => Variables;
  /** What every account holds. */
  readonly stock: () => Promise<Inventory>;
  /** The paths that were called since the accounts were filled, each once. */
  readonly called: ReadonlySet<string>;
}

/** Lends a test a server whose accounts hold these URLs. */
async function withServer(
  urls: readonly (readonly string[])[],
  rules: Partial<Rules>,
  use: (ground: Ground) => Promise<void>,
): Promise<void> {
  const ids = accountIds(urls.length);
  const called = new Set<string>();
  const { methodName } = { ...contractRules, ...rules };
  const noting: Rules = {
    ...contractRules,
    ...rules,
    methodName: (path) => {
      called.add(path);
      return methodName(path);
    },
  };
  const server = await startServer({ accounts: ids, credentials, rules: noting });
  const transport = openTransport({ baseUrl: server.url, timeoutMs: 5000 });
  try {
    for (const [index, id] of ids.entries()) {
      for (const url of urls[index] ?? []) {
        const body = { account_id: id, config: { url: url === MARKER ? markerUrl(id) : url } };
        await transport.send(signedRequest(`/${CREATE}`, body, credentials));
      }
    }
    called.clear();
    await use({
      variables: (claimed) => ({
        ...pointAt(server.url, credentials),
        TARGET_ACCOUNT_IDS: ids.join(','),
        TARGET_CLAIMS: claimed,
      }),
      stock: () => takeInventory({ transport, credentials }, ids),
      called,
    });
  } finally {
    transport.close();
    await server.close();
  }
}

/**
 * Stands for the URL that a run registers first in an account: what a run that was killed has left behind.
 */
const MARKER = 'the marker';

async function run(variables: Variables): Promise<GateRun> {
  const folder = temporaryFolder();
  try {
    return await conform(folder.path, variables);
  } finally {
    folder.remove();
  }
}

test('a run that claims management leaves every account as it found it, and can be repeated on the same ones', async () => {
  const others = Array.from({ length: planFor(claims).accounts }, () => [MARKER]);
  const held = [customers(5), ...others, [], [MARKER, ...customers(11)], customers(2)];
  await withServer(held, {}, async ({ variables, stock }) => {
    const before = await stock();
    expect([...before.values()].map((found) => found?.length)).toEqual(held.map(({ length }) => length));
    for (const time of ['first', 'second']) {
      const ended = await run(variables('create,management'));
      expect.soft(ended.stderr, time).toBe('');
      expect(ended, time).toMatchObject({ code: 0, report: { verdict: 'conformant', partial: false } });
      expect([...verdictsOf(ended).values()], time).not.toContain('not-claimed');
      expect(await stock(), time).toEqual(before);
    }
  });
});

test('a target without the siblings is conformant when it claims create, and none of them is ever called', async () => {
  const siblings = [...(await loadMethods()).values()].filter(({ claim }) => claim === MANAGEMENT);
  expect(siblings.length).toBeGreaterThan(3);
  const empty = Array.from({ length: planFor(['create']).accounts }, () => []);
  const methodName = (path: string): string | undefined => (path === `/${CREATE}` ? CREATE : undefined);
  await withServer(empty, { methodName }, async ({ variables, called }) => {
    const ended = await run(variables('create'));
    expect(ended).toMatchObject({ code: 0, stderr: '', report: { verdict: 'conformant', partial: false } });
    const ofSiblings = requirementIds.filter((id) => catalogue[id].claim === MANAGEMENT);
    expect(ofSiblings.length).toBeGreaterThan(50);
    const notClaimed = [...verdictsOf(ended)].filter(([, verdict]) => verdict === 'not-claimed');
    expect(notClaimed.map(([id]) => id)).toEqual(ofSiblings);
    expect([...called].filter((path) => siblings.some((one) => one.path === path))).toEqual([]);
    expect(called).toContain(`/${CREATE}`);
  });
});

const needed = planFor(claims).accounts;

/** What accounts hold that will not do for management, and what the one line has to say. */
const unfit: readonly (readonly [what: string, held: readonly (readonly string[])[], named: RegExp])[] = [
  [
    'accounts that all hold something',
    Array.from({ length: needed + 3 }, () => customers(1)),
    /all of them hold configurations; one has to be empty/,
  ],
  [
    'accounts that are too full for a room',
    [[], ...Array.from({ length: needed + 40 }, () => customers(13))],
    /TARGET_ACCOUNT_IDS cannot be used: too many of them hold more than 12 configurations\./,
  ],
  [
    'accounts with too few free slots',
    [...Array.from({ length: needed - 3 }, () => []), ...Array.from({ length: 3 }, () => customers(18))],
    /too few free slots together: at least \d+ more empty accounts are needed/,
  ],
];

for (const [what, held, named] of unfit) {
  test(`${what} end the run with 3 and one line, and nothing is registered`, async () => {
    await withServer(held, {}, async ({ variables, called, stock }) => {
      const before = await stock();
      const { code, stdout, stderr, report } = await run(variables('create,management'));
      expect.soft(stderr).toMatch(named);
      expect.soft(stderr).toMatch(/^[^\n]+\n$/);
      expect.soft(stdout).toMatch(/^Judging [^\n]+\n$/);
      expect({ code, report }).toEqual({ code: 3, report: undefined });
      // The first request of a run is a create that is refused.
      expect([...called].toSorted()).toEqual([`/${CREATE}`, '/webhook.config.list']);
      expect(await stock()).toEqual(before);
    });
  });
}
