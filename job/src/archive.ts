// The log of a monitor as files, for commands.

export { type ArchivePlace, archiveName, dayOfArchive } from './archive/archivePlace.ts';
export { bucketPlace } from './archive/bucketPlace.ts';
export { directoryPlace } from './archive/directoryPlace.ts';
export { exportRows } from './archive/exportRows.ts';
export { forgetIds } from './archive/forgetIds.ts';
export { readArchiveHeader } from './archive/readArchive.ts';
export { restoreArchive } from './archive/restoreArchive.ts';
