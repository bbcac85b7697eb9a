import { readFileSync } from 'node:fs';

const listed = new Set(
  JSON.parse(readFileSync(new URL('faults.json', import.meta.url), 'utf8')).map(({ name }) => name),
);
const fault = process.env.FAULT || null;

export function checkFault() {
  if (fault !== null && !listed.has(fault)) {
    console.error(`FAULT=${fault} is not in faults.json`);
    process.exit(2);
  }
}

/** Whether this run makes the mistake of that name. */
export function mistake(name) {
  if (!listed.has(name)) throw new Error(`${name} is not in faults.json`);
  return fault === name;
}
