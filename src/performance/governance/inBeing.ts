import { GroupStatus } from '../../catalogue/group.ts';
import { parsePartialDate } from '../../catalogue/period.ts';

interface Existing {
  status: string | null;
  validFrom: string | null;
  validTo: string | null;
}

/** Whether a group exists on a day. One that is only proposed does not; of one that ended, and does not say when, no day is known on which it did. */
export function isInBeing({ status, validFrom, validTo }: Existing, day: string): boolean {
  if (status === GroupStatus.PROPOSED) return false;
  if (status === GroupStatus.ENDED && validTo === null) return false;
  const [from, to] = [validFrom && parsePartialDate(validFrom)?.from, validTo && parsePartialDate(validTo)?.to];
  return (!from || from <= day) && (!to || to >= day);
}
