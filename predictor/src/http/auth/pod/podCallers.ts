import type { Callers } from '@modelmonitor/api';
import { type TokenKey, tokenKey } from './tokenKey.ts';

/** Who may ask the internal port for rows, with the keys imported. */
export interface PodCallers {
  readonly issuer: string;
  readonly subjects: ReadonlySet<string>;
  /** Who may ask for the status: the subjects, and those who may ask for nothing else. */
  readonly observers: ReadonlySet<string>;
  readonly keys: readonly TokenKey[];
}

/** A cluster has a few keys, and a monitor a few callers; every key may cost a verification. */
const mostEntries = 100;

/**
 * Reads `callers.json`. Keys of kinds unknown here are left out, so that a cluster may already publish them.
 *
 * @throws Error saying what is wanted, without content of the file
 */
export function podCallers(text: string): PodCallers {
  const { issuer, subjects, observers, keys } = parsed(text);
  if (!isName(issuer)) throw new Error('issuer has to be a text');
  if (!isList(subjects) || !subjects.every(isName)) throw new Error(`subjects has to be a list of 1 to ${mostEntries} texts`);
  if (!Array.isArray(observers) || observers.length > mostEntries || !observers.every(isName))
    throw new Error(`observers has to be a list of at most ${mostEntries} texts`);
  if (!isList(keys) || !keys.every(isObject)) throw new Error(`keys has to be a list of 1 to ${mostEntries} JSON Web Keys`);
  const usable = keys.flatMap((jwk) => tokenKey(jwk) ?? []);
  if (usable.length === 0) throw new Error('keys needs one for RS256, ES256, ES384 or ES512, got none');
  return { issuer, subjects: new Set(subjects), observers: new Set([...subjects, ...observers]), keys: usable };
}

function parsed(text: string): { readonly [Name in keyof Callers]: unknown } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text.
    throw new Error('it is not JSON');
  }
  if (!isObject(value)) throw new Error('it has to be an object with issuer, subjects and keys');
  return { issuer: value['issuer'], subjects: value['subjects'], observers: value['observers'] ?? [], keys: value['keys'] };
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isList(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.length > 0 && value.length <= mostEntries;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
