/** `npm run readme`: writes the derived parts of README.md. Ends with 2 when their marks are missing. */
import { readFile, writeFile } from 'node:fs/promises';
import { catalogue } from '../catalogue.ts';
import { replaceBetween } from '../markdown.ts';
import { requirementsTable } from '../render-markdown.ts';
import { sampledPower, sampledScore } from '../sample.ts';

const file = new URL('../../README.md', import.meta.url);

process.exitCode = await rewrite();

async function rewrite(): Promise<0 | 2> {
  const before = await readFile(file, 'utf8').catch(() => undefined);
  if (before === undefined) return refuse('README.md cannot be read. Run this in a complete checkout.');
  const derived = {
    requirements: requirementsTable(catalogue),
    mutants: await sampledScore(),
    power: await sampledPower(),
  };
  let after = before;
  for (const [name, text] of Object.entries(derived)) {
    const next = replaceBetween(after, name, text);
    if (next === undefined) {
      return refuse(
        `README.md needs <!-- ${name} --> and, after it, <!-- /${name} -->: what is derived goes between.`,
      );
    }
    after = next;
  }
  if (after !== before) await writeFile(file, after);
  process.stdout.write(`README.md: what is derived is ${after === before ? 'up to date' : 'written'}.\n`);
  return 0;
}

function refuse(line: string): 2 {
  process.stderr.write(`${line}\n`);
  return 2;
}
