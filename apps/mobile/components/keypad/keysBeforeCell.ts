/** A hardware keyboard on a phone does not move through a page with Tab, so there is nothing to order. */
export function useKeysBeforeCell(_cellTestId: string): void {}
