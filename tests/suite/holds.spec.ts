import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { holds, type PropertyOptions } from '../../fixtures/session/holds.ts';
import { InconclusiveError, Recorder } from '../../fixtures/session/recorder.ts';

const SEED = 20250324;

/** Tries a property with a recorder of its own. */
async function tried(
  body: (value: number, recorder: Recorder) => void,
  options: Partial<PropertyOptions<number>> = {},
  seed = SEED,
) {
  const recorder = new Recorder('url-any-valid-accepted', (text) => text);
  const values: number[] = [];
  const take = (value: number): Promise<void> => {
    values.push(value);
    return Promise.resolve().then(() => body(value, recorder));
  };
  const error: unknown = await holds(fc.nat(1_000_000), take, { runs: 50, ...options, recorder, seed }).catch(
    (thrown: unknown) => thrown,
  );
  return { error, values, recorder, findings: recorder.evidence().findings };
}

/** Keeps a finding and throws, as a failed assertion does. */
function fail(value: number, recorder: Recorder): never {
  recorder.find({ requirement: recorder.requirement, received: String(value), documented: 'less' });
  throw new Error(`refused ${value}`);
}
const over1000 = (value: number, recorder: Recorder): void => void (value > 1000 && fail(value, recorder));

test('a property that holds is tried as often as asked and finds nothing', async () => {
  const { error, values, findings } = await tried(() => undefined);
  expect([error, values.length, findings]).toEqual([undefined, 50, []]);
  expect(new Set(values).size).toBeGreaterThan(25);
});

test('a property that fails is one finding: the smallest value, with the seed and the path that replay it', async () => {
  const { error, findings } = await tried(over1000, { show: (value) => `n = ${value}` });
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({ received: '1001', counterexample: 'n = 1001', seed: SEED });
  expect(findings[0]?.path).toMatch(/^\d+(:\d+)*$/);
  expect(error).toEqual(new Error('refused 1001'));
  const replayed = fc.check(
    fc.property(fc.nat(1_000_000), (value) => value <= 1000),
    { seed: SEED, path: findings[0]?.path ?? '', endOnFailure: true },
  );
  expect(replayed.counterexample).toEqual([1001]);
});

test('the same seed tries the same values, another seed others', async () => {
  const [first, again, other] = await Promise.all([
    tried(over1000),
    tried(over1000),
    tried(over1000, {}, SEED + 1),
  ]);
  expect(again.values).toEqual(first.values);
  expect(other.values).not.toEqual(first.values);
});

test('once a target cannot be asked, nothing more is tried, and no verdict is given', async () => {
  const reason = new InconclusiveError('throttled');
  let calls = 0;
  const { error, values, findings } = await tried(() => {
    calls += 1;
    if (calls === 3) throw reason;
  });
  expect([error, values.length, findings]).toEqual([reason, 3, []]);
});

test('a target that goes away while a failure is shrunk does not hide the failure', async () => {
  let failures = 0;
  const { error, findings } = await tried((value, recorder) => {
    if (failures === 2) throw new InconclusiveError('gone');
    if (value > 1000) {
      failures += 1;
      fail(value, recorder);
    }
  });
  expect(error).toEqual(new Error(`refused ${findings[0]?.received}`));
  expect(findings).toHaveLength(1);
  expect(findings[0]?.counterexample).toBe(findings[0]?.received);
});

test('no value is tried that the account cannot afford, and shrinking stops there too', async () => {
  let slots = 5;
  const affords = (): boolean => slots > 0;
  const spend = (): void => void (slots -= 1);
  expect((await tried(spend, { affords })).values).toHaveLength(5);
  slots = 7;
  const { values, findings } = await tried(
    (value, recorder) => {
      spend();
      over1000(value, recorder);
    },
    { affords },
  );
  expect(values).toHaveLength(7);
  expect(findings[0]?.received).toBe(String(values.findLast((value) => value > 1000)));
});

test('shrinking asks a target for at most 150 values more', async () => {
  const { values } = await tried(fail);
  expect(values.length).toBeLessThanOrEqual(151);
  const recorder = new Recorder('url-any-valid-accepted', (text) => text);
  let count = 0;
  const endless = fc.array(fc.nat(), { minLength: 400, maxLength: 400 });
  const refuse = (): Promise<void> => {
    count += 1;
    return count > 0 && count % 2 === 1 ? Promise.reject(new Error('no')) : Promise.resolve();
  };
  await expect(holds(endless, refuse, { runs: 5, recorder, seed: SEED })).rejects.toThrow('no');
  expect(count).toBeLessThanOrEqual(151);
});

test('a crash of the suite is neither swallowed nor kept as a finding', async () => {
  const { error, findings } = await tried((value) => {
    if (value > 10) throw new TypeError('a mistake');
  });
  expect(error).toBeInstanceOf(TypeError);
  expect(findings).toEqual([]);
});

test('the smallest failure is tried once more elsewhere, and only what explains it is kept of that', async () => {
  for (const explanation of ['It passes there.', undefined]) {
    let played = 0;
    const { findings } = await tried((value, recorder) => over1000(value, recorder), {
      replay: () => {
        played += 1;
        return Promise.resolve(explanation);
      },
    });
    expect(played).toBe(1);
    expect(findings).toHaveLength(1);
    expect(findings[0]?.explanation).toBe(explanation);
  }
});

test('a target that goes away while the smallest failure is tried elsewhere does not hide it', async () => {
  const { findings } = await tried(over1000, { replay: () => Promise.reject(new Error('gone')) });
  expect(findings).toHaveLength(1);
});
