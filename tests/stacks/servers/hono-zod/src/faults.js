import { readFileSync } from 'node:fs';

const names = JSON.parse(readFileSync(new URL('../faults.json', import.meta.url), 'utf8')).map((fault) => fault.name);
const chosen = process.env.FAULT;

if (chosen && !names.includes(chosen)) {
  console.error(`There is no fault called ${chosen}.`);
  process.exit(2);
}

export function fault(name) {
  if (!names.includes(name)) throw new Error(`${name} is missing in faults.json`);
  return chosen === name;
}
