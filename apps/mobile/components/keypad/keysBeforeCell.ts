/** A hardware keyboard on a phone has no Tab that goes through a page: nothing to order. */
export function useKeysBeforeCell(_cellTestId: string): void {}
