import { isDay } from '../../../catalogue/period.ts';
import { objectsIn, plainText, type JsonObject } from './members.ts';

/** What a user pays: never what the service costs. */
export function costsIn(service: JsonObject): JsonObject[] {
  return objectsIn(service, 'cost_options');
}

/** Whether an amount is one, or is not stated. */
export function isUsableAmount({ amount }: JsonObject): boolean {
  return amount === undefined || amount === null || amount === '' || isAmount(plainText(amount));
}

export function isAmount(text: string): boolean {
  return /^\d{1,15}(\.\d+)?$/.test(text);
}

/** Its last day is before its first: then neither can be trusted. */
export function hasTurnedDates(cost: JsonObject): boolean {
  const [from, to] = [dayIn(cost.valid_from), dayIn(cost.valid_to)];
  return from !== '' && to !== '' && from > to;
}

/** The day of a date or a time, empty when it is neither. */
export function dayIn(value: unknown): string {
  const day = plainText(value).slice(0, 10);
  return isDay(day) ? day : '';
}
