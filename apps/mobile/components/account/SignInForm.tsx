import { useEffect, useRef, useState } from 'react'
import { StyleSheet, View } from 'react-native'
import type { TextInput } from 'react-native'
import { useAccount } from '../../store/hooks.ts'
import { Button } from '../controls/Button.tsx'
import { Field } from '../controls/Field.tsx'
import { Logo } from '../controls/Logo.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { doorWords } from '../words/doorWords.ts'
import { signInProblem, type SignInTexts } from '../words/signInProblem.ts'
import { AtTheDoor, SignInAgainWords } from './AtTheDoor.tsx'
import { LostAccount, TakeAlong } from './LostAccount.tsx'
import { fieldText, filledIn, nameFields } from './signInFields'

/** The sign-in form: an account, a new account, or one tap as the demo lifter. What was typed stays, whatever the server answers. */
export function SignInForm({ again }: { again: boolean }) {
  const [making, setMaking] = useState(false)
  const [form, setForm] = useState<SignInTexts>({ name: '', email: '', password: '' })
  const [missing, setMissing] = useState<string | null>(null)
  const { signIn, register, askServer } = useAccountActions()
  const demo = useAccount((account) => account.server?.demo ?? false) && !again
  const busy = useAccount((account) => account.busy)
  const refused = useAccount((account) => account.problem)
  const problem = missing ?? refused
  useEffect(askServer, [askServer])

  const root = useRef<View>(null)

  const change = (next: SignInTexts) => {
    setMissing(null)
    setForm(next)
  }
  const make = (now: boolean) => {
    setMissing(null)
    setMaking(now)
  }
  const submit = (takeAlong: boolean) => {
    const { name, email, password } = filledIn(root.current, form)
    const wrong = signInProblem({ name, email, password }, making)
    setMissing(wrong)
    if (wrong !== null) return
    if (making) register(name.trim(), email.trim(), password, { takeAlong })
    else signIn(email.trim(), password)
  }
  useEffect(() => nameFields(root.current, () => submit(false)))
  return (
    <View ref={root} role="form" aria-label={making ? 'Create an account' : 'Sign in'} style={styles.form}>
      <Brand again={again} />
      {!again && <AtTheDoor />}
      {demo && <Demo />}
      <Fields form={form} making={making} onChange={change} onSubmit={() => submit(false)} />
      {problem !== null && (
        <Text testID="sign-in-problem" tone="attention" role="alert">
          {problem}
        </Text>
      )}
      {again && making && <TakeAlong busy={busy} onPress={() => submit(true)} />}
      <Button
        testID="sign-in-submit"
        look={demo || (again && making) ? 'second' : 'primary'}
        label={!making ? 'Sign in' : again ? 'Create account, take nothing along' : 'Create account'}
        busy={busy}
        onPress={() => submit(false)}
      />
      {(!again || making) && (
        <Button
          testID="sign-in-toggle"
          look="plain"
          label={making ? 'I have an account' : 'Create an account'}
          onPress={() => make(!making)}
        />
      )}
      {again && !making && <LostAccount onMake={() => make(true)} />}
    </View>
  )
}

function Brand({ again }: { again: boolean }) {
  return (
    <View style={styles.brand}>
      <Logo size={56} />
      <Text look="display" tabular={false} role="heading" aria-level={1}>
        Holdfast
      </Text>
      {again ? <SignInAgainWords /> : <Text tone="muted">{doorWords.welcome}</Text>}
    </View>
  )
}

function Demo() {
  const signInDemo = useAccount((account) => account.signInDemo)
  const busy = useAccount((account) => account.busy)
  return (
    <>
      <Button testID="sign-in-demo" look="primary" label="Continue as the demo lifter" busy={busy} onPress={signInDemo} />
      <Text look="small" tone="muted" style={styles.or}>
        or use your account
      </Text>
    </>
  )
}

type FieldsProps = {
  form: SignInTexts
  making: boolean
  onChange: (form: SignInTexts) => void
  onSubmit: () => void
}

function Fields({ form, making, onChange, onSubmit }: FieldsProps) {
  const passwordField = useRef<TextInput>(null)
  const change = (field: keyof SignInTexts) => (text: string) => onChange({ ...form, [field]: text })
  return (
    <>
      {making && <Field testID="sign-in-name" label="Name" autoComplete="name" {...fieldText(form.name)} onChangeText={change('name')} />}
      <Field
        testID="sign-in-email"
        label="Email"
        inputMode="email"
        autoCapitalize="none"
        autoComplete="email"
        autoCorrect={false}
        {...fieldText(form.email)}
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
        {...fieldText(form.password)}
        onChangeText={change('password')}
        onSubmitEditing={onSubmit}
      />
    </>
  )
}

function useAccountActions() {
  return {
    signIn: useAccount((account) => account.signIn),
    register: useAccount((account) => account.register),
    askServer: useAccount((account) => account.askServer),
  }
}

const styles = StyleSheet.create({ form: { gap: space.l }, brand: { gap: space.s, paddingBottom: space.m }, or: { textAlign: 'center' } })
