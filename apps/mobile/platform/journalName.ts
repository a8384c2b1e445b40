/**
 * The name of one account's journal on this device. Stores and files carry it, so only ids in the server's form are accepted: no slash, no
 * dot.
 */
export function journalName(accountId: string): string {
  return `holdfast-journal-${accountId}`
}
