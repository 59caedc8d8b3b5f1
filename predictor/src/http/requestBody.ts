import { got } from '../contract/refusedCell.ts';
import { refusal } from '../contract/rowReader.ts';
import type { VersionWish } from '../serving/chooseVersion.ts';
import { optionalText } from './shortText.ts';

/** What every prediction request may say beside its rows. */
export interface RequestOptions extends VersionWish {
  /** Id the caller gives, for labels that come later. */
  readonly id?: string | undefined;
}

const optionNames = ['key', 'version', 'id'] as const;

/**
 * The object a request body must be.
 *
 * @param main name of the member that carries the rows
 * @throws ProblemError (422) when it is no object, lacks the member, or has others
 */
export function requestObject(body: unknown, main: string): Record<string, unknown> {
  if (body === null || typeof body !== 'object' || Array.isArray(body) || !Object.hasOwn(body, main)) {
    throw refusal([{ pointer: '', kind: 'wrong_shape', wanted: `an object with the member ${main}`, got: got(body) }]);
  }
  const known = [main, ...optionNames];
  const unknown = Object.keys(body).filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw refusal(
      unknown.slice(0, 20).map((name) => ({
        pointer: `/${name.slice(0, 60)}`,
        kind: 'wrong_shape',
        wanted: `only the members ${known.join(', ')}`,
        got: got(name),
      })),
    );
  }
  return body as Record<string, unknown>;
}

/** The options of a request object. */
export function requestOptions(body: Record<string, unknown>): RequestOptions {
  const [key, version, id] = optionNames.map((name) => optionalText(body[name], `/${name}`));
  return { key, version, id };
}
