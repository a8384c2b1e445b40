/** The folders of all workspaces, relative and sorted, as the root package.json names them (`folder`, `folder/*`, `!folder`). */
export function workspaces(root: string): string[]
/** The folders of the repository and of apps/ and packages/ that hold a tsconfig.json, whether a workspace or not. */
export function withTsconfig(root: string): string[]
