/** The data of an answer as a thread wrote them. Read here, only to be written again, long ones would keep this thread from everybody else. */
export class WrittenData {
  readonly json: string;
  /** Whether anything in them is not null. */
  readonly hasAny: boolean;

  constructor(json: string, hasAny: boolean) {
    this.json = json;
    this.hasAny = hasAny;
  }
}

/** The data for whoever looks into them. */
export function readData(data: unknown): unknown {
  return data instanceof WrittenData ? JSON.parse(data.json) : data;
}

/** Whether there is something in an answer besides errors. */
export function gaveData(data: unknown): boolean {
  return data instanceof WrittenData ? data.hasAny : Object.values(data ?? {}).some((value) => value !== null);
}

/** An answer as JSON. */
export function writeAnswer(answer: { data?: unknown; errors?: unknown; extensions?: unknown }): string {
  const { data, ...rest } = answer;
  if (!(data instanceof WrittenData)) return JSON.stringify(answer);
  const around = JSON.stringify(rest);
  return `${around === '{}' ? '{' : `${around.slice(0, -1)},`}"data":${data.json}}`;
}
