import type { List } from '../read/readPage.ts';

/** Lists that are short by nature and only ever hang on one record, in the order in which their publisher lists them. */
export const servicePlaceList: List = { table: 'service_place', orderBy: ['line', 'id'] };
export const serviceCostList: List = { table: 'service_cost', orderBy: ['line', 'id'] };
export const serviceTermList: List = { table: 'service_term', orderBy: ['line', 'id'] };
export const serviceCapacityList: List = { table: 'service_capacity', orderBy: ['line', 'id'] };
