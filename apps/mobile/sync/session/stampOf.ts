import { instantSchema } from '@holdfast/contract'

/** When the lifter did it, by the `logged_at` in the body of an operation. A body comes from the disk and may be of any age: null without one. */
export function stampOf(body: unknown): string | null {
  const stamp = instantSchema.safeParse((body as { logged_at?: unknown } | null | undefined)?.logged_at)
  return stamp.success ? stamp.data : null
}
