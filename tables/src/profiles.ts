// What creates and merges profiles of a reference, and its bins.
export { referenceBins } from './bins/referenceBins.ts';
export { binsOfProfile } from './profile/binsOfProfile.ts';
export { columnBudget, PART_BUDGET } from './profile/columnBudget.ts';
export { encodeProfile } from './profile/encodeProfile.ts';
export { mergeProfiles } from './profile/mergeProfiles.ts';
export { profileOf } from './profile/profileOf.ts';
