import { missingPrograms } from './missingPrograms.ts';

// The first lines of `make test`.
process.stdout.write(await missingPrograms(process.env));
