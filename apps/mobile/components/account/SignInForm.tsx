import { useEffect, useRef, useState } from 'react'
import { StyleSheet, View } from 'react-native'
import type { TextInput } from 'react-native'
import { useAccount } from '../../store/hooks.ts'
import { Button } from '../Button.tsx'
import { Field } from '../Field.tsx'
import { Logo } from '../Logo.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { signInProblem } from '../words/signInProblem.ts'

/** The door: an account, a new one, or one tap as the demo lifter. What was typed stays, whatever the server says. */
export function SignInForm({ again }: { again: boolean }) {
  const [making, setMaking] = useState(false)
  const [form, setForm] = useState({ name: '', email: '', password: '' })
  const [missing, setMissing] = useState<string | null>(null)
  const { signIn, register, signInDemo, askServer } = useAccountActions()
  const server = useAccount((account) => account.server)
  const busy = useAccount((account) => account.busy)
  const refused = useAccount((account) => account.problem)
  const passwordField = useRef<TextInput>(null)
  const problem = missing ?? refused
  useEffect(askServer, [askServer])

  const change = (field: keyof typeof form) => (text: string) => {
    setMissing(null)
    setForm({ ...form, [field]: text })
  }
  const submit = () => {
    const wrong = signInProblem(form, making)
    setMissing(wrong)
    if (wrong !== null) return
    if (making) register(form.name.trim(), form.email.trim(), form.password)
    else signIn(form.email.trim(), form.password)
  }
  return (
    <View style={styles.form}>
      <View style={styles.brand}>
        <Logo size={56} />
        <Text look="display" tabular={false} role="heading" aria-level={1}>
          Holdfast
        </Text>
        <Text tone="muted">
          {again
            ? 'Sign in again to send what waits. Nothing you logged is lost.'
            : 'Log your training anywhere, signal or not. No set gets lost.'}
        </Text>
      </View>
      {server?.demo && !again && (
        <>
          <Button testID="sign-in-demo" look="primary" label="Continue as the demo lifter" busy={busy} onPress={signInDemo} />
          <Text look="small" tone="muted" style={styles.or}>
            or use your account
          </Text>
        </>
      )}
      {making && <Field testID="sign-in-name" label="Name" autoComplete="name" value={form.name} onChangeText={change('name')} />}
      <Field
        testID="sign-in-email"
        label="Email"
        inputMode="email"
        autoCapitalize="none"
        autoComplete="email"
        autoCorrect={false}
        value={form.email}
        onChangeText={change('email')}
        onSubmitEditing={() => passwordField.current?.focus()}
        submitBehavior="submit"
      />
      <Field
        ref={passwordField}
        testID="sign-in-password"
        label={making ? 'Password, at least 10 characters' : 'Password'}
        secureTextEntry
        autoCapitalize="none"
        autoComplete={making ? 'new-password' : 'current-password'}
        value={form.password}
        onChangeText={change('password')}
        onSubmitEditing={submit}
      />
      {problem !== null && (
        <Text testID="sign-in-problem" tone="attention" role="alert">
          {problem}
        </Text>
      )}
      <Button
        testID="sign-in-submit"
        look={server?.demo && !again ? 'second' : 'primary'}
        label={making ? 'Create account' : 'Sign in'}
        busy={busy}
        onPress={submit}
      />
      {!again && (
        <Button
          testID="sign-in-toggle"
          look="plain"
          label={making ? 'I have an account' : 'Create an account'}
          onPress={() => {
            setMissing(null)
            setMaking(!making)
          }}
        />
      )}
    </View>
  )
}

function useAccountActions() {
  return {
    signIn: useAccount((account) => account.signIn),
    register: useAccount((account) => account.register),
    signInDemo: useAccount((account) => account.signInDemo),
    askServer: useAccount((account) => account.askServer),
  }
}

const styles = StyleSheet.create({ form: { gap: space.l }, brand: { gap: space.s, paddingBottom: space.m }, or: { textAlign: 'center' } })
