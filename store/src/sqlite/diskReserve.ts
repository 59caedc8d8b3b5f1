import { existsSync, rmSync, writeFileSync } from 'node:fs';

/** Deleting rows takes a little space before it gives any back. */
const reserveBytes = 4 * 2 ** 20;

/** Space beside the file that is given up when the disk is full. */
export interface DiskReserve {
  /** Takes the space; without it there is none. */
  keep(): void;
  release(): void;
}

export function createDiskReserve(databasePath: string): DiskReserve {
  const path = `${databasePath}-reserve`;
  const release = () => rmSync(path, { force: true });
  return {
    release,
    keep() {
      if (existsSync(path)) return;
      try {
        writeFileSync(path, new Uint8Array(reserveBytes), { mode: 0o600 });
      } catch {
        release();
      }
    },
  };
}
