import { configure } from '@testing-library/react-native'
import { GIVE_UP_MS } from '../../../scripts/lib/testing/patience.ts'

// By default `waitFor` waits one second for a state; a busy machine takes longer.
configure({ asyncUtilTimeout: GIVE_UP_MS })
