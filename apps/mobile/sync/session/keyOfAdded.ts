/** The key of the place of an added exercise. */
export const keyOfAdded = ({ exerciseId, key }: { exerciseId: string; key?: string | undefined }): string => key ?? exerciseId
