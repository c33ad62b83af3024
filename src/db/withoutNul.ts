/** A value with a sign for each NUL, of which PostgreSQL stores none. What is quoted of others in a message, and what was stored on SQLite, may hold some. */
export function withoutNul<Value>(value: Value): Value | string {
  return typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value;
}
