import { useRouter, type Href } from 'expo-router'

/** Goes back to the page before; where there is none, as after opening an address, to `otherwise`. */
export function useBack(otherwise: Href): () => void {
  const router = useRouter()
  return () => (router.canGoBack() ? router.back() : router.replace(otherwise))
}
