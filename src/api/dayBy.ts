const dayMs = 86_400_000;

/** Tells the date, in UTC, as YYYY-MM-DD. It is written once a day: every request asks for it. */
export function dayBy(now: () => Date): () => string {
  let [day, begins] = ['', Infinity];
  return () => {
    const past = now().getTime() - begins;
    if (past >= 0 && past < dayMs) return day;
    day = now().toISOString().slice(0, 10);
    begins = Date.parse(day);
    return day;
  };
}
