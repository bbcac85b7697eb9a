import { readFileSync } from 'node:fs';

const known = JSON.parse(readFileSync(new URL('./faults.json', import.meta.url), 'utf8')).map((f) => f.name);
const active = process.env.FAULT ?? '';

if (active !== '' && !known.includes(active)) {
  console.error(`unknown FAULT: ${active}`);
  process.exit(2);
}

export const faulty = (name) => active === name;
