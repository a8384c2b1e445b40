/** Every source file under a folder (or the file itself), absolute and sorted; nothing when it does not exist. */
export function filesUnder(path: string): string[]
/** One sha256 over the names and the contents of files, the same on every machine; `more` is any further text that matters. */
export function digest(root: string, files: string[], more?: string): string
