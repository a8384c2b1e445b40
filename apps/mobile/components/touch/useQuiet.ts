import { useEffect, useState } from 'react'
import { touchQuietMs } from './touches'

const stillMs = 500

/** The value; while a finger is down, and for half a second after, the value from before. */
export function useQuiet<Value>(value: Value): Value {
  const [shown, setShown] = useState(value)
  useEffect(() => {
    if (shown === value) return
    const waitMs = () => Math.max(0, stillMs - touchQuietMs())
    const look = () => {
      const wait = waitMs()
      if (wait === 0) setShown(value)
      else timer = setTimeout(look, wait)
    }
    let timer = setTimeout(look, waitMs())
    return () => clearTimeout(timer)
  }, [shown, value])
  return shown
}
