/** `npm run readme`: writes what is derived in the documents. Ends with 2 when a mark is missing. */
import { readFile, writeFile } from 'node:fs/promises';
import { catalogue } from '../catalogue.ts';
import { replaceBetween } from '../markdown.ts';
import { requirementsTable } from '../render-markdown.ts';
import { sampledPower, sampledScore } from '../sample.ts';

/** What is derived, by document and mark. */
const DERIVED: Readonly<Record<string, Readonly<Record<string, () => string | Promise<string>>>>> = {
  'README.md': { mutants: sampledScore },
  'CONTRIBUTING.md': { power: sampledPower },
  'specs/REQUIREMENTS.md': { requirements: () => requirementsTable(catalogue) },
};

process.exitCode = await rewrite();

async function rewrite(): Promise<0 | 2> {
  for (const [name, marks] of Object.entries(DERIVED)) {
    const file = new URL(`../../${name}`, import.meta.url);
    const before = await readFile(file, 'utf8').catch(() => undefined);
    if (before === undefined) return refuse(`${name} cannot be read. Run this in a complete checkout.`);
    let after = before;
    for (const [mark, text] of Object.entries(marks)) {
      const next = replaceBetween(after, mark, await text());
      if (next === undefined)
        return refuse(
          `${name} needs <!-- ${mark} --> and, after it, <!-- /${mark} -->: what is derived goes between.`,
        );
      after = next;
    }
    if (after !== before) await writeFile(file, after);
    process.stdout.write(`${name}: what is derived is ${after === before ? 'up to date' : 'written'}.\n`);
  }
  return 0;
}

function refuse(line: string): 2 {
  process.stderr.write(`${line}\n`);
  return 2;
}
