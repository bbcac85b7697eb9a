import { expect, test } from '@playwright/test';
import { picksTests } from '../../fixtures/cli/playwright-arguments.ts';

for (const line of [
  '--grep @url-http-refused',
  '--grep=@property',
  '-g @property',
  '-g@property',
  '-G @property',
  '--grep-invert @property',
  'url.spec.ts',
  '--workers 1 url.spec.ts',
  'url.spec.ts:20 --workers=1',
  '--shard 1/2',
  '--last-failed',
  '--only-changed',
  '--only-changed main',
  '-x',
  '--max-failures 1',
  '--max-failures=1',
  '--test-list list.txt',
  '--ui',
  '--debug',
]) {
  test(`${line} picks tests`, () => expect(picksTests(line.split(' '))).toBe(true));
}

for (const line of [
  '',
  '--workers 1',
  '-j 1',
  '-j1',
  '--workers=1 --quiet',
  '--timeout 1000 --global-timeout 2000',
  '--reporter line',
  '--add-reporter dot',
  '--output elsewhere',
  '--trace on',
  '--list',
]) {
  test(`${line || 'no argument'} picks none`, () => {
    expect(picksTests(line.split(' ').filter((word) => word !== ''))).toBe(false);
  });
}
