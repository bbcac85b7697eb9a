import { readdirSync } from 'node:fs';

// One file for all areas: Playwright gives each file of each project a worker of its own, and starting one takes longer than
// judging a mutant by a whole area.
const folder = new URL('../../conformance/', import.meta.url);
for (const file of readdirSync(folder)) {
  if (file.endsWith('.spec.ts')) await import(new URL(file, folder).href);
}
