// What creates and merges profiles of a reference.
export { columnBudget, PART_BUDGET } from './profile/columnBudget.ts';
export { encodeProfile } from './profile/encodeProfile.ts';
export { mergeProfiles } from './profile/mergeProfiles.ts';
export { profileOf } from './profile/profileOf.ts';
