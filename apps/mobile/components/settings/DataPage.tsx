import type { Verified } from '@holdfast/journal/verify'
import { useRouter } from 'expo-router'
import { useEffect, useState } from 'react'
import { StyleSheet, View } from 'react-native'
import { useRoomLeft, useShare, useStorage } from '../../store/hooks.ts'
import { useEngine } from '../../sync/views/engineContext.ts'
import { exportAll, type ExportKind } from '../../sync/history/exportAll.ts'
import type { SessionLogs } from '../../sync/session/sessionLog.ts'
import { useProgramme } from '../../sync/views/useProgramme.ts'
import type { Programme } from '../../sync/server/programme.ts'
import { announce } from '../touch/announce'
import { Button } from '../controls/Button.tsx'
import { here, isWeb } from '../words/device.ts'
import { useInstall } from '../install/install'
import { Page } from '../layout/Page.tsx'
import { TopBar } from '../layout/TopBar.tsx'
import { LowSpace } from '../status/LowSpace.tsx'
import { Notice } from '../controls/Notice.tsx'
import { OfflineBanner } from '../status/OfflineBanner.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { bytesWords, keptWords, verifiedWords } from '../words/dataWords.ts'
import { fullDayWords } from '../words/times.ts'
import { useNow } from '../controls/useNow.ts'
import { LinkRow } from './LinkRow.tsx'
import { Section, Setting } from './Section.tsx'
import { localDay } from '../../sync/session/localDay.ts'
import { useBack } from '../layout/useBack.ts'
import { sentenceOf } from '../../sync/device/sentenceOf.ts'

/** What this device stores, whether it is complete, and every way to export it. */
export function DataPage() {
  const router = useRouter()
  const back = useBack('/settings')
  return (
    <Page
      header={
        <>
          <TopBar onBack={back} backLabel="Back to Settings">
            <Text look="strong">Settings</Text>
          </TopBar>
          <OfflineBanner />
        </>
      }
    >
      <Text look="title" role="heading" aria-level={1}>
        Data & storage
      </Text>
      <Kept />
      <Export />
      <Section title="Import">
        <LinkRow
          testID="data-import"
          label="Import workouts"
          note="From another app or a spreadsheet"
          onPress={() => router.push('/import')}
        />
      </Section>
      <Room />
    </Page>
  )
}

function Kept() {
  const { data } = useProgramme(keptOf)
  const [verified, setVerified] = useState<ReturnType<typeof verifiedWords> | null>(null)
  const [busy, setBusy] = useState(false)
  const engine = useEngine()
  const verify = () => {
    setBusy(true)
    const say = (answer: Verified): ReturnType<typeof verifiedWords> => verifiedWords(answer, setsIn(engine.logs.current()))
    void engine
      .verify()
      .then(say, (error: unknown) => ({
        ok: false,
        title: 'It could not be read just now',
        body: `${String(error)}. Nothing was changed.`,
      }))
      .then((words) => {
        setBusy(false)
        setVerified(words)
        announce(`${words.title}. ${words.body}`)
      })
  }
  return (
    <Section title={`Kept ${here}`}>
      <Setting
        name={data ? keptWords(data.sessions, data.until && fullDayWords(data.until)) : 'No plan was fetched yet'}
        note="Your plan and your workouts, also without a signal. What you log stays here for at least 30 days after the server has it."
      >
        <Button testID="data-verify" label="Verify what was logged here" busy={busy} onPress={verify} />
        {verified && (
          <Notice
            testID="data-verified"
            tone={verified.ok ? 'calm' : 'attention'}
            icon={verified.ok ? 'twoTicks' : 'attention'}
            title={verified.title}
          >
            <Text look="small" tone="muted">
              {verified.body}
            </Text>
          </Notice>
        )}
      </Setting>
    </Section>
  )
}

const exports: readonly { kind: ExportKind; label: string; under: string; ending: string }[] = [
  { kind: 'csv', label: 'Every set as a spreadsheet', under: 'CSV, a row for each set', ending: 'csv' },
  { kind: 'text', label: 'Every workout to read', under: 'Plain text', ending: 'txt' },
  { kind: 'json', label: 'Everything, for another app', under: 'JSON, with all this device wrote down', ending: 'json' },
]

function Export() {
  const engine = useEngine()
  const share = useShare()
  const now = useNow()
  const [refused, setRefused] = useState<string | null>(null)
  const take = (kind: ExportKind, ending: string) => {
    setRefused(null)
    const { mime, text } = exportAll(engine, kind)
    share.text(`holdfast-${localDay(now)}.${ending}`, mime, text).catch((error: unknown) => setRefused(sentenceOf(error)))
  }
  return (
    <Section title="Export">
      <View style={styles.buttons}>
        {exports.map(({ kind, label, under, ending }) => (
          <Button key={kind} testID={`data-export-${kind}`} label={label} under={under} onPress={() => take(kind, ending)} />
        ))}
        {refused !== null && <Notice tone="attention" icon="attention" urgent title={`The file could not be handed over: ${refused}`} />}
      </View>
    </Section>
  )
}

const protectionWords = {
  protected: { name: 'Protected', note: 'The browser promised not to clear this by itself.' },
  insecure: {
    name: 'Not protected',
    note: 'This address is plain http. Only over https can a browser protect this, and open Holdfast without a signal: keep this page open in the gym.',
  },
  unprotected: {
    name: 'Not protected',
    note: 'The browser may clear this when room is short, or after weeks without a visit. Installing the app helps.',
  },
  phone: { name: 'Protected', note: 'What the app wrote stays until you delete the app.' },
} as const

function Room() {
  const storage = useStorage()
  const { space } = useRoomLeft().room
  const [protection, setProtection] = useState<Protection | null>(null)
  const [asked, setAsked] = useState<'granted' | 'refused' | null>(null)
  useEffect(() => {
    let gone = false
    storage.protection().then(
      (answer) => !gone && setProtection(answer),
      () => !gone && setProtection('unprotected'),
    )
    return () => {
      gone = true
    }
  }, [storage, asked])
  if (!protection) return null
  const ask = () => {
    storage.protect().then(
      (granted) => setAsked(granted ? 'granted' : 'refused'),
      () => setAsked('refused'),
    )
  }
  return (
    <Section title="Storage">
      <View testID="data-protection">
        <Setting {...protectionWords[protection]}>
          {protection === 'unprotected' && <Button testID="data-protect" label="Protect it" onPress={ask} />}
          {asked === 'refused' && protection === 'unprotected' && (
            <Notice title="The browser said no for now. It says yes to apps that are installed or used often." />
          )}
        </Setting>
      </View>
      <View testID="data-space">
        <Setting
          name={space ? `${bytesWords(space.usedBytes)} used · ${bytesWords(space.freeBytes)} free` : 'Space is not told here'}
          note={space ? `By Holdfast, ${here}` : "This browser doesn't say how much room there is."}
        >
          <LowSpace />
        </Setting>
      </View>
      {isWeb && protection !== 'insecure' && <InstallHint />}
    </Section>
  )
}

type Protection = Awaited<ReturnType<ReturnType<typeof useStorage>['protection']>>

function InstallHint() {
  const install = useInstall()
  switch (install.at) {
    case 'installed':
      return null
    case 'askable':
      return (
        <Setting name="Install the app" note="Opens without a browser around it, and is kept more safely.">
          <Button testID="data-install" label="Install Holdfast" onPress={install.ask} />
        </Setting>
      )
    case 'byHand':
      return (
        <View testID="data-install-words">
          <Setting
            name="Install the app"
            note="In your browser's menu: “Install app”, or on an iPhone Share, then “Add to Home Screen”. It opens without a browser around it, and is kept more safely."
          >
            {null}
          </Setting>
        </View>
      )
  }
}

function keptOf({ sessions }: Programme): { sessions: number; until: string | null } {
  const all = Object.values(sessions)
  const until = all.reduce<string | null>((last, { scheduledOn }) => (last === null || scheduledOn > last ? scheduledOn : last), null)
  return { sessions: all.length, until }
}

/** The sets that were logged on this device. Only those are read again; the server keeps what only it confirmed. */
function setsIn({ logs }: SessionLogs): number {
  return Object.values(logs).reduce((sets, { actualSets }) => sets + Object.keys(actualSets).length, 0)
}

const styles = StyleSheet.create({ buttons: { gap: space.s } })
