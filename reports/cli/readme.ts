/** `npm run readme`: writes the table of requirements into README.md. Exit 2 when there is no place for it. */
import { readFile, writeFile } from 'node:fs/promises';
import { catalogue } from '../catalogue.ts';
import { replaceBetween } from '../markdown.ts';
import { requirementsTable } from '../render-markdown.ts';

const NAME = 'requirements';
const file = new URL('../../README.md', import.meta.url);

process.exitCode = await rewrite();

async function rewrite(): Promise<0 | 2> {
  const before = await readFile(file, 'utf8').catch(() => undefined);
  if (before === undefined) return refuse('README.md cannot be read. Run this in a complete checkout.');
  const after = replaceBetween(before, NAME, requirementsTable(catalogue));
  if (after === undefined) {
    return refuse(
      `README.md needs <!-- ${NAME} --> and, after it, <!-- /${NAME} -->: the table goes between.`,
    );
  }
  if (after !== before) await writeFile(file, after);
  process.stdout.write(
    `README.md: the table of requirements is ${after === before ? 'up to date' : 'written'}.\n`,
  );
  return 0;
}

function refuse(line: string): 2 {
  process.stderr.write(`${line}\n`);
  return 2;
}
