import { NotFound } from '../../components/layout/NotFound.tsx'
import { Page } from '../../components/layout/Page.tsx'
import { Skeleton } from '../../components/controls/Skeleton.tsx'
import { NeverDownloaded } from '../../components/layout/NeverDownloaded.tsx'
import { SessionDone } from '../../components/finish/SessionDone.tsx'
import { SessionLogging } from '../../components/logger/SessionLogging.tsx'
import { SessionPreview } from '../../components/today/SessionPreview.tsx'
import { useIdParam } from '../../components/layout/useIdParam.ts'
import { useSession } from '../../store/hooks.ts'
import { useSessionView } from '../../sync/views/useSessionView.ts'

export { ErrorBoundary } from '../../components/layout/ErrorBoundary.tsx'

/** One link for a session: shown, open in the logger (also to edit a finished one), or finished. */
export default function SessionRoute() {
  const sessionId = useIdParam('sessionId')
  return sessionId === null ? <NotFound /> : <SessionPage sessionId={sessionId} />
}

function SessionPage({ sessionId }: { sessionId: string }) {
  const isOpen = useSession((session) => session.sessionId === sessionId)
  return isOpen ? <SessionLogging key={sessionId} sessionId={sessionId} /> : <NotOpen sessionId={sessionId} />
}

/** A separate component, because the logger does not need the view: it would be rendered again with every ✓. */
function NotOpen({ sessionId }: { sessionId: string }) {
  const { session, loading, refetch } = useSessionView(sessionId)
  if (session)
    return session.status === 'completed' || session.status === 'skipped' ? (
      <SessionDone session={session} />
    ) : (
      <SessionPreview session={session} />
    )
  if (!loading) return <NeverDownloaded what="This session" onTryAgain={refetch} />
  return (
    <Page>
      <Skeleton label="Fetching the session" lines={8} />
    </Page>
  )
}
