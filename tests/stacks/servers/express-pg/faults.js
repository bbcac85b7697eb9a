import { readFileSync } from 'node:fs';

const known = JSON.parse(readFileSync(new URL('./faults.json', import.meta.url), 'utf8')).map((entry) => entry.name);
const active = process.env.FAULT ?? '';

if (active && !known.includes(active)) {
  console.error(`unknown fault: ${active}`);
  process.exit(2);
}

/** True when this process was started with that fault switched on. */
export const faulty = (name) => {
  if (!known.includes(name)) throw new Error(`fault without an entry in faults.json: ${name}`);
  return active === name;
};
