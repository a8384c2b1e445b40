// The router's own beginning: on a phone every page is in the one bundle.
import 'expo-router/entry'
