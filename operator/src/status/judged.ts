import type { Condition, ConditionType, ReasonOf } from '@modelmonitor/api';

/** A condition before it has times. */
export interface Judged {
  readonly type: ConditionType;
  readonly status: Condition['status'];
  readonly reason: string;
  readonly message: string;
}

/** What makes conditions of one type; a reason that the catalogue does not have is an error of types. */
export interface Judge<Of extends ConditionType> {
  yes(reason: ReasonOf<Of>, message: string): Judged;
  no(reason: ReasonOf<Of>, message: string): Judged;
  unknown(reason: ReasonOf<Of>, message: string): Judged;
}

export function judge<Of extends ConditionType>(type: Of): Judge<Of> {
  return {
    yes: (reason, message) => ({ type, status: 'True', reason, message }),
    no: (reason, message) => ({ type, status: 'False', reason, message }),
    unknown: (reason, message) => ({ type, status: 'Unknown', reason, message }),
  };
}
