/** `npm run sample`: copies the last reports to `reports/sample`. Ends with 2 when one is missing. */
import { copyFile, mkdir } from 'node:fs/promises';
import { SAMPLE } from '../sample.ts';

const OUT = new URL('../out/', import.meta.url);

const KEPT = [
  ['conformance.md', 'npm start'],
  ['conformance.json', 'npm start'],
  ['report.html', 'npm start'],
  ['mutants/matrix.md', 'npm run mutants'],
  ['power.md', 'npm run power'],
] as const;

process.exitCode = await keep();

async function keep(): Promise<0 | 2> {
  await mkdir(SAMPLE, { recursive: true });
  for (const [name, command] of KEPT) {
    try {
      await copyFile(new URL(name, OUT), new URL(name.replace(/^.*\//, ''), SAMPLE));
    } catch {
      process.stderr.write(`reports/out/${name} is missing. Run: ${command}\n`);
      return 2;
    }
  }
  process.stdout.write('reports/sample holds the last reports. Now run: npm run readme\n');
  return 0;
}
