import type { ApiClient } from '../../../test/controlPlane/apiClient.ts';

/** The verdict of an API server on a document: the object it would store, or each field that is wrong. */
export interface ServerVerdict {
  readonly stored?: { readonly spec: unknown };
  readonly problems: readonly { readonly path: string; readonly message: string }[];
}

/** The response to a rejected document: an invalid object has causes, an unknown field is named in the message. */
interface Refusal {
  readonly message: string;
  readonly details?: { readonly causes?: readonly { readonly field: string; readonly message: string }[] };
}

/** Path of the monitors of a namespace. */
export function monitorsPath(namespace = 'default'): string {
  return `/apis/modelmonitor.dev/v1alpha1/namespaces/${namespace}/modelmonitors`;
}

const strictly = 'dryRun=All&fieldValidation=Strict';

/** Validates a new document with an API server, as strictly as `kubectl apply` does; nothing is stored. */
export async function serverJudge(client: ApiClient, document: unknown, namespace?: string): Promise<ServerVerdict> {
  return verdictOf(await client.post<Refusal & { spec: unknown }>(`${monitorsPath(namespace)}?${strictly}`, document));
}

/** Validates a document with an API server as a change of the stored one. */
export async function serverJudgeOfChange(client: ApiClient, name: string, document: unknown): Promise<ServerVerdict> {
  return verdictOf(await client.put<Refusal & { spec: unknown }>(`${monitorsPath()}/${name}?${strictly}`, document));
}

function verdictOf({ status, body }: { readonly status: number; readonly body: Refusal & { readonly spec: unknown } }): ServerVerdict {
  if (status === 200 || status === 201) return { stored: body, problems: [] };
  const unknown = [...body.message.matchAll(/unknown field "([^"]*)"/g)].map(([message, path = '']) => ({ path, message }));
  const causes = (body.details?.causes ?? []).filter(({ field }) => !field.startsWith('.') && field !== '<nil>');
  const problems = [...unknown, ...causes.map(({ field, message }) => ({ path: field, message }))];
  // Any other message is about the document as a whole.
  return { problems: problems.length > 0 ? problems : [{ path: '', message: body.message }] };
}
