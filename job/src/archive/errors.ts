/** An archive that cannot be written or read, or whose rows are not those it describes. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
}
