import './start'
import 'expo-router/entry'
