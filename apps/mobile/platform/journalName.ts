/** What one account's journal is called on this device. Stores and files are named after it, so only ids of the server's form go in: no slash, no dot. */
export function journalName(accountId: string): string {
  return `holdfast-journal-${accountId}`
}
