import { isIPv6 } from 'node:net';

/**
 * A host and its port from HOST:PORT; an IPv6 address stands in brackets.
 *
 * @returns undefined for anything else
 */
export function hostAndPort(text: string): { host: string; port: number } | undefined {
  const [, address, name, digits = ''] = /^(?:\[([^\]]*)\]|([^:[\]/\s]+)):([0-9]{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  const host = address === undefined ? name : isIPv6(address) ? address : undefined;
  return host === undefined || port < 1 || port > 65_535 ? undefined : { host, port };
}

/** The text of a host and its port. */
export function hostAndPortText({ host, port }: { readonly host: string; readonly port: number }): string {
  return `${isIPv6(host) ? `[${host}]` : host}:${port}`;
}
