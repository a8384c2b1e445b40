import { z } from 'zod'

/** An instant: RFC 3339 with an offset or Z. The instant of a wrong clock is valid too. */
export const instantSchema = z.iso.datetime({ offset: true })

/** A local calendar day, `YYYY-MM-DD`. */
export const localDateSchema = z.iso.date()
