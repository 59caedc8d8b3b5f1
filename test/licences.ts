import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Licences that ask for no more than their own text beside what is shipped (SPDX identifiers). */
const permissive = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'ISC', 'MIT', 'PSF-2.0', 'Unlicense'];

/** A package that is installed for the product to run, not only to develop it. */
export interface ProductionPackage {
  readonly name: string;
  readonly version: string;
  /** The member `license` of its package.json. */
  readonly licence: unknown;
}

interface LockedPackage {
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
}

/**
 * Every production dependency in node_modules, direct or not, as package-lock.json lists them; optional ones of other platforms are not installed.
 *
 * @param root folder of package-lock.json
 */
export function productionPackages(root: string): ProductionPackage[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, LockedPackage> };
  return Object.entries(packages)
    .filter(([path, { link, dev, devOptional }]) => path.includes('node_modules/') && !link && !dev && !devOptional)
    .map(([path]) => join(root, path, 'package.json'))
    .filter((path) => existsSync(path))
    .map((path) => {
      const { name, version, license } = JSON.parse(readFileSync(path, 'utf8')) as { name: string; version: string; license?: unknown };
      return { name, version, licence: license };
    });
}

/** Whether an SPDX expression allows use under permissive licences alone: `OR` leaves the choice, `AND` does not. */
export function isPermissive(licence: unknown): boolean {
  if (typeof licence !== 'string') return false;
  const alternatives = licence.replace(/^\((.*)\)$/, '$1').split(' OR ');
  return alternatives.some((alternative) => alternative.split(' AND ').every((one) => permissive.includes(one)));
}
