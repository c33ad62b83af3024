/** Whether a setting names something on the web rather than on the hub's own machine. */
export function isWeb(address: string): boolean {
  return /^https?:\/\//i.test(address) && URL.canParse(address);
}
