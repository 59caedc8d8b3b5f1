import type { Condition, ConditionType, ReasonOf } from '@modelmonitor/api';

/** A condition without times. */
export interface Judged {
  readonly type: ConditionType;
  readonly status: Condition['status'];
  readonly reason: string;
  readonly message: string;
}

/** Creates conditions of one type; a reason that is missing from the catalogue is a type error. */
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
