/** On a phone the system's alert sounds, also in front of the lifter. */
export function chime(): void {}
