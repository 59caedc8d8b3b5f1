// Bins of a reference, which live traffic is counted in.
export { referenceBins } from './bins/referenceBins.ts';
export { binsOfProfile } from './profile/binsOfProfile.ts';
