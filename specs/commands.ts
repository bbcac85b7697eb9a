/**
 * How a user starts the programs of the suite. A checkout has npm scripts; an installed package has one
 * command with a verb.
 */

/** The programs that a user of the suite starts. */
export type Verb = 'demo' | 'run' | 'plan' | 'cleanup' | 'call' | 'sandbox';

/** The command of the installed package; package.json has the same name. */
export const COMMAND = 'webhook-config-conformance';

const SCRIPTS: Readonly<Record<Verb, string>> = {
  demo: 'npm start',
  run: 'npm run conformance',
  plan: 'npm run -s plan',
  cleanup: 'npm run -s cleanup',
  call: 'npm run -s call',
  sandbox: 'npm run sandbox',
};

const isInstalled = /[\\/]node_modules[\\/]/.test(import.meta.url);

/**
 * The command that starts a program.
 *
 * @param options as a shell takes them; none if undefined.
 */
export function commandOf(verb: Verb, options?: string, installed = isInstalled): string {
  if (installed) return [`npx ${COMMAND} ${verb}`, ...(options === undefined ? [] : [options])].join(' ');
  return [SCRIPTS[verb], ...(options === undefined ? [] : ['--', options])].join(' ');
}

/** A word as a shell takes it: a path may hold characters that a shell would read. */
export function quoted(text: string): string {
  return /^[\w.:/~%,-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
