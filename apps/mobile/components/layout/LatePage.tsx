import { useEffect, useState, type ComponentType } from 'react'
import type { LatePage } from '../../keptPages.ts'
import { CatchFaults } from './CatchFaults.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { useBack } from './useBack.ts'
import { FaultPage } from './FaultPage.tsx'
import { sentenceOf } from '../../sync/device/sentenceOf.ts'

/** `why`: the reason the file could not be loaded; null while that is unknown. */
type State = { at: 'loading' | 'waiting'; why: string | null } | { at: 'here'; Page: ComponentType }

/** A page whose file is not loaded: says so, loads it again on request, and becomes the page once the file is loaded. */
export function latePage({ failed, load }: LatePage): { default: ComponentType } {
  return {
    default: function Late() {
      const [state, setState] = useState<State>({ at: 'loading', why: failed === null ? null : sentenceOf(failed) })
      const back = useBack('/today')
      const isLoading = state.at === 'loading'
      useEffect(() => {
        if (!isLoading) return
        let isGone = false
        const go = (next: State): void => {
          if (!isGone) setState(next)
        }
        load().then(
          (page) => go({ at: 'here', Page: (page as { default: ComponentType }).default }),
          (error: unknown) => go({ at: 'waiting', why: sentenceOf(error) }),
        )
        return () => {
          isGone = true
        }
      }, [isLoading])
      if (state.at === 'here') {
        return (
          <CatchFaults instead={ErrorBoundary}>
            <state.Page />
          </CatchFaults>
        )
      }
      const { why } = state
      return (
        <FaultPage
          kind={why === null ? 'slow' : 'missing'}
          {...(why === null ? {} : { why })}
          busy={isLoading}
          onTryAgain={() => setState({ at: 'loading', why })}
          onBack={back}
        />
      )
    },
  }
}
