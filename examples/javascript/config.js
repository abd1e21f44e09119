// @ts-check
/** The options: each with its default, its range and its meaning. */

import { parseArgs } from 'node:util';

/**
 * Those that end in Ms are milliseconds.
 *
 * @typedef {object} Config
 * @property {string} host
 * @property {number} port
 * @property {number} maxLineBytes
 * @property {number} maxConnections
 * @property {number} workMs
 * @property {number} queue
 * @property {number} workers
 * @property {number} holdMs
 * @property {number} stripes
 * @property {number} drainMs
 */

/**
 * @typedef {[name: string, preset: number, least: number, most: number, meaning: string]} NumberOption
 * @type {NumberOption[]}
 */
const NUMBERS = [
  ['port', 7010, 0, 65_535, 'port to listen on (0: any)'],
  ['max-line-bytes', 65_536, 1, 1 << 20, 'longest line accepted, in bytes'],
  ['max-connections', 10_000, 1, 1 << 24, 'clients served at the same time'],
  ['work-ms', 100, 0, 3_600_000, 'simulated work for each event, in milliseconds'],
  ['queue', 100, 1, 1 << 24, 'events that may wait for a worker'],
  ['workers', 16, 1, 1024, 'async functions that apply events'],
  ['hold-ms', 10, 0, 3_600_000, 'simulated work under the lock, in milliseconds'],
  ['stripes', 64, 1, 65_536, 'locks for the balances'],
  ['drain-ms', 10_000, 0, 86_400_000, 'longest drain, in milliseconds'],
];

const HOST = '127.0.0.1';

const HELP = [
  'Stage 10 of the ladder in JavaScript.',
  `  --host ADDRESS        address to listen on (default: ${HOST}; 0.0.0.0: all)`,
  ...NUMBERS.map(([name, preset, , , meaning]) => `  ${`--${name} N`.padEnd(21)} ${meaning} (default: ${preset})`),
  'Environment variables set defaults: TEN_WORK_MS that of --work-ms.',
].join('\n');

/**
 * Reads the command line, and TEN_QUEUE and so on for what the command line does not say. Instead of a config it may
 * return the text of the help, or the user's mistake, in one line.
 *
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} environment
 * @returns {{ config?: Config, help?: string, mistake?: string }}
 */
export function readConfig(args, environment) {
  try {
    const { help, host = HOST, ...given } = parse(args);
    if (help) {
      return { help: HELP };
    }
    const numbers = NUMBERS.map(option => [inCamelCase(option[0]), numberOf(option, given, environment)]);
    return { config: { host, ...Object.fromEntries(numbers) } };
  } catch (error) {
    // The messages of parseArgs go on with advice.
    return { mistake: /** @type {Error} */ (error).message.split(/\.\s/)[0] };
  }
}

/**
 * @param {string[]} args
 * @returns {{ help?: boolean, [name: string]: any }}
 */
function parse(args) {
  const text = /** @type {const} */ ({ type: 'string' });
  const numbers = Object.fromEntries(NUMBERS.map(([name]) => [name, text]));
  return parseArgs({ args, options: { ...numbers, host: text, help: { type: 'boolean', short: 'h' } } }).values;
}

/**
 * @param {NumberOption} option
 * @param {Record<string, string>} given
 * @param {NodeJS.ProcessEnv} environment
 */
function numberOf([name, preset, least, most], given, environment) {
  const variable = `TEN_${name.toUpperCase().replaceAll('-', '_')}`;
  const text = given[name] ?? (environment[variable] || String(preset));
  // Number() alone would also take 1e2, 0x10 and nothing at all.
  if (/^\d{1,10}$/.test(text) && Number(text) >= least && Number(text) <= most) {
    return Number(text);
  }
  const wrong = name in given ? `--${name}` : variable;
  throw new Error(`${wrong}: must be an integer from ${least} to ${most}, not '${text}'`);
}

/** @param {string} name */
function inCamelCase(name) {
  return name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}
