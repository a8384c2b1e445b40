import { useState } from 'react'
import { StyleSheet, View } from 'react-native'
import { useRoomLeft } from '../../store/hooks.ts'
import { useEngine } from '../../sync/views/engineContext.ts'
import { Button } from '../controls/Button.tsx'
import { here } from '../words/device.ts'
import { Notice } from '../controls/Notice.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { lowSpaceWords } from '../words/dataWords.ts'

/** Little space is left for the next sets: shown before a session starts, and it blocks nothing. */
export function LowSpace() {
  const { room, look } = useRoomLeft()
  const engine = useEngine()
  const [state, setState] = useState<'open' | 'busy' | 'failed'>('open')
  if (!room.isShort || !room.space) return null
  const words = lowSpaceWords(room.space.freeBytes, here)
  const free = () => {
    setState('busy')
    engine.freeSpace().then(
      () => {
        setState('open')
        look()
      },
      () => setState('failed'),
    )
  }
  return (
    <Notice testID="low-space" tone="attention" icon="attention" title={words.title}>
      <View style={styles.body}>
        <Text look="small">{words.body}</Text>
        {state === 'failed' && <Text look="small">Nothing could be let go of just now.</Text>}
        <Button
          testID="low-space-free"
          label="Free space"
          under="Lets go of what the server can give back"
          busy={state === 'busy'}
          onPress={free}
        />
      </View>
    </Notice>
  )
}

const styles = StyleSheet.create({ body: { gap: space.m } })
