import { act, screen, userEvent, waitFor } from '@testing-library/react-native'
import { router, useLocalSearchParams } from 'expo-router'
import CompleteRoute from '../app/session/complete.tsx'
import { HistoryPage } from '../components/history/HistoryPage.tsx'
import { TabBar } from '../components/layout/TabBar.tsx'
import { SyncPage } from '../components/syncing/SyncPage.tsx'
import { SessionLogging } from '../components/logger/SessionLogging.tsx'
import { TodayPage } from '../components/today/TodayPage.tsx'
import { tooMany } from '../test/server.ts'
import { localDay } from '../sync/session/localDay.ts'
import { readyPhone, type ReadyPhone } from './phone.tsx'

afterEach(() => jest.mocked(useLocalSearchParams).mockReturnValue({}))

const tabs = { index: 0, routes: ['today', 'history', 'sync', 'settings'].map((name) => ({ key: name, name })) }
const nowhere = { navigate() {} }

/** Every screen that shows the session, at once, so that the texts can be compared. */
function Everything({ sessionId }: { sessionId: string }) {
  return (
    <>
      <TodayPage />
      <HistoryPage />
      <SyncPage />
      <SessionLogging sessionId={sessionId} />
      <CompleteRoute />
      <TabBar state={tabs} navigation={nowhere} />
    </>
  )
}

const today = localDay(Date.now())

/** Two sets on the server. The finish is rejected on its last page, because of the first set. */
async function rejectedFinish(): Promise<ReadyPhone & { ids: string[] }> {
  const phone = await readyPhone()
  const { on, engine, session, sync } = phone
  on.session = { ...on.session, scheduledOn: today, version: on.session.version + 1 }
  await engine.pull()
  session.getState().startSession(on.session)
  jest.mocked(useLocalSearchParams).mockReturnValue({ sessionId: on.session.id })
  const ids = session.getState().plannedSets.map(({ id }) => id)
  for (const id of ids.slice(0, 2)) session.getState().completeSet(id, { reps: 5, weight: { value: 100, unit: 'kg' }, rpe: null })
  sync.getState().syncNow()
  await waitFor(() => expect(sync.getState().waiting).toHaveLength(0))
  await phone.show(<Everything sessionId={on.session.id} />)
  Object.assign(on, { weather: 'refuses', errors: [tooMany('/actualSets/0/reps')] })
  await userEvent.press(screen.getByTestId('complete-save'))
  await waitFor(() => expect(sync.getState().attention).toHaveLength(1))
  return { ...phone, ids }
}

const texts = (): string =>
  screen
    .queryAllByText(/./)
    .map((one) => [one.props['children']].flat(3).join(''))
    .join('\n')
const markOf = (setId: string | undefined) => screen.getByTestId(`set-mark-${setId}`).props['aria-label']
const rejectedId = ({ sync }: ReadyPhone) => sync.getState().attention[0]!.operation.id

/** What no screen may say of a session that is not finished. */
const finished = /Workout finished|Workout saved|^Finished$|^Done$|1 workout$/m
const notFinished = /Not finished|isn't finished|need.? .*attention/

test('a rejected finish: every screen says so, none says it is finished, and only the set it names has a !', async () => {
  const phone = await rejectedFinish()
  const { ids } = phone
  await waitFor(() =>
    expect(screen.getByTestId('complete-rejected')).toHaveTextContent(/‘Lower A’ isn't finished.*Set 1 of Squat: 5 reps is above 999/),
  )
  expect(router.replace).not.toHaveBeenCalled()
  expect(screen.getByTestId('today-attention')).toHaveTextContent(/‘Lower A’ isn't finished.*Set 1 of Squat: 5 reps is above 999/)
  expect(screen.getByTestId('today-stage')).toHaveTextContent('Not finished · 2 of 4 sets logged')
  expect(screen.getByTestId(`week-${today}`)).toHaveAccessibleName(/today: in progress$/)
  expect(screen.getByTestId('history-count')).toHaveTextContent('0 sessions')
  expect(screen.getByTestId('session-end')).toHaveTextContent('Not finished')
  expect(screen.getByTestId('complete-workout')).toHaveTextContent('Complete Workout')
  expect(screen.getByTestId(`sync-attention-${rejectedId(phone)}`)).toHaveTextContent(
    /Finish ‘Lower A’ · 2 sets.*Set 1 of Squat: 5 reps is above 999/,
  )
  expect(screen.getByTestId('tab-sync')).toHaveAccessibleName('Sync, 1 need attention')
  expect(markOf(ids[0])).toBe('needs attention: 5 reps is above 999.')
  expect(markOf(ids[1])).toBe('saved on server')
  expect(screen.queryAllByTestId('snackbar')).toEqual([])
  expect(texts()).not.toMatch(finished)
})

test('after a rejected finish the button says finish, not save changes', async () => {
  const phone = await rejectedFinish()
  jest.mocked(useLocalSearchParams).mockReturnValue({ sessionId: phone.on.session.id, edit: '1' })
  await phone.show(<CompleteRoute />)
  expect(screen.getByTestId('complete-save')).toHaveTextContent('Save & Finish')
})

test('discarded: the workout goes on, on every screen', async () => {
  const phone = await rejectedFinish()
  await act(async () => phone.sync.getState().discard(rejectedId(phone)))
  expect(screen.getByTestId('today-stage')).toHaveTextContent('In progress · 2 of 4 sets logged')
  expect(screen.queryByTestId('session-end')).toBeNull()
  expect(screen.getByTestId('log-next-set')).toBeTruthy()
  expect(screen.getByTestId('sync-discarded')).toBeTruthy()
  expect([markOf(phone.ids[0]), markOf(phone.ids[1])]).toEqual(['saved on server', 'saved on server'])
  expect(texts()).not.toMatch(finished)
  expect(texts()).not.toMatch(notFinished)
})

test('kept on this phone: it is finished on this phone, on every screen', async () => {
  const phone = await rejectedFinish()
  await act(async () => phone.sync.getState().keepHere(phone.on.session.id))
  expect(screen.getByTestId('complete-workout')).toHaveTextContent('Save changes')
  expect(screen.queryByTestId('session-end')).toBeNull()
  expect(screen.getByTestId('today-card')).toHaveTextContent(/Done.*Kept on this phone only/)
  expect(screen.getByTestId(`history-session-${phone.on.session.id}`)).toHaveAccessibleName(/kept on this phone only/)
  expect(screen.getByTestId('complete-success')).toHaveTextContent(/Workout saved on this phone.*you keep it here only/)
  expect(screen.getByTestId('sync-kept-here')).toBeTruthy()
  expect(texts()).not.toMatch(notFinished)
})

test('retried and applied: it is finished and on the server, on every screen', async () => {
  const phone = await rejectedFinish()
  phone.on.weather = 'fine'
  await act(async () => phone.sync.getState().retry(rejectedId(phone)))
  await waitFor(() => expect(screen.getByTestId('complete-success')).toHaveTextContent(/It is on the server too/))
  expect(screen.getByTestId('complete-workout')).toHaveTextContent('Save changes')
  expect(screen.queryByTestId('session-end')).toBeNull()
  expect(screen.getByTestId('today-card')).toHaveTextContent(/Done.*Saved on server/)
  expect(screen.getByTestId(`history-session-${phone.on.session.id}`)).toHaveAccessibleName(/saved on server/)
  expect([markOf(phone.ids[0]), markOf(phone.ids[1])]).toEqual(['saved on server', 'saved on server'])
  expect(screen.getByTestId('tab-sync')).toHaveAccessibleName('Sync')
  expect(texts()).not.toMatch(notFinished)
})

test('corrected since: the old mistake is not shown any more, what is left to do is', async () => {
  const phone = await rejectedFinish()
  phone.on.weather = 'fine'
  await act(async () => phone.session.getState().updateSet(phone.ids[0]!, { reps: 4, weight: { value: 100, unit: 'kg' }, rpe: null }))
  const left = /‘Lower A’ isn't finished.*You changed set 1 of Squat since\. Finish the workout again to send it/
  expect(screen.getByTestId('today-attention')).toHaveTextContent(left)
  expect(screen.getByTestId('complete-rejected')).toHaveTextContent(left)
  expect(texts()).not.toMatch(/above 999/)
})

test('a rejected removal of a set: every screen says that the set still exists, and no row has a !', async () => {
  const phone = await readyPhone()
  const { on, session, sync } = phone
  session.getState().startSession(on.session)
  const [id] = session.getState().plannedSets.map((set) => set.id)
  session.getState().completeSet(id!, { reps: 5, weight: { value: 100, unit: 'kg' }, rpe: null })
  sync.getState().syncNow()
  await waitFor(() => expect(sync.getState().waiting).toHaveLength(0))
  on.weather = 'refuses'
  await phone.show(<Everything sessionId={on.session.id} />)
  await act(async () => {
    session.getState().uncompleteSet(id!)
    sync.getState().syncNow()
  })
  await waitFor(() => expect(screen.getByTestId('session-attention')).toHaveTextContent(/^Set 1 of Squat is still on the server/))
  expect(screen.getByTestId('today-attention')).toHaveTextContent(/^Set 1 of Squat is still on the server/)
  expect(screen.getByTestId(`sync-attention-${rejectedId(phone)}`)).toHaveTextContent(/Take back set 1 of Squat/)
  expect(screen.getByTestId(`set-row-${id}`)).toHaveAccessibleName(/not logged$/)
  await act(async () => sync.getState().discard(rejectedId(phone)))
  expect(screen.queryByTestId('session-attention')).toBeNull()
})
