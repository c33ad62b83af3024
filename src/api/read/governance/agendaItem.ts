import type { AgendaItem } from '../../types/agenda.ts';

/** An item of an agenda, with the list it stands in: null where its purpose is not stated. */
export type Placed = AgendaItem & { purpose: 'decision' | 'information' | 'exception' | null };

/** An item, which says of one thing alone where it comes from. */
export function placed(item: Pick<Placed, 'kind' | 'title' | 'why' | 'purpose'> & Partial<Placed>): Placed {
  return { subject: null, meeting: null, exception: null, responsibility: null, planIndicator: null, referral: null, proposal: null, ...item };
}
