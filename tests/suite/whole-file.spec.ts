import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from '@playwright/test';
import { writeWhole } from '../../fixtures/session/whole-file.ts';

/** Prints every length that a file had while it was written again and again. */
const READER = `
  const { existsSync, readFileSync } = require('node:fs');
  const [, file, end] = process.argv;
  const lengths = new Set();
  console.error('reading');
  do if (existsSync(file)) lengths.add(readFileSync(file).length); while (!existsSync(end));
  console.log(JSON.stringify([...lengths]));
`;

const LENGTH = 100_000;

test('another process finds a file whole, whenever it looks', async () => {
  const folder = test.info().outputDir;
  mkdirSync(folder, { recursive: true });
  const [file, end] = [path.join(folder, 'file'), path.join(folder, 'end')];
  const reader = spawn(process.execPath, ['--eval', READER, file, end]);
  await new Promise((resolve) => reader.stderr.once('data', resolve));
  for (let at = 0; at < 1000; at += 1) writeWhole(file, 'x'.repeat(LENGTH));
  writeFileSync(end, '');
  expect(JSON.parse(await text(reader.stdout))).toEqual([LENGTH]);
});
