import type { List } from '../read/readPage.ts';

/** Lists that are short by nature and only ever hang on one record, in the order in which people read them. */
export const outcomeList: List = { table: 'outcome', orderBy: ['ref', 'id'] };
export const planStepList: List = { table: 'plan_step', orderBy: ['date', 'id'] };
export const consultationList: List = { table: 'consultation', orderBy: ['ref', 'id'] };
export const judgementList: List = { table: 'judgement', orderBy: ['area', 'id'] };
export const statisticalNeighbourList: List = { table: 'statistical_neighbour', orderBy: ['model', 'rank', 'id'] };
