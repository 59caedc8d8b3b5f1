/** Fields of a header in a tar archive: start and length (POSIX.1-2017, pax, "ustar Interchange Format"). */
const fields = { name: [0, 100], size: [124, 12], type: [156, 1], prefix: [345, 155] } as const;

const block = 512;

/**
 * The content of a file in a tar archive; the last one where a name occurs again.
 *
 * @returns undefined where there is none with this path, or the archive is broken before it
 */
export function fileInTar(archive: Buffer, path: string): Buffer | undefined {
  let found: Buffer | undefined;
  let longName: string | undefined;
  for (let at = 0; at + block <= archive.length; ) {
    const header = archive.subarray(at, at + block);
    const size = Number.parseInt(textOf(header, fields.size).trim() || '0', 8);
    const start = at + block;
    if (header.every((byte) => byte === 0) || !Number.isSafeInteger(size) || size < 0 || start + size > archive.length) break;
    const content = archive.subarray(start, start + size);
    const type = textOf(header, fields.type);
    if (type === 'x') longName = paxPath(content) ?? longName;
    else if (type === 'L') longName = content.toString('utf8').replace(/\0.*$/s, '');
    else {
      const [prefix, name] = [textOf(header, fields.prefix), textOf(header, fields.name)];
      const full = longName ?? (prefix === '' ? name : `${prefix}/${name}`);
      if ((type === '0' || type === '') && full.replace(/^(\.?\/)+/, '') === path) found = content;
      longName = undefined;
    }
    at = start + Math.ceil(size / block) * block;
  }
  return found;
}

function textOf(header: Buffer, [start, length]: readonly [number, number]): string {
  return header
    .subarray(start, start + length)
    .toString('utf8')
    .replace(/\0.*$/s, '');
}

/** The path of the next file in records `LENGTH path=VALUE\n`. */
function paxPath(records: Buffer): string | undefined {
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(records.toString('utf8'))?.[1];
}
