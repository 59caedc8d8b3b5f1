import { createHash } from 'node:crypto';
import type { Version } from '@modelmonitor/api';
import type { Predictions } from '@modelmonitor/models';
import type { Contract } from '../contract/contract.ts';
import { ProblemError } from '../problem.ts';
import { categoriesFromResource } from './categoriesFromResource.ts';

/**
 * A version that is served elsewhere; it predicts nothing here.
 *
 * @throws Error when categories are not listed: no model names them
 */
export function eventsVersion(version: Version, { contract, now }: { readonly contract: Contract; readonly now: () => number }) {
  const { name, shadow, source } = version;
  const categories = categoriesFromResource(contract, 'events do not name the categories');
  return {
    name,
    shadow,
    declared: version,
    format: 'events',
    sha256: createHash('sha256').update(JSON.stringify(source.events)).digest('hex'),
    origin: `events, matched within ${source.events?.timeout}`,
    loadedAt: now(),
    model: {
      categories,
      predictsUnseen: true,
      predict(): Predictions {
        throw new ProblemError('unknown_version', `version ${name} is served elsewhere: its predictions come as events, by POST /events`);
      },
    },
  };
}
