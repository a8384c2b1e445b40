import type { ReactNode } from 'react'
import { StyleSheet, View } from 'react-native'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'

/** One group of the sync page, under its name. */
export function Group({ name, testID, children }: { name: string; testID: string; children: ReactNode }) {
  return (
    <View testID={testID} style={styles.group}>
      <Text look="heading" role="heading" aria-level={2}>
        {name}
      </Text>
      {children}
    </View>
  )
}

const styles = StyleSheet.create({ group: { gap: space.s } })
