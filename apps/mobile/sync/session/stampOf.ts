import { instantSchema } from '@holdfast/contract'

/**
 * The `logged_at` in the body of an operation: when the lifter did it. A body on the disk may be of any app version; null without a stamp.
 */
export function stampOf(body: unknown): string | null {
  const stamp = instantSchema.safeParse((body as { logged_at?: unknown } | null | undefined)?.logged_at)
  return stamp.success ? stamp.data : null
}
