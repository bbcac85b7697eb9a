import { appendFile, open, readFile, writeFile } from 'node:fs/promises';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// The file is the store: one JSON record in each line, and nothing is ever changed in it.
const folder = process.env.DATA_FILE ? null : mkdtempSync(join(tmpdir(), 'webhook-config-'));
const file = process.env.DATA_FILE ?? join(folder, 'configs.jsonl');
const snapshotFile = `${file}.snapshot`;

let tail = Promise.resolve();

/** Appends one record. Records stand in the file in the order of the calls. */
export function append(record) {
  const done = tail.then(() => appendFile(file, `${JSON.stringify(record)}\n`));
  tail = done.catch(() => {});
  return done;
}

/** Rejects when the file cannot be written any more, a full disk included. */
export async function writable() {
  const handle = await open(file, 'a');
  try {
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

function lines(text) {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

export function readAtStart() {
  try {
    return lines(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}

export const readAll = async () => lines(await readFile(file, 'utf8'));

/** Reads a JSON file, changes it and writes it again. Used by the fault `snapshot-lost-update` only. */
export async function changeSnapshot(change) {
  await writeFile(snapshotFile, JSON.stringify(change(await readSnapshot())));
}

export async function readSnapshot() {
  try {
    return JSON.parse((await readFile(snapshotFile, 'utf8')) || '[]');
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}

export function removeFile() {
  if (folder) rmSync(folder, { recursive: true, force: true });
}
