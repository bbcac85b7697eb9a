import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Notes every change on disk before it happens in memory. */
export async function openJournal() {
  const folder = await mkdtemp(join(tmpdir(), 'webhook-configs-'));
  const file = join(folder, 'journal.ndjson');
  return {
    write: (entry) => appendFile(file, `${JSON.stringify(entry)}\n`),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
