/** The texts of a list column, which the database keeps as JSON; none when it is empty. */
export function textsOf(json: string | null): string[] {
  return json === null ? [] : (JSON.parse(json) as unknown[]).map(String);
}
