/** `npm run page`: the page of a run in a real browser, for everybody who reads it, against every target. */
import { existsSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { chromium, expect, test as base, type Browser, type BrowserContextOptions } from '@playwright/test';
import axe, { type AxeResults } from 'axe-core';
import { renderPage } from '../../reports/html/page.ts';
import type { Report } from '../../reports/report.ts';
import { hostile, passed, raced, sixFailures } from './page-made-up.ts';
import { colourful } from './report-made-up.ts';

const NO_BROWSER =
  'There is no Chromium here. Install it with `apt-get install chromium`, or set CHROMIUM to the path of one.';

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

const test = base.extend<object, { chrome: Browser }>({
  chrome: [
    async ({}, use) => {
      if (!existsSync(executablePath)) throw new Error(NO_BROWSER);
      const chrome = await chromium.launch({ executablePath });
      await use(chrome);
      await chrome.close();
    },
    { scope: 'worker' },
  ],
});

const reports: Readonly<Record<string, () => Report>> = {
  pass: passed,
  'six failures of one cause': sixFailures,
  race: raced,
  'everything at once': colourful,
  // axe-core takes minutes for three megabytes.
  'hostile target': () => hostile(300, 2),
};

/** Opens the page of a report from a file, as a reader does. */
async function open(chrome: Browser, report: () => Report, options: BrowserContextOptions = {}) {
  const file = test.info().outputPath('report.html');
  writeFileSync(file, renderPage(report()));
  const context = await chrome.newContext({ viewport: { width: 1200, height: 900 }, ...options });
  const page = await context.newPage();
  const events: string[] = [];
  page.on('console', (message) => events.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => events.push(`error: ${error.message}`));
  page.on('popup', () => events.push('a window'));
  page.on('dialog', (dialog) => {
    events.push('a dialog');
    void dialog.dismiss();
  });
  const address = pathToFileURL(file).href;
  page.on('request', (request) => {
    if (request.url() !== address) events.push(`request: ${request.url()}`);
  });
  await page.goto(address);
  return { page, events, address };
}

/** Every part open, because axe-core leaves out what is hidden. */
const OPEN_ALL = `document.querySelectorAll('details').forEach((part) => { part.open = true; })`;

const WAYS: Readonly<Record<string, BrowserContextOptions>> = {
  light: {},
  dark: { colorScheme: 'dark' },
  'forced colours': { forcedColors: 'active' },
  'forced colours on dark': { forcedColors: 'active', colorScheme: 'dark' },
  '320 px': { viewport: { width: 320, height: 640 } },
};

for (const [name, report] of Object.entries(reports)) {
  for (const [way, options] of Object.entries(WAYS)) {
    test(`axe-core finds nothing: ${name}, ${way}`, async ({ chrome }) => {
      const { page, events } = await open(chrome, report, options);
      for (const prepare of ['undefined', OPEN_ALL]) {
        await page.evaluate(prepare);
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate<AxeResults>('axe.run()');
        expect(violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html }) => html)])).toEqual(
          [],
        );
        const width = await page.evaluate<number>('document.documentElement.scrollWidth');
        expect(width).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
      }
      expect(events).toEqual([]);
      await page.context().close();
    });
  }
}

for (const javaScriptEnabled of [true, false]) {
  test(`a hostile target runs nothing, loads nothing and leads nowhere, with scripts ${javaScriptEnabled ? 'on' : 'off'}`, async ({
    chrome,
  }) => {
    const { page, events, address } = await open(chrome, hostile, { javaScriptEnabled });
    await page.waitForTimeout(500);
    expect(events).toEqual([]);
    expect(page.url()).toBe(address);
    const odd = `[...document.querySelectorAll('*')].filter((one) =>
      ['SCRIPT', 'IMG', 'BASE', 'IFRAME', 'FORM', 'INPUT', 'LINK', 'OBJECT'].includes(one.tagName) ||
      [...one.attributes].some(({ name }) => name.startsWith('on') || name === 'style' || name === 'src') ||
      (one.tagName === 'A' && !one.getAttribute('href').startsWith('#'))).map((one) => one.outerHTML)`;
    expect(await page.evaluate(odd)).toEqual([]);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('nonconformant');
    await page.context().close();
  });
}

test('the policy stops a script even if one got into the page', async ({ chrome }) => {
  const { page, events } = await open(chrome, passed);
  await page.evaluate(`document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="alert(1)">')`);
  await page.evaluate(
    `document.body.append(Object.assign(document.createElement('script'), { textContent: 'alert(1)' }))`,
  );
  await page.waitForTimeout(300);
  expect(events).not.toContain('a dialog');
  expect(events.filter((event) => /^console: .*Content Security Policy/.test(event))).toHaveLength(3);
  await page.context().close();
});

test('a page is read with the keyboard alone and without scripts', async ({ chrome }) => {
  const { page } = await open(chrome, sixFailures, { javaScriptEnabled: false });
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the results' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  expect(page.url()).toMatch(/#report$/);
  await page.keyboard.press('Tab');
  const folded = page.locator('summary').first();
  await expect(folded).toBeFocused();
  expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
  const part = page.locator('details').first();
  await expect(part).not.toHaveAttribute('open');
  await page.keyboard.press('Enter');
  await expect(part).toHaveAttribute('open');
  await page.getByRole('link', { name: /inconclusive/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('#inconclusive')).toBeVisible();
  await page.context().close();
});

test('on paper every part is open', async ({ chrome }) => {
  const { page } = await open(chrome, sixFailures);
  await page.emulateMedia({ media: 'print' });
  const box = await page.locator('#excluded table').boundingBox();
  expect(box?.height).toBeGreaterThan(50);
  await expect(page.locator('.skip')).toBeHidden();
  await page.context().close();
});
