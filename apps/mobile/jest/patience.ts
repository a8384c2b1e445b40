import { configure } from '@testing-library/react-native'
import { GIVE_UP_MS } from '../../../scripts/lib/testing/patience.ts'

// `waitFor` gives a state one second by itself, and a busy machine takes longer.
configure({ asyncUtilTimeout: GIVE_UP_MS })
